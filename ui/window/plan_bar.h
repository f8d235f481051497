// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace pthf {

class WindowActions;

/// The lowest line: how many changes there are, undo and redo, and what the plan can be turned into.
class PlanBar final : public QWidget {
    Q_OBJECT

public:
    explicit PlanBar(const WindowActions& actions, QWidget* parent = nullptr);

    void setChanges(int count);
    /// "Loads on 2 of 4", where the badges themselves have no room; empty where they have.
    void setLoadsOn(const QString& text);
    /// Two copy buttons, or one with a menu.
    void setNarrow(bool isNarrow);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QToolButton* addButton(QHBoxLayout& row, QAction* action, const QString& text);

    void setWords(Qt::ToolButtonStyle style);

    QWidget* m_dot = nullptr;
    QLabel* m_changes = nullptr;
    QLabel* m_loadsOn = nullptr;
    QToolButton* m_python = nullptr;
    QToolButton* m_command = nullptr;
    QToolButton* m_copy = nullptr;
};

} // namespace pthf
