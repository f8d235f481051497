// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/value/value.h"

namespace pthf {

/// What PUT remembers for GET. Writers number from 0 on, which is a flat array; an index far beyond the number of
/// entries goes to a map, so that memory is bounded by what the pickle does and not by what it says.
class PickleMemo {
public:
    /// Entries with far-off indices: no writer makes any.
    static constexpr std::size_t kMaxScattered = 1'000'000;
    /// Stands for a part of a phrase that was not spelled out: above all values, below kNoValue.
    static constexpr ValueId kWithinPhrase{index(kNoValue) - 1};

    /// Whether putting as far as that number needs no map.
    bool isNear(std::uint64_t number) const noexcept
    {
        return number < m_dense.size() || number <= 4 * m_count + 1'024;
    }

    void reserve(std::size_t entries) { m_dense.reserve(entries); }

    /// False when there are too many scattered entries.
    [[gnu::always_inline]] bool put(std::uint64_t number, ValueId id)
    {
        if (number >= m_dense.size()) [[unlikely]] {
            return number <= 4 * m_count + 1'024 ? putDense(number, id) : putScattered(number, id);
        }
        ValueId& slot = m_dense[number];
        if (slot == kNoValue) [[likely]] {
            m_count += m_hasScattered && m_scattered.contains(number) ? 0U : 1U;
        }
        slot = id;
        return true;
    }

    /// kNoValue where nothing was put.
    [[gnu::always_inline]] ValueId at(std::uint64_t number) const noexcept
    {
        if (number < m_dense.size() && m_dense[number] != kNoValue) [[likely]] {
            return m_dense[number];
        }
        return m_hasScattered ? scatteredAt(number) : kNoValue;
    }

    /// Distinct indices in use: where MEMOIZE puts next.
    std::uint64_t count() const noexcept { return m_count; }

private:
    [[gnu::noinline]] ValueId scatteredAt(std::uint64_t number) const noexcept
    {
        const auto found = m_scattered.find(number);
        return found == m_scattered.end() ? kNoValue : found->second;
    }
    [[gnu::noinline]] bool putDense(std::uint64_t number, ValueId id)
    {
        constexpr std::size_t kAhead = 4'096; // rather than one by one; the vector's own room doubles
        m_dense.resize(number + kAhead, kNoValue);
        return put(number, id);
    }
    [[gnu::noinline]] bool putScattered(std::uint64_t number, ValueId id)
    {
        m_hasScattered = true;
        if (m_scattered.insert_or_assign(number, id).second) {
            ++m_count;
        }
        return m_scattered.size() <= kMaxScattered;
    }

    std::vector<ValueId> m_dense;
    std::map<std::uint64_t, ValueId> m_scattered;
    bool m_hasScattered = false;
    std::uint64_t m_count = 0;
};

} // namespace pthf
