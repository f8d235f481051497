// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/types/dtype.h"

namespace pthf::torch_module {

/// Counts different values up to a limit: by a table of all values for types of one or two bytes, by a hash table for
/// the others. 0 and -0 are one, every NaN is one.
class DistinctSet {
public:
    DistinctSet(DType dtype, std::uint64_t limit);

    /// At most kRunNumbers elements. `numbers` are what numbersOf() or, always for the same type, floatsOf() makes of
    /// them.
    template<typename Number>
    void add(const std::byte* elements, const Number* numbers, std::size_t count);
    void merge(const DistinctSet& other);
    /// None from limit + 1 on.
    std::optional<std::uint64_t> count() const;
    bool isFull() const noexcept { return m_isFull; }

private:
    std::size_t placeOf(std::uint64_t key) const noexcept;
    void insert(std::uint64_t key);
    void insertAll(std::span<const std::uint64_t> keys);
    void grow();

    DType m_dtype;
    std::uint64_t m_limit;
    bool m_isFull = false;
    bool m_hasZeroKey = false; ///< the hash table marks empty places by 0
    std::uint64_t m_used = 0;
    std::vector<std::uint64_t> m_table;
    std::vector<std::uint8_t> m_seen; ///< of small types: by the element's bits
};

} // namespace pthf::torch_module
