// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/recorded_ties.h"

#include <unordered_map>

#include "core/meaning/torch_words.h"

namespace pthf {

namespace {

ValueId entryNamed(const ValueGraph& graph, ValueId dict, std::string_view name)
{
    if (dict == kNoValue || graph.kind(dict) != ValueKind::Dict) {
        return kNoValue;
    }
    for (const Entry& entry : graph.entries(dict)) {
        if (plainText(graph, entry.key) == name) {
            return entry.value;
        }
    }
    return kNoValue;
}

} // namespace

RecordedTies recordedTies(const Document& document, const Content& content)
{
    RecordedTies found;
    const ValueGraph& graph = content.graph;
    if (document.kind != FileKind::Safetensors || content.root == kNoValue
        || graph.kind(content.root) != ValueKind::Call) {
        return found;
    }
    found.tensors = graph.instance(content.root).dictItems;
    found.metadata = entryNamed(graph, graph.instance(content.root).state, "__metadata__");
    if (found.tensors == kNoValue || found.metadata == kNoValue || graph.kind(found.metadata) != ValueKind::Dict
        || graph.entries(found.metadata).empty()) {
        return found;
    }
    std::unordered_map<std::string_view, ValueId> tensors;
    for (const Entry& entry : graph.entries(found.tensors)) {
        if (const auto name = plainText(graph, entry.key)) {
            tensors.emplace(*name, entry.value);
        }
    }
    const auto records = graph.entries(found.metadata);
    for (std::uint32_t slot = 0; slot < records.size(); ++slot) {
        const auto name = plainText(graph, records[slot].key);
        const auto of = plainText(graph, records[slot].value);
        const auto tensor = of ? tensors.find(*of) : tensors.end();
        if (name && tensor != tensors.end() && !tensors.contains(*name)) {
            found.ties.push_back({std::string(*name), std::string(*of), tensor->second, slot});
        }
    }
    return found;
}

} // namespace pthf
