// SPDX-License-Identifier: Apache-2.0
#include "core/edit/edit_draft.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "core/meaning/known_globals.h"
#include "core/meaning/torch_words.h"
#include "core/opening/open_checkpoint.h"
#include "core/text/utf8.h"
#include "core/value/graph_walk.h"

namespace pthf {

namespace {

std::uint64_t saturatingSum(const std::vector<StorageValue>& storages, const std::vector<bool>& used)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < storages.size(); ++i) {
        const std::uint64_t bytes = used[i] ? storages[i].bytes() : 0;
        sum = bytes > std::numeric_limits<std::uint64_t>::max() - sum ? std::numeric_limits<std::uint64_t>::max()
                                                                      : sum + bytes;
    }
    return sum;
}

std::size_t itemCount(const ValueGraph& graph, ValueId owner)
{
    return graph.kind(owner) == ValueKind::Dict ? graph.entries(owner).size() : graph.items(owner).size();
}

std::uint64_t itemKey(ItemOrigin origin)
{
    return std::uint64_t{index(origin.owner)} << 32U | origin.slot;
}

/// The key an item stands under: of a Dict's entry, of a (key, value) pair; kNoValue for items by position.
ValueId keyOf(const ValueGraph& graph, ValueId owner, std::uint32_t slot)
{
    if (graph.kind(owner) == ValueKind::Dict) {
        return graph.entries(owner)[slot].key;
    }
    // The value of a (key, value) pair that an OrderedDict was given (Python 2).
    return slot == 1 && graph.items(owner).size() == 2 ? graph.items(owner)[0] : kNoValue;
}

} // namespace

EditDraft::EditDraft(DocumentPtr source, TreeIndex sourceTree, PlanContext context, Task task)
    : content(source->content)
    , m_source(std::move(source))
    , m_context(std::move(context))
    , m_task(std::move(task))
    , m_tree(std::move(sourceTree))
{
    storages.reserve(content.storages.size());
    for (std::size_t i = 0; i < content.storages.size(); ++i) {
        const StorageValue& storage = content.storages[i];
        PlannedStorage planned;
        planned.source = StorageId{static_cast<std::uint32_t>(i)};
        planned.byteCount = storage.bytes();
        planned.sourceDtype = storage.dtype;
        storages.push_back(std::move(planned));
    }
    m_usedBytes = saturatingSum(content.storages, std::vector<bool>(content.storages.size(), true));
}

Result<const TreeIndex*> EditDraft::tree()
{
    if (m_isTreeStale) {
        m_tree = PTHF_TRY(indexTree(content, m_task));
        m_isTreeStale = false;
    }
    return &std::as_const(m_tree);
}

Result<DocumentPtr> EditDraft::openOther(const std::string& file)
{
    if (const auto known = m_others.find(file); known != m_others.end()) {
        return known->second;
    }
    const auto opened = openCheckpoint(std::filesystem::path(file), OpenOptions{}, m_task);
    if (!opened) {
        // Whatever is wrong with that file: this plan cannot work.
        return opened.error().code() == ErrorCode::Cancelled
            ? opened.error()
            : Error{ErrorCode::InvalidArgument, opened.error().within(displayText(file, 200)).message()};
    }
    m_others.emplace(file, *opened);
    return *opened;
}

ItemOrigin EditDraft::originOf(ValueId owner, std::uint32_t slot) const
{
    const auto tracked = m_origins.find(owner);
    if (tracked != m_origins.end()) {
        return slot < tracked->second.size() ? tracked->second[slot] : ItemOrigin{};
    }
    return index(owner) < m_source->content.graph.size() ? ItemOrigin{owner, slot} : ItemOrigin{};
}

std::vector<ItemOrigin> EditDraft::originsOf(ValueId owner) const
{
    std::vector<ItemOrigin> origins;
    const std::size_t count = itemCount(content.graph, owner);
    origins.reserve(count);
    for (std::uint32_t slot = 0; slot < count; ++slot) {
        origins.push_back(originOf(owner, slot));
    }
    return origins;
}

ValueId EditDraft::itemAt(ValueId owner, std::uint32_t slot) const
{
    return content.graph.kind(owner) == ValueKind::Dict ? content.graph.entries(owner)[slot].value
                                                        : content.graph.items(owner)[slot];
}

void EditDraft::removeSlots(ValueId owner, std::span<const std::uint32_t> ascending)
{
    if (ascending.empty()) {
        return;
    }
    std::vector<ItemOrigin> origins = originsOf(owner);
    const auto without = [ascending](auto& from) {
        std::size_t next = 0;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < from.size(); ++i) {
            if (next < ascending.size() && ascending[next] == i) {
                ++next;
                continue;
            }
            from[kept++] = from[i];
        }
        from.resize(kept);
    };
    without(origins);
    if (content.graph.kind(owner) == ValueKind::Dict) {
        const auto old = content.graph.entries(owner);
        std::vector<Entry> entries(old.begin(), old.end());
        without(entries);
        content.graph.setEntries(owner, entries);
    } else {
        const auto old = content.graph.items(owner);
        std::vector<ValueId> items(old.begin(), old.end());
        without(items);
        content.graph.setItems(owner, items);
    }
    m_origins[owner] = std::move(origins);
    m_hasRemoved = true;
    structureChanged();
}

void EditDraft::setKeys(ValueId dict, std::span<const std::pair<std::uint32_t, ValueId>> keys)
{
    if (keys.empty()) {
        return;
    }
    m_origins.insert_or_assign(dict, originsOf(dict));
    const auto old = content.graph.entries(dict);
    std::vector<Entry> entries(old.begin(), old.end());
    for (const auto& key : keys) {
        entries[key.first].key = key.second;
    }
    content.graph.setEntries(dict, entries);
    m_isTreeStale = true;
}

void EditDraft::setItem(ValueId owner, std::uint32_t slot, ValueId value)
{
    m_origins.insert_or_assign(owner, originsOf(owner));
    if (content.graph.kind(owner) == ValueKind::Dict) {
        const auto old = content.graph.entries(owner);
        std::vector<Entry> entries(old.begin(), old.end());
        entries[slot].value = value;
        content.graph.setEntries(owner, entries);
    } else {
        const auto old = content.graph.items(owner);
        std::vector<ValueId> items(old.begin(), old.end());
        items[slot] = value;
        content.graph.setItems(owner, items);
    }
    structureChanged();
}

void EditDraft::setEntries(ValueId dict, std::span<const Entry> entries, std::vector<ItemOrigin> origins)
{
    const std::size_t before = content.graph.entries(dict).size();
    const auto kept = std::count_if(
        origins.begin(), origins.end(), [](const ItemOrigin& origin) { return origin.owner != kNoValue; });
    content.graph.setEntries(dict, entries);
    m_origins[dict] = std::move(origins);
    m_isTreeStale = true;
    if (static_cast<std::size_t>(kept) < before) {
        m_hasRemoved = true;
        m_isUseStale = true;
    }
}

void EditDraft::replaceContainer(ValueId id, ValueId by)
{
    std::vector<ItemOrigin> origins = originsOf(by);
    content.graph.replace(id, by);
    content.unmark(id);
    m_origins[id] = std::move(origins);
    m_hasRemoved = true;
    structureChanged();
}

void EditDraft::setRoot(ValueId root)
{
    content.root = root;
    m_hasRemoved = true;
    structureChanged();
}

void EditDraft::gatherPairs()
{
    if (m_hasGatheredPairs) {
        return;
    }
    m_hasGatheredPairs = true;
    ValueGraph& graph = content.graph;
    GlobalTable globals(graph);
    const std::size_t size = graph.size();
    for (std::uint32_t i = 0; i < size; ++i) {
        const ValueId id{i};
        const Meaning meaning = graph.kind(id) == ValueKind::Call ? globals.calleeMeaning(id) : Meaning::Unknown;
        const bool isDict = meaning == Meaning::OrderedDict || meaning == Meaning::DefaultDict
            || meaning == Meaning::Counter || meaning == Meaning::Dict;
        const auto given = isDict ? sequenceItems(graph, graph.instance(id).arguments) : std::span<const ValueId>{};
        const std::size_t kept = meaning == Meaning::DefaultDict ? 1 : 0;
        const bool hasPairs = given.size() > kept && graph.kind(given[kept]) != ValueKind::Dict
            && !sequenceItems(graph, given[kept]).empty();
        if (!hasPairs) {
            continue;
        }
        std::vector<Entry> entries;
        std::vector<ItemOrigin> origins;
        for (const ChildStep& step : childrenOf(content, id)) {
            if (step.kind == ChildStep::Kind::Key) {
                entries.push_back({step.key, step.value});
                origins.push_back(originOf(step.owner, step.slot));
            }
        }
        Instance instance = graph.instance(id);
        const std::vector<ValueId> arguments(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(kept));
        instance.arguments = graph.addSequence(ValueKind::Tuple, arguments);
        instance.dictItems = graph.addDict();
        graph.setInstance(id, instance);
        setEntries(instance.dictItems, entries, std::move(origins));
    }
}

std::vector<bool> EditDraft::reachableValues() const
{
    std::vector<bool> reachable(content.graph.size(), false);
    if (content.root != kNoValue) {
        GraphWalk walk(content.graph, content.root);
        while (const auto id = walk.next()) {
            reachable[index(*id)] = true;
        }
    }
    return reachable;
}

std::vector<bool> EditDraft::usedStorages() const
{
    std::vector<bool> used(content.storages.size(), false);
    if (content.root == kNoValue) {
        return used;
    }
    const auto use = [&](const TensorValue& tensor) {
        if (tensor.storage != kNoStorage) {
            used[index(tensor.storage)] = true;
        }
    };
    GraphWalk walk(content.graph, content.root);
    while (const auto id = walk.next()) {
        if (const StorageId storage = content.storageAt(*id); storage != kNoStorage) {
            used[index(storage)] = true;
        } else if (content.graph.kind(*id) == ValueKind::Tensor && content.tensorAt(*id) != kNoTensor) {
            const TensorValue& tensor = content.tensor(content.tensorAt(*id));
            use(tensor);
            for (std::size_t i = 0; tensor.extras && i < tensor.extras->parts.size(); ++i) {
                use(content.tensor(tensor.extras->parts[i].tensor));
            }
        }
    }
    return used;
}

std::uint64_t EditDraft::usedBytes()
{
    if (m_isUseStale) {
        m_usedBytes = saturatingSum(content.storages, usedStorages());
        m_isUseStale = false;
    }
    return m_usedBytes;
}

StorageId EditDraft::addStorage(StorageValue value, PlannedStorage planned)
{
    value.key = "p" + std::to_string(m_madeStorages++) + ":0";
    content.storages.push_back(std::move(value));
    storages.push_back(std::move(planned));
    m_isUseStale = true;
    return StorageId{static_cast<std::uint32_t>(content.storages.size() - 1)};
}

ValueId EditDraft::addTextLike(ValueId old, std::string_view text)
{
    return content.graph.kind(old) == ValueKind::ByteText ? content.graph.addByteText(text)
                                                          : content.graph.addText(text);
}

Result<PlannedDocumentPtr> EditDraft::finish(
    EditPlan plan, const TreeIndex& sourceTree, std::vector<OperationEffect> effects)
{
    PTHF_TRY(tree());
    auto planned = std::make_shared<PlannedDocument>();
    planned->bytesBefore =
        saturatingSum(m_source->content.storages, std::vector<bool>(m_source->content.storages.size(), true));
    planned->bytesAfter = usedBytes();
    if (m_hasRemoved || content.storages.size() != m_source->content.storages.size()) {
        const std::vector<bool> used = usedStorages();
        for (std::size_t i = 0; i < storages.size(); ++i) {
            storages[i].isUsed = used[i];
        }
    }
    fillItems(*planned, sourceTree);
    planned->source = m_source;
    planned->plan = std::move(plan);
    planned->content = std::move(content);
    planned->storages = std::move(storages);
    planned->tree = std::move(m_tree);
    planned->effects = std::move(effects);
    planned->refusal = std::move(refusal);
    planned->problems = std::move(problems);
    planned->origins = std::move(m_origins);
    return PlannedDocumentPtr(std::move(planned));
}

std::optional<ItemChange> EditDraft::keyChange(ItemOrigin origin, ValueId owner, std::uint32_t slot) const
{
    const ValueId before = keyOf(m_source->content.graph, origin.owner, origin.slot);
    const ValueId after = keyOf(content.graph, owner, slot);
    if (after == before || after == kNoValue) {
        return std::nullopt;
    }
    const auto text = readableTextOf(content, after);
    const bool isSame = before != kNoValue && readableTextOf(m_source->content, before) == text;
    return text && !isSame ? std::optional(ItemChange{false, after, *text}) : std::nullopt;
}

void EditDraft::fillItems(PlannedDocument& planned, const TreeIndex& sourceTree) const
{
    const std::vector<bool> reachable = m_hasRemoved ? reachableValues() : std::vector<bool>{};
    const auto isReachable = [&](ValueId id) {
        return reachable.empty() || (index(id) < reachable.size() && reachable[index(id)]);
    };
    std::unordered_set<std::uint64_t> kept;
    for (const auto& tracked : m_origins) {
        const std::size_t count = isReachable(tracked.first) ? tracked.second.size() : 0;
        for (std::uint32_t slot = 0; slot < count; ++slot) {
            const ItemOrigin origin = tracked.second[slot];
            if (origin.owner == kNoValue) {
                continue;
            }
            kept.insert(itemKey(origin));
            if (auto change = keyChange(origin, tracked.first, slot)) {
                planned.items.try_emplace(itemKey(origin), std::move(*change));
            }
        }
    }
    for (std::size_t i = 1; m_hasRemoved && i < sourceTree.places.size(); ++i) {
        const ChildStep& step = sourceTree.places[i].step;
        const std::uint64_t key = itemKey({step.owner, step.slot});
        const bool isTracked = m_origins.contains(step.owner) || !isReachable(step.owner);
        if (isTracked && !kept.contains(key)) {
            planned.items[key].isDropped = true;
        }
    }
}

} // namespace pthf
