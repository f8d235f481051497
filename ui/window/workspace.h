// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QHash>
#include <QWidget>

#include "core/checkpoint/tree_index.h"
#include "ui/models/plan_model.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/tensor_table_model.h"
#include "ui/models/value_tree_model.h"
#include "ui/operations/row_offers.h"
#include "ui/panels/details_panel.h"
#include "ui/panels/record_places.h"
#include "ui/window/checkpoint_views.h"

class QBoxLayout;
class QMenu;
class QSplitter;
class QToolButton;

namespace pthf {

class BadgeStrip;
class CardBar;
class DocumentSession;
class JobRunner;
class PlanPanel;
class ProblemsPanel;
class Settings;

/// What is seen of an open checkpoint: card, views with details beside them, findings, badges. Follows the session.
class Workspace final : public QWidget {
    Q_OBJECT
    Q_MOC_INCLUDE(<QMenu>)

public:
    using View = CheckpointViews::View;
    using enum CheckpointViews::View;

    Workspace(JobRunner& runner, DocumentSession& session, QWidget* parent = nullptr);

    void showView(View view);
    /// The column of a wide view that takes the plan while it is shown; null while it has none.
    using PlanPlace = std::function<QBoxLayout*()>;
    /// Takes a view that has details of its own: those of the workspace make room for it.
    void addWideView(QWidget* view, const QString& title, QWidget* corner, PlanPlace planPlace = {});
    /// Puts the plan where the view that is shown has a column for it, else beside the views.
    void placePlan();
    void showWideView(QWidget* view);
    /// Puts the keyboard into the search or filter field of the view that is shown.
    void find();
    void setDetailsShown(bool isShown);
    void setFindingsShown(bool isShown);
    void setPlanShown(bool isShown);
    /// What gives way in a window of that size, in pixels at a font of 13.
    void fitInto(double width, double height);
    /// Starts to read every value, for NaN, Inf and tensors of zeros.
    void scanValues();
    /// Path of the current row; empty without one.
    QString currentPath() const;
    /// The rows selected in the view that is shown.
    std::vector<ChosenRow> chosenRows() const;

    CardBar* card() const noexcept { return m_card; }
    /// Shows the session's document with the view and the row that another workspace shows.
    void takeOver(const Workspace& before);

    /// In reading order, for F6.
    QList<QWidget*> regions() const;
    void saveState(Settings& settings) const;
    void restoreState(const Settings& settings);

Q_SIGNALS:
    void laptopCopyRequested();
    /// The keyboard is wanted in the filter of a wide view.
    void findRequested();
    void safetyRequested();
    void recipeRequested();
    void addChangeRequested();
    void editChangeRequested(int item);
    void rowMenuRequested(QMenu* menu);
    void plannedRowsRequested();
    void applyRecipeRequested();
    void mapDevicesRequested();
    void salvageRequested();
    void reportRequested();
    /// "Loads on 2 of 4" where the badges have no room; empty where they have.
    void badgesFolded(const QString& text);

private:
    QWidget* buildSide();
    void connectPanels();
    void showDocument();
    void showOutcome();
    void showBadges();
    void showDetails();
    void showPlanResult();
    void revealPath(const KeyPath& path);
    void fixBadge(const QString& id);
    void takeScan(const HealthScan& scan);
    bool isWide() const;
    bool isPlanBeside() const;
    void foldFindings();
    void setSideShown(bool isShown);

    JobRunner& m_runner;
    DocumentSession& m_session;
    ValueTreeModel m_treeModel;
    TensorTableModel m_tensorModel;
    PlanModel m_planModel;
    ProblemListModel m_problemModel;

    CardBar* m_card = nullptr;
    QSplitter* m_splitter = nullptr;
    CheckpointViews* m_views = nullptr;
    QList<QWidget*> m_wideViews;
    QHash<QWidget*, PlanPlace> m_planPlaces;
    QWidget* m_side = nullptr;
    QBoxLayout* m_sideColumn = nullptr;
    PlanPanel* m_plan = nullptr;
    DetailsSource m_facts;
    RecordPlaces m_recordPlaces;
    std::optional<PlaceId> m_pinned; ///< whose details stay while other rows are chosen
    DetailsPanel* m_details = nullptr;
    QToolButton* m_detailsTab = nullptr; ///< at the right edge, where details are folded
    ProblemsPanel* m_problems = nullptr;
    BadgeStrip* m_badges = nullptr;
    int m_sideWidth = 0; ///< what it had, or is to have, when it is seen
    bool m_isSplitByUser = false;
    bool m_areDetailsWanted = true;
    bool m_areDetailsFolded = false;
    bool m_areBadgesFolded = false;
    bool m_isLow = false; ///< too low for the findings' rows
    bool m_areFindingsFolded = false; ///< as the user left them, beside a list …
    bool m_areWideFindingsFolded = true; ///< … and below a view that wants the whole page
};

} // namespace pthf
