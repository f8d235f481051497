// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QList>
#include <QString>

class QTranslator;

namespace pthf {

/// A language the window speaks: its code and its name in itself.
struct LanguageName {
    QString code; ///< "en", "zh_CN"
    QString name; ///< "English", "简体中文"
};

/// The languages there are words for.
const QList<LanguageName>& languages();

/// The language that is meant: the chosen one, or for an empty choice that of the system, or English.
QString languageFor(const QString& chosen);

/// Puts the words of one language at a time into the application. Windows made before keep the words they have.
class Language final {
public:
    Language();
    ~Language();
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;
    Language(Language&&) = delete;
    Language& operator=(Language&&) = delete;

    /// A code of languages(). Whether it is another one than before.
    bool choose(const QString& code);
    const QString& code() const noexcept { return m_code; }

private:
    void remove();

    QString m_code = QStringLiteral("en");
    std::unique_ptr<QTranslator> m_words; ///< ours
    std::unique_ptr<QTranslator> m_qtWords; ///< of Qt's own buttons and dialogs
};

} // namespace pthf
