// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>
#include <QUndoStack>

#include "core/outlook/cast_losses.h"
#include "core/save/receipt.h"
#include "core/save/save_options.h"
#include "ui/session/opened_document.h"
#include "ui/session/plan_outcome.h"
#include "ui/session/plan_state.h"

namespace pthf {

class JobBase;
class JobRunner;

/// A finding and how the plan stands to it.
struct FindingState {
    Finding finding;
    bool isMended = false;
    /// Of a mended one: the operations of the plan that mend it, for Undo; may be empty when something else did.
    std::vector<Operation> mendedBy;
    QString mendedText; ///< "move everything to cpu: 642 tensors"
};

/// How a save goes, beside its options.
struct SaveWays {
    bool isInPlace = false; ///< the open file gets a new description behind its end
    std::uint64_t shardBytes = 0; ///< at most so many in each of several files; 0: one file
    bool hasWitness = false; ///< LibTorch's own reader is to be asked about the result
    std::optional<QString> proveOn; ///< a device that it is to be carried to; empty: those of the plan

    bool asksMore() const noexcept { return hasWitness || proveOn.has_value(); }
};

/// The one open checkpoint of a window: document, plan, what the plan gives. Widgets ask and request; only the session
/// changes anything.
class DocumentSession final : public QObject {
    Q_OBJECT

public:
    DocumentSession(JobRunner& runner, PlanContext context, QObject* parent = nullptr);
    ~DocumentSession() override;
    DocumentSession(const DocumentSession&) = delete;
    DocumentSession& operator=(const DocumentSession&) = delete;
    DocumentSession(DocumentSession&&) = delete;
    DocumentSession& operator=(DocumentSession&&) = delete;

    /// Null before the first file is open and after one could not be.
    const OpenedPtr& opened() const noexcept { return m_opened; }
    bool isOpening() const noexcept { return !m_openJob.isNull(); }
    bool isSaving() const noexcept { return !m_saveJob.isNull(); }

    const PlanState& plan() const noexcept { return m_plan; }
    /// Number of operations that are on.
    int changeCount() const;
    /// What the plan gives: null without a plan, and of an older plan while `isSettled()` is false.
    const PlanOutcomePtr& outcome() const noexcept { return m_outcome; }
    bool isSettled() const noexcept { return m_isSettled; }
    /// The planned document, or null where nothing is planned or the plan cannot work.
    PlannedDocumentPtr planned() const;
    /// The card of what would be written: of the file itself where nothing is planned.
    const Card& plannedCard() const;
    std::vector<FindingState> findings() const;
    /// What a look at every value found; they stand after the others until another file is open.
    void setValueFindings(std::vector<Finding> findings);
    /// Why there is nothing to save; nothing where there is.
    std::optional<QString> whyNotSave() const;

    QUndoStack& undoStack() noexcept { return m_undo; }

    const PlanContext& context() const noexcept { return m_context; }
    /// What "auto" means from now on.
    void setAutoDevice(const std::string& device) { m_context.autoDevice = device; }

    /// Starts a job; a file that is being opened already is given up.
    void open(const std::filesystem::path& path);
    /// Opens the same file again, and lays the plan over what it is now.
    void reopen();
    void close();

    /// Every change of the plan comes through here and can be undone; the same plan changes nothing.
    void setPlan(const PlanState& plan, const QString& undoText);
    void addOperations(const std::vector<Operation>& operations, const QString& undoText);

    /// The planned document of this very plan, computed if it has not been yet. An empty plan gives a faithful copy.
    Result<PlannedDocumentPtr> plannedNow() const;
    /// Starts a job that reads what the plan casts: castLossesCounted follows, where anything is cast.
    void countCastLosses();
    /// Starts a job that saves, verifies, and opens the result if it took the open file's name.
    void save(const SaveOptions& options, const SaveWays& ways = {});
    /// Starts a job that takes back the last edit in place, and opens the file again.
    void undoInPlace();

Q_SIGNALS:
    void openStarted(const QString& path);
    void documentChanged();
    void openFailed(const QString& path, const pthf::Error& error);
    void planChanged();
    /// What the plan gives has changed, or is about to (`isSettled`).
    void outcomeChanged();
    void castLossesCounted(const pthf::CastLosses& losses);
    void saveStarted(const QString& target);
    void saved(const pthf::Receipt& receipt);
    /// After `saved`, where the ways of the save ask for more than the file.
    void moreAsked(const pthf::PlannedDocumentPtr& planned, const pthf::SaveWays& ways, const QString& target);
    void saveFailed(const QString& target, const pthf::Error& error);
    void editUndone(const QString& path, quint64 bytesBefore, quint64 bytesAfter);

private:
    class PlanCommand;

    void takeOpened(const OpenedPtr& opened);
    void applyPlan(const PlanState& plan);
    void layPlanOver();
    void takeOutcome(const PlanOutcomePtr& outcome);
    bool isSmall() const;

    JobRunner& m_runner;
    PlanContext m_context;
    OpenedPtr m_opened;
    PlanState m_plan;
    PlanOutcomePtr m_outcome;
    std::vector<Finding> m_valueFindings;
    bool m_isSettled = true;
    QUndoStack m_undo;
    PlanState m_keptPlan; ///< of a file that is being opened again
    QPointer<JobBase> m_openJob;
    QPointer<JobBase> m_planJob;
    QPointer<JobBase> m_saveJob;
};

} // namespace pthf
