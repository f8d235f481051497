// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include <QAbstractItemModel>

#include "ui/match/match_session.h"
#include "ui/models/key_groups.h"

namespace pthf {

/// What is counted below a row of the Match tree.
struct MatchTally {
    std::uint64_t same = 0;
    std::uint64_t shapeDiffers = 0;
    std::uint64_t onlyInFile = 0;
    std::uint64_t onlyInModel = 0;

    std::uint64_t of(MatchState state) const noexcept;
    void add(MatchState state) noexcept;
    std::uint64_t inFile() const noexcept { return same + shapeDiffers + onlyInFile; }
    std::uint64_t inModel() const noexcept { return same + shapeDiffers + onlyInModel; }
    bool hasProblems() const noexcept { return shapeDiffers + onlyInFile + onlyInModel != 0; }
};

/// Which rows the Match tree shows.
struct MatchFilter {
    std::optional<MatchState> state;
    QString text; ///< part of a key, whatever its case
    bool areProblemsFirst = true;

    bool operator==(const MatchFilter&) const = default;
};

/// The names of a file and those of a model side by side, grouped by their dots, what only one side has in its place.
/// Levels are made when they are opened. A row that only the file has can be dragged onto one that only the model has.
class MatchTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { InFile, Shape, Mark, InModel, Answer, ColumnCount };
    enum Role : int {
        TallyRole = Qt::UserRole + 400, ///< MatchTally
        StateRole, ///< int(MatchState) of a leaf; absent on groups
        PairRole, ///< quint32: number of the row in the match; absent on groups
        OldNameRole, ///< QString: what the name was before the plan; absent where it stayed
        ModelShapeRole, ///< QString
        DifferentRole, ///< QList<TextRange>: in the shape, the sizes that differ from the other side's
        ModelDifferentRole
    };

    explicit MatchTreeModel(const MatchSession& session, QObject* parent = nullptr);

    /// Takes the session's result.
    void refresh();
    void setFilter(const MatchFilter& filter);
    const MatchFilter& filter() const noexcept { return m_filter; }
    /// The first row that is not the same on both sides, opening what is above it.
    QModelIndex firstProblem() const;
    /// The row of a name; invalid where there is none.
    QModelIndex indexOf(const QString& key) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::LinkAction; }
    bool canDropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) const override;
    bool dropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

Q_SIGNALS:
    /// A row was dropped on another: the file's name is to become the model's.
    void linkRequested(const QString& inFile, const QString& inModel);

private:
    struct Node {
        Node* parent = nullptr;
        int row = 0;
        std::optional<KeyGroup> group; ///< none for the row of all
        bool hasRows = false;
        MatchTally tally;
        std::vector<Node*> children;
    };

    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node& node, int column) const;
    void rebuild();
    void makeChildren(Node& node) const;
    bool isShown(const MatchRow& row) const;
    const std::string& keyOf(const MatchRow& row) const;
    const MatchRow* rowOf(const Node& node) const; ///< null for groups
    QModelIndex firstProblemBelow(const QModelIndex& index) const;

    QVariant fileData(const Node& node, int role) const;
    QVariant shapeData(const Node& node, int role) const;
    QVariant modelData(const Node& node, int role) const;
    QVariant answerData(const Node& node, int role) const;
    QVariant rowData(const Node& node, int role) const;
    QString oldStartOf(const Node& node) const;

    const MatchSession& m_session;
    MatchResultPtr m_result;
    MatchFilter m_filter;
    mutable std::deque<Node> m_nodes; ///< [0] is the invisible root
};

/// "same", "shape differs", "in file only", "model only".
QString matchStateWord(MatchState state);
/// "torch: size mismatch"; empty for what is the same.
QString matchTorchWord(MatchState state);

} // namespace pthf

Q_DECLARE_METATYPE(pthf::MatchTally)
