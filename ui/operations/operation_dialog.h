// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <QDialog>
#include <QPointer>
#include <QTimer>

#include "core/plan/operation.h"
#include "ui/operations/operation_catalogue.h"
#include "ui/operations/operation_fields.h"
#include "ui/operations/plan_preview.h"
#include "ui/session/plan_state.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QTableView;

namespace pthf {

class DocumentSession;
class FieldEditor;
class JobBase;
class JobRunner;
class PlannedTableModel;

/// Fills in an operation: which one, its members, and below, while it is typed, what it would do in the plan: the
/// effect in words and the rows it changes.
class OperationDialog final : public QDialog {
    Q_OBJECT

public:
    /// A new operation that begins as this one and goes to the end of the plan.
    OperationDialog(JobRunner& runner, DocumentSession& session, const Operation& beginning, QWidget* parent = nullptr);
    /// The operation at that item of the plan.
    OperationDialog(JobRunner& runner, DocumentSession& session, std::size_t item, QWidget* parent = nullptr);
    ~OperationDialog() override;

    /// As it is filled in; the mistake where it cannot be read.
    Result<Operation> operation() const;
    /// The plan with it.
    PlanState plan() const;

private:
    void build(const QString& acceptText);
    void buildKinds();
    void buildAnswer();
    void showFields();
    void clearForm();
    void requestPreview();
    void startPreview();
    void showPreview(const PlanPreview& preview);
    /// Reads what a cast converts and says what it loses.
    void countLosses(const PlanPreview& preview);
    void tell(const QString& text, bool isGood);

    JobRunner& m_runner;
    DocumentSession& m_session;
    std::vector<OperationChoice> m_catalogue;
    Operation m_beginning; ///< what is shown before anything is typed
    std::optional<std::size_t> m_item; ///< of the plan; nothing: a new one
    QTimer m_typing;
    QPointer<JobBase> m_job;
    QPointer<JobBase> m_countJob;
    PlannedTableModel* m_rows = nullptr;
    QComboBox* m_kind = nullptr;
    QLabel* m_explanation = nullptr;
    QFormLayout* m_form = nullptr;
    std::vector<FieldEditor*> m_editors;
    std::vector<OperationField> m_fields;
    QLabel* m_answer = nullptr;
    QLabel* m_more = nullptr;
    QTableView* m_table = nullptr;
    QPushButton* m_accept = nullptr;
};

} // namespace pthf
