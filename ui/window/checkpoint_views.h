// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/checkpoint/tree_index.h"
#include "core/survey/health_scan.h"
#include "ui/session/opened_document.h"
#include "ui/window/view_tabs.h"

class QAbstractItemView;
class QPushButton;

namespace pthf {

class FilterEdit;
class JobRunner;
class OptimizerView;
class OverviewView;
class SearchPanel;
class StoragesView;
class TensorPanel;
class TensorTableModel;
class TreePanel;
class ValueTreeModel;

/// The views of one checkpoint, with the search over its tree.
class CheckpointViews final : public ViewTabs {
    Q_OBJECT

public:
    enum View { Overview, Tree, Tensors, Storages, Optimizer };

    CheckpointViews(JobRunner& runner, ValueTreeModel& tree, TensorTableModel& tensors, QWidget* parent = nullptr);

    void setDocument(const OpenedPtr& opened);
    /// Shows the place in the tree.
    void reveal(PlaceId place);
    /// Puts the keyboard into the search or filter field of the view that is shown; the tree's where it has none.
    void find();
    /// Of the current row of the view that is shown.
    std::optional<PlaceId> currentPlace() const;
    /// The rows of the view that is shown, where these are rows of the tree or the table; else null.
    QAbstractItemView* rows() const;

    TreePanel* tree() const noexcept { return m_tree; }
    TensorPanel* tensors() const noexcept { return m_tensors; }
    OverviewView* overview() const noexcept { return m_overview; }

Q_SIGNALS:
    /// Another row is current, or another view.
    void placeChanged();
    void mapDevicesRequested();
    void reportRequested();
    void scanned(const pthf::HealthScan& scan);

private:
    void addTree(JobRunner& runner, ValueTreeModel& model);
    void carryPlace();

    OverviewView* m_overview = nullptr;
    TreePanel* m_tree = nullptr;
    FilterEdit* m_search = nullptr;
    SearchPanel* m_results = nullptr;
    TensorPanel* m_tensors = nullptr;
    StoragesView* m_storages = nullptr;
    OptimizerView* m_optimizer = nullptr;
    std::optional<PlaceId> m_place; ///< the last one chosen in the tree or the table
};

} // namespace pthf
