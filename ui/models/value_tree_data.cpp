// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of ValueTreeModel show.
#include "core/checkpoint/value_view.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/models/value_tree_model.h"
#include "ui/models/value_words.h"

namespace pthf {

QVariant ValueTreeModel::data(const QModelIndex& index, int role) const
{
    if (!m_opened || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node& node = *nodeOf(index);
    if (role == Qt::ToolTipRole && index.column() == Name) {
        return toolTipOf(node);
    }
    if (const QVariant value = rowData(node, role); value.isValid()) {
        return value;
    }
    switch (index.column()) {
    case Name:
        return nameData(node, role);
    case Type:
        return typeData(node, role);
    case Shape:
        return shapeData(node, role);
    case Bytes:
        return bytesData(node, role);
    case Device:
        return deviceData(node, role);
    default:
        return {};
    }
}

QVariant ValueTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && section == Bytes) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Name");
    case Type:
        return tr("Type");
    case Shape:
        return tr("Shape or value");
    case Bytes:
        return tr("Size");
    case Device:
        return tr("Device");
    default:
        return {};
    }
}

QVariant ValueTreeModel::rowData(const Node& node, int role) const
{
    switch (role) {
    case ValueIdRole:
        return pthf::index(m_opened->tree.places[pthf::index(node.place)].step.value);
    case TensorIdRole: {
        const Leaf* leaf = leafOf(node);
        return leaf != nullptr && leaf->tensor != kNoTensor ? QVariant(pthf::index(leaf->tensor)) : QVariant();
    }
    case PathRole:
        return toQString(m_opened->tree.pathTextOf(m_opened->document->content, node.place));
    case PlaceRole:
        return pthf::index(node.place);
    case KeyStartRole:
        return isGroup(node) ? QVariant(toQString(node.group->member(0).key.substr(0, node.group->end()))) : QVariant();
    case GlobRole:
        return globOf(node);
    case ChangeRole: {
        const PlannedPlace planned = plannedOf(node);
        const RowChange change = planned.isDropped ? RowChange::Dropped
            : planned.isChanged                    ? RowChange::Changed
                                                   : RowChange::Same;
        return static_cast<int>(change);
    }
    default:
        return {};
    }
}

QString ValueTreeModel::globOf(const Node& node) const
{
    const QString path = toQString(m_opened->tree.pathTextOf(m_opened->document->content, node.place));
    const QString start = globText(path.isEmpty() ? path : QString(u'/' % path));
    if (isGroup(node)) {
        const std::string_view key = node.group->member(0).key;
        return start % u'/' % globText(toQString(std::string_view(key).substr(0, node.group->end()))) % u".*";
    }
    const Leaf* leaf = leafOf(node);
    return leaf != nullptr && leaf->tensor != kNoTensor ? start : QString(start % u"/*");
}

QVariant ValueTreeModel::nameData(const Node& node, int role) const
{
    const RoleNode* roleNode = roleOf(node);
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return nameOf(node);
    case CopyRole:
        return node.group && !isGroup(node) ? toQString(node.group->member(0).key) : nameOf(node);
    case NewTextRole: {
        const QString& renamed = newNameOf(node);
        return renamed.isEmpty() ? QVariant() : QVariant(renamed);
    }
    case IconRole:
        return iconOf(node);
    case IsStrongRole:
        return roleNode != nullptr;
    case IsFixedFontRole:
        return roleNode == nullptr;
    case TagRole:
        return roleNode != nullptr ? QVariant(roleTag(*roleNode)) : QVariant();
    case MutedLengthRole: {
        if (!node.group || node.group->mutedLength() == 0) {
            return {};
        }
        return static_cast<int>(shownText(node.group->text().substr(0, node.group->mutedLength())).size());
    }
    case DetailRole: {
        const bool isParentDropped =
            node.parent != nullptr && node.parent->parent != nullptr && plannedOf(*node.parent).isDropped;
        return plannedOf(node).isDropped && !isParentDropped ? QVariant(tr("dropped by the plan")) : QVariant();
    }
    default:
        return {};
    }
}

QString ValueTreeModel::toolTipOf(const Node& node) const
{
    const QString path = shownText(m_opened->tree.pathTextOf(m_opened->document->content, node.place));
    if (isGroup(node)) {
        return shownText(node.group->member(0).key.substr(0, node.group->end()));
    }
    const Leaf* leaf = leafOf(node);
    if (leaf != nullptr && leaf->isReference) {
        return tr("%1\nThe same value as %2")
            .arg(path, shownText(m_opened->tree.pathTextOf(m_opened->document->content, leaf->first)));
    }
    return path;
}

int ValueTreeModel::iconOf(const Node& node) const
{
    if (isGroup(node)) {
        return static_cast<int>(Icon::Dict);
    }
    if (const RoleNode* roleNode = roleOf(node)) {
        return static_cast<int>(pthf::iconOf(roleNode->role));
    }
    const Leaf* leaf = leafOf(node);
    if (leaf != nullptr && leaf->isReference) {
        return static_cast<int>(Icon::Repeat);
    }
    const ValueId value = m_opened->tree.places[pthf::index(node.place)].step.value;
    return static_cast<int>(iconOfView(viewOf(m_opened->document->content, value).kind));
}

QVariant ValueTreeModel::typeData(const Node& node, int role) const
{
    if (isGroup(node)) {
        return {};
    }
    const Leaf* leaf = leafOf(node);
    const bool isTensor = leaf != nullptr && leaf->tensor != kNoTensor;
    const ValueId value = m_opened->tree.places[pthf::index(node.place)].step.value;
    const Content& content = m_opened->document->content;
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
    case CopyRole:
    case Qt::ToolTipRole:
        return isTensor ? tensorTypeText(content.tensor(leaf->tensor)) : shownText(viewOf(content, value).typeName);
    case NewTextRole: {
        if (!isTensor || !m_outcome || !m_outcome->planned || plannedOf(node).isDropped) {
            return {};
        }
        const Content& planned = m_outcome->planned->content;
        const TensorId after = planned.tensorAt(value);
        if (after == kNoTensor || planned.tensor(after).dtype == content.tensor(leaf->tensor).dtype) {
            return {};
        }
        return tensorTypeText(planned.tensor(after));
    }
    case IsFixedFontRole:
        return isTensor;
    case IsMutedRole:
        return true;
    default:
        return {};
    }
}

QVariant ValueTreeModel::shapeData(const Node& node, int role) const
{
    const Leaf* leaf = leafOf(node);
    const Content& content = m_opened->document->content;
    const ValueId value = m_opened->tree.places[pthf::index(node.place)].step.value;
    const bool isPlain = leaf != nullptr && leaf->tensor == kNoTensor && !leaf->isReference;
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
    case CopyRole:
    case Qt::ToolTipRole:
        if (leaf == nullptr) {
            return countsText(sumsOf(node));
        }
        if (leaf->isReference) {
            return tr("↑ same as %1").arg(shownText(m_opened->tree.pathTextOf(content, leaf->first)));
        }
        if (isPlain) {
            return shownText(leafText(content, value));
        }
        return m_isTypeJoined ? QString(tensorTypeText(content.tensor(leaf->tensor)) % u' '
                   % shownShape(content.tensor(leaf->tensor).layout.shape))
                              : shownShape(content.tensor(leaf->tensor).layout.shape);
    case NewTextRole: {
        if (!isPlain || !m_outcome || !m_outcome->planned || plannedOf(node).isDropped) {
            return {};
        }
        const QString after = shownText(leafText(m_outcome->planned->content, value));
        return after == shownText(leafText(content, value)) ? QVariant() : QVariant(after);
    }
    case IsFixedFontRole:
        return leaf != nullptr && !leaf->isReference;
    case IsMutedRole:
        return leaf == nullptr || leaf->isReference;
    default:
        return {};
    }
}

QVariant ValueTreeModel::bytesData(const Node& node, int role) const
{
    const PlaceSummary& sums = sumsOf(node);
    if (sums.tensors == 0) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return shownSize(sums.bytes);
    case SortRole:
        return QVariant::fromValue<qulonglong>(sums.bytes);
    case CopyRole:
        return QString::number(sums.bytes);
    case ShareRole:
    case Qt::ToolTipRole: {
        const PlaceSummary whole = node.parent->parent == nullptr ? m_opened->sumsAt(PlaceId{0}) : sumsOf(*node.parent);
        const double share =
            whole.bytes == 0 ? 0.0 : static_cast<double>(sums.bytes) / static_cast<double>(whole.bytes);
        if (role == ShareRole) {
            return share;
        }
        return node.parent->parent == nullptr
            ? tr("%1 bytes, %2 of the file's tensors").arg(shownCount(sums.bytes), percentText(share))
            : tr("%1 bytes, %2 of %3").arg(shownCount(sums.bytes), percentText(share), nameOf(*node.parent));
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant ValueTreeModel::deviceData(const Node& node, int role) const
{
    const PlaceSummary& sums = sumsOf(node);
    if (sums.tensors == 0) {
        return {};
    }
    const QStringList devices = m_opened->summary.devices().names(sums.devices);
    switch (role) {
    case DevicesRole:
        return devices;
    case NewDevicesRole: {
        const PlannedPlace planned = plannedOf(node);
        if (!m_outcome || !m_outcome->planned || planned.isDropped) {
            return {};
        }
        const QStringList after = m_outcome->places.devices.names(planned.devices);
        return after == devices ? QVariant() : QVariant(after);
    }
    case IsDeviceInheritedRole:
        return node.parent->parent != nullptr && sumsOf(*node.parent).devices == sums.devices && devices.size() == 1;
    case Qt::DisplayRole:
    case SortRole:
    case CopyRole:
    case Qt::ToolTipRole:
        return devices.join(u", ");
    default:
        return {};
    }
}

} // namespace pthf
