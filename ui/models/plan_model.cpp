// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/plan_model.h"

#include <algorithm>

#include <QMimeData>

#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/session/document_session.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

const QString& rowMimeType()
{
    static const QString kType = QStringLiteral("application/x-pthfinder-plan-row");
    return kType;
}

struct IconOfOperation {
    Icon operator()(const MapLocation&) const { return Icon::Device; }
    Icon operator()(const RemovePrefix&) const { return Icon::Prefix; }
    Icon operator()(const AddPrefix&) const { return Icon::Prefix; }
    Icon operator()(const RemoveSegment&) const { return Icon::Prefix; }
    Icon operator()(const RenamePattern&) const { return Icon::Prefix; }
    Icon operator()(const RenameTable&) const { return Icon::Prefix; }
    Icon operator()(const Keep&) const { return Icon::Model; }
    Icon operator()(const Drop&) const { return Icon::Drop; }
    Icon operator()(const Extract&) const { return Icon::Object; }
    Icon operator()(const Wrap&) const { return Icon::Dict; }
    Icon operator()(const ToStateDict&) const { return Icon::Dict; }
    Icon operator()(const Cast&) const { return Icon::Number; }
    Icon operator()(const SetRequiresGrad&) const { return Icon::Optimizer; }
    Icon operator()(const Compact&) const { return Icon::View; }
    Icon operator()(const Untie&) const { return Icon::Link; }
    Icon operator()(const MakePortable&) const { return Icon::Shield; }
    Icon operator()(const PlainDict&) const { return Icon::Dict; }
    Icon operator()(const SetValue&) const { return Icon::Counter; }
    Icon operator()(const SetTensor&) const { return Icon::File; }
    Icon operator()(const InitTensor&) const { return Icon::Plus; }
    Icon operator()(const Transpose&) const { return Icon::Tensor; }
    Icon operator()(const Resize&) const { return Icon::Tensor; }
    template<typename Other>
    Icon operator()(const Other&) const
    {
        return Icon::Plan;
    }
};

} // namespace

Icon iconOf(const Operation& operation)
{
    return std::visit(IconOfOperation{}, operation);
}

PlanModel::PlanModel(DocumentSession& session, QObject* parent)
    : QAbstractListModel(parent)
    , m_session(session)
    , m_rows(static_cast<int>(session.plan().items.size()))
{
    connect(&session, &DocumentSession::planChanged, this, [this] {
        const int rows = static_cast<int>(m_session.plan().items.size());
        if (rows == m_rows) {
            if (rows > 0) {
                Q_EMIT dataChanged(index(0), index(rows - 1));
            }
            return;
        }
        beginResetModel();
        m_rows = rows;
        endResetModel();
    });
    connect(&session, &DocumentSession::outcomeChanged, this, [this] {
        if (m_rows > 0) {
            Q_EMIT dataChanged(index(0), index(m_rows - 1));
        }
    });
}

int PlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QString PlanModel::effectAt(int row) const
{
    const PlanState& plan = m_session.plan();
    const auto number = plan.numberInPlan(static_cast<std::size_t>(row));
    if (!number) {
        return tr("left out");
    }
    if (!m_session.isSettled()) {
        return tr("working…");
    }
    const PlanOutcomePtr& outcome = m_session.outcome();
    if (!outcome || !outcome->planned || *number >= outcome->planned->effects.size()) {
        return {};
    }
    return coreText(outcome->planned->effects[*number].text);
}

QVariant PlanModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const PlanItem& item = m_session.plan().items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return coreText(describe(item.operation));
    case DetailRole:
        return effectAt(index.row());
    case Qt::ToolTipRole:
        return QString(coreText(describe(item.operation)) % u'\n' % effectAt(index.row()));
    case Qt::CheckStateRole:
        return item.isEnabled ? Qt::Checked : Qt::Unchecked;
    case IconRole:
        return static_cast<int>(iconOf(item.operation));
    case IsMutedRole:
        return !item.isEnabled;
    default:
        return {};
    }
}

bool PlanModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return false;
    }
    const bool isOn = value.toInt() == Qt::Checked;
    const QString text = index.data().toString();
    m_session.setPlan(
        withSwitched(m_session.plan(), static_cast<std::size_t>(index.row()), isOn ? Switch::On : Switch::Off),
        isOn ? tr("switch on: %1").arg(text) : tr("switch off: %1").arg(text));
    return true;
}

bool PlanModel::removeRows(int row, int count, const QModelIndex& parent)
{
    if (parent.isValid() || count != 1 || row < 0 || row >= m_rows) {
        return false;
    }
    const QString text = index(row).data().toString();
    m_session.setPlan(withoutItem(m_session.plan(), static_cast<std::size_t>(row)), tr("remove: %1").arg(text));
    return true;
}

Qt::ItemFlags PlanModel::flags(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return Qt::ItemIsDropEnabled; // between the rows
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled
        | Qt::ItemNeverHasChildren;
}

QStringList PlanModel::mimeTypes() const
{
    return {rowMimeType()};
}

QMimeData* PlanModel::mimeData(const QModelIndexList& indexes) const
{
    auto data = std::make_unique<QMimeData>();
    if (!indexes.isEmpty()) {
        data->setData(rowMimeType(), QByteArray::number(indexes.first().row()));
    }
    return data.release(); // the view's drag owns it
}

bool PlanModel::dropMimeData(
    const QMimeData* data, Qt::DropAction /*action*/, int row, int /*column*/, const QModelIndex& parent)
{
    if (!data->hasFormat(rowMimeType())) {
        return false;
    }
    const int from = data->data(rowMimeType()).toInt();
    int to = row >= 0 ? row : parent.isValid() ? parent.row() : m_rows;
    if (to > from) {
        --to; // the row that leaves makes room
    }
    move(from, to);
    return false; // the session has moved it; the view has nothing to remove
}

void PlanModel::move(int from, int to)
{
    if (from < 0 || from >= m_rows || to < 0 || to >= m_rows || from == to) {
        return;
    }
    const QString text = index(from).data().toString();
    m_session.setPlan(withMoved(m_session.plan(), static_cast<std::size_t>(from), static_cast<std::size_t>(to)),
        tr("move: %1").arg(text));
}

} // namespace pthf
