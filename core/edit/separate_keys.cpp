// SPDX-License-Identifier: Apache-2.0
#include "core/edit/separate_keys.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pthf {

namespace {

/// What a key is told apart by. "1" and 1 count as one, which is more apart than is needed; empty for tuples, which are
/// left as they are.
std::string wordOf(const ValueGraph& graph, ValueId key)
{
    switch (graph.kind(key)) {
    case ValueKind::Text:
        return std::string(graph.text(key));
    case ValueKind::Int:
        return std::to_string(graph.intValue(key));
    case ValueKind::None:
        return "None";
    default:
        return {};
    }
}

} // namespace

void separateKeys(EditDraft& draft, ValueId dict, std::span<const std::uint32_t> reworded)
{
    ValueGraph& graph = draft.content.graph;
    const auto found = graph.entries(dict);
    const std::vector<Entry> entries(found.begin(), found.end());
    std::unordered_map<std::string, std::uint64_t> uses; // of a word, and so far
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        if (!std::ranges::binary_search(reworded, i)) {
            uses[wordOf(graph, entries[i].key)] = 1;
        }
    }
    std::vector<std::pair<std::uint32_t, ValueId>> keys;
    for (const std::uint32_t slot : reworded) {
        const std::string word = wordOf(graph, entries[slot].key);
        std::string name = word;
        while (!word.empty() && uses.contains(name)) {
            name = word + " (" + std::to_string(++uses[word]) + ")";
        }
        if (name != word) {
            keys.emplace_back(slot, graph.addText(name));
        }
        uses.emplace(std::move(name), 1);
    }
    draft.setKeys(dict, keys);
}

} // namespace pthf
