// SPDX-License-Identifier: Apache-2.0
#include "core/edit/tensor_parts.h"

#include <string_view>
#include <utility>

#include "core/edit/tensor_nodes.h"
#include "core/meaning/torch_words.h"

namespace pthf {

namespace {

constexpr std::size_t kMostParts = 4'096;

/// A part that waits to be looked into, with the name of its place.
struct Waiting {
    std::string name;
    const TensorValue* tensor;
};

/// The text keys of a dictionary; empty where one of them is no text.
std::unordered_set<std::string_view> textKeys(const ValueGraph& graph, std::span<const Entry> entries)
{
    std::unordered_set<std::string_view> keys;
    for (const Entry& entry : entries) {
        const auto text = plainText(graph, entry.key);
        if (!text) {
            return {};
        }
        keys.insert(*text);
    }
    return keys;
}

bool isFree(const ValueGraph& graph, const std::unordered_set<std::string_view>& keys, const Entry& whole)
{
    const std::string front = std::string(*plainText(graph, whole.key)) + '.';
    for (const Entry& part : graph.entries(whole.value)) {
        if (keys.contains(front + std::string(*plainText(graph, part.key)))) {
            return false;
        }
    }
    return true;
}

} // namespace

std::vector<PlainPart> plainParts(const Content& content, const TensorValue& tensor)
{
    std::vector<PlainPart> found;
    std::vector<Waiting> waiting{{{}, &tensor}};
    std::size_t seen = 0;
    while (!waiting.empty()) {
        const Waiting next = waiting.back();
        waiting.pop_back();
        if (++seen > kMostParts) {
            return {};
        }
        if (isPlainStrided(*next.tensor)) {
            PlainPart part{next.name, *next.tensor};
            part.tensor.isPart = false;
            found.push_back(std::move(part));
            continue;
        }
        const bool hasParts = next.tensor->extras && !next.tensor->extras->parts.empty();
        if (!hasParts || next.tensor->form == TensorForm::Quantized) {
            return {};
        }
        const auto& parts = next.tensor->extras->parts;
        for (std::size_t i = parts.size(); i-- > 0;) {
            const std::string front = next.name.empty() ? std::string() : next.name + '.';
            waiting.push_back({front + parts[i].name, &content.tensor(parts[i].tensor)});
        }
    }
    return found;
}

void spreadParts(EditDraft& draft, ValueId dict, const std::unordered_set<ValueId>& apart)
{
    ValueGraph& graph = draft.content.graph;
    const auto span = graph.entries(dict);
    const std::vector<Entry> old(span.begin(), span.end());
    const auto keys = textKeys(graph, old);
    const std::vector<ItemOrigin> oldOrigins = draft.originsOf(dict);
    std::vector<std::pair<std::string, ValueId>> made; // names first: adding texts may move those that keys look at
    std::vector<ItemOrigin> origins;
    std::vector<ValueId> oldKeys;
    bool isSpread = false;
    for (std::size_t i = 0; i < old.size(); ++i) {
        const bool isApart = !keys.empty() && apart.contains(old[i].value) && isFree(graph, keys, old[i]);
        if (!isApart) {
            made.emplace_back(std::string(), old[i].value);
            oldKeys.push_back(old[i].key);
            origins.push_back(oldOrigins[i]);
            continue;
        }
        isSpread = true;
        const std::string front = std::string(*plainText(graph, old[i].key)) + '.';
        ItemOrigin origin = oldOrigins[i];
        for (const Entry& part : graph.entries(old[i].value)) {
            made.emplace_back(front + std::string(*plainText(graph, part.key)), part.value);
            oldKeys.push_back(kNoValue);
            origins.push_back(std::exchange(origin, ItemOrigin{}));
        }
    }
    if (!isSpread) {
        return;
    }
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < made.size(); ++i) {
        const ValueId key = oldKeys[i] == kNoValue ? graph.addText(made[i].first) : oldKeys[i];
        entries.push_back({key, made[i].second});
    }
    draft.setEntries(dict, entries, std::move(origins));
}

} // namespace pthf
