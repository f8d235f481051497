// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QPointer>

#include "core/plan/edit_plan.h"
#include "ui/files/batch_model.h"
#include "ui/files/convert_files.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace pthf {

class JobBase;
class JobRunner;

/// One plan for many files: which files, where the results go, and a table that says what became of each.
class BatchDialog final : public QDialog {
    Q_OBJECT

public:
    BatchDialog(JobRunner& runner, const EditPlan& plan, const PlanContext& context, QWidget* parent = nullptr);
    ~BatchDialog() override;

    void addFiles(const QStringList& paths);
    void setFolder(const QString& folder);
    BatchModel& model() noexcept { return m_model; }

Q_SIGNALS:
    void openRequested(const QString& path);
    /// All files are done, or it was cancelled.
    void ended();

protected:
    void reject() override;

private:
    QWidget* makeFiles();
    QWidget* makeForm();
    void build();
    void setPlan(const EditPlan& plan);
    void loadRecipe();
    void browseFiles();
    void start();
    void next();
    void take(int row, const BatchLine& line);
    void end();
    QString targetOf(const BatchRow& row) const;
    BatchOptions options() const;
    void refresh();

    JobRunner& m_runner;
    EditPlan m_plan;
    PlanContext m_context;
    BatchModel m_model;
    QPointer<JobBase> m_job;
    bool m_isRunning = false;
    QTableView* m_table = nullptr;
    QLabel* m_planText = nullptr;
    QLineEdit* m_folder = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_format = nullptr;
    QComboBox* m_verification = nullptr;
    QCheckBox* m_replace = nullptr;
    QLabel* m_summary = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
};

} // namespace pthf
