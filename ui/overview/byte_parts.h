// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/base/task.h"
#include "ui/plots/treemap.h"
#include "ui/session/opened_document.h"

namespace pthf {

/// How the bytes of a checkpoint are parted.
enum class ByteParts : std::uint8_t {
    RoleAndLayer, ///< model, EMA, each slot of the optimizer; in them the keys by their dots
    Type,
    Device
};

/// The parts for a treemap; each leads to the first place that it stands for. Cancelled, or the parts.
Result<std::vector<TreemapNode>> bytePartsOf(const OpenedDocument& opened, ByteParts parts, const Task& task);

} // namespace pthf
