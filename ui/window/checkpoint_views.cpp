// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/checkpoint_views.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/overview/optimizer_view.h"
#include "ui/overview/overview_view.h"
#include "ui/overview/storages_view.h"
#include "ui/panels/search_panel.h"
#include "ui/panels/tensor_panel.h"
#include "ui/panels/tree_panel.h"
#include "ui/widgets/filter_edit.h"
#include "ui/widgets/tree_view.h"

namespace pthf {

CheckpointViews::CheckpointViews(JobRunner& runner, ValueTreeModel& tree, TensorTableModel& tensors, QWidget* parent)
    : ViewTabs(parent)
{
    m_overview = new OverviewView(runner, this);
    auto* report = new QToolButton(this);
    report->setText(tr("Copy report as Markdown"));
    report->setToolTip(tr("Copies what is known of the file as Markdown, for an issue"));
    report->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    report->setFocusPolicy(Qt::TabFocus);
    report->setObjectName(QStringLiteral("copyMarkdown"));
    report->setIcon(themedIcon(Icon::Copy));
    setButtonKind(report, ButtonKind::Flat);
    connect(report, &QToolButton::clicked, this, &CheckpointViews::reportRequested);
    addView(m_overview, tr("Overview"), report);
    addTree(runner, tree);
    m_tensors = new TensorPanel(runner, tensors, this);
    m_storages = new StoragesView(runner, this);
    m_optimizer = new OptimizerView(runner, this);
    addView(m_tensors, tr("Tensors"));
    addView(m_storages, tr("Storages"));
    addView(m_optimizer, tr("Optimizer"));
    setCurrent(Tree);

    connect(m_tree, &TreePanel::currentChanged, this, [this] { m_place = m_tree->currentPlace(); });
    connect(m_tensors, &TensorPanel::currentChanged, this, [this] {
        if (current() == Tensors) { // not while a new document fills it
            m_place = m_tensors->currentPlace();
        }
    });
    connect(this, &ViewTabs::currentChanged, this, &CheckpointViews::carryPlace);
    connect(this, &ViewTabs::currentChanged, this, &CheckpointViews::placeChanged);
    connect(m_tree, &TreePanel::currentChanged, this, &CheckpointViews::placeChanged);
    connect(m_tensors, &TensorPanel::currentChanged, this, &CheckpointViews::placeChanged);
    connect(m_tensors, &TensorPanel::revealRequested, this, &CheckpointViews::reveal);
    for (OutlineView* view : {static_cast<OutlineView*>(m_storages), static_cast<OutlineView*>(m_optimizer)}) {
        connect(view, &OutlineView::currentChanged, this, &CheckpointViews::placeChanged);
        connect(view, &OutlineView::revealRequested, this, &CheckpointViews::reveal);
    }
    connect(m_overview, &OverviewView::revealRequested, this, &CheckpointViews::reveal);
    connect(m_overview, &OverviewView::mapDevicesRequested, this, &CheckpointViews::mapDevicesRequested);
    connect(m_overview, &OverviewView::optimizerRequested, this, [this] { setCurrent(Optimizer); });
    connect(m_overview, &OverviewView::scanned, this, &CheckpointViews::scanned);
}

void CheckpointViews::addTree(JobRunner& runner, ValueTreeModel& model)
{
    m_search = new FilterEdit(FilterEdit::Tokens::Off, this);
    m_search->setObjectName(QStringLiteral("treeSearch"));
    m_search->setPlaceholderText(tr("Search keys and values Ctrl+F"));
    m_search->setAccessibleName(tr("Search in the tree"));
    m_search->setToolTip(tr("Search keys and values (Ctrl+F)"));
    m_search->setMinimumWidth(
        m_search->fontMetrics().horizontalAdvance(m_search->placeholderText()) + Metrics(this).scaled(52));
    auto* page = new QWidget(this);
    m_results = new SearchPanel(runner, *m_search, page);
    m_tree = new TreePanel(model, page);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_results);
    column->addWidget(m_tree, 1);
    page->setFocusProxy(m_tree);
    addView(page, tr("Tree"), m_search);
    connect(m_results, &SearchPanel::placeChosen, m_tree, &TreePanel::reveal);
}

void CheckpointViews::setDocument(const OpenedPtr& opened)
{
    m_results->setDocument(opened);
    m_overview->setDocument(opened);
    m_storages->setDocument(opened);
    m_optimizer->setDocument(opened);
    if (!opened) {
        return;
    }
    m_place = m_tree->currentPlace();
    setCount(Tensors, shownCount(opened->tensors.size()));
    const auto role = std::ranges::find(opened->tree.roles, Role::Optimizer, &RoleNode::role);
    setViewEnabled(Optimizer, role != opened->tree.roles.end());
    setCount(Optimizer, role == opened->tree.roles.end() ? QString() : shownText(role->label));
}

/// What was looked at in the tree is looked at in the table too, and the other way round.
void CheckpointViews::carryPlace()
{
    if (!m_place) {
        return;
    }
    const PlaceId place = *m_place;
    if (current() == Tensors) {
        m_tensors->choose(place);
    } else if (current() == Tree && m_tree->currentPlace() != place) {
        m_tree->reveal(place);
    }
}

void CheckpointViews::reveal(PlaceId place)
{
    setCurrent(Tree);
    m_tree->setFocus();
    m_tree->reveal(place);
}

void CheckpointViews::find()
{
    if (current() == Tensors) {
        m_tensors->focusFilter();
        return;
    }
    setCurrent(Tree);
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

std::optional<PlaceId> CheckpointViews::currentPlace() const
{
    switch (current()) {
    case Tree:
        return m_tree->currentPlace();
    case Tensors:
        return m_tensors->currentPlace();
    case Storages:
        return m_storages->currentPlace();
    case Optimizer:
        return m_optimizer->currentPlace();
    default:
        return std::nullopt;
    }
}

QAbstractItemView* CheckpointViews::rows() const
{
    switch (current()) {
    case Tree:
        return m_tree->view();
    case Tensors:
        return m_tensors->view();
    default:
        return nullptr;
    }
}

} // namespace pthf
