// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/value/value.h"

namespace pthf {

/// What PUT remembers for GET. Writers number from 0 on, which is a flat array; an index far beyond the number of puts
/// goes to a map, so that memory is bounded by what the pickle does and not by what it says.
class PickleMemo {
public:
    /// Entries with far-off indices: no writer makes any.
    static constexpr std::size_t kMaxScattered = 1'000'000;

    /// False when there are too many scattered entries.
    bool put(std::uint64_t number, ValueId id)
    {
        ++m_puts;
        if (number < m_dense.size()) [[likely]] {
            if (m_dense[number] == kNoValue && !isScattered(number)) {
                ++m_count;
            }
            m_dense[number] = id;
            return true;
        }
        return number <= 4 * m_puts + 1'024 ? putDense(number, id) : putScattered(number, id);
    }

    /// kNoValue where nothing was put.
    ValueId at(std::uint64_t number) const noexcept
    {
        if (number < m_dense.size() && m_dense[number] != kNoValue) [[likely]] {
            return m_dense[number];
        }
        const auto found = m_scattered.find(number);
        return found == m_scattered.end() ? kNoValue : found->second;
    }

    /// Distinct indices in use: where MEMOIZE puts next.
    std::uint64_t count() const noexcept { return m_count; }

private:
    bool isScattered(std::uint64_t number) const { return !m_scattered.empty() && m_scattered.contains(number); }
    bool putDense(std::uint64_t number, ValueId id)
    {
        if (!isScattered(number)) {
            ++m_count;
        }
        m_dense.resize(number + 1 + m_dense.size(), kNoValue);
        m_dense[number] = id;
        return true;
    }
    bool putScattered(std::uint64_t number, ValueId id)
    {
        if (m_scattered.insert_or_assign(number, id).second) {
            ++m_count;
        }
        return m_scattered.size() <= kMaxScattered;
    }

    std::vector<ValueId> m_dense;
    std::map<std::uint64_t, ValueId> m_scattered;
    std::uint64_t m_puts = 0;
    std::uint64_t m_count = 0;
};

} // namespace pthf
