// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "core/base/task.h"
#include "core/io/memory_source.h"

namespace pthf::tests {

/// The fuzzer's bytes as a file.
inline std::shared_ptr<const ByteSource> fileOf(const std::uint8_t* data, std::size_t size)
{
    const auto bytes = std::as_bytes(std::span(data, size));
    return std::make_shared<MemorySource>(std::vector<std::byte>(bytes.begin(), bytes.end()));
}

inline Task fuzzTask()
{
    static SilentProgress progress;
    return {std::stop_token{}, progress};
}

/// Crashes where a promise is broken, so that the fuzzer keeps the input.
inline void require(bool promise) // NOLINT: the promise itself, not a flag
{
    if (!promise) {
        std::abort();
    }
}

} // namespace pthf::tests
