// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/base/result.h"
#include "core/plan/operation.h"

namespace pthf {

/// What a person puts into a field.
enum class FieldKind : std::uint8_t {
    Text, ///< one line
    Json, ///< one line: a value
    Path, ///< one line: a path from the root
    Device,
    NumberType, ///< floating ones
    ElementType, ///< integers too
    Filling, ///< "normal(0,0.02,seed=1)"
    File,
    Flag, ///< "true" or "false"
    Globs, ///< one a line
    Paths, ///< one a line
    Pairs, ///< "old => new", one a line
    Roles, ///< names of roles
    StateDicts, ///< paths of state dicts; none means all
    Recipe ///< the whole operation as a recipe has it
};

/// One member of an operation with the words it is asked for by.
struct OperationField {
    QString label;
    FieldKind kind = FieldKind::Text;
    QString hint; ///< an example, shown while the field is empty
    QStringList values; ///< as a person types them
};

/// The members of an operation, in the order they are asked for.
std::vector<OperationField> fieldsOf(const Operation& operation);

/// The operation with these values in its members; `fields` are as fieldsOf gave them, with other values.
/// InvalidArgument names the field that cannot be read.
Result<Operation> withFields(const Operation& operation, const std::vector<OperationField>& fields);

/// "module.(.*) => \1" taken apart; nothing without an arrow.
bool splitPair(const QString& line, QString& from, QString& to);

} // namespace pthf
