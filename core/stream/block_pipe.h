// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "core/base/result.h"

namespace pthf {

/// Fills the beginning of a block and says how much of it; 0 is the end.
using BlockFill = std::function<Result<std::size_t>(std::span<std::byte> block)>;
/// Takes what was filled. An error stops both sides.
using BlockTake = std::function<Status(std::span<const std::byte> block)>;

/// Hands blocks from one side to the other in order: the next is filled on a second thread while the caller's thread
/// takes the one before. Nothing of either side runs any more when it returns, with the first error of one of them.
/// With few bytes to come (expectedBytes) both run on the caller's thread.
Status pipeBlocks(const BlockFill& fill, const BlockTake& take, std::size_t blockBytes, std::uint64_t expectedBytes);

} // namespace pthf
