// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QAbstractItemModel>
#include <QStringList>

namespace pthf {

/// What an outline shows: groups with rows below them, told on demand. A row of -1 is the group itself.
struct Outline {
    QStringList titles;
    int numbers = -1; ///< the column whose texts stand at the right
    int groups = 0;
    std::function<int(int group)> rows;
    std::function<QVariant(int group, int row, int column, int role)> data;
};

/// Groups with rows below them as a Qt model; holds nothing but the outline.
class OutlineModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    explicit OutlineModel(QObject* parent = nullptr);

    void setOutline(Outline outline);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Outline m_outline;
};

} // namespace pthf
