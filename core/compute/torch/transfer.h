// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/compute/compute_engine.h"

namespace pthf::torch_module {

Result<TransferReport> transfer(
    const std::vector<TransferItem>& items, const TransferOptions& options, const Task& task);

} // namespace pthf::torch_module
