// SPDX-License-Identifier: Apache-2.0
#include "core/container/record_index.h"

#include <algorithm>
#include <bit>
#include <compare>
#include <cstring>

namespace pthf {

namespace {

/// Bit 5 tells the cases of ASCII letters apart. Setting it everywhere also makes "@" and "`" alike, which costs a
/// comparison and nothing else.
constexpr std::uint64_t kFoldCase = 0x2020'2020'2020'2020;
constexpr std::uint64_t kOddMultiplier = 0x9E37'79B9'7F4A'7C15;

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) noexcept
{
    hash = (hash ^ word) * kOddMultiplier;
    return hash ^ (hash >> 29U);
}

std::uint64_t foldedHash(std::string_view name) noexcept
{
    std::uint64_t hash = name.size();
    while (name.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, name.data(), sizeof(word));
        hash = mix(hash, word | kFoldCase);
        name.remove_prefix(sizeof(word));
    }
    std::uint64_t rest = 0;
    if (!name.empty()) { // an empty name may have no address
        std::memcpy(&rest, name.data(), name.size());
    }
    return mix(mix(hash, rest | kFoldCase), 0);
}

unsigned char folded(char letter) noexcept
{
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte + ('a' - 'A')) : byte;
}

std::strong_ordering compareFolded(std::string_view a, std::string_view b) noexcept
{
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (a[i] != b[i] && folded(a[i]) != folded(b[i])) {
            return folded(a[i]) <=> folded(b[i]);
        }
    }
    return a.size() <=> b.size();
}

} // namespace

/// By hash, folded name, exact name, number: every run that a lookup or a search for duplicates needs is contiguous.
class RecordIndex::Order {
public:
    explicit Order(const std::vector<RecordInfo>& records) noexcept
        : m_records(records)
    {
    }

    bool operator()(const Entry& a, const Entry& b) const noexcept
    {
        if (a.hash != b.hash) {
            return a.hash < b.hash;
        }
        const auto order = compare(name(a), name(b));
        return std::is_neq(order) ? std::is_lt(order) : a.record < b.record;
    }

    /// Whether the entry comes no later than any entry of that name does.
    bool isUpTo(const Entry& entry, std::uint32_t hash, std::string_view wanted) const noexcept
    {
        return entry.hash != hash ? entry.hash < hash : std::is_lteq(compare(name(entry), wanted));
    }

    std::string_view name(const Entry& entry) const noexcept { return m_records[entry.record].name; }

private:
    static std::strong_ordering compare(std::string_view a, std::string_view b) noexcept
    {
        const auto order = compareFolded(a, b);
        return std::is_neq(order) ? order : a.compare(b) <=> 0;
    }

    const std::vector<RecordInfo>& m_records;
};

RecordIndex::RecordIndex(const std::vector<RecordInfo>& records)
{
    const auto bits = static_cast<unsigned>(std::bit_width(records.size() | 1U));
    m_shift = 64 - bits;
    m_starts.resize((std::size_t{1} << bits) + 1);
    std::vector<std::uint64_t> hashes;
    hashes.reserve(records.size());
    for (const RecordInfo& record : records) {
        hashes.push_back(foldedHash(record.name));
        ++m_starts[bucketOf(hashes.back()) + 1];
    }
    for (std::size_t bucket = 1; bucket < m_starts.size(); ++bucket) {
        m_starts[bucket] += m_starts[bucket - 1];
    }
    m_entries.resize(records.size());
    std::vector<std::uint32_t> next(m_starts.begin(), m_starts.end() - 1);
    for (std::uint32_t record = 0; record < hashes.size(); ++record) {
        m_entries[next[bucketOf(hashes[record])]++] = {static_cast<std::uint32_t>(hashes[record]), record};
    }
    for (std::size_t bucket = 0; bucket + 1 < m_starts.size(); ++bucket) {
        if (m_starts[bucket + 1] - m_starts[bucket] > 1) {
            std::sort(m_entries.begin() + m_starts[bucket], m_entries.begin() + m_starts[bucket + 1], Order(records));
        }
    }
}

std::optional<std::uint32_t> RecordIndex::find(
    const std::vector<RecordInfo>& records, std::string_view name) const noexcept
{
    if (m_entries.empty()) {
        return std::nullopt;
    }
    const Order order(records);
    const std::uint64_t hash = foldedHash(name);
    const auto begin = m_entries.begin() + m_starts[bucketOf(hash)];
    const auto end = m_entries.begin() + m_starts[bucketOf(hash) + 1];
    const auto after = std::partition_point(
        begin, end, [&](const Entry& entry) { return order.isUpTo(entry, static_cast<std::uint32_t>(hash), name); });
    if (after == begin || order.name(*(after - 1)) != name) {
        return std::nullopt;
    }
    return (after - 1)->record;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> RecordIndex::duplicates(
    const std::vector<RecordInfo>& records) const
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    const Order order(records);
    const auto isAlike = [&](const Entry& a, const Entry& b) {
        return a.hash == b.hash && std::is_eq(compareFolded(order.name(a), order.name(b)));
    };
    std::size_t begin = 0;
    while (begin < m_entries.size()) {
        std::size_t end = begin + 1;
        std::uint32_t first = m_entries[begin].record;
        while (end < m_entries.size() && isAlike(m_entries[begin], m_entries[end])) {
            first = std::min(first, m_entries[end++].record);
        }
        for (; begin < end; ++begin) {
            if (m_entries[begin].record != first) {
                pairs.emplace_back(first, m_entries[begin].record);
            }
        }
    }
    std::ranges::sort(pairs, {}, [](const auto& pair) { return pair.second; });
    return pairs;
}

} // namespace pthf
