// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QWidget>

#include "ui/operations/operation_fields.h"
#include "ui/session/opened_document.h"

namespace pthf {

/// One member of an operation, to be filled in: a line, lines, a choice, or boxes to tick, as its kind asks for.
class FieldEditor final : public QWidget {
    Q_OBJECT

public:
    /// `opened` gives what there is to choose from; null: nothing but what is typed.
    FieldEditor(const OperationField& field, const OpenedPtr& opened, QWidget* parent = nullptr);

    QStringList values() const { return m_values(); }

Q_SIGNALS:
    void changed();

private:
    void makeLine(const OperationField& field);
    void makeLines(const OperationField& field);
    void makeDevices(const OperationField& field, const OpenedPtr& opened);
    void makeNumberTypes(const OperationField& field);
    void makeFilling(const OperationField& field);
    void makeFile(const OperationField& field);
    void makeFlag(const OperationField& field);
    void makeRoles(const OperationField& field, const OpenedPtr& opened);
    void makeStateDicts(const OperationField& field, const OpenedPtr& opened);
    void add(QWidget* editor, const QString& name);

    std::function<QStringList()> m_values;
};

} // namespace pthf
