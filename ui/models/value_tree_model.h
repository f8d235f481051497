// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include <QAbstractItemModel>

#include "ui/models/key_groups.h"
#include "ui/session/opened_document.h"
#include "ui/session/plan_outcome.h"

namespace pthf {

/// A checkpoint as a tree: its values in file order, the keys of state dicts grouped by their dots. What a plan changes
/// is told beside what is there: NewTextRole, NewDevicesRole, ChangeRole. Levels are made when they are opened; a value
/// that stands elsewhere too is a leaf that names that place.
class ValueTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Type, Shape, Bytes, Device, ColumnCount };

    explicit ValueTreeModel(QObject* parent = nullptr);

    void setDocument(const OpenedPtr& opened);
    /// The same rows with the changes of another plan; null for none.
    void setOutcome(const PlanOutcomePtr& outcome);
    /// Whether types stand before the shapes, because their own column has no room.
    void setTypeJoined(bool isJoined);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The place a row stands for; of a group, the first of its keys.
    PlaceId placeAt(const QModelIndex& index) const;
    bool isGroup(const QModelIndex& index) const;
    /// The row of a place, opening the levels above it; invalid if there is none.
    QModelIndex indexOf(PlaceId place) const;

private:
    struct Node {
        Node* parent = nullptr;
        int row = 0;
        PlaceId place{}; ///< of a value; of a group, its state dict
        std::optional<KeyGroup> group; ///< of rows inside a state dict: groups, and leaves with their part of the key
        bool hasRows = false; ///< children were made
        std::vector<Node*> children;
        mutable std::optional<QString> newName; ///< with the present plan; empty text where it stays
        mutable std::optional<PlaceSummary> sums; ///< of groups
    };

    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node& node, int column) const;
    void announceChanges();
    void makeChildren(Node& node) const;
    Node* addNode(Node& parent, PlaceId place, std::optional<KeyGroup> group) const;
    Node* findBelow(Node& node, PlaceId place) const;

    QVariant nameData(const Node& node, int role) const;
    QVariant typeData(const Node& node, int role) const;
    QVariant shapeData(const Node& node, int role) const;
    QVariant bytesData(const Node& node, int role) const;
    QVariant deviceData(const Node& node, int role) const;
    QVariant rowData(const Node& node, int role) const;

    bool isGroup(const Node& node) const { return node.group && node.group->isGroup(); }
    const Leaf* leafOf(const Node& node) const;
    const RoleNode* roleOf(const Node& node) const;
    PlaceSummary sumsOf(const Node& node) const;
    PlannedPlace plannedOf(const Node& node) const;
    QString nameOf(const Node& node) const;
    /// What the plan makes of the name, as this row would show it; empty where it stays.
    const QString& newNameOf(const Node& node) const;
    QString newKeyOf(PlaceId place) const;
    QString globOf(const Node& node) const;
    int iconOf(const Node& node) const;
    QString toolTipOf(const Node& node) const;

    OpenedPtr m_opened;
    PlanOutcomePtr m_outcome;
    bool m_isTypeJoined = false;
    mutable std::deque<Node> m_nodes; ///< addresses stay; [0] is the invisible root
};

} // namespace pthf
