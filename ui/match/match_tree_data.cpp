// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of the Match tree say.
#include "ui/match/match_tree_model.h"

#include <algorithm>

#include <QFont>

#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/match/match_session.h"

namespace pthf {

namespace {

QVariant differentSizes(const std::optional<Dims>& own, const std::optional<Dims>& other)
{
    QList<TextRange> ranges;
    if (own && other) {
        int start = 1;
        for (std::size_t i = 0; i < own->size(); ++i) {
            const auto length = static_cast<int>(std::to_string((*own)[i]).size());
            if (own->size() != other->size() || (*own)[i] != (*other)[i]) {
                ranges.append({start, length});
            }
            start += length + 2;
        }
    }
    return QVariant::fromValue(ranges);
}

QString shapeOf(const KeyEntry& entry)
{
    return entry.shape ? shownShape(*entry.shape) : QString(QChar(u'?'));
}

} // namespace

QVariant MatchTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_result) {
        return {};
    }
    const Node& node = *nodeOf(index);
    switch (index.column()) {
    case InFile:
        if (const QVariant value = fileData(node, role); value.isValid()) {
            return value;
        }
        break;
    case Shape:
        if (const QVariant value = shapeData(node, role); value.isValid()) {
            return value;
        }
        break;
    case InModel:
        if (const QVariant value = modelData(node, role); value.isValid()) {
            return value;
        }
        break;
    case Answer:
        if (const QVariant value = answerData(node, role); value.isValid()) {
            return value;
        }
        break;
    default:
        break;
    }
    return rowData(node, role);
}

QVariant MatchTreeModel::rowData(const Node& node, int role) const
{
    const MatchRow* row = rowOf(node);
    switch (role) {
    case TallyRole:
        return QVariant::fromValue(node.tally);
    case StateRole:
        return row == nullptr ? QVariant() : QVariant(static_cast<int>(row->state));
    case PairRole:
        return row == nullptr ? QVariant() : QVariant(pthf::index(node.group->member(0).place));
    case CopyRole:
        return node.group ? toQString(node.group->member(0).key.substr(0, node.group->end()))
                          : toQString(m_result->reference->name);
    case Qt::ToolTipRole:
        if (row != nullptr) {
            const QString key = shownText(keyOf(*row));
            return row->state == MatchState::OnlyInModel ? QString(key % u'\n' % tr("expected by the model only"))
                                                         : QString(key % u'\n' % matchStateWord(row->state));
        }
        return {};
    case IconRole:
        return static_cast<int>(!node.group ? Icon::Model : row == nullptr ? Icon::Dict : Icon::Tensor);
    case IsStrongRole:
        return !node.group;
    default:
        return {};
    }
}

/// What the plan takes away from the start of the keys of a row at the first level; empty elsewhere.
QString MatchTreeModel::oldStartOf(const Node& node) const
{
    if (!node.group || node.group->begin() != 0) {
        return {};
    }
    for (std::size_t i = 0; i < node.group->size(); ++i) {
        const MatchRow& row = m_result->match.rows[pthf::index(node.group->member(i).place)];
        if (row.file == MatchRow::kNone) {
            continue;
        }
        const QString before = m_session.nameBefore(row.file);
        const QString now = shownText(m_result->file[row.file].key);
        return before.endsWith(now) ? before.left(before.size() - now.size()) : QString();
    }
    return {};
}

QVariant MatchTreeModel::fileData(const Node& node, int role) const
{
    const MatchRow* row = rowOf(node);
    const bool isThere = node.tally.inFile() != 0;
    switch (role) {
    case Qt::DisplayRole:
        if (!node.group) {
            return m_result->path.empty() ? tr("the file") : shownText(displaySegment(m_result->path.back()));
        }
        return isThere ? shownText(node.group->text()) : QString(QChar(u'—'));
    case MutedLengthRole:
        return node.group && isThere ? static_cast<int>(node.group->mutedLength()) : 0;
    case IsMutedRole:
        return !isThere;
    case IconRole:
        return isThere ? QVariant() : QVariant(-1);
    case OldNameRole: {
        if (row != nullptr && row->file != MatchRow::kNone) {
            const QString before = m_session.nameBefore(row->file);
            const bool isStart = before.endsWith(shownText(m_result->file[row->file].key));
            return before.isEmpty() || (isStart && node.group->begin() != 0) ? QVariant() : QVariant(before);
        }
        const QString start = oldStartOf(node);
        return start.isEmpty() ? QVariant() : QVariant(start + shownText(node.group->text()));
    }
    default:
        return {};
    }
}

QVariant MatchTreeModel::shapeData(const Node& node, int role) const
{
    const MatchRow* row = rowOf(node);
    if (row == nullptr) {
        return role == Qt::DisplayRole && node.tally.inFile() != 0
            ? QVariant(tr("%n tensors", "", static_cast<int>(node.tally.inFile())))
            : role == IsMutedRole ? QVariant(true)
                                  : QVariant();
    }
    if (row->file == MatchRow::kNone) {
        return {};
    }
    const KeyEntry& entry = m_result->file[row->file];
    switch (role) {
    case Qt::DisplayRole:
        return entry.isTensor ? shapeOf(entry) : tr("no tensor");
    case DifferentRole:
        return row->model == MatchRow::kNone ? QVariant()
                                             : differentSizes(entry.shape, m_result->reference->keys[row->model].shape);
    default:
        return {};
    }
}

QVariant MatchTreeModel::modelData(const Node& node, int role) const
{
    const MatchRow* row = rowOf(node);
    const bool isThere = node.tally.inModel() != 0;
    const KeyEntry* entry =
        row != nullptr && row->model != MatchRow::kNone ? &m_result->reference->keys[row->model] : nullptr;
    switch (role) {
    case Qt::DisplayRole:
        if (!node.group) {
            return shownText(m_result->reference->modelName());
        }
        return isThere ? shownText(node.group->text()) : QString(QChar(u'—'));
    case MutedLengthRole:
        return node.group && isThere ? static_cast<int>(node.group->mutedLength()) : 0;
    case IsMutedRole:
        return !isThere;
    case ModelShapeRole:
        if (row == nullptr) {
            return isThere ? tr("%n tensors", "", static_cast<int>(node.tally.inModel())) : QString();
        }
        return entry == nullptr ? QString() : shapeOf(*entry);
    case ModelDifferentRole:
        return entry == nullptr || row->file == MatchRow::kNone
            ? QVariant()
            : differentSizes(entry->shape, m_result->file[row->file].shape);
    default:
        return {};
    }
}

QVariant MatchTreeModel::answerData(const Node& node, int role) const
{
    const MatchRow* row = rowOf(node);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    if (row != nullptr) {
        const QString torch = matchTorchWord(row->state);
        return torch.isEmpty() ? matchStateWord(row->state) : QString(matchStateWord(row->state) % u"  " % torch);
    }
    QStringList words;
    for (const MatchState state :
        {MatchState::Same, MatchState::ShapeDiffers, MatchState::OnlyInFile, MatchState::OnlyInModel}) {
        if (node.tally.of(state) != 0) {
            words.append(QString(shownCount(node.tally.of(state)) % u' ' % matchStateWord(state)));
        }
    }
    return words.join(QStringLiteral(", "));
}

QVariant MatchTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case InFile:
        return tr("In file, as planned");
    case Shape:
        return tr("Shape");
    case InModel:
        return tr("Model expects");
    case Answer:
        return tr("Result");
    default:
        return {};
    }
}

} // namespace pthf
