// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// Of a static library: the linker would leave it out. It has to stand outside of namespaces.
static void initTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace pthf {

const QList<LanguageName>& languages()
{
    static const QList<LanguageName> kLanguages{
        {QStringLiteral("en"), QStringLiteral("English")}, {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
    return kLanguages;
}

QString languageFor(const QString& chosen)
{
    for (const LanguageName& language : languages()) {
        if (language.code == chosen) {
            return chosen;
        }
    }
    const QLocale system = QLocale::system();
    const bool isSimplified =
        system.language() == QLocale::Chinese && system.script() == QLocale::SimplifiedChineseScript;
    return isSimplified ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

Language::Language()
{
    initTranslations();
}

Language::~Language()
{
    remove();
}

void Language::remove()
{
    if (m_words) {
        QCoreApplication::removeTranslator(m_words.get());
        m_words.reset();
    }
    if (m_qtWords) {
        QCoreApplication::removeTranslator(m_qtWords.get());
        m_qtWords.reset();
    }
}

bool Language::choose(const QString& code)
{
    if (code == m_code && m_words) {
        return false;
    }
    remove();
    m_code = code;
    auto words = std::make_unique<QTranslator>();
    // English has a file too: it says "1 change" and "2 changes".
    if (words->load(QStringLiteral(":/i18n/pthfinder_%1.qm").arg(code))) {
        QCoreApplication::installTranslator(words.get());
        m_words = std::move(words);
    }
    auto qtWords = std::make_unique<QTranslator>();
    if (code != QStringLiteral("en")
        && qtWords->load(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(qtWords.get());
        m_qtWords = std::move(qtWords);
    }
    return true;
}

} // namespace pthf
