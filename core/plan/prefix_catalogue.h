// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan/operation.h"

namespace pthf {

/// First segments that wrappers use and real models have too ("model", "net", "backbone"): offered only when every key
/// has them, and never removed unasked.
bool isCommonFirstSegment(std::string_view segment) noexcept;

/// One step of unwrapping a state dict.
struct UnwrapStep {
    std::string segment; ///< without its dot
    std::string_view addedBy; ///< "DataParallel", "torch.compile"
    std::uint64_t keys = 0; ///< that have it at this step
    bool isAnywhere = false; ///< RemoveSegment, else RemovePrefix
    bool isCertain = true;

    Operation operation(StateDictPaths in) const;
};

/// The steps that unwrap keys, repeated until no known wrapper is left ("_orig_mod.module." are two). `module` counts
/// as a wrapper when more than half of the keys begin with it. A last, uncertain step names a common first segment that
/// all keys share.
std::vector<UnwrapStep> unwrapSteps(std::span<const std::string_view> keys);
std::vector<UnwrapStep> unwrapSteps(std::span<const std::string> keys);

/// Keys after a step, those without the wrapper unchanged.
std::vector<std::string> unwrapped(std::span<const std::string> keys, const UnwrapStep& step);

} // namespace pthf
