// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QString>

#include "core/plan/operation.h"
#include "ui/base/icons.h"
#include "ui/session/opened_document.h"

class QModelIndex;

namespace pthf {

/// A row of the tree or of the tensor table that operations are asked for.
struct ChosenRow {
    enum class Kind : std::uint8_t { Tensor, Container, StateDict, WholeModel, Group, Value };
    Kind kind = Kind::Value;
    QString name; ///< as the row shows it
    QString path; ///< of the row; of a group, that of its state dict
    QString glob; ///< matches its tensors and those below it
    QString key; ///< of tensors in a state dict: the whole key there; of a group: its common start; else empty
    QString stateDict; ///< path of the state dict that `key` is of
    QString value; ///< of plain values: as JSON
    Dims shape; ///< of tensors
    DType dtype = DType::Float32; ///< likewise
};

/// Something that can be done to chosen rows.
struct RowOffer {
    QString id; ///< for object names
    QString title; ///< "Drop 3 rows"
    Icon icon = Icon::Plan;
    std::vector<Operation> operations;
    bool isQuestion = false; ///< the one operation is to be filled in first
};

/// The row at an index of any model that answers PlaceRole, GlobRole and PathRole.
ChosenRow chosenRow(const OpenedDocument& opened, const QModelIndex& index);

/// What suits these rows, in the order of a menu; empty for no rows.
std::vector<RowOffer> offersFor(const std::vector<ChosenRow>& rows);

} // namespace pthf
