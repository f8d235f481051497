// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace pthf {

/// Keeps many short texts that live as long as it does, without an allocation and a length for each: the names of a
/// zip's records. What it gives stays where it is, even when the pool is moved.
class TextPool {
public:
    TextPool() = default;
    TextPool(const TextPool&) = delete;
    TextPool& operator=(const TextPool&) = delete;
    TextPool(TextPool&&) noexcept = default;
    TextPool& operator=(TextPool&&) noexcept = default;
    ~TextPool() = default;

    /// The same characters, kept.
    std::string_view keep(std::string_view text);

private:
    std::vector<std::unique_ptr<char[]>> m_blocks; ///< the one at work last; NOLINT(modernize-avoid-c-arrays)
    std::size_t m_used = 0; ///< of the last block
    std::size_t m_room = 0;
};

} // namespace pthf
