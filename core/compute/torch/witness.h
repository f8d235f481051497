// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "core/compute/compute_engine.h"

namespace pthf::torch_module {

// LibTorch's own readers, as witnesses of what was written.

Result<std::vector<WitnessedRecord>> witnessRecords(const std::filesystem::path& file);
Result<std::vector<WitnessedTensor>> witnessTensors(const std::filesystem::path& file, const Task& task);

} // namespace pthf::torch_module
