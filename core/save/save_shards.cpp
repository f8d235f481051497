// SPDX-License-Identifier: Apache-2.0
#include "core/save/save_shards.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <numeric>
#include <system_error>
#include <unordered_map>

#include "core/base/byte_reader.h"
#include "core/io/atomic_file.h"
#include "core/save/file_form.h"
#include "core/save/save_checkpoint.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/value/graph_walk.h"
#include "core/write/save_archive.h"
#include "core/write/save_safetensors.h"

namespace pthf {

namespace {

/// Files that are open at once until all of them get their names.
constexpr std::size_t kMaxShards = 500;

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

/// One file of the set before it is written.
struct Shard {
    std::shared_ptr<const PlannedDocument> planned; ///< of its own, for a zip
    std::optional<FileForm> form;
};

struct ShardSet {
    std::vector<Shard> shards;
    std::vector<std::pair<std::string, std::size_t>> where; ///< name and shard, in file order
    std::uint64_t tensorBytes = 0;
    std::vector<std::string> notes;
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

std::string indexText(const ShardSet& set, const ShardNames& names)
{
    JsonWriter json(2);
    json.beginObject().key("metadata").beginObject().memberCount("total_size", set.tensorBytes).endObject();
    json.key("weight_map").beginObject();
    for (const auto& [name, shard] : set.where) {
        json.member(name, names.shard(shard, set.shards.size()).filename().string());
    }
    json.endObject().endObject();
    return std::move(json).take() + '\n';
}

Status checkNames(const ShardNames& names, std::size_t count, Overwrite overwrite)
{
    std::error_code failed;
    if (!std::filesystem::is_directory(names.folder, failed)) {
        std::filesystem::create_directory(names.folder, failed);
        if (failed) {
            return Error{
                ErrorCode::IoFailed, "the folder " + names.folder.string() + " cannot be made: " + failed.message()};
        }
    }
    for (std::size_t i = 0; overwrite == Overwrite::No && i <= count; ++i) {
        const auto path = i == count ? names.index() : names.shard(i, count);
        if (std::filesystem::exists(path, failed)) {
            return Error{
                ErrorCode::InvalidArgument, path.filename().string() + " exists already; --overwrite replaces the set"};
        }
    }
    return Done{};
}

/// Writes the files of a set, and names them together.
class SetWriter {
public:
    SetWriter(const PlannedDocument& planned, const ShardSet& set, const ShardNames& names, Verification verification,
        const Task& task)
        : m_planned(planned)
        , m_set(set)
        , m_names(names)
        , m_verification(verification)
        , m_task(task)
        , m_progress(m_task, verification == Verification::Full ? 2 * set.tensorBytes : set.tensorBytes)
    {
    }

    Status run()
    {
        for (std::size_t i = 0; i < m_set.shards.size(); ++i) {
            const auto written = writeShard(i);
            if (!written) {
                return failedWithin(written, m_names.shard(i, m_set.shards.size()).filename().string());
            }
        }
        const std::string text = indexText(m_set, m_names);
        AtomicFile file = PTHF_TRY(AtomicFile::create(m_names.index(), text.size()));
        PTHF_TRY(file.write(asBytes(text)));
        PTHF_TRY(file.flush());
        m_bytes += text.size();
        m_files.push_back(std::move(file));
        for (AtomicFile& each : m_files) {
            PTHF_TRY(each.settle(m_task));
        }
        PTHF_TRY(checkUnchanged(*m_planned.source));
        return nameAll();
    }

    /// Removes what has no name yet.
    void discard() { m_files.clear(); }

    const WrittenFile& written() const noexcept { return m_written; }
    std::uint64_t bytes() const noexcept { return m_bytes; }
    std::uint64_t compared() const noexcept { return m_compared; }

private:
    Status writeShard(std::size_t number)
    {
        const FileForm& form = *m_set.shards[number].form;
        AtomicFile file = PTHF_TRY(AtomicFile::create(m_names.shard(number, m_set.shards.size()), form.tensorBytes()));
        const WrittenFile written = PTHF_TRY(form.write(file, m_progress));
        PTHF_TRY(file.flush());
        if (m_verification != Verification::None) {
            const auto compared = form.verify(written, file.partPath(), m_verification, m_progress);
            if (!compared) {
                return failedWithin(compared, "the new file was checked and thrown away");
            }
            m_compared += *compared;
        }
        m_written.storages.insert(m_written.storages.end(), written.storages.begin(), written.storages.end());
        m_written.copiedBytes += written.copiedBytes;
        m_written.convertedBytes += written.convertedBytes;
        m_written.counts.overflows += written.counts.overflows;
        m_written.counts.underflows += written.counts.underflows;
        m_bytes += file.position();
        m_files.push_back(std::move(file));
        return Done{};
    }

    /// The index last: until it is there nobody takes the files for a set. One that would name other files than those
    /// it was written for goes first.
    Status nameAll()
    {
        std::error_code ignored;
        std::vector<std::filesystem::path> named;
        const std::size_t count = m_set.shards.size();
        bool isReplaced = false;
        for (std::size_t i = 0; i < count; ++i) {
            isReplaced = isReplaced || std::filesystem::exists(m_names.shard(i, count), ignored);
        }
        if (isReplaced) {
            std::filesystem::remove(m_names.index(), ignored);
        }
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            const Status committed = m_files[i].commit();
            if (!committed) {
                for (const auto& path : named) {
                    std::filesystem::remove(path, ignored);
                }
                return committed;
            }
            named.push_back(i == count ? m_names.index() : m_names.shard(i, count));
        }
        return Done{};
    }

    const PlannedDocument& m_planned;
    const ShardSet& m_set;
    const ShardNames& m_names;
    Verification m_verification;
    const Task& m_task;
    SaveProgress m_progress;
    std::vector<AtomicFile> m_files;
    WrittenFile m_written;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_compared = 0;
};

std::string fiveDigits(std::size_t number)
{
    constexpr std::size_t kDigits = 5;
    const std::string digits = std::to_string(number);
    return std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits;
}

} // namespace

std::filesystem::path ShardNames::shard(std::size_t number, std::size_t count) const
{
    return folder / (stem + "-" + fiveDigits(number + 1) + "-of-" + fiveDigits(count) + extension);
}

std::filesystem::path ShardNames::index() const
{
    return folder / (stem + extension + ".index.json");
}

ShardNames shardNamesFor(const std::filesystem::path& target, SaveFormat format)
{
    constexpr std::string_view kIndex = ".index.json";
    const bool isSafetensors = format == SaveFormat::Safetensors;
    ShardNames names{target, isSafetensors ? "model" : "pytorch_model", isSafetensors ? ".safetensors" : ".bin"};
    std::string file = target.filename().string();
    const bool isIndex = file.ends_with(kIndex);
    if (isIndex) {
        file.resize(file.size() - kIndex.size());
    }
    std::error_code failed;
    const bool isFolder = file.empty() || std::filesystem::is_directory(target, failed);
    const std::filesystem::path extension = std::filesystem::path(file).extension();
    if (!isFolder && !extension.empty()) {
        names.folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
        names.stem = std::filesystem::path(file).stem().string();
        names.extension = extension.string();
    }
    return names;
}

Result<Receipt> saveShards(
    const PlannedDocument& planned, const SaveOptions& options, std::uint64_t shardBytes, const Task& task)
{
    const auto begin = std::chrono::steady_clock::now();
    if (planned.refusal) {
        return Error{ErrorCode::InvalidArgument, *planned.refusal};
    }
    if (options.format == SaveFormat::Legacy || shardBytes == 0) {
        return Error{ErrorCode::InvalidArgument,
            shardBytes == 0 ? "shards need a size of at least one byte"
                            : "shards are written as zip or safetensors, not in the legacy format"};
    }
    PTHF_TRY(checkDamage(*planned.source));
    if (keepsProgram(planned)) {
        return Error{ErrorCode::Unsupported, "a program cannot be split into shards: add --state-dict"};
    }
    PTHF_TRY(checkKind(planned, options.format));
    PTHF_TRY(checkTensors(planned));
    PTHF_TRY(checkUnchanged(*planned.source));
    const bool isSafetensors = options.format == SaveFormat::Safetensors;
    auto made = isSafetensors ? safetensorsShards(planned, shardBytes) : ZipShards(planned, task).run(shardBytes);
    const ShardSet set = PTHF_TRY(std::move(made));
    if (set.shards.size() > kMaxShards) {
        return Error{ErrorCode::InvalidArgument,
            "that would be " + std::to_string(set.shards.size()) + " files, at most " + std::to_string(kMaxShards)
                + " are written: ask for larger ones"};
    }
    const ShardNames names = shardNamesFor(options.target, options.format);
    std::error_code ignored;
    const bool isFolderNew = !std::filesystem::exists(names.folder, ignored);
    PTHF_TRY(checkNames(names, set.shards.size(), options.overwrite));
    SetWriter writer(planned, set, names, options.verification, task);
    const Status done = writer.run();
    if (!done) {
        writer.discard();
        if (isFolderNew) {
            std::filesystem::remove(names.folder, ignored);
        }
        return done.error();
    }
    SaveOptions named = options;
    named.target = names.index();
    Receipt receipt = receiptOf(planned, named, writer.written());
    receipt.targetBytes = writer.bytes();
    receipt.comparedBytes = writer.compared();
    receipt.notes.insert(receipt.notes.end(), set.notes.begin(), set.notes.end());
    receipt.notes.push_back("split into " + countOf(set.shards.size(), "file") + ", "
        + names.shard(0, set.shards.size()).filename().string() + " and so on");
    receipt.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return receipt;
}

} // namespace pthf
