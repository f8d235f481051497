// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include "core/plan/operation.h"
#include "ui/base/icons.h"

namespace pthf {

class DocumentSession;

/// The operations of the plan, top to bottom: what each does (display), what came of it (DetailRole), whether it is on
/// (check state). Switching, removing and dragging are asked of the session, which keeps them for undo.
class PlanModel final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit PlanModel(DocumentSession& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    bool removeRows(int row, int count, const QModelIndex& parent = {}) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

    /// Moves an operation by keyboard or drag: it stands at `to` afterwards.
    void move(int from, int to);

private:
    QString effectAt(int row) const;

    DocumentSession& m_session;
    int m_rows = 0;
};

/// What an operation is about, as an icon.
Icon iconOf(const Operation& operation);

} // namespace pthf
