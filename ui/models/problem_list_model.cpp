// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/problem_list_model.h"

#include <algorithm>

#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

bool tellsDamage(const Finding& finding)
{
    return finding.id == "damage" || finding.id == "lost-tensors";
}

ProblemListModel::ProblemListModel(DocumentSession& session, QObject* parent)
    : QAbstractListModel(parent)
    , m_session(session)
    , m_states(session.findings())
{
    connect(&session, &DocumentSession::documentChanged, this, &ProblemListModel::refresh);
    connect(&session, &DocumentSession::outcomeChanged, this, &ProblemListModel::refresh);
}

void ProblemListModel::refresh()
{
    if (!m_session.isSettled()) {
        return; // the rows of the plan before stay until the answer is here
    }
    beginResetModel();
    m_states = m_session.findings();
    endResetModel();
}

int ProblemListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_states.size());
}

QVariant ProblemListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const FindingState& state = stateAt(index.row());
    const Finding& finding = state.finding;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case CopyRole:
        if (state.isMended) {
            return tr("Mended: %1").arg(state.mendedText.isEmpty() ? coreText(finding.text) : state.mendedText);
        }
        return coreText(finding.text);
    case SeverityRole:
        return static_cast<int>(finding.severity);
    case IsMendedRole:
        return state.isMended;
    case IsMutedRole:
        return state.isMended;
    case IconRole:
        return static_cast<int>(state.isMended ? Icon::Ok : iconOf(finding.severity));
    case PathRole:
        return toQString(pathText(finding.path));
    case FixLabelRole:
        return state.isMended || finding.fix.empty() ? QVariant() : QVariant(coreText(finding.fixLabel));
    case CanUndoRole:
        return state.isMended && !state.mendedBy.empty();
    case HasPlaceRole:
        return !finding.path.empty();
    case CanMapDevicesRole:
        return !state.isMended && std::ranges::any_of(finding.fix, [](const Operation& operation) {
            return std::holds_alternative<MapLocation>(operation);
        });
    case CanSalvageRole: {
        const auto first =
            std::ranges::find_if(m_states, [](const FindingState& of) { return tellsDamage(of.finding); });
        return first != m_states.end() && first - m_states.begin() == index.row();
    }
    default:
        return {};
    }
}

int ProblemListModel::countOf(Severity severity) const
{
    return static_cast<int>(std::ranges::count_if(
        m_states, [&](const FindingState& state) { return !state.isMended && state.finding.severity == severity; }));
}

int ProblemListModel::mendedCount() const
{
    return static_cast<int>(std::ranges::count_if(m_states, &FindingState::isMended));
}

QString ProblemListModel::summary() const
{
    QStringList parts;
    const auto say = [&](int count, const QString& one, const QString& many) {
        if (count > 0) {
            parts.append(count == 1 ? one : many.arg(count));
        }
    };
    say(countOf(Severity::Danger), tr("1 danger"), tr("%1 dangers"));
    say(countOf(Severity::Error), tr("1 error"), tr("%1 errors"));
    say(countOf(Severity::Warning), tr("1 warning"), tr("%1 warnings"));
    say(countOf(Severity::Info), tr("1 hint"), tr("%1 hints"));
    say(mendedCount(), tr("1 mended by your plan"), tr("%1 mended by your plan"));
    return parts.isEmpty() ? tr("nothing to report") : parts.join(u", ");
}

void ProblemListModel::mend(int row)
{
    const Finding finding = stateAt(row).finding; // the plan's change renews the rows
    m_session.addOperations(finding.fix, coreText(finding.fixLabel));
}

void ProblemListModel::undo(int row)
{
    const FindingState state = stateAt(row);
    m_session.setPlan(
        withoutOperations(m_session.plan(), state.mendedBy), tr("undo: %1").arg(coreText(state.finding.fixLabel)));
}

} // namespace pthf
