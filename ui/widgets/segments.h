// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QToolButton;

namespace pthf {

/// Joined buttons of which one is down: "Linear | Log".
class Segments final : public QWidget {
    Q_OBJECT

public:
    explicit Segments(const QStringList& texts, QWidget* parent = nullptr);

    int current() const noexcept { return m_current; }
    /// Says nothing; a user's choice does.
    void setCurrent(int segment);
    QToolButton* button(int segment) const { return m_buttons[segment]; }

Q_SIGNALS:
    void chosen(int segment);

private:
    QList<QToolButton*> m_buttons;
    int m_current = 0;
};

} // namespace pthf
