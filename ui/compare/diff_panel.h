// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <QPointer>
#include <QWidget>

#include "ui/compare/diff_model.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace pthf {

class DifferenceChart;
class DocumentSession;
class JobBase;
class JobRunner;

/// The Compare tab: the open checkpoint, as it is in its file, beside another one. Keys, shapes and types at once; the
/// numbers in a job, when they are asked for.
class DiffPanel final : public QWidget {
    Q_OBJECT

public:
    DiffPanel(JobRunner& runner, DocumentSession& session, QWidget* parent = nullptr);

    void compare(const std::filesystem::path& path);
    const ComparisonPtr& comparison() const noexcept { return m_comparison; }

private:
    void build();
    QWidget* buildNothing();
    void compareNumbers();
    void take(const ComparisonPtr& comparison);
    void watch(JobBase* job);
    void clear();
    void showCounts();
    void showRowsOrNothing();

    JobRunner& m_runner;
    DocumentSession& m_session;
    ComparisonPtr m_comparison;
    QPointer<JobBase> m_job;
    DiffModel m_model;
    QSortFilterProxyModel* m_sorted = nullptr;
    QLabel* m_title = nullptr;
    QCheckBox* m_onlyChanges = nullptr;
    QPushButton* m_values = nullptr;
    QTableView* m_table = nullptr;
    QStackedWidget* m_pages = nullptr; ///< the table, or that nothing differs
    QLabel* m_compared = nullptr;
    QWidget* m_side = nullptr;
    DifferenceChart* m_chart = nullptr;
    QLabel* m_notes = nullptr;
};

} // namespace pthf
