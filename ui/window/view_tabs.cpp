// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/view_tabs.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/metrics.h"
#include "ui/widgets/count_pill.h"

namespace pthf {

namespace {

constexpr int kLeastCorner = 110;

/// Buttons of a corner that can do with their icons.
QList<QToolButton*> buttonsOf(QWidget* corner)
{
    QList<QToolButton*> buttons = corner->findChildren<QToolButton*>(QString(), Qt::FindDirectChildrenOnly);
    if (auto* own = qobject_cast<QToolButton*>(corner)) {
        buttons.append(own);
    }
    buttons.removeIf([](const QToolButton* button) { return button->icon().isNull() || button->isHidden(); });
    return buttons;
}

/// Room that the words would need which are not shown now; a little more rather than less, so that they come back only
/// where they fit.
int hiddenWords(QWidget* corner)
{
    int width = 0;
    for (const QToolButton* button : buttonsOf(corner)) {
        if (button->toolButtonStyle() == Qt::ToolButtonIconOnly) {
            width += QFontMetrics(button->font()).horizontalAdvance(button->text()) + Metrics(button).scaled(16);
        }
    }
    return width;
}

} // namespace

ViewTabs::ViewTabs(QWidget* parent)
    : QWidget(parent)
    , m_bar(new QTabBar(this))
    , m_head(new QHBoxLayout)
    , m_below(new QHBoxLayout)
    , m_stack(new QStackedWidget(this))
{
    const Metrics metrics(this);
    m_bar->setObjectName(QStringLiteral("viewTabs"));
    m_bar->setAccessibleName(tr("Views of the checkpoint"));
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_head->setContentsMargins(metrics.scaled(4), 0, metrics.scaled(10), 0);
    m_head->addWidget(m_bar, 1);
    m_below->setContentsMargins(metrics.scaled(10), 0, metrics.scaled(10), 0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_head);
    layout->addLayout(m_below);
    layout->addWidget(m_stack, 1);
    connect(m_bar, &QTabBar::currentChanged, this, &ViewTabs::show);
}

void ViewTabs::addView(QWidget* view, const QString& title, QWidget* corner)
{
    m_stack->addWidget(view);
    if (m_stack->count() > 1) {
        view->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // until it is shown
    }
    m_counts.append(nullptr);
    m_corners.append(corner);
    m_cornerWidths.append(corner == nullptr ? 0 : corner->minimumWidth());
    if (corner != nullptr) {
        m_head->addWidget(corner);
        corner->setVisible(m_corners.size() == 1);
    }
    m_bar->setTabToolTip(m_bar->addTab(title), title); // for where it is elided
}

void ViewTabs::setCount(int view, const QString& text)
{
    if (m_counts[view] == nullptr) {
        m_counts[view] = new CountPill(m_bar);
        m_bar->setTabButton(view, QTabBar::RightSide, m_counts[view]);
    }
    m_counts[view]->setText(text);
    m_bar->setTabText(view, m_bar->tabText(view)); // makes room for the count
}

void ViewTabs::setViewEnabled(int view, bool isEnabled)
{
    if (!isEnabled && m_bar->currentIndex() == view) {
        m_bar->setCurrentIndex(view == 0 ? 1 : 0);
    }
    m_bar->setTabEnabled(view, isEnabled);
}

int ViewTabs::current() const
{
    return m_bar->currentIndex();
}

void ViewTabs::setCurrent(int view)
{
    m_bar->setCurrentIndex(view);
}

QWidget* ViewTabs::currentView() const
{
    return m_stack->currentWidget();
}

void ViewTabs::show(int view)
{
    m_stack->setCurrentIndex(view);
    for (int i = 0; i < m_corners.size(); ++i) {
        // A view that is not seen claims no room: a stack is as wide as the widest of its pages.
        const auto policy = i == view ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_stack->widget(i)->setSizePolicy(policy, policy);
        if (m_corners[i] != nullptr) {
            m_corners[i]->setVisible(i == view);
        }
    }
    layOutHead();
    Q_EMIT currentChanged(view);
}

void ViewTabs::layOutHead()
{
    // The tabs keep their words; what stands at their right gives way, down to a part that can still be used.
    QWidget* corner = m_corners.value(current());
    if (corner == nullptr) {
        return;
    }
    const QMargins margins = m_head->contentsMargins();
    const int room = width() - margins.left() - margins.right() - m_head->spacing() - m_bar->sizeHint().width();
    const auto least = [this, corner] {
        const int useful = buttonsOf(corner).contains(corner) ? 0 : Metrics(this).scaled(kLeastCorner);
        return qMin(corner->sizeHint().width(), qMax(corner->minimumSizeHint().width(), useful));
    };
    // Where even that part has no room beside the tabs it gets a row of its own.
    const bool isBelow = room < least();
    const int place = isBelow ? width() - 2 * m_below->contentsMargins().left() : room;
    QHBoxLayout* row = isBelow ? m_below : m_head;
    if (row->indexOf(corner) < 0) {
        (isBelow ? m_head : m_below)->removeWidget(corner);
        row->addWidget(corner);
    }
    const bool haveWords = place >= least() + hiddenWords(corner);
    for (QToolButton* button : buttonsOf(corner)) {
        button->setToolButtonStyle(haveWords ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    }
    const int whole =
        haveWords ? qMax(corner->sizeHint().width(), m_cornerWidths.at(current())) : corner->sizeHint().width();
    const bool isField = !buttonsOf(corner).contains(corner);
    corner->setFixedWidth(isBelow && isField ? place : qBound(least(), place, qMax(whole, least())));
}

void ViewTabs::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOutHead();
}

bool ViewTabs::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::FontChange) {
        layOutHead();
    }
    return QWidget::event(event);
}

} // namespace pthf
