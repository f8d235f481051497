// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QHBoxLayout;
class QStackedWidget;
class QTabBar;

namespace pthf {

class CountPill;

/// The views of a checkpoint: a tab each, with a count where one is known, and at the right end what belongs to the
/// view that is shown.
class ViewTabs : public QWidget {
    Q_OBJECT

public:
    explicit ViewTabs(QWidget* parent = nullptr);

    /// Takes the view, and the corner if there is one.
    void addView(QWidget* view, const QString& title, QWidget* corner = nullptr);
    void setCount(int view, const QString& text);
    /// A view that has nothing to show for this file cannot be chosen.
    void setViewEnabled(int view, bool isEnabled);

    int current() const;
    void setCurrent(int view);
    QWidget* currentView() const;
    QTabBar* bar() const noexcept { return m_bar; }
    QStackedWidget* stack() const noexcept { return m_stack; }

Q_SIGNALS:
    void currentChanged(int view);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void show(int view);
    void layOutHead();

    QTabBar* m_bar = nullptr;
    QHBoxLayout* m_head = nullptr;
    QHBoxLayout* m_below = nullptr; ///< of a corner that has no room beside the tabs
    QStackedWidget* m_stack = nullptr;
    QList<CountPill*> m_counts;
    QList<QWidget*> m_corners; ///< null where there is none
    QList<int> m_cornerWidths; ///< with all the room they want; 0 where their hint says it
};

} // namespace pthf
