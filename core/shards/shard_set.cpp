// SPDX-License-Identifier: Apache-2.0
#include "core/shards/shard_set.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "core/value/graph_walk.h"
#include "core/write/save_safetensors.h"

namespace pthf {

namespace {

/// Something that goes into one shard or another: a tensor with its name, or an entry of a state dict.
struct Item {
    std::string name;
    std::uint64_t bytes = 0;
    std::vector<StorageId> storages; ///< what it shares with others keeps them together
};

/// Numbers items by the shard that they go into: in order, each shard filled up to the limit.
class Split {
public:
    Split(const std::vector<Item>& items, std::uint64_t limit)
        : m_leader(items.size())
        , m_shardOf(items.size())
    {
        std::iota(m_leader.begin(), m_leader.end(), std::size_t{0});
        std::unordered_map<std::uint32_t, std::size_t> firstWith;
        for (std::size_t i = 0; i < items.size(); ++i) {
            for (const StorageId storage : items[i].storages) {
                const auto [place, isNew] = firstWith.emplace(index(storage), i);
                if (!isNew) {
                    join(place->second, i);
                }
            }
        }
        std::vector<std::uint64_t> bytes(items.size(), 0);
        for (std::size_t i = 0; i < items.size(); ++i) {
            bytes[leaderOf(i)] += items[i].bytes;
        }
        assign(bytes, limit);
    }

    std::size_t shards() const noexcept { return m_shards; }
    std::size_t shardOf(std::size_t item) const noexcept { return m_shardOf[item]; }

private:
    std::size_t leaderOf(std::size_t item)
    {
        while (m_leader[item] != item) {
            m_leader[item] = m_leader[m_leader[item]];
            item = m_leader[item];
        }
        return item;
    }

    void join(std::size_t a, std::size_t b)
    {
        const std::size_t first = leaderOf(a);
        const std::size_t second = leaderOf(b);
        m_leader[std::max(first, second)] = std::min(first, second);
    }

    void assign(const std::vector<std::uint64_t>& bytes, std::uint64_t limit)
    {
        std::uint64_t filled = 0;
        for (std::size_t i = 0; i < m_shardOf.size(); ++i) {
            const std::size_t leader = leaderOf(i);
            if (leader != i) {
                m_shardOf[i] = m_shardOf[leader];
                continue;
            }
            if (m_shards == 0 || (filled != 0 && bytes[i] > limit - std::min(filled, limit))) {
                ++m_shards;
                filled = 0;
            }
            filled += bytes[i];
            m_shardOf[i] = m_shards - 1;
        }
    }

    std::vector<std::size_t> m_leader;
    std::vector<std::size_t> m_shardOf;
    std::size_t m_shards = 0;
};

Result<ShardSet> safetensorsShards(const PlannedDocument& planned, std::uint64_t limit)
{
    const NamedTensors named = PTHF_TRY(namedTensors(planned));
    std::vector<Item> items;
    items.reserve(named.tensors.size());
    for (const NamedTensor& tensor : named.tensors) {
        items.push_back({tensor.name, tensor.bytes(), {}});
    }
    const Split split(items, limit);
    std::vector<std::vector<NamedTensor>> tensors(split.shards());
    ShardSet set;
    for (std::size_t i = 0; i < items.size(); ++i) {
        tensors[split.shardOf(i)].push_back(named.tensors[i]);
        set.where.emplace_back(items[i].name, split.shardOf(i));
        set.tensorBytes += items[i].bytes;
    }
    const auto metadata = safetensorsMetadata(planned, named);
    for (auto& some : tensors) {
        Shard shard;
        shard.form.emplace(planned, std::move(some), metadata);
        set.shards.push_back(std::move(shard));
    }
    set.notes = named.notes;
    return set;
}

/// The entries of the one state dict that a plan is, for shards as torch.save writes them.
class ZipShards {
public:
    ZipShards(const PlannedDocument& planned, const Task& task)
        : m_planned(planned)
        , m_task(task)
    {
    }

    Result<ShardSet> run(std::uint64_t limit)
    {
        PTHF_TRY(collect());
        const Split split(m_items, limit);
        ShardSet set;
        for (std::size_t number = 0; number < split.shards(); ++number) {
            std::vector<Entry> entries;
            for (std::size_t i = 0; i < m_items.size(); ++i) {
                if (split.shardOf(i) == number) {
                    entries.push_back(m_entries[i]);
                }
            }
            Shard shard;
            shard.planned = PTHF_TRY(planWith(entries));
            shard.form = PTHF_TRY(FileForm::make(*shard.planned, SaveFormat::Zip));
            set.tensorBytes += shard.form->tensorBytes();
            set.shards.push_back(std::move(shard));
        }
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            set.where.emplace_back(m_items[i].name, split.shardOf(i));
        }
        return set;
    }

private:
    Status collect()
    {
        const Content& content = m_planned.content;
        for (const ChildStep& step : childrenOf(content, content.root)) {
            if (step.kind == ChildStep::Kind::Attribute) {
                continue;
            }
            const auto name = step.kind == ChildStep::Kind::Key ? readableTextOf(content, step.key) : std::nullopt;
            if (!name) {
                return Error{ErrorCode::Unsupported,
                    "shards hold one state dict by name, and this is none: add --extract PATH for the one to split"};
            }
            Item item{*name, 0, {}};
            gather(step.value, item);
            m_items.push_back(std::move(item));
            m_entries.push_back({step.key, step.value});
        }
        const auto nested = std::ranges::find_if(m_planned.tree.leaves, [this](const Leaf& leaf) {
            return leaf.tensor != kNoTensor && m_planned.tree.pathOf(m_planned.content, leaf.place).size() != 1;
        });
        if (nested != m_planned.tree.leaves.end()) {
            const KeyPath path = m_planned.tree.pathOf(m_planned.content, nested->place);
            return Error{ErrorCode::Unsupported,
                "shards hold one state dict by name, and " + pathText(path) + " is a tensor deeper down: add --extract "
                    + (path.empty() ? std::string("PATH") : segmentText(path.front())) + " for the part to split"};
        }
        return Done{};
    }

    /// Storages that an entry needs, and their bytes, counted where they are first needed.
    void gather(ValueId value, Item& item)
    {
        const Content& content = m_planned.content;
        const auto take = [&](StorageId storage) {
            if (storage == kNoStorage || std::ranges::find(item.storages, storage) != item.storages.end()) {
                return;
            }
            item.storages.push_back(storage);
            m_counted.resize(content.storages.size(), false);
            if (!m_counted[index(storage)]) {
                m_counted[index(storage)] = true;
                item.bytes += content.storage(storage).bytes();
            }
        };
        if (const TensorId tensor = content.tensorAt(value); tensor != kNoTensor) {
            take(content.tensor(tensor).storage);
            if (content.tensor(tensor).form == TensorForm::Strided) {
                return;
            }
        }
        std::vector<ValueId> waiting{value};
        for (std::size_t i = 0; i < waiting.size() && i < kMaxParts; ++i) {
            take(content.storageAt(waiting[i]));
            appendParts(content.graph, waiting[i], waiting);
        }
    }

    Result<std::shared_ptr<const PlannedDocument>> planWith(const std::vector<Entry>& entries) const
    {
        auto shard = std::make_shared<PlannedDocument>(m_planned);
        ValueGraph& graph = shard->content.graph;
        const ValueId root = shard->content.root;
        const ValueId dict = graph.addDict(entries);
        if (graph.kind(root) == ValueKind::Dict) {
            shard->content.root = dict;
        } else {
            // An OrderedDict, whose attributes (_metadata) every shard keeps.
            Instance instance = graph.instance(root);
            const ValueId made = graph.addCall(instance.callee, graph.addSequence(ValueKind::Tuple));
            instance.arguments = graph.instance(made).arguments;
            instance.dictItems = dict;
            graph.setInstance(made, instance);
            shard->content.root = made;
        }
        shard->tree = PTHF_TRY(indexTree(shard->content, m_task));
        std::vector<bool> isNeeded(shard->storages.size(), false);
        for (const Entry& entry : entries) {
            const auto place = std::ranges::find(m_entries, entry);
            for (const StorageId storage : m_items[static_cast<std::size_t>(place - m_entries.begin())].storages) {
                isNeeded[index(storage)] = true;
            }
        }
        for (std::size_t i = 0; i < isNeeded.size(); ++i) {
            shard->storages[i].isUsed = isNeeded[i];
        }
        return std::shared_ptr<const PlannedDocument>(std::move(shard));
    }

    /// Values looked through for an entry that is no plain tensor.
    static constexpr std::size_t kMaxParts = 100'000;

    const PlannedDocument& m_planned;
    const Task& m_task;
    std::vector<Item> m_items;
    std::vector<Entry> m_entries;
    std::vector<bool> m_counted; ///< by storage
};

} // namespace

Result<ShardSet> makeShards(
    const PlannedDocument& planned, SaveFormat format, std::uint64_t shardBytes, const Task& task)
{
    return format == SaveFormat::Safetensors ? safetensorsShards(planned, shardBytes)
                                             : ZipShards(planned, task).run(shardBytes);
}

} // namespace pthf
