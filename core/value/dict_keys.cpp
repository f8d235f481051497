// SPDX-License-Identifier: Apache-2.0
#include "core/value/dict_keys.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/base/byte_reader.h"
#include "core/value/big_integer.h"

namespace pthf {

namespace {

/// Below this, every pair is compared.
constexpr std::size_t kFewEntries = 8;
constexpr std::uint64_t kTupleParts = 4'096; // of one key
/// One long text can be mentioned by millions of entries, so only its ends are hashed and ordered by.
constexpr std::size_t kTextEnd = 64;

bool isPlainText(const ValueGraph& graph, ValueId id) noexcept
{
    const ValueKind kind = graph.kind(id);
    return kind == ValueKind::Text || (kind == ValueKind::ByteText && graph.external(id) == nullptr);
}

std::array<std::byte, 8> littleEndianOf(std::uint64_t word)
{
    std::array<std::byte, 8> bytes{};
    for (std::byte& part : bytes) {
        part = static_cast<std::byte>(word & 0xFFU);
        word >>= 8U;
    }
    return bytes;
}

std::size_t hashOf(std::string_view bytes) noexcept
{
    const std::hash<std::string_view> hash;
    if (bytes.size() <= 2 * kTextEnd) {
        return hash(bytes);
    }
    const std::size_t ends = hash(bytes.substr(0, kTextEnd)) + 31 * hash(bytes.substr(bytes.size() - kTextEnd));
    return ends ^ bytes.size();
}

int compareEnds(std::string_view a, std::string_view b) noexcept
{
    if (a.size() <= kTextEnd || b.size() <= kTextEnd) {
        return a.substr(0, kTextEnd + 1).compare(b.substr(0, kTextEnd + 1));
    }
    const int heads = a.substr(0, kTextEnd).compare(b.substr(0, kTextEnd));
    if (heads != 0 || a.size() != b.size()) {
        return heads != 0 ? heads : (a.size() < b.size() ? -1 : 1);
    }
    return a.substr(a.size() - kTextEnd).compare(b.substr(b.size() - kTextEnd));
}

/// A whole number beyond int64 as the integer it is: mantissa shifted left, negated where needed.
std::vector<std::byte> integerBytes(double whole)
{
    int exponent = 0;
    const double fraction = std::frexp(std::fabs(whole), &exponent);
    const auto mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
    const auto shift = static_cast<std::size_t>(exponent - 53);
    std::vector<std::byte> bytes(shift / 8, std::byte{0});
    std::uint64_t low = mantissa << (shift % 8);
    for (int i = 0; i < 8; ++i) {
        bytes.push_back(static_cast<std::byte>(low & 0xFFU));
        low >>= 8U;
    }
    bytes.push_back(std::byte{0});
    if (whole < 0) {
        unsigned carry = 1;
        for (std::byte& part : bytes) {
            carry += std::to_integer<unsigned>(part) ^ 0xFFU;
            part = static_cast<std::byte>(carry & 0xFFU);
            carry >>= 8U;
        }
    }
    return bytes;
}

std::uint64_t leafBytes(const ValueGraph& graph, ValueId id) noexcept
{
    const ValueKind kind = graph.kind(id);
    const bool isLong = isPlainText(graph, id) || kind == ValueKind::BigInt || kind == ValueKind::Bytes;
    return isLong && graph.external(id) == nullptr ? graph.byteLength(id) : 0;
}

} // namespace

void DictKeys::mergeRepeated(ValueId dict)
{
    const auto entries = m_graph.entries(dict);
    if (entries.size() < 2) {
        return;
    }
    if (entries.size() <= kFewEntries ? !hasRepeatedFew(entries) : areDistinctTexts(entries)) {
        return;
    }
    if (!findFirsts(entries)) {
        return;
    }
    std::vector<Entry> merged;
    std::vector<std::uint32_t> places(entries.size());
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        if (m_firsts[i] == i) {
            places[i] = static_cast<std::uint32_t>(merged.size());
            merged.push_back(entries[i]);
        } else {
            merged[places[m_firsts[i]]].value = entries[i].value;
        }
    }
    m_graph.setEntries(dict, merged);
}

bool DictKeys::areEqual(ValueId a, ValueId b)
{
    if (a == b) {
        return true;
    }
    m_bytes.clear();
    const Form first = formOf(a);
    const Form second = formOf(b);
    return isSameForm(first, second);
}

/// Whether any two of a few keys may be one; most dictionaries are small and full of text.
bool DictKeys::hasRepeatedFew(std::span<const Entry> entries)
{
    for (std::size_t i = 1; i < entries.size(); ++i) {
        const bool isText = isPlainText(m_graph, entries[i].key);
        for (std::size_t j = 0; j < i; ++j) {
            const bool isOtherText = isPlainText(m_graph, entries[j].key);
            if (isText && isOtherText) {
                if (isSameText(m_graph.text(entries[i].key), m_graph.text(entries[j].key))) {
                    return true;
                }
            } else if (isText == isOtherText && areEqual(entries[i].key, entries[j].key)) {
                return true;
            }
        }
    }
    return false;
}

/// Whether all keys are texts whose hashes differ, as nearly all dictionaries' are: no key has to be looked at closer
/// then.
bool DictKeys::areDistinctTexts(std::span<const Entry> entries)
{
    const std::size_t size = std::bit_ceil(entries.size() * 2);
    m_hashes.assign(size, 0);
    std::size_t steps = 16 * entries.size();
    for (const Entry& entry : entries) {
        if (!isPlainText(m_graph, entry.key)) {
            return false;
        }
        const std::size_t hash = hashOf(m_graph.text(entry.key)) | 1U;
        std::size_t slot = (hash >> 1U) & (size - 1);
        for (; m_hashes[slot] != 0; slot = (slot + 1) & (size - 1)) {
            if (m_hashes[slot] == hash || --steps == 0) {
                return false;
            }
        }
        m_hashes[slot] = hash;
    }
    return true;
}

/// Fills m_firsts; false where all keys differ.
bool DictKeys::findFirsts(std::span<const Entry> entries)
{
    m_bytes.clear();
    m_forms.clear();
    for (const Entry& entry : entries) {
        m_forms.push_back(formOf(entry.key));
    }
    m_firsts.resize(entries.size());
    std::iota(m_firsts.begin(), m_firsts.end(), 0U);
    if (!findFirstsByTable()) {
        findFirstsBySorting();
    }
    for (std::uint32_t i = 0; i < m_firsts.size(); ++i) {
        if (m_firsts[i] != i) {
            return true;
        }
    }
    return false;
}

/// False when the table degenerates: keys can be chosen so that their hashes collide.
bool DictKeys::findFirstsByTable()
{
    const std::size_t size = std::bit_ceil(m_forms.size() * 2);
    const std::size_t mask = size - 1;
    m_table.assign(size, 0);
    std::size_t steps = 16 * m_forms.size() + 64;
    for (std::uint32_t i = 0; i < m_forms.size(); ++i) {
        std::size_t slot = hashOf(bytesOf(m_forms[i])) & mask;
        while (m_table[slot] != 0 && !isSameForm(m_forms[m_table[slot] - 1], m_forms[i])) {
            slot = (slot + 1) & mask;
            if (--steps == 0) {
                return false;
            }
        }
        if (m_table[slot] == 0) {
            m_table[slot] = i + 1;
        }
        m_firsts[i] = m_table[slot] - 1;
    }
    return true;
}

void DictKeys::findFirstsBySorting()
{
    std::vector<std::uint32_t> order(m_forms.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
        const int difference = compareEnds(bytesOf(m_forms[a]), bytesOf(m_forms[b]));
        return difference != 0 ? difference < 0 : m_forms[a].tag < m_forms[b].tag;
    });
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || !isSameForm(m_forms[order[i]], m_forms[first])) {
            first = order[i];
        }
        m_firsts[order[i]] = first;
    }
}

DictKeys::Form DictKeys::formOf(ValueId key)
{
    if (isPlainText(m_graph, key)) {
        return {.begin = 0, .length = 0, .text = m_graph.text(key), .tag = 's'};
    }
    const std::size_t begin = m_bytes.size();
    if (m_graph.kind(key) == ValueKind::Tuple) {
        writeTuple(key);
    } else {
        writeLeaf(key);
    }
    return {.begin = begin, .length = m_bytes.size() - begin, .text = {}, .tag = ' '};
}

void DictKeys::writeTagged(char tag, std::uint64_t number)
{
    m_bytes += tag;
    m_bytes += asText(littleEndianOf(number));
}

void DictKeys::writeInteger(std::span<const std::byte> littleEndian)
{
    writeTagged('i', littleEndian.size());
    m_bytes += asText(littleEndian);
}

void DictKeys::writeFloat(ValueId key)
{
    const double number = m_graph.floatValue(key);
    if (std::isnan(number)) { // equal to nothing but itself
        writeTagged('x', index(key));
    } else if (std::isinf(number) || std::floor(number) != number) {
        writeTagged('f', std::bit_cast<std::uint64_t>(number));
    } else if (std::fabs(number) < 9e18) {
        writeInteger(shortestForm(littleEndianOf(static_cast<std::uint64_t>(static_cast<std::int64_t>(number)))));
    } else {
        writeInteger(shortestForm(integerBytes(number)));
    }
}

void DictKeys::writeLeaf(ValueId key)
{
    switch (m_graph.kind(key)) {
    case ValueKind::None:
        m_bytes += 'n';
        return;
    case ValueKind::Bool:
        writeInteger(shortestForm(littleEndianOf(m_graph.boolValue(key) ? 1 : 0)));
        return;
    case ValueKind::Int:
        writeInteger(shortestForm(littleEndianOf(static_cast<std::uint64_t>(m_graph.intValue(key)))));
        return;
    case ValueKind::BigInt:
        writeInteger(asBytes(m_graph.text(key)));
        return;
    case ValueKind::Float:
        writeFloat(key);
        return;
    case ValueKind::Global:
        writeTagged('g', m_graph.globalNumber(key));
        return;
    case ValueKind::Text:
    case ValueKind::ByteText:
    case ValueKind::Bytes:
        if (m_graph.external(key) == nullptr) {
            writeTagged(m_graph.kind(key) == ValueKind::Bytes ? 'b' : 's', m_graph.byteLength(key));
            m_bytes += m_graph.text(key);
            return;
        }
        break;
    default:
        break;
    }
    writeTagged('x', index(key));
}

/// Parts in order, each telling its own length, so that equal bytes are equal tuples.
void DictKeys::writeTuple(ValueId key)
{
    const std::size_t begin = m_bytes.size();
    std::uint64_t budget = std::min(kTupleParts, m_tupleBudget);
    const std::uint64_t granted = budget;
    m_waiting.assign(1, key);
    while (!m_waiting.empty() && budget != 0) {
        const ValueId id = m_waiting.back();
        m_waiting.pop_back();
        const bool isTuple = m_graph.kind(id) == ValueKind::Tuple;
        const std::uint64_t cost = isTuple ? 1 : 1 + leafBytes(m_graph, id) / kTextEnd;
        budget -= std::min(budget, cost);
        if (!isTuple) {
            if (budget != 0) {
                writeLeaf(id);
            }
            continue;
        }
        const auto items = m_graph.items(id);
        writeTagged('t', items.size());
        if (items.size() > budget) {
            budget = 0;
            break;
        }
        m_waiting.insert(m_waiting.end(), items.rbegin(), items.rend());
    }
    m_tupleBudget -= granted - budget;
    if (!m_waiting.empty() || budget == 0) {
        m_bytes.resize(begin);
        writeTagged('x', index(key));
    }
}

std::string_view DictKeys::bytesOf(const Form& form) const noexcept
{
    return form.tag == 's' ? form.text : std::string_view(m_bytes).substr(form.begin, form.length);
}

bool DictKeys::isSameForm(const Form& a, const Form& b) noexcept
{
    return a.tag == b.tag && isSameText(bytesOf(a), bytesOf(b));
}

bool DictKeys::isSameText(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size()) {
        return false;
    }
    if (a.data() == b.data()) {
        return true;
    }
    if (a.size() > kTextEnd) {
        if (a.size() > m_textBudget) {
            return false;
        }
        m_textBudget -= a.size();
    }
    return a == b;
}

} // namespace pthf
