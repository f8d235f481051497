// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QByteArray>
#include <QWidget>

#include "core/checkpoint/tree_index.h"
#include "core/plan/operation.h"

namespace pthf {

class TreeView;
class ValueTreeModel;

/// The tree of a checkpoint, with a menu of what can be done to a row.
class TreePanel final : public QWidget {
    Q_OBJECT

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
    /// The user asks for a change of the plan.
    void operationRequested(const pthf::Operation& operation, const QString& undoText);

private:
    void showMenu(const QPoint& position);
    void openFirstLevels();

    ValueTreeModel& m_model;
    TreeView* m_view = nullptr;
};

} // namespace pthf
