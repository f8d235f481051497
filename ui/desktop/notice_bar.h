// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace pthf {

/// A line above the page that says what has happened and offers one thing to do: "changed on disk", "Read again".
class NoticeBar final : public QWidget {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    void show(const QString& text, const QString& action);
    QString text() const;

Q_SIGNALS:
    void actionRequested();
    void dismissed();

private:
    QLabel* m_text = nullptr;
    QPushButton* m_action = nullptr;
};

} // namespace pthf
