// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QDialog>
#include <QPointer>
#include <QTimer>

#include "core/plan/operation.h"
#include "ui/session/opened_document.h"
#include "ui/session/plan_state.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace pthf {

class JobBase;
class JobRunner;
class PlannedTableModel;
struct PlannedRow;

/// Asks for a rule over keys: take a prefix away, put one before, take a segment out, rename by pattern. Shows before
/// and after while it is being typed, with counts and what would collide.
class KeyRuleDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Kind : std::uint8_t { RemovePrefix, AddPrefix, RemoveSegment, Rename };

    KeyRuleDialog(
        JobRunner& runner, const OpenedPtr& opened, const PlanState& plan, Kind kind, QWidget* parent = nullptr);
    ~KeyRuleDialog() override;

    /// The rule as it is typed; nothing while it is empty.
    std::optional<Operation> operation() const;

private:
    struct Preview {
        QString text; ///< "320 keys, 0 collisions", or what is wrong
        bool isGood = false;
        std::shared_ptr<std::vector<PlannedRow>> rows; ///< changed keys, the first few hundred
    };

    QFormLayout* makeForm(Kind kind);
    void makeAnswer();
    void changeKind();
    void requestPreview();
    void startPreview();
    void showPreview(const Preview& preview);
    static Result<Preview> preview(const OpenedPtr& opened, const EditPlan& plan, const Task& task);
    StateDictPaths chosenStateDicts() const;

    JobRunner& m_runner;
    OpenedPtr m_opened;
    PlanState m_plan;
    QTimer m_typing;
    QPointer<JobBase> m_job;
    PlannedTableModel* m_rows = nullptr;
    QComboBox* m_kind = nullptr;
    QLabel* m_whatLabel = nullptr;
    QLineEdit* m_what = nullptr;
    QLabel* m_byLabel = nullptr;
    QLineEdit* m_by = nullptr;
    QComboBox* m_in = nullptr;
    QLabel* m_answer = nullptr;
    QTableView* m_table = nullptr;
    QPushButton* m_accept = nullptr;
};

} // namespace pthf
