// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/value/value_graph.h"

namespace pthf {

/// Knows which keys of a dictionary are one key to Python: equal text, numbers of equal value (1, 1.0 and True), tuples
/// of equal parts, one global; everything else only by being the same value. Never recurses. What it spends on tuples
/// is bounded over its lifetime, whatever they share; beyond that they count as different.
class DictKeys {
public:
    /// Visits of tuple parts before tuples are told apart by identity only.
    static constexpr std::uint64_t kTupleBudget = 4'000'000;
    /// Bytes of long texts that are compared with equally long ones.
    static constexpr std::uint64_t kTextBudget = std::uint64_t{4} << 30U;

    explicit DictKeys(ValueGraph& graph)
        : m_graph(graph)
    {
    }

    /// Leaves one entry a key, where it was first, with its last value. Costs a few nanoseconds a key where all differ.
    void mergeRepeated(ValueId dict);
    bool areEqual(ValueId a, ValueId b);

private:
    /// A key in bytes that are equal where the keys are.
    struct Form {
        std::uint64_t begin; ///< in m_bytes
        std::size_t length;
        std::string_view text; ///< of text keys, instead
        char tag;
    };

    bool hasRepeatedFew(std::span<const Entry> entries);
    bool areDistinctTexts(std::span<const Entry> entries);
    bool findFirsts(std::span<const Entry> entries);
    bool findFirstsByTable();
    void findFirstsBySorting();
    Form formOf(ValueId key);
    void writeLeaf(ValueId key);
    void writeTuple(ValueId key);
    void writeInteger(std::span<const std::byte> littleEndian);
    void writeFloat(ValueId key);
    void writeTagged(char tag, std::uint64_t number);
    std::string_view bytesOf(const Form& form) const noexcept;
    bool isSameForm(const Form& a, const Form& b) noexcept;
    bool isSameText(std::string_view a, std::string_view b) noexcept;

    ValueGraph& m_graph;
    std::uint64_t m_tupleBudget = kTupleBudget;
    std::uint64_t m_textBudget = kTextBudget;
    std::string m_bytes;
    std::vector<Form> m_forms;
    std::vector<std::uint32_t> m_firsts; ///< for each entry, the first one with its key
    std::vector<std::uint32_t> m_table;
    std::vector<std::size_t> m_hashes; ///< in the order of their slots, 0 where there is none
    std::vector<ValueId> m_waiting;
};

} // namespace pthf
