// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/document_session.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <QUndoCommand>

#include "core/save/edit_in_place.h"
#include "core/save/save_checkpoint.h"
#include "core/save/undo_edit.h"
#include "core/shards/save_shards.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

/// Up to this many leaves a plan is laid over the document between two frames.
constexpr std::size_t kSmallLeaves = 4'000;

bool isSameFile(const std::filesystem::path& one, const std::filesystem::path& other)
{
    std::error_code error;
    return one == other || std::filesystem::equivalent(one, other, error);
}

/// "move everything to cpu: 642 tensors", of the operations that a finding's fix and the plan have in common.
QString describeMending(const std::vector<Operation>& operations, const PlanState& state, const PlanOutcome* outcome)
{
    QStringList parts;
    for (const Operation& operation : operations) {
        QString text = coreText(describe(operation));
        text.replace(0, 1, text.left(1).toLower());
        const auto item = std::ranges::find(state.items, operation, &PlanItem::operation) - state.items.begin();
        const auto number = state.numberInPlan(static_cast<std::size_t>(item));
        if (outcome != nullptr && outcome->planned && number && *number < outcome->planned->effects.size()) {
            text += u": " % coreText(outcome->planned->effects[*number].text);
        }
        parts.append(text);
    }
    return parts.join(u"; ");
}

/// Which of the plan's operations mend a finding: those of its fix, else those of the same kind (a device other than
/// the suggested one, a drop of more than the optimizer).
std::vector<Operation> mendingOperations(const Finding& finding, const PlanState& plan)
{
    std::vector<Operation> exact;
    std::vector<Operation> alike;
    for (const PlanItem& item : plan.items) {
        if (std::ranges::find(finding.fix, item.operation) != finding.fix.end()) {
            exact.push_back(item.operation);
        }
        if (std::ranges::any_of(
                finding.fix, [&](const Operation& fix) { return fix.index() == item.operation.index(); })) {
            alike.push_back(item.operation);
        }
    }
    return exact.empty() ? alike : exact;
}

bool isFindingIn(const std::vector<Finding>& findings, const Finding& wanted)
{
    return std::ranges::any_of(
        findings, [&](const Finding& finding) { return finding.id == wanted.id && finding.path == wanted.path; });
}

} // namespace

/// A change of the plan: the plan before and the plan after.
class DocumentSession::PlanCommand final : public QUndoCommand {
public:
    PlanCommand(DocumentSession& session, PlanState after, const QString& text)
        : QUndoCommand(text)
        , m_session(session)
        , m_before(session.plan())
        , m_after(std::move(after))
    {
    }
    void undo() override { m_session.applyPlan(m_before); }
    void redo() override { m_session.applyPlan(m_after); }

private:
    DocumentSession& m_session;
    PlanState m_before;
    PlanState m_after;
};

DocumentSession::DocumentSession(JobRunner& runner, PlanContext context, QObject* parent)
    : QObject(parent)
    , m_runner(runner)
    , m_context(std::move(context))
{
}

DocumentSession::~DocumentSession() = default;

int DocumentSession::changeCount() const
{
    return static_cast<int>(std::ranges::count_if(m_plan.items, &PlanItem::isEnabled));
}

PlannedDocumentPtr DocumentSession::planned() const
{
    return m_outcome ? m_outcome->planned : nullptr;
}

const Card& DocumentSession::plannedCard() const
{
    static const Card kNothing;
    if (m_outcome && m_outcome->planned) {
        return m_outcome->card;
    }
    return m_opened ? m_opened->card : kNothing;
}

std::vector<FindingState> DocumentSession::findings() const
{
    std::vector<FindingState> states;
    if (!m_opened) {
        return states;
    }
    const bool isPlanned = m_outcome && m_outcome->planned;
    const std::vector<Finding>& now = plannedCard().findings;
    for (const Finding& finding : m_opened->card.findings) {
        FindingState state;
        state.finding = finding;
        state.isMended = isPlanned && !isFindingIn(now, finding);
        if (state.isMended) {
            state.mendedBy = mendingOperations(finding, m_plan);
            state.mendedText = describeMending(state.mendedBy, m_plan, m_outcome.get());
        } else if (isPlanned) {
            // The planned file's numbers, where the finding stays in another measure.
            state.finding = *std::ranges::find_if(
                now, [&](const Finding& other) { return other.id == finding.id && other.path == finding.path; });
        }
        states.push_back(std::move(state));
    }
    for (const Finding& finding : now) {
        if (!isFindingIn(m_opened->card.findings, finding)) {
            states.push_back(FindingState{finding, false, {}, {}});
        }
    }
    for (const Finding& finding : m_valueFindings) {
        states.push_back(FindingState{finding, false, {}, {}});
    }
    return states;
}

void DocumentSession::setValueFindings(std::vector<Finding> findings)
{
    m_valueFindings = std::move(findings);
    Q_EMIT outcomeChanged();
}

std::optional<QString> DocumentSession::whyNotSave() const
{
    if (!m_opened) {
        return tr("Nothing to save: no file is open");
    }
    if (isSaving()) {
        return tr("A save is running");
    }
    if (m_outcome && m_outcome->error) {
        return tr("The plan cannot work on this file: %1").arg(coreText(m_outcome->error->message()));
    }
    if (m_outcome && m_outcome->planned && m_outcome->planned->refusal) {
        return toQString(*m_outcome->planned->refusal);
    }
    if (changeCount() == 0) {
        return tr("Nothing to save: no changes");
    }
    return std::nullopt;
}

void DocumentSession::open(const std::filesystem::path& path)
{
    m_keptPlan = {};
    const QString name = pathToQString(path);
    const JobLabel label{tr("Opening %1").arg(pathToQString(path.filename())), QStringLiteral("open"), true};
    auto* job = m_runner.run<OpenedPtr>(
        JobLane::Open, label, [path](const Task& task) { return openForWindow(path, task); }, this);
    m_openJob = job;
    connect(job, &JobBase::finished, this, [this, job, name] {
        if (job != m_openJob) {
            return; // another file was asked for meanwhile
        }
        m_openJob.clear();
        if (const auto& result = job->result()) {
            takeOpened(*result);
        } else {
            Q_EMIT openFailed(name, result.error());
        }
    });
    Q_EMIT openStarted(name);
}

void DocumentSession::reopen()
{
    if (m_opened) {
        const PlanState plan = m_plan;
        open(m_opened->document->path);
        m_keptPlan = plan;
    }
}

void DocumentSession::close()
{
    if (m_openJob) {
        m_openJob->cancel();
    }
    takeOpened(nullptr);
}

void DocumentSession::takeOpened(const OpenedPtr& opened)
{
    m_valueFindings.clear();
    if (m_planJob) {
        m_planJob->cancel();
        m_planJob.clear();
    }
    m_opened = opened;
    m_plan = {};
    m_outcome.reset();
    m_isSettled = true;
    m_undo.clear();
    const PlanState kept = std::exchange(m_keptPlan, {});
    Q_EMIT documentChanged();
    Q_EMIT planChanged();
    Q_EMIT outcomeChanged();
    if (m_opened && !kept.isEmpty()) {
        applyPlan(kept);
    }
}

void DocumentSession::setPlan(const PlanState& plan, const QString& undoText)
{
    if (m_opened && plan != m_plan) {
        m_undo.push(new PlanCommand(*this, plan, undoText)); // the stack owns it
    }
}

void DocumentSession::addOperations(const std::vector<Operation>& operations, const QString& undoText)
{
    setPlan(withOperations(m_plan, operations), undoText);
}

void DocumentSession::applyPlan(const PlanState& plan)
{
    m_plan = plan;
    Q_EMIT planChanged();
    layPlanOver();
}

bool DocumentSession::isSmall() const
{
    return m_opened->tree.leaves.size() <= kSmallLeaves;
}

void DocumentSession::layPlanOver()
{
    if (m_planJob) {
        m_planJob->cancel();
        m_planJob.clear();
    }
    const EditPlan plan = m_plan.enabled();
    if (plan.isEmpty()) {
        takeOutcome(nullptr);
        return;
    }
    if (isSmall()) {
        SilentProgress nobody;
        auto outcome = layPlan(m_opened, plan, m_context, Task{{}, nobody});
        takeOutcome(outcome ? *outcome : nullptr);
        return;
    }
    m_isSettled = false;
    Q_EMIT outcomeChanged();
    auto* job = m_runner.run<PlanOutcomePtr>(
        JobLane::Analysis, JobLabel{{}, QStringLiteral("plan")},
        [opened = m_opened, plan, context = m_context](
            const Task& task) { return layPlan(opened, plan, context, task); },
        this);
    m_planJob = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (job != m_planJob) {
            return; // of an older plan, or of another file
        }
        m_planJob.clear();
        takeOutcome(job->result() ? *job->result() : nullptr);
    });
}

void DocumentSession::takeOutcome(const PlanOutcomePtr& outcome)
{
    m_outcome = outcome;
    m_isSettled = true;
    Q_EMIT outcomeChanged();
}

Result<PlannedDocumentPtr> DocumentSession::plannedNow() const
{
    if (!m_opened) {
        return Error{ErrorCode::InvalidArgument, "no file is open"};
    }
    if (m_isSettled && m_outcome && m_outcome->error) {
        return *m_outcome->error;
    }
    if (m_isSettled && planned()) {
        return planned();
    }
    SilentProgress nobody;
    return planDocument(m_opened->document, m_opened->tree, m_plan.enabled(), m_context, Task{{}, nobody});
}

void DocumentSession::save(const SaveOptions& options, const SaveWays& ways)
{
    auto planned = plannedNow();
    const QString target = pathToQString(options.target);
    if (!planned) {
        Q_EMIT saveFailed(target, planned.error());
        return;
    }
    const JobLabel label{tr("Saving %1").arg(pathToQString(options.target.filename())), {}};
    auto* job = m_runner.run<Receipt>(
        JobLane::Save, label,
        [planned = *planned, options, ways](const Task& task) {
            return ways.isInPlace      ? editInPlace(*planned, options.verification, task)
                : ways.shardBytes != 0 ? saveShards(*planned, options, ways.shardBytes, task)
                                       : saveCheckpoint(*planned, options, task);
        },
        this);
    m_saveJob = job;
    connect(job, &JobBase::finished, this, [this, job, opened = m_opened, options, target, ways, planned = *planned] {
        m_saveJob.clear();
        if (!job->result()) {
            Q_EMIT saveFailed(target, job->result().error());
            return;
        }
        const Receipt receipt = *job->result();
        if (m_opened == opened && isSameFile(options.target, opened->document->path)) {
            open(opened->document->path); // what the plan says is in the file now
        }
        Q_EMIT saved(receipt);
        if (ways.asksMore()) {
            Q_EMIT moreAsked(planned, ways, pathToQString(receipt.target));
        }
    });
    Q_EMIT saveStarted(target);
}

void DocumentSession::countCastLosses()
{
    const PlannedDocumentPtr asked = planned();
    const bool casts = asked && std::ranges::any_of(asked->plan.operations, [](const Operation& operation) {
        return std::holds_alternative<Cast>(operation);
    });
    if (!casts) {
        return;
    }
    const JobLabel label{tr("Counting what does not fit"), QStringLiteral("cast-losses")};
    auto* job = m_runner.run<CastLosses>(
        JobLane::Analysis, label, [asked](const Task& task) { return castLosses(*asked, task); }, this);
    connect(job, &JobBase::finished, this, [this, job, asked] {
        if (asked == planned() && job->result() && job->result()->isCast()) {
            Q_EMIT castLossesCounted(*job->result());
        }
    });
}

void DocumentSession::undoInPlace()
{
    if (!m_opened) {
        return;
    }
    const auto path = m_opened->document->path;
    const JobLabel label{tr("Taking back the edit of %1").arg(pathToQString(path.filename())), {}};
    auto* job = m_runner.run<UndoneEdit>(
        JobLane::Save, label, [path](const Task& task) { return undoEdit(path, task); }, this);
    m_saveJob = job;
    connect(job, &JobBase::finished, this, [this, job, path] {
        m_saveJob.clear();
        if (!job->result()) {
            Q_EMIT saveFailed(pathToQString(path), job->result().error());
            return;
        }
        open(path);
        Q_EMIT editUndone(pathToQString(path), job->result()->bytesBefore, job->result()->bytesAfter);
    });
    Q_EMIT saveStarted(pathToQString(path));
}

} // namespace pthf
