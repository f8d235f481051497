// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QDialog>

class QDialogButtonBox;
class QPlainTextEdit;
class QPushButton;

namespace pthf {

/// One of the texts a TextDialog offers.
struct TextPage {
    QString title; ///< "On cpu"
    QString text;
};

/// Text to read and to copy: how to load a file, a receipt, an error. Several pages get a tab each.
class TextDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Font : std::uint8_t { Window, Fixed };

    TextDialog(const QString& title, const QString& intro, const std::vector<TextPage>& pages, Font font,
        QWidget* parent = nullptr);

    /// Makes the dialog as high as the first page needs, up to what it is.
    void fitText();
    /// A further button in the dialog's row.
    QPushButton* addButton(const QString& text);
    /// Adds lines at the end of the first page.
    void append(const QString& text);

private:
    QDialogButtonBox* m_buttons = nullptr;
    QPlainTextEdit* m_first = nullptr; ///< page
};

} // namespace pthf
