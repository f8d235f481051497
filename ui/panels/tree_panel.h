// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QByteArray>
#include <QWidget>

#include "core/checkpoint/tree_index.h"

class QMenu;

namespace pthf {

class ColumnFit;
class TreeView;
class ValueTreeModel;

/// The tree of a checkpoint, with a menu of what can be done to a row.
class TreePanel final : public QWidget {
    Q_OBJECT
    Q_MOC_INCLUDE(<QMenu>)

public:
    explicit TreePanel(ValueTreeModel& model, QWidget* parent = nullptr);

    TreeView* view() const noexcept { return m_view; }
    std::optional<PlaceId> currentPlace() const;
    /// Opens the levels above a place, selects it and brings it into sight.
    void reveal(PlaceId place);
    /// Whether there is room for a column of types; without it they stand before the shapes.
    void setTypeColumnShown(bool isShown);
    /// The device column grows while a plan moves tensors.
    void setMoving(bool isMoving);

    QByteArray columnState() const;
    void restoreColumnState(const QByteArray& state);

Q_SIGNALS:
    void currentChanged();
    /// The menu of the selected rows is about to be shown: what can be done to them is added by whoever knows.
    void rowMenuRequested(QMenu* menu);

private:
    void showMenu(const QPoint& position);
    QModelIndex firstModel() const;
    void openFirstLevels();

    ValueTreeModel& m_model;
    TreeView* m_view = nullptr;
    ColumnFit* m_fit = nullptr;
};

} // namespace pthf
