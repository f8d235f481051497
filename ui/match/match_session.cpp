// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/match_session.h"

#include <algorithm>
#include <fstream>
#include <unordered_map>

#include <QFile>

#include "core/base/limits.h"
#include "core/match/row_choices.h"
#include "core/opening/open_checkpoint.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

const QString kTag = QStringLiteral("match");

/// The text of a file that begins with text; nothing for what is no text.
std::optional<std::string> textOf(const std::filesystem::path& path)
{
    constexpr qint64 kHead = 4096;
    QFile file(pathToQString(path));
    if (!file.open(QIODevice::ReadOnly) || file.size() == 0
        || file.size() > static_cast<qint64>(Limits{}.maxHeaderBytes)) {
        return std::nullopt;
    }
    const QByteArray head = file.peek(kHead);
    const bool isText = std::all_of(head.begin(), head.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t' || c == '\x1b';
    });
    return isText ? std::optional(file.readAll().toStdString()) : std::nullopt;
}

Result<Reference> readReference(const std::filesystem::path& path, const Task& task)
{
    if (const auto text = textOf(path)) {
        auto reference = referenceFromText(*text, path.filename().string());
        if (reference) {
            return reference;
        }
    }
    const DocumentPtr document = PTHF_TRY(openCheckpoint(path, OpenOptions{}, task));
    const TreeIndex tree = PTHF_TRY(indexTree(document->content, task));
    return referenceFromDocument(document, tree, std::nullopt);
}

/// The reference with what an error leaves out, and what the file as it was read makes of it.
Result<ReferencePtr> prepared(Result<Reference> reference, const OpenedPtr& opened)
{
    if (!reference) {
        return reference.error();
    }
    return prepareReference(std::move(*reference), {opened->document->content, opened->tree}, std::nullopt);
}

} // namespace

MatchSession::MatchSession(JobRunner& runner, DocumentSession& session, QObject* parent)
    : QObject(parent)
    , m_runner(runner)
    , m_session(session)
{
    connect(&m_session, &DocumentSession::documentChanged, this, &MatchSession::clear);
    connect(&m_session, &DocumentSession::outcomeChanged, this, [this] {
        if (m_session.isSettled()) {
            matchAgain();
        }
    });
}

MatchSession::~MatchSession() = default;

void MatchSession::matchFile(const std::filesystem::path& path)
{
    const OpenedPtr& opened = m_session.opened();
    if (!opened) {
        return;
    }
    const QString name = pathToQString(path.filename());
    auto* job = m_runner.run<ReferencePtr>(
        JobLane::Open, JobLabel{tr("Reading %1").arg(shownText(name)), kTag, true},
        [path, opened](const Task& task) { return prepared(readReference(path, task), opened); }, this);
    m_job = job;
    Q_EMIT started();
    connect(job, &JobBase::finished, this, [this, job, name] {
        if (job != m_job) {
            return; // something else is wanted meanwhile
        }
        m_job.clear();
        if (const auto& reference = job->result()) {
            m_reference = *reference;
            m_applied.clear();
            matchAgain();
        } else if (!job->isCancelled()) {
            Q_EMIT failed(name, reference.error());
        }
    });
}

void MatchSession::matchText(const QString& text, const QString& name)
{
    const OpenedPtr& opened = m_session.opened();
    if (!opened) {
        return;
    }
    auto reference = prepared(referenceFromText(toUtf8(text), toUtf8(name)), opened);
    if (!reference) {
        Q_EMIT failed(name, reference.error());
        return;
    }
    m_reference = *reference;
    m_applied.clear();
    Q_EMIT started();
    matchAgain();
}

void MatchSession::clear()
{
    m_reference.reset();
    m_result.reset();
    m_applied.clear();
    m_before.clear();
    if (m_job) {
        m_job->cancel();
        m_job.clear();
    }
    Q_EMIT changed();
}

void MatchSession::matchAgain()
{
    const OpenedPtr& opened = m_session.opened();
    if (!m_reference || !opened) {
        return;
    }
    // A plan that cannot work leaves the match of the plan before.
    const PlannedDocumentPtr planned = m_session.planned();
    auto* job = m_runner.run<MatchResultPtr>(
        JobLane::Analysis, JobLabel{tr("Matching"), kTag, true},
        [opened, planned, reference = m_reference](const Task& task) -> Result<MatchResultPtr> {
            const MatchSide side = planned ? MatchSide{planned->content, planned->tree}
                                           : MatchSide{opened->document->content, opened->tree};
            return std::make_shared<const MatchResult>(PTHF_TRY(matchContent(side, reference, std::nullopt, task)));
        },
        this);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (job != m_job) {
            return;
        }
        m_job.clear();
        if (const auto& result = job->result()) {
            takeResult(*result);
        } else if (!job->isCancelled()) {
            Q_EMIT failed(toQString(m_reference->name), job->result().error());
        }
    });
}

void MatchSession::takeResult(const MatchResultPtr& result)
{
    m_result = result;
    forgetUndone();
    collectNames();
    Q_EMIT changed();
}

/// A suggestion whose operations are no longer all in the plan is one no longer.
void MatchSession::forgetUndone()
{
    const EditPlan plan = m_session.plan().enabled();
    std::erase_if(m_applied, [&plan](const Suggestion& suggestion) {
        return !std::ranges::all_of(suggestion.operations, [&plan](const Operation& operation) {
            return std::ranges::find(plan.operations, operation) != plan.operations.end();
        });
    });
}

void MatchSession::collectNames()
{
    m_before.assign(m_result->file.size(), QString());
    if (!m_session.planned()) {
        return;
    }
    // Values keep their ids through a plan; one that stands under several keys keeps their order.
    const OpenedPtr& opened = m_session.opened();
    std::unordered_map<ValueId, std::vector<std::string>> names;
    for (const StateDict& dict : opened->tree.stateDicts) {
        for (KeyEntry& entry : keysOf(opened->document->content, dict)) {
            names[entry.value].push_back(std::move(entry.key));
        }
    }
    std::unordered_map<ValueId, std::size_t> used;
    for (std::size_t i = 0; i < m_before.size(); ++i) {
        const KeyEntry& entry = m_result->file[i];
        const auto found = names.find(entry.value);
        if (found == names.end()) {
            continue;
        }
        const std::size_t number = std::min(used[entry.value]++, found->second.size() - 1);
        if (found->second[number] != entry.key) {
            m_before[i] = shownText(found->second[number]);
        }
    }
}

QString MatchSession::nameBefore(std::uint32_t file) const
{
    return file < m_before.size() ? m_before[file] : QString();
}

void MatchSession::apply(const Suggestion& suggestion)
{
    if (suggestion.isAdvice()) {
        return;
    }
    m_applied.push_back(suggestion);
    m_session.addOperations(suggestion.operations, coreText(suggestion.text));
}

void MatchSession::takeBack(const Suggestion& suggestion)
{
    m_session.setPlan(
        withoutOperations(m_session.plan(), suggestion.operations), tr("undo: %1").arg(coreText(suggestion.text)));
}

void MatchSession::link(const QString& inFile, const QString& inModel)
{
    if (!m_result) {
        return;
    }
    write(RenameTable{{{toUtf8(inFile), toUtf8(inModel)}}, m_result->in});
}

std::vector<Operation> MatchSession::written(const Operation& operation) const
{
    std::vector<Operation> operations{operation};
    if (m_result && m_result->isWholeModel) {
        operations.insert(operations.begin(), ToStateDict{});
    }
    return operations;
}

void MatchSession::write(const Operation& operation)
{
    m_session.addOperations(written(operation), coreText(describe(operation)));
}

std::optional<std::size_t> MatchSession::itemFor(const std::string& key) const
{
    const std::vector<PlanItem>& items = m_session.plan().items;
    for (std::size_t i = items.size(); m_result && i-- > 0;) {
        if (items[i].isEnabled && choiceMade(items[i].operation, *m_result, key)) {
            return i;
        }
    }
    return std::nullopt;
}

void MatchSession::takeBackItem(std::size_t item)
{
    const PlanState& plan = m_session.plan();
    if (item < plan.items.size()) {
        m_session.setPlan(withoutItem(plan, item), tr("undo: %1").arg(coreText(describe(plan.items[item].operation))));
    }
}

} // namespace pthf
