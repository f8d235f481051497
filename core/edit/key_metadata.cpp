// SPDX-License-Identifier: Apache-2.0
#include "core/edit/key_metadata.h"

#include "core/edit/tensor_nodes.h"

namespace pthf {

namespace {

struct Row {
    std::string path;
    Entry entry;
    ItemOrigin origin;
    bool isRenamed = false;
};

ValueId addVersion(ValueGraph& graph)
{
    const Entry version{graph.addText("version"), graph.addInt(1)};
    return graph.addDict(std::span(&version, 1));
}

/// Rows in order, of two with one path only the renamed one, where the first stood.
std::vector<Row> merged(std::vector<Row> rows)
{
    std::vector<Row> kept;
    std::unordered_map<std::string, std::size_t> places;
    for (Row& row : rows) {
        const auto [place, isNew] = places.try_emplace(row.path, kept.size());
        if (isNew) {
            kept.push_back(std::move(row));
        } else if (row.isRenamed) {
            kept[place->second] = std::move(row);
        }
    }
    return kept;
}

/// The dictionary's entries as one Dict node that can be rewritten: its own, or that of an OrderedDict.
ValueId entriesNode(const Content& content, ValueId dict)
{
    const ValueGraph& graph = content.graph;
    if (graph.kind(dict) == ValueKind::Dict) {
        return dict;
    }
    const bool isCall = graph.kind(dict) == ValueKind::Call || graph.kind(dict) == ValueKind::Object;
    return isCall ? graph.instance(dict).dictItems : kNoValue;
}

class Names {
public:
    Names(EditDraft& draft, const std::unordered_map<std::string, std::string>& names)
        : m_draft(draft)
        , m_names(names)
    {
    }

    /// Items of a list that are names.
    void renameItems(ValueId list)
    {
        if (list == kNoValue) {
            return;
        }
        for (const ChildStep& step : childrenOf(m_draft.content, list)) {
            const auto text = textOf(m_draft.content, step.value);
            const auto name = text ? m_names.find(std::string(*text)) : m_names.end();
            if (name != m_names.end() && step.owner != kNoValue) {
                m_draft.setItem(step.owner, step.slot, m_draft.addTextLike(step.value, name->second));
            }
        }
    }

    void renameKeys(ValueId dict)
    {
        std::unordered_map<ValueId, std::vector<std::pair<std::uint32_t, ValueId>>> changes;
        for (const ChildStep& step : childrenOf(m_draft.content, dict)) {
            const auto text = step.kind == ChildStep::Kind::Key ? textOf(m_draft.content, step.key) : std::nullopt;
            const auto name = text ? m_names.find(std::string(*text)) : m_names.end();
            if (name != m_names.end()) {
                changes[step.owner].emplace_back(step.slot, m_draft.addTextLike(step.key, name->second));
            }
        }
        for (const auto& change : changes) {
            m_draft.setKeys(change.first, change.second);
        }
    }

    void renameOptimizer(ValueId optimizer)
    {
        const Content& content = m_draft.content;
        const ValueId groups = childByName(content, optimizer, "param_groups");
        if (groups == kNoValue) {
            return;
        }
        for (const ChildStep& group : childrenOf(content, groups)) {
            renameItems(childByName(content, group.value, "param_names"));
            renameItems(childByName(content, group.value, "params"));
        }
        if (const ValueId state = childByName(content, optimizer, "state"); state != kNoValue) {
            renameKeys(state);
        }
    }

private:
    EditDraft& m_draft;
    const std::unordered_map<std::string, std::string>& m_names;
};

} // namespace

ValueId metadataOf(const Content& content, ValueId stateDict)
{
    for (const ChildStep& step : childrenOf(content, stateDict)) {
        if (step.kind == ChildStep::Kind::Attribute && step.key != kNoValue
            && textOf(content, step.key) == "_metadata") {
            return step.value;
        }
    }
    return kNoValue;
}

void renameModulePaths(
    EditDraft& draft, ValueId stateDict, const PathChange& change, NewRoot newRoot, std::unordered_set<ValueId>& done)
{
    Content& content = draft.content;
    const ValueId metadata = metadataOf(content, stateDict);
    const ValueId node = metadata == kNoValue ? kNoValue : entriesNode(content, metadata);
    if (node == kNoValue || !done.insert(node).second) {
        return;
    }
    std::vector<Row> rows;
    bool isChanged = false;
    const auto entries = content.graph.entries(node);
    for (std::uint32_t slot = 0; slot < entries.size(); ++slot) {
        const auto path = textOf(content, entries[slot].key);
        Row row{path ? std::string(*path) : std::string(), entries[slot], draft.originOf(node, slot), false};
        if (!path) {
            row.path = "\n" + std::to_string(slot); // no path at all: kept, and equal to nothing
        } else if (auto changed = change(*path)) {
            row.path = std::move(*changed);
            row.isRenamed = true;
            isChanged = true;
        }
        rows.push_back(std::move(row));
    }
    if (!isChanged) {
        return;
    }
    bool hasRoot = false;
    for (const Row& row : rows) {
        hasRoot = hasRoot || row.path.empty();
    }
    if (newRoot == NewRoot::Yes && !hasRoot && !rows.empty() && textOf(content, rows.front().entry.key) == "") {
        rows.insert(rows.begin(), Row{"", {rows.front().entry.key, addVersion(content.graph)}, {}, false});
    }
    std::vector<Entry> written;
    std::vector<ItemOrigin> origins;
    for (Row& row : merged(std::move(rows))) {
        if (row.isRenamed) {
            row.entry.key = draft.addTextLike(row.entry.key, row.path);
        }
        written.push_back(row.entry);
        origins.push_back(row.origin);
    }
    draft.setEntries(node, written, std::move(origins));
}

Status renameParameterNames(EditDraft& draft, const std::unordered_map<std::string, std::string>& names)
{
    if (names.empty()) {
        return Done{};
    }
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    std::vector<ValueId> optimizers;
    for (const RoleNode& node : tree.roles) {
        if (node.role == Role::Optimizer) {
            optimizers.push_back(node.value);
        }
    }
    Names renamed(draft, names);
    for (const ValueId optimizer : optimizers) {
        renamed.renameOptimizer(optimizer);
        for (const ChildStep& step : childrenOf(draft.content, optimizer)) {
            renamed.renameOptimizer(step.value); // Lightning: a list of optimizers
        }
    }
    return Done{};
}

} // namespace pthf
