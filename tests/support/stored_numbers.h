// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <vector>

#include "tests/support/checkpoint_builder.h"

namespace pthf::tests {

/// The zip of a builder with other numbers in one of its float32 storages. The builder's numbers stand nowhere else in
/// the file; its checksums no longer hold, which opening and reading do not ask.
inline std::vector<std::byte> zipWithNumbers(
    const CheckpointBuilder& builder, std::size_t storage, std::span<const float> numbers)
{
    std::vector<std::byte> zip = builder.zip();
    const std::vector<std::byte> old = builder.storageBytes(storage);
    const auto place = std::ranges::search(zip, old);
    std::memcpy(&*place.begin(), numbers.data(), std::min(old.size(), numbers.size_bytes()));
    return zip;
}

} // namespace pthf::tests
