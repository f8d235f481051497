// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/types/record_info.h"

namespace pthf {

/// Records by name. Building takes a few hundred nanoseconds a record, and no choice of names makes it, or looking up,
/// slower than a sort and a binary search.
class RecordIndex {
public:
    RecordIndex() = default;
    explicit RecordIndex(const std::vector<RecordInfo>& records);

    /// The record with exactly that name; the last one where several have it, as torch's reader takes it. The records
    /// are those the index was made from.
    std::optional<std::uint32_t> find(const std::vector<RecordInfo>& records, std::string_view name) const noexcept;

    /// Pairs of records whose names are equal, or differ in the case of ASCII letters only: torch looks records up
    /// without regard to case (FORMATS 1.1). Each record but the first of its name stands once, as second with that
    /// first one, in directory order.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> duplicates(const std::vector<RecordInfo>& records) const;

private:
    struct Entry {
        std::uint32_t hash = 0; ///< of the folded name, its lower half: the upper bits name the bucket
        std::uint32_t record = 0;
    };
    class Order;

    std::size_t bucketOf(std::uint64_t hash) const noexcept { return static_cast<std::size_t>(hash >> m_shift); }

    std::vector<Entry> m_entries; ///< by bucket, and sorted within
    std::vector<std::uint32_t> m_starts; ///< of each bucket in m_entries, and their end
    unsigned m_shift = 0; ///< the hash's upper bits name the bucket
};

} // namespace pthf
