// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>

#include "core/diff/diff_documents.h"
#include "ui/session/opened_document.h"

namespace pthf {

/// Two checkpoints side by side: the open one and another. A snapshot, made by a job.
struct Comparison {
    OpenedPtr a;
    DocumentPtr b;
    TreeIndex treeB;
    DocumentDiff diff;
    bool hasValues = false;

    DiffSide sideA() const { return {*a->document, a->tree}; }
    DiffSide sideB() const { return {*b, treeB}; }
};

using ComparisonPtr = std::shared_ptr<const Comparison>;

/// The leaves of both, a row each: what changed, and by how much once the values have been compared.
class DiffModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Path, Change, Here, There, Largest, Mean, Relative, Cosine, ColumnCount };
    enum Role : int { KindRole = Qt::UserRole + 500 };

    using QAbstractTableModel::QAbstractTableModel;

    void setComparison(const ComparisonPtr& comparison);
    /// Only rows that are not the same on both sides.
    void setOnlyChanges(bool isOnly);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void collect();
    QString textOf(const DiffRow& row, int column) const;
    QString sideText(const Content& content, TensorId tensor, const std::string& value) const;
    static QVariant sortValue(const DiffRow& row, int column);

    ComparisonPtr m_comparison;
    std::vector<std::uint32_t> m_rows;
    bool m_isOnlyChanges = true;
};

} // namespace pthf
