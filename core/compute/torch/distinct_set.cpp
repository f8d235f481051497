// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/distinct_set.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <span>
#include <type_traits>

#include "core/compute/torch/block_numbers.h"

namespace pthf::torch_module {
namespace {

/// A table grows 16-fold, so that little of it is ever filled twice: 2^9, 2^13, 2^17, 2^21 places.
constexpr std::size_t kFirstTable = 512;
constexpr std::size_t kGrowth = 16;
/// Places that are asked for ahead of their turn: a table of 2^20 values lies in no cache.
constexpr std::size_t kAhead = 16;
constexpr std::uint64_t kNan = 0x7FF8'0000'0000'0000;

bool isSmall(DType dtype) noexcept
{
    return dtypeBytes(dtype) <= 2;
}

std::uint64_t mixed(std::uint64_t key) noexcept
{
    // Fibonacci hashing, with the high half folded in: floats that came from narrower types end in zeros.
    key ^= key >> 32U;
    return key * 0x9E37'79B9'7F4A'7C15U;
}

template<typename Number>
std::uint64_t keyOf(Number number) noexcept
{
    using Bits = std::conditional_t<sizeof(Number) == sizeof(std::uint32_t), std::uint32_t, std::uint64_t>;
    if (std::isnan(number)) {
        return kNan;
    }
    return number == 0 ? 0 : std::bit_cast<Bits>(number);
}

/// Two numbers in one word: of 2^20 values no two meet but once in 2^24 tensors.
template<typename Number>
std::uint64_t keyOf(Number real, Number imaginary) noexcept
{
    return mixed(keyOf(real)) + std::rotl(keyOf(imaginary), 17);
}

} // namespace

DistinctSet::DistinctSet(DType dtype, std::uint64_t limit)
    : m_dtype(dtype)
    , m_limit(limit)
{
    if (isSmall(dtype)) {
        m_seen.resize(std::size_t{1} << (8 * dtypeBytes(dtype)));
    }
}

template<typename Number>
void DistinctSet::add(const std::byte* elements, const Number* numbers, std::size_t count)
{
    if (m_isFull) {
        return;
    }
    if (dtypeBytes(m_dtype) == 1) {
        std::for_each_n(elements, count, [this](std::byte bits) { m_seen[std::to_integer<std::size_t>(bits)] = 1; });
        return;
    }
    if (isSmall(m_dtype)) {
        for (std::size_t i = 0; i < count; ++i) {
            std::uint16_t bits = 0;
            std::memcpy(&bits, elements + i * sizeof(bits), sizeof(bits));
            m_seen[bits] = 1;
        }
        return;
    }
    std::array<std::uint64_t, kRunNumbers> keys; // NOLINT(*-member-init): filled before it is read
    if (m_dtype == DType::Int64 || m_dtype == DType::UInt64) {
        std::memcpy(keys.data(), elements, count * sizeof(std::uint64_t));
    } else if (isComplex(m_dtype)) {
        for (std::size_t i = 0; i < count; ++i) {
            keys[i] = keyOf(numbers[2 * i], numbers[2 * i + 1]);
        }
    } else {
        std::transform(numbers, numbers + count, keys.begin(), [](Number number) { return keyOf(number); });
    }
    insertAll(std::span(keys).first(count));
}

template void DistinctSet::add(const std::byte* elements, const float* numbers, std::size_t count);
template void DistinctSet::add(const std::byte* elements, const double* numbers, std::size_t count);

void DistinctSet::insertAll(std::span<const std::uint64_t> keys)
{
    for (std::size_t i = 0; i < keys.size() && !m_isFull; ++i) {
        if (i + kAhead < keys.size() && !m_table.empty()) {
            __builtin_prefetch(&m_table[placeOf(keys[i + kAhead])], 1);
        }
        insert(keys[i]);
    }
}

std::size_t DistinctSet::placeOf(std::uint64_t key) const noexcept
{
    return static_cast<std::size_t>(mixed(key) >> 32U) & (m_table.size() - 1);
}

void DistinctSet::insert(std::uint64_t key)
{
    if (key == 0) {
        m_hasZeroKey = true;
        return;
    }
    if (m_table.empty()) {
        m_table.resize(kFirstTable);
    }
    const std::size_t mask = m_table.size() - 1;
    std::size_t at = placeOf(key);
    while (m_table[at] != 0) {
        if (m_table[at] == key) {
            return;
        }
        at = (at + 1) & mask;
    }
    m_table[at] = key;
    if (++m_used > m_limit) {
        m_isFull = true;
        m_table = {};
    } else if (m_used * 2 > m_table.size()) {
        grow();
    }
}

void DistinctSet::grow()
{
    std::vector<std::uint64_t> old(m_table.size() * kGrowth);
    old.swap(m_table);
    m_used = 0;
    for (const std::uint64_t key : old) {
        if (key != 0) {
            insert(key);
        }
    }
}

void DistinctSet::merge(const DistinctSet& other)
{
    m_hasZeroKey = m_hasZeroKey || other.m_hasZeroKey;
    m_isFull = m_isFull || other.m_isFull;
    std::ranges::transform(m_seen, other.m_seen, m_seen.begin(), [](std::uint8_t a, std::uint8_t b) { return a | b; });
    for (const std::uint64_t key : other.m_table) {
        if (m_isFull) {
            return;
        }
        if (key != 0) {
            insert(key);
        }
    }
}

std::optional<std::uint64_t> DistinctSet::count() const
{
    if (isSmall(m_dtype)) {
        DistinctSet values(DType::Float64, m_seen.size());
        for (std::uint32_t bits = 0; bits < m_seen.size(); ++bits) {
            if (m_seen[bits] != 0) {
                const auto narrow = static_cast<std::uint16_t>(bits);
                std::array<double, 2> number{};
                numbersOf(m_dtype, std::as_bytes(std::span(&narrow, 1)).data(), 1, number.data());
                values.add(std::as_bytes(std::span(number)).data(), number.data(), 1);
            }
        }
        return values.count();
    }
    const std::uint64_t count = m_used + (m_hasZeroKey ? 1 : 0);
    return m_isFull || count > m_limit ? std::nullopt : std::optional(count);
}

} // namespace pthf::torch_module
