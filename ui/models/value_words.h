// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "core/checkpoint/value_view.h"
#include "ui/base/icons.h"
#include "ui/models/key_groups.h"
#include "ui/session/tree_summary.h"

namespace pthf {

// Words and marks that the tree and the tables share.

/// "Model", "EMA", "Adam"; empty for roles whose name says it (epoch, args).
QString roleTag(const RoleNode& role);
Icon iconOfView(ViewKind kind);
/// "float32", "float32 sparse_coo", "qint8".
QString tensorTypeText(const TensorValue& tensor);
/// "320 tensors", "9 values", "empty".
QString countsText(const PlaceSummary& sums);
/// "1 tensor", "320 tensors".
QString tensorsText(std::uint64_t count);

/// What a row of a state dict shows once its keys have these names (empty: stays); empty where the row stays as it is,
/// because the plan changes nothing here or only what rows above it show.
QString renamedRow(const KeyGroup& group, const std::vector<QString>& newKeys);

} // namespace pthf
