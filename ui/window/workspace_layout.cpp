// SPDX-License-Identifier: GPL-3.0-or-later
// Which parts of the workspace are seen, how wide they are, and what of that is kept.
#include "ui/window/workspace.h"

#include <QBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include "ui/base/metrics.h"
#include "ui/overview/overview_view.h"
#include "ui/panels/plan_panel.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/tensor_panel.h"
#include "ui/panels/tree_panel.h"
#include "ui/session/document_session.h"
#include "ui/session/settings.h"
#include "ui/widgets/badge_strip.h"
#include "ui/widgets/card_bar.h"

namespace pthf {

namespace {

// LOOK 6, in pixels at a font of 13.
constexpr double kTypeColumnFrom = 1100;
constexpr double kDetailsFrom = 960;
constexpr double kFindingsFrom = 720;
constexpr double kBadgesFrom = 600;
constexpr double kWideDetailsFrom = 1180;
constexpr double kMoreDetailsFrom = 1400; ///< a quarter of what is beyond goes to the details …
constexpr int kMostDetailsMore = 160; ///< … up to this much
constexpr int kDetailsWidth = 424;
constexpr int kNarrowDetailsWidth = 384;

/// The size of type that columns are as wide for as they are.
QByteArray columnUnit(const QWidget& widget)
{
    return QByteArray::number(Metrics(&widget).scaled(1000));
}

} // namespace

void Workspace::showView(View view)
{
    m_views->setCurrent(view);
    m_views->currentView()->setFocus();
}

void Workspace::addWideView(QWidget* view, const QString& title, QWidget* corner, PlanPlace planPlace)
{
    m_wideViews.append(view);
    if (planPlace) {
        m_planPlaces.insert(view, std::move(planPlace));
    }
    m_views->addView(view, title, corner);
}

void Workspace::showWideView(QWidget* view)
{
    m_views->setCurrent(m_views->stack()->indexOf(view));
    view->setFocus();
}

bool Workspace::isWide() const
{
    return m_views->current() == Overview || m_wideViews.contains(m_views->currentView());
}

void Workspace::find()
{
    if (isWide() && m_views->current() != Overview) {
        Q_EMIT findRequested();
        return;
    }
    m_views->find();
}

void Workspace::setDetailsShown(bool isShown)
{
    m_areDetailsWanted = isShown;
    const bool isPlanShown = isPlanBeside() && !m_plan->isHidden();
    m_details->setVisible(!isWide());
    const bool hasRoom = !m_areDetailsFolded || m_detailsTab->isChecked();
    setSideShown(hasRoom && (isWide() ? isPlanShown : isShown));
}

/// A splitter gives a widget that comes back less than it had, and less each time.
void Workspace::setSideShown(bool isShown)
{
    if (isShown == !m_side->isHidden()) {
        return;
    }
    if (!isShown && m_sideWidth == 0) { // a state of another start: nothing else has said it yet
        m_sideWidth = m_side->width();
    }
    m_side->setVisible(isShown);
    if (isShown && m_sideWidth > 0) {
        m_splitter->setSizes({qMax(m_sideWidth, m_splitter->width() - m_sideWidth), m_sideWidth});
    }
}

bool Workspace::isPlanBeside() const
{
    return m_sideColumn->indexOf(m_plan) >= 0;
}

void Workspace::placePlan()
{
    const PlanPlace place = m_planPlaces.value(m_views->currentView());
    QBoxLayout* const own = place ? place() : nullptr;
    QBoxLayout* const column = own != nullptr ? own : m_sideColumn;
    if (column->indexOf(m_plan) < 0) {
        const bool isShown = !m_plan->isHidden();
        column->insertWidget(0, m_plan, 0, Qt::AlignTop);
        m_plan->setVisible(isShown); // a widget that moves is hidden
    }
    setDetailsShown(m_areDetailsWanted);
}

void Workspace::setFindingsShown(bool isShown)
{
    m_problems->setVisible(isShown);
}

void Workspace::setPlanShown(bool isShown)
{
    m_plan->setVisible(isShown);
    if (isShown && isPlanBeside()) {
        setSideShown(true);
    } else {
        setDetailsShown(m_areDetailsWanted);
    }
}

void Workspace::fitInto(double width, double height)
{
    m_views->tree()->setTypeColumnShown(width >= kTypeColumnFrom);
    if (!m_isSplitByUser) {
        const double more = qBound(0.0, (width - kMoreDetailsFrom) / 4, double(kMostDetailsMore));
        const int wide = kDetailsWidth + int(more);
        const int details = Metrics(this).scaled(width >= kWideDetailsFrom ? wide : kNarrowDetailsWidth);
        m_sideWidth = details;
        m_splitter->setSizes({qMax(details, m_splitter->width() - details), details});
    }
    const bool foldsDetails = width < kDetailsFrom;
    if (foldsDetails != m_areDetailsFolded) {
        m_areDetailsFolded = foldsDetails;
        m_detailsTab->setVisible(foldsDetails);
        m_detailsTab->setChecked(false);
        setDetailsShown(m_areDetailsWanted);
    }
    const bool isLow = height < kFindingsFrom;
    if (isLow != m_isLow) {
        m_isLow = isLow;
        foldFindings();
    }
    const bool foldsBadges = height < kBadgesFrom;
    if (foldsBadges != m_areBadgesFolded) {
        m_areBadgesFolded = foldsBadges;
        m_badges->setVisible(!foldsBadges);
        if (m_session.opened()) {
            showBadges();
        }
    }
}

void Workspace::foldFindings()
{
    m_problems->setFolded(m_isLow || (isWide() ? m_areWideFindingsFolded : m_areFindingsFolded));
}

QList<QWidget*> Workspace::regions() const
{
    return {m_card, m_views->bar(), m_views->stack(), m_side, m_problems, m_badges};
}

void Workspace::saveState(Settings& settings) const
{
    if (m_isSplitByUser) {
        settings.setState(m_splitter->objectName(), m_splitter->saveState());
    }
    settings.setState(QStringLiteral("columnUnit"), columnUnit(*this));
    settings.setState(QStringLiteral("treeColumns"), m_views->tree()->columnState());
    settings.setState(QStringLiteral("tensorColumns"), m_views->tensors()->columnState());
    settings.setState(QStringLiteral("tensorFilters"), m_views->tensors()->filterState());
}

void Workspace::restoreState(const Settings& settings)
{
    if (const QByteArray state = settings.state(m_splitter->objectName()); !state.isEmpty()) {
        m_isSplitByUser = m_splitter->restoreState(state);
    }
    if (settings.state(QStringLiteral("columnUnit"))
        == columnUnit(*this)) { // widths of another size of type do not fit
        m_views->tree()->restoreColumnState(settings.state(QStringLiteral("treeColumns")));
        m_views->tensors()->restoreColumnState(settings.state(QStringLiteral("tensorColumns")));
    }
    m_views->tensors()->restoreFilterState(settings.state(QStringLiteral("tensorFilters")));
}

} // namespace pthf
