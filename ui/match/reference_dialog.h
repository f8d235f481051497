// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace pthf {

/// Takes names and shapes, or the words of an error, as text; offers the Python that prints such a list to be copied.
class ReferenceDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ReferenceDialog(const QString& text, QWidget* parent = nullptr);

    QString text() const;

private:
    void judge();

    QPlainTextEdit* m_text = nullptr;
    QLabel* m_judgement = nullptr;
    QPushButton* m_match = nullptr;
};

/// Whether the clipboard holds the words of a load_state_dict that failed.
bool hasErrorInClipboard();

} // namespace pthf
