// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <QCoreApplication>
#include <QHash>
#include <QMutex>
#include <QRegularExpression>

#include "ui/base/text.h"
#include "ui/words/core_sentences.h"

namespace pthf {

namespace {

constexpr char kContext[] = "pthf::CoreText";
constexpr int kMaxKept = 4096; ///< answers that are remembered: rows ask for the same ones at every paint
constexpr int kDeepest = 4; ///< sentences within sentences

/// A sentence as a pattern, and its words in the language of the window.
struct Sentence {
    QRegularExpression pattern;
    QString words;
    QString piece; ///< what every form of it contains, to pass over most sentences at once
    qsizetype fixed = 0; ///< characters that are not put in: the longest fixed text is tried first
};

const QRegularExpression& parts()
{
    static const QRegularExpression kParts(QStringLiteral("%[1-9]|\\{[^{}|]*\\|[^{}]*\\}"));
    return kParts;
}

/// Whether what follows a place counts it: "%1 keys" is not the end of any sentence about keys.
bool isCounted(const QString& following)
{
    static const QRegularExpression kNoun(QStringLiteral(
        "^ (\\{|(tensors?|keys?|values?|collisions|device values?|models?|dictionar(y|ies)|levels?|more|bytes|records|"
        "storages|elements|entries|names|files|dimensions|leaves|terms|groups)\\b)"));
    return kNoun.match(following).hasMatch();
}

Sentence makeSentence(const char* english)
{
    const QString text = QString::fromUtf8(english);
    Sentence sentence;
    sentence.words = QCoreApplication::translate(kContext, english);
    QString pattern;
    qsizetype from = 0;
    const auto take = [&](const QString& fixed) {
        pattern += QRegularExpression::escape(fixed);
        sentence.fixed += fixed.size();
        if (fixed.size() > sentence.piece.size()) {
            sentence.piece = fixed;
        }
    };
    for (auto matches = parts().globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString fixed = text.mid(from, match.capturedStart() - from);
        const bool isName = from > 0 && fixed == u" "; // "%2 %3 keys": of those that %3 names
        take(fixed);
        from = match.capturedEnd();
        if (match.captured().startsWith(u'%')) {
            pattern += !isName && isCounted(text.mid(from)) ? u"([0-9][0-9,.]*)" : u"(.+?)";
            continue;
        }
        QStringList forms = match.captured().mid(1, match.capturedLength() - 2).split(u'|');
        for (QString& form : forms) {
            sentence.fixed += form.size() / 2;
            form = QRegularExpression::escape(form);
        }
        pattern += u"(?:" % forms.join(u'|') % u')';
    }
    take(text.mid(from));
    sentence.pattern = QRegularExpression(QRegularExpression::anchoredPattern(pattern));
    return sentence;
}

using Lists = std::array<std::span<const char* const>, 10>;

/// The core's sentences in one language.
class Speech {
public:
    explicit Speech(QString language)
        : m_language(std::move(language))
    {
        for (const auto& list :
            Lists{findingSentences(), fileSentences(), planSentences(), typedSentences(), answerSentences(),
                saveSentences(), byteSentences(), containerSentences(), formatSentences(), writerSentences()}) {
            add(list, m_sentences);
        }
        for (const char* english : sentenceParts()) {
            m_parts.push_back(makeSentence(english)); // in their order: lists before what they hold
        }
    }

    const QString& language() const noexcept { return m_language; }

    QString said(const QString& english)
    {
        if (const auto known = m_known.constFind(english); known != m_known.constEnd()) {
            return *known;
        }
        if (m_known.size() >= kMaxKept) {
            m_known.clear();
        }
        return *m_known.insert(english, find(english));
    }

private:
    static void add(std::span<const char* const> list, std::vector<Sentence>& to)
    {
        for (const char* english : list) {
            to.push_back(makeSentence(english));
        }
        std::ranges::stable_sort(to, std::ranges::greater{}, &Sentence::fixed);
    }

    QString find(const QString& english) const
    {
        const auto words = spoken(english, 0);
        return words ? *words : listed(english, m_sentences, 0);
    }

    /// A sentence, alone or with where it holds before it: "model/fc.weight: all of its 64 values are 0",
    /// "a.pth: cannot be opened: Permission denied".
    std::optional<QString> spoken(const QString& english, int depth) const
    {
        if (const auto whole = translated(english, m_sentences, depth)) {
            return whole;
        }
        const QString colon = QStringLiteral(": ");
        for (qsizetype at = english.indexOf(colon); at >= 0 && depth < kDeepest; at = english.indexOf(colon, at + 1)) {
            if (const auto rest = spoken(english.mid(at + colon.size()), depth + 1)) {
                return QString(part(english.left(at), depth + 1) % colon % *rest);
            }
        }
        return std::nullopt;
    }

    /// What is put into a sentence: a sentence of its own, a list, a place; else a name, which stays.
    QString part(const QString& english, int depth) const
    {
        if (depth > kDeepest || !english.contains(u' ')) {
            return english;
        }
        if (const auto sentence = spoken(english, depth)) {
            return *sentence;
        }
        if (const auto words = translated(english, m_parts, depth)) {
            return *words;
        }
        return listed(english, m_parts, depth);
    }

    /// "320 keys, 0 collisions", part by part.
    QString listed(const QString& english, const std::vector<Sentence>& sentences, int depth) const
    {
        QStringList words = english.split(QStringLiteral(", "));
        for (QString& word : words) {
            word = translated(word, sentences, depth).value_or(word);
        }
        return words.join(QStringLiteral(", "));
    }

    std::optional<QString> translated(const QString& english, const std::vector<Sentence>& sentences, int depth) const
    {
        for (const Sentence& sentence : sentences) {
            if (!english.contains(sentence.piece)) {
                continue;
            }
            const QRegularExpressionMatch match = sentence.pattern.match(english);
            if (!match.hasMatch()) {
                continue;
            }
            QString words = sentence.words;
            for (int i = match.lastCapturedIndex(); i >= 1; --i) {
                // Not arg(): what is put in may hold a % of its own.
                words.replace(QLatin1Char('%') + QString::number(i), QString(QChar(0xE000 + i)));
            }
            for (int i = match.lastCapturedIndex(); i >= 1; --i) {
                words.replace(QChar(0xE000 + i), part(match.captured(i), depth + 1));
            }
            return words;
        }
        return std::nullopt;
    }

    QString m_language;
    std::vector<Sentence> m_sentences;
    std::vector<Sentence> m_parts;
    QHash<QString, QString> m_known;
};

} // namespace

QString coreText(std::string_view english)
{
    const QString shown = shownText(english);
    constexpr char kAsked[] = "Computer without GPU"; // tells which language is spoken
    const QString language = QCoreApplication::translate(kContext, kAsked);
    if (language == QLatin1String(kAsked)) {
        return shown; // the window speaks English
    }
    static QMutex mutex; // previews ask from their jobs
    static std::optional<Speech> speech;
    const QMutexLocker lock(&mutex);
    if (!speech || speech->language() != language) {
        speech.emplace(language);
    }
    return speech->said(shown);
}

QStringList spokenForms(const QString& sentence)
{
    static const QRegularExpression kChoice(QStringLiteral("\\{([^{}|]*\\|[^{}]*)\\}"));
    const QRegularExpressionMatch choice = kChoice.match(sentence);
    if (!choice.hasMatch()) {
        return {sentence};
    }
    QStringList spoken;
    const QStringList forms = choice.captured(1).split(u'|');
    for (const QString& form : forms) {
        spoken += spokenForms(sentence.left(choice.capturedStart()) % form % sentence.mid(choice.capturedEnd()));
    }
    return spoken;
}

} // namespace pthf
