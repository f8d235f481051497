// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTabBar;
class QToolButton;

namespace pthf {

/// A tab bar whose tabs keep their words: those that have no room stand in the menu of a "⋯" at its right end. The
/// current one always has a tab.
class FoldingTabs final : public QWidget {
    Q_OBJECT

public:
    explicit FoldingTabs(QWidget* parent = nullptr);

    QTabBar* bar() const noexcept { return m_bar; }
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Bar;

    void fold();
    void fillMenu();

    Bar* m_tabs = nullptr;
    QTabBar* m_bar = nullptr; ///< the same, as others see it
    QToolButton* m_more = nullptr;
    bool m_isFolding = false;
};

} // namespace pthf
