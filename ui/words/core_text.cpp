// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_text.h"

#include <algorithm>
#include <vector>

#include <QCoreApplication>
#include <QRegularExpression>

#include "ui/base/text.h"

namespace pthf {

namespace {

// Sentences of core/diagnose, core/edit, core/plan and core/report, with %1 … where they put in names and numbers.
const char* const kSentences[] = {
    QT_TRANSLATE_NOOP("pthf::CoreText", "Without %1 torch.load fails: %2 tensors are stored for these GPUs"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Without %1 torch.load fails: %2 tensors are stored for this GPU"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Without %1 torch.load fails: %2 tensor is stored for this GPU"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Without %1 torch.load fails: %2 tensors are stored for these devices"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Without %1 torch.load fails: %2 tensors are stored for this device"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Without %1 torch.load fails: %2 tensor is stored for this device"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "No torch.load restores the tag %1 of %2 tensors: only cpu, to the letter, is the CPU"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "No torch.load restores the tag %1 of %2 tensor: only cpu, to the letter, is the CPU"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 keys start with %3, added by %4"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 %3 keys start with %4, added by %5"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 %3 keys start with %4, added by %5; without it %6 would stand twice"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 keys start with %3, added by %4; without it %5 would stand twice"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 %3 keys contain %4, added by %5"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 of %2 %3 keys start with %4: a name the training code gave, or the model's own"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 of %2 keys start with %3: a name the training code gave, or the model's own"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "The optimizer takes %1 of the file; a copy for inference is %2"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 tensors are views of larger storages: %2 of %3 are stored and not shown by any tensor"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 tensor is a view of larger storages: %2 of %3 are stored and not shown by any tensor"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "A whole model is pickled here: torch.load needs the code of %1; its state dict has %2 entries"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "weights_only=True, the default since torch %1, refuses this file: %2"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "Dangerous: torch.load with weights_only=False would call %1; nothing of it was run here"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "another torch.save follows at %1: only the first one is shown (byte %2)"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Move to cpu"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Write cpu"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Make a state dict"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Drop it"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Make portable"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Drop optimizer"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Compact views"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Remove %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Computer without GPU"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 tensors are stored for %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 tensor is stored for %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "refused for %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "refused for %1 at %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "PyTorch checkpoint (zip, torch ≥ %1)"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "PyTorch checkpoint (stream, torch %1 to %2)"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "TorchScript model (torch.jit.save, zip)"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "safetensors file"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Python pickle (protocol %1), not made by torch.save"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename weight_norm's weight_g and weight_v to parametrizations"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename weight_norm's parametrizations to weight_g and weight_v"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename spectral_norm's weight_orig to parametrizations"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename spectral_norm's parametrizations to weight_orig"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename gamma and beta to weight and bias"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename weight and bias of norms to gamma and beta"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Take the adapter's name out of LoRA keys"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Put the adapter's name \"default\" into LoRA keys"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Remove the 0 of a Sequential around a single part"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Keep all devices"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Move everything to %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Move everything to this computer's device"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Move %1 to %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Move %1 to %2, the rest to %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Remove prefix %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Remove prefix %1 in %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Add prefix %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Add prefix %1 in %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Remove %1 wherever it stands"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Remove %1 wherever it stands in %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename %1 to %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename %1 keys"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Keep only %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Drop %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Make %1 the root"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Put everything under %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Turn whole models into state dicts"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Turn whole models into state dicts in %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Cast models to %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Cast %1 to %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Freeze %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Unfreeze %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Give views storages of their own size"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Give every tensor a storage of its own"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Turn numpy values and objects into plain values"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Turn OrderedDict into dict"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Set %1 to %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Set %1 to %2 of %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Set %1 to %2 of %3 in %4"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Make %1 of %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Make %1 of %2 in %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Transpose %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Transpose %1, dimensions %2 and %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Resize %1 to %2, new room %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Resize %1 to %2, new room %3 in %4"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "with %1 tensors tied to it"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "with %1 tensor tied to it"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 tensors"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 tensor"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 keys"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 key"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 values"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 value"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 collisions"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 keys left as they are"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 key left as it is"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 device values"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 device value"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "nothing to drop"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "nothing to rename"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 tensors kept"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 tensor kept"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "it is the root already"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 level added"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "no whole model"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 models"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 model"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 dictionaries"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 dictionary"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 values lost"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 value lost"),
};

/// A sentence as a pattern, and its words in the language of the window.
struct Sentence {
    QRegularExpression pattern;
    QString words;
    qsizetype fixed = 0; ///< characters that are not put in: the longest fixed text is tried first
};

QString patternOf(const QString& english)
{
    static const QRegularExpression kPlace(QStringLiteral("%[1-9]"));
    constexpr qsizetype kShort = 40;
    // "%1 keys" counts them: it is not the end of any sentence about keys.
    const bool isCount = english.startsWith(QStringLiteral("%1 ")) && english.size() < kShort;
    QString pattern;
    qsizetype from = 0;
    for (auto matches = kPlace.globalMatch(english); matches.hasNext();) {
        const auto match = matches.next();
        pattern += QRegularExpression::escape(english.mid(from, match.capturedStart() - from))
            % (isCount && match.capturedStart() == 0 ? u"([0-9][0-9,.]*)" : u"(.+?)");
        from = match.capturedEnd();
    }
    return pattern + QRegularExpression::escape(english.mid(from));
}

std::vector<Sentence> makeSentences()
{
    std::vector<Sentence> sentences;
    for (const char* english : kSentences) {
        const QString text = QString::fromUtf8(english);
        const QString pattern = QRegularExpression::anchoredPattern(patternOf(text));
        sentences.push_back(
            {QRegularExpression(pattern), QCoreApplication::translate("pthf::CoreText", english), text.size()});
    }
    std::ranges::stable_sort(sentences, std::ranges::greater{}, &Sentence::fixed);
    return sentences;
}

/// The sentences in the language of now; it changes seldom.
const std::vector<Sentence>& sentences()
{
    static std::vector<Sentence> known;
    static QString language;
    const QString now = QCoreApplication::translate("pthf::CoreText", kSentences[0]);
    if (known.empty() || now != language) {
        language = now;
        known = makeSentences();
    }
    return known;
}

/// The sentence in the window's words; null where there are none for it.
QString translated(const QString& english)
{
    for (const Sentence& sentence : sentences()) {
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
            words.replace(QChar(0xE000 + i), match.captured(i));
        }
        return words;
    }
    return {};
}

} // namespace

QString coreText(std::string_view english)
{
    const QString shown = shownText(english);
    if (QCoreApplication::translate("pthf::CoreText", kSentences[0]) == QString::fromUtf8(kSentences[0])) {
        return shown; // the window speaks English
    }
    if (const QString whole = translated(shown); !whole.isNull()) {
        return whole;
    }
    // Effects are told part by part: "320 keys, 0 collisions".
    QStringList parts = shown.split(QStringLiteral(", "));
    for (QString& part : parts) {
        if (const QString words = translated(part); !words.isNull()) {
            part = words;
        }
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace pthf
