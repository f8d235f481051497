// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/folding_tabs.h"

#include <utility>

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QTabBar>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"

namespace pthf {

/// Tells how wide a tab wants to be, seen or not.
class FoldingTabs::Bar final : public QTabBar {
public:
    using QTabBar::QTabBar;
    using QTabBar::tabSizeHint;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
};

FoldingTabs::FoldingTabs(QWidget* parent)
    : QWidget(parent)
    , m_tabs(new Bar(this))
    , m_bar(m_tabs)
    , m_more(new QToolButton(this))
{
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(false);
    m_bar->installEventFilter(this);
    m_more->setObjectName(QStringLiteral("moreTabs"));
    m_more->setIcon(themedIcon(Icon::More));
    m_more->setToolTip(tr("More pages"));
    m_more->setAccessibleName(tr("More pages"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->hide();
    setButtonKind(m_more, ButtonKind::Flat);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, Metrics(this).scaled(8), 0);
    row->setSpacing(0);
    row->addWidget(m_bar, 1);
    row->addWidget(m_more);
    connect(m_bar, &QTabBar::currentChanged, this, &FoldingTabs::fold);
    connect(m_more->menu(), &QMenu::aboutToShow, this, &FoldingTabs::fillMenu);
}

QSize FoldingTabs::minimumSizeHint() const
{
    return {m_more->sizeHint().width() + Metrics(this).characters(8), m_bar->sizeHint().height()};
}

void FoldingTabs::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fold();
}

bool FoldingTabs::eventFilter(QObject* watched, QEvent* event)
{
    const bool isOther = event->type() == QEvent::FontChange || event->type() == QEvent::LayoutRequest
        || event->type() == QEvent::StyleChange || event->type() == QEvent::Show;
    const bool isHandled = QWidget::eventFilter(watched, event);
    if (isOther) {
        fold();
    }
    return isHandled;
}

/// From the left as many as there is room for; the current one in any case.
void FoldingTabs::fold()
{
    if (m_isFolding || m_bar->count() == 0) {
        return;
    }
    m_isFolding = true;
    const int margin = layout()->contentsMargins().right();
    int whole = 0;
    for (int tab = 0; tab < m_bar->count(); ++tab) {
        whole += m_tabs->tabSizeHint(tab).width();
    }
    const bool areFolded = whole > width() - margin;
    const int current = m_bar->currentIndex();
    int room = width() - margin - m_more->sizeHint().width() - m_tabs->tabSizeHint(current).width();
    for (int tab = 0; tab < m_bar->count(); ++tab) {
        bool isSeen = true;
        if (areFolded && tab != current) {
            room -= m_tabs->tabSizeHint(tab).width();
            isSeen = room >= 0;
        }
        if (m_bar->isTabVisible(tab) != isSeen) {
            m_bar->setTabVisible(tab, isSeen);
        }
    }
    m_more->setVisible(areFolded);
    m_isFolding = false;
}

void FoldingTabs::fillMenu()
{
    QMenu* menu = m_more->menu();
    menu->clear();
    for (int tab = 0; tab < m_bar->count(); ++tab) {
        if (m_bar->isTabVisible(tab)) {
            continue;
        }
        QAction* action = menu->addAction(m_bar->tabText(tab));
        action->setEnabled(m_bar->isTabEnabled(tab));
        connect(action, &QAction::triggered, m_bar, [this, tab] {
            m_bar->setCurrentIndex(tab);
            Q_EMIT m_bar->tabBarClicked(tab); // chosen by hand, as by a click
        });
    }
}

} // namespace pthf
