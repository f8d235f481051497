// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/workspace.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QMenu>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/checkpoint/value_view.h"
#include "core/survey/health_scan.h"
#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/inspect/tensor_pages.h"
#include "ui/models/value_words.h"
#include "ui/overview/overview_view.h"
#include "ui/panels/plan_panel.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/tensor_panel.h"
#include "ui/panels/tree_panel.h"
#include "ui/session/document_session.h"
#include "ui/widgets/badge_strip.h"
#include "ui/widgets/card_bar.h"
#include "ui/widgets/tree_view.h"
#include "ui/words/core_text.h"
#include "ui/words/error_text.h"

namespace pthf {

Workspace::Workspace(JobRunner& runner, DocumentSession& session, QWidget* parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_session(session)
    , m_planModel(session)
    , m_problemModel(session)
    , m_recordPlaces(runner)
{
    setObjectName(QStringLiteral("workspace"));
    m_card = new CardBar(this);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setObjectName(QStringLiteral("mainSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_views = new CheckpointViews(runner, m_treeModel, m_tensorModel, this);
    m_splitter->addWidget(m_views);
    m_splitter->addWidget(buildSide());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_detailsTab = new QToolButton(this);
    m_detailsTab->setIcon(themedIcon(Icon::Info));
    m_detailsTab->setToolTip(tr("Details of the row"));
    m_detailsTab->setAccessibleName(m_detailsTab->toolTip());
    m_detailsTab->setCheckable(true);
    m_detailsTab->setVisible(false);
    setButtonKind(m_detailsTab, ButtonKind::Flat);

    auto* middle = new QHBoxLayout;
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    middle->addWidget(m_splitter, 1);
    middle->addWidget(m_detailsTab, 0, Qt::AlignTop);
    m_problems = new ProblemsPanel(m_problemModel, this);
    m_badges = new BadgeStrip(this);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_card);
    layout->addLayout(middle, 1);
    layout->addWidget(m_problems);
    layout->addWidget(m_badges);
    connectPanels();
}

QWidget* Workspace::buildSide()
{
    m_side = new QWidget(this);
    m_plan = new PlanPanel(m_planModel, m_session.undoStack(), m_side);
    m_plan->setVisible(false);
    m_details = new DetailsPanel(m_side);
    const TensorPages pages = makeTensorPages(m_runner, m_details);
    for (TensorPage* page : pages.tabs) {
        m_details->addPage(page);
    }
    m_details->setFootOfFacts(pages.footOfFacts);
    m_sideColumn = new QVBoxLayout(m_side);
    m_sideColumn->setContentsMargins(0, 0, 0, 0);
    m_sideColumn->setSpacing(0);
    m_sideColumn->addWidget(m_plan, 0, Qt::AlignTop);
    m_sideColumn->addWidget(m_details, 1);
    return m_side;
}

void Workspace::connectPanels()
{
    connect(&m_session, &DocumentSession::documentChanged, this, &Workspace::showDocument);
    connect(&m_session, &DocumentSession::outcomeChanged, this, &Workspace::showOutcome);
    connect(m_card, &CardBar::safetyRequested, this, &Workspace::safetyRequested);
    connect(m_badges, &BadgeStrip::laptopCopyRequested, this, &Workspace::laptopCopyRequested);
    connect(m_badges, &BadgeStrip::fixRequested, this, &Workspace::fixBadge);
    connect(m_views, &CheckpointViews::placeChanged, this, &Workspace::showDetails);
    connect(m_views, &CheckpointViews::currentChanged, this, [this] {
        placePlan();
        foldFindings();
    });
    connect(m_views, &CheckpointViews::mapDevicesRequested, this, &Workspace::mapDevicesRequested);
    connect(m_views, &CheckpointViews::reportRequested, this, &Workspace::reportRequested);
    connect(m_views, &CheckpointViews::scanned, this, &Workspace::takeScan);
    connect(m_views->tree(), &TreePanel::rowMenuRequested, this, &Workspace::rowMenuRequested);
    connect(m_views->tensors(), &TensorPanel::rowMenuRequested, this, &Workspace::rowMenuRequested);
    connect(m_plan, &PlanPanel::editRequested, this, &Workspace::editChangeRequested);
    m_facts.setRecordFinder([this](StorageId storage) { return m_recordPlaces.offsetOf(storage); });
    connect(&m_recordPlaces, &RecordPlaces::found, this, &Workspace::showDetails);
    connect(m_details, &DetailsPanel::placeRequested, m_views, &CheckpointViews::reveal);
    connect(m_details, &DetailsPanel::pinned, this, [this](bool isPinned) {
        m_pinned = isPinned ? m_views->currentPlace() : std::nullopt;
        showDetails();
    });
    connect(m_problems, &ProblemsPanel::showRequested, this, &Workspace::revealPath);
    connect(m_problems, &ProblemsPanel::folded, this,
        [this](bool isFolded) { (isWide() ? m_areWideFindingsFolded : m_areFindingsFolded) = isFolded; });
    connect(m_problems, &ProblemsPanel::mapDevicesRequested, this, &Workspace::mapDevicesRequested);
    connect(m_problems, &ProblemsPanel::salvageRequested, this, &Workspace::salvageRequested);
    connect(m_problems, &ProblemsPanel::scanRequested, m_views->overview(), &OverviewView::scan);
    connect(m_plan, &PlanPanel::addRequested, this, &Workspace::addChangeRequested);
    connect(m_plan, &PlanPanel::recipeRequested, this, &Workspace::recipeRequested);
    connect(m_plan, &PlanPanel::applyRecipeRequested, this, &Workspace::applyRecipeRequested);
    connect(m_plan, &PlanPanel::plannedRowsRequested, this, &Workspace::plannedRowsRequested);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        m_isSplitByUser = true;
        m_sideWidth = m_side->width();
    });
    connect(m_detailsTab, &QToolButton::toggled, this, &Workspace::setSideShown);
}

void Workspace::showDocument()
{
    const OpenedPtr& opened = m_session.opened();
    m_pinned.reset();
    m_details->clear();
    m_recordPlaces.setDocument(opened);
    m_facts.setDocument(opened); // before the models: a new current row asks for its details
    m_treeModel.setDocument(opened);
    m_tensorModel.setDocument(opened);
    m_views->setDocument(opened);
    if (!opened) {
        return;
    }
    m_problems->setScan(tr("Health scan not run"), ProblemsPanel::ScanOffer::Offered);
    showOutcome();
    showDetails();
}

void Workspace::showOutcome()
{
    if (!m_session.opened()) {
        return;
    }
    const PlanOutcomePtr& outcome = m_session.outcome();
    m_treeModel.setOutcome(outcome);
    m_tensorModel.setOutcome(outcome);
    m_facts.setOutcome(outcome);
    QStringList newDevices;
    if (m_session.planned()) {
        for (const auto& [device, count] : m_session.plannedCard().devices) {
            newDevices.append(shownText(device));
        }
    }
    Card card = m_session.opened()->card;
    card.weightsOnly = m_session.plannedCard().weightsOnly; // the shield speaks of the file as planned
    QStringList devices;
    for (const auto& [device, count] : card.devices) {
        devices.append(shownText(device));
    }
    m_card->setFacts(cardFacts(card, newDevices == devices ? QStringList() : newDevices));
    const bool isMoving = mapLocationOf(m_session.plan()).has_value();
    m_views->tree()->setMoving(isMoving);
    m_views->tensors()->setMoving(isMoving);
    showBadges();
    showPlanResult();
    showDetails();
}

void Workspace::showPlanResult()
{
    const std::uint64_t before = m_session.opened()->card.tensorBytes;
    const PlannedDocumentPtr planned = m_session.planned();
    m_plan->setResult(planned ? planned->bytesAfter : before, planned ? planned->bytesBefore : before);
    const PlanOutcomePtr& outcome = m_session.outcome();
    const bool isRefused = planned && planned->refusal;
    m_plan->setComplaint(outcome && outcome->error ? errorText(*outcome->error)
            : isRefused                            ? coreText(*planned->refusal)
                                                   : QString());
}

void Workspace::showDetails()
{
    const auto place = !m_session.opened() ? std::nullopt : m_pinned ? m_pinned : m_views->currentPlace();
    if (!place) {
        m_details->clear();
        return;
    }
    m_details->setDetails(m_facts.at(*place));
    const OpenedPtr& opened = m_session.opened();
    const Leaf* leaf = opened->leafAt(*place);
    m_details->setSubject(leaf == nullptr ? TensorSubject{} : TensorSubject{opened, leaf->tensor});
}

void Workspace::revealPath(const KeyPath& path)
{
    const OpenedPtr& opened = m_session.opened();
    if (!opened) {
        return;
    }
    PlaceId place{};
    for (const KeySegment& segment : path) {
        const auto children = opened->summary.childrenOf(place);
        const auto next = std::ranges::find_if(children, [&](PlaceId child) {
            return segmentOf(opened->document->content, opened->tree.places[index(child)].step) == segment;
        });
        if (next == children.end()) {
            return;
        }
        place = *next;
    }
    m_views->reveal(place);
}

void Workspace::showBadges()
{
    const Card& card = m_session.plannedCard();
    m_badges->setBadges(badgesOf(card.loadsOn), m_session.planned() ? Planned::Yes : Planned::No);
    const OpenedDocument& opened = *m_session.opened();
    m_badges->setLaptopCopy(opened.laptop.bytes
            ? QString(shownSize(opened.card.bytes) % u" → " % shownSize(*opened.laptop.bytes))
            : QString());
    const auto count = std::ranges::count_if(card.loadsOn, &LoadsOn::yes);
    Q_EMIT badgesFolded(m_areBadgesFolded ? tr("Loads on %1 of %2").arg(count).arg(card.loadsOn.size()) : QString());
}

void Workspace::fixBadge(const QString& id)
{
    for (const LoadsOn& place : m_session.plannedCard().loadsOn) {
        if (toQString(place.id) == id) {
            const std::vector<Operation> fix = place.fix; // the plan's change renews the card
            m_session.addOperations(fix, tr("make it load on: %1").arg(coreText(place.where)));
            return;
        }
    }
}

void Workspace::takeOver(const Workspace& before)
{
    showDocument();
    const auto place = before.m_views->currentPlace();
    m_views->setCurrent(before.m_views->current());
    if (place) {
        m_views->tree()->reveal(*place);
    }
}

QString Workspace::currentPath() const
{
    const auto place = m_views->currentPlace();
    return place && m_session.opened()
        ? toQString(m_session.opened()->tree.pathTextOf(m_session.opened()->document->content, *place))
        : QString();
}

std::vector<ChosenRow> Workspace::chosenRows() const
{
    std::vector<ChosenRow> rows;
    const OpenedPtr& opened = m_session.opened();
    const QAbstractItemView* view = m_views->rows();
    if (!opened || view == nullptr) {
        return rows;
    }
    QModelIndexList selected = view->selectionModel()->selectedRows();
    if (selected.isEmpty() && view->currentIndex().isValid()) {
        selected.append(view->currentIndex());
    }
    for (const QModelIndex& index : selected) {
        rows.push_back(chosenRow(*opened, index));
    }
    return rows;
}

void Workspace::takeScan(const HealthScan& scan)
{
    const OpenedPtr& opened = m_session.opened();
    m_session.setValueFindings(healthFindings(scan, opened->document->content, opened->tree));
    m_problems->setScan(scan.unsound.empty() ? tr("%1 scanned, no NaN, no Inf").arg(tensorsText(scan.tensors))
                                             : tr("%1 scanned").arg(tensorsText(scan.tensors)),
        ProblemsPanel::ScanOffer::Hidden);
}

void Workspace::scanValues()
{
    m_views->overview()->scan();
}

} // namespace pthf
