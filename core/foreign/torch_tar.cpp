// SPDX-License-Identifier: Apache-2.0
//
// torch.save of 0.1.1 to 0.1.9 (torch/serialization.py of 0.1.9; FORMATS 5): a tar of four members.
//
//   sys_info  pickle {'protocol_version': 1000, 'little_endian': True, 'type_sizes': {…}}
//   pickle    the object; a tensor or a storage in it is the persistent id '94857102', a class (class, file, source)
//   tensors   pickle(count), then for each: pickle (key, storage key or None, class)
//             int32 dimensions | 4 bytes | int64 sizes | int64 strides | int64 offset
//   storages  pickle(count), then for each: pickle (key, location, class) | int64 elements | elements
//             pickle [(view key, root key, offset, elements), …]
//
// 0.1.2 to 0.1.4 write (key, class) for storages and (key, class, storage key) for tensors. Numbers outside of pickles
// are in the writer's byte order.
#include "core/foreign/torch_tar.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/checked_math.h"
#include "core/container/tar_directory.h"
#include "core/foreign/source_cursor.h"
#include "core/io/range_source.h"
#include "core/meaning/torch_words.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxMembers = 64;
constexpr std::int64_t kMaxDims = 64;

using Key = std::int64_t;

/// A storage by its key: whole, or a run of another one.
struct StorageView {
    StorageId storage = kNoStorage;
    std::int64_t offset = 0;
};

/// One of the small pickles around the numbers, in a graph of its own.
struct SmallPickle {
    ValueGraph graph;
    ValueId root = kNoValue;
    std::uint64_t end = 0; ///< in the member

    std::span<const ValueId> items() const { return sequenceItems(graph, root); }
    std::optional<std::int64_t> integer(ValueId id) const { return plainInteger(graph, id); }
    bool isClass(ValueId id) const { return graph.kind(id) == ValueKind::Global; }
};

class TarReader {
public:
    TarReader(std::shared_ptr<const ByteSource> source, const Limits& limits, const Task& task)
        : m_source(std::move(source))
        , m_limits(limits)
        , m_task(task)
    {
    }

    Result<ForeignContent> read()
    {
        m_tar.what = "PyTorch checkpoint (tar, torch 0.1.1 to 0.1.9)";
        m_members = PTHF_TRY(readTarDirectory(*m_source, kMaxMembers));
        PTHF_TRY(readSystem());
        const auto pickle = PTHF_TRY(open("pickle"));
        PickleResult object = PTHF_TRY(readPickle(pickle, 0, m_tar.content.graph, m_limits, m_task));
        m_tar.content.root = object.root;
        m_tar.pickles.push_back(std::move(object));
        PTHF_TRY(readStorages());
        PTHF_TRY(readTensors());
        resolve();
        return std::move(m_tar);
    }

private:
    static Error corrupt(std::string_view member, std::string_view what)
    {
        return {ErrorCode::Corrupt, std::string(member) + ": " + std::string(what)};
    }

    /// A member's bytes, as far as the file has them.
    Result<std::shared_ptr<const ByteSource>> open(std::string_view name)
    {
        const auto found = std::ranges::find(m_members, name, &TarMember::name);
        if (found == m_members.end() || found->offset > m_source->size()) {
            return corrupt(name, "the tar has no such member");
        }
        const std::uint64_t there = std::min(found->bytes, m_source->size() - found->offset);
        std::shared_ptr<const ByteSource> range =
            PTHF_TRY(RangeSource::make(m_source, found->offset, there, std::string(name)));
        return range;
    }

    /// The pickle that begins there: small ones from a few bytes, since there is one a storage.
    Result<SmallPickle> readSmall(const std::shared_ptr<const ByteSource>& member, std::uint64_t offset)
    {
        constexpr std::uint64_t kFew = 1024;
        SmallPickle small;
        std::vector<std::byte> few(
            static_cast<std::size_t>(std::min(kFew, member->size() - std::min(offset, member->size()))));
        PTHF_TRY(member->readAt(offset, few));
        auto pickle = readPickle(few, small.graph, m_limits, m_task, member->baseOffset() + offset);
        if (pickle) {
            small.end = offset + pickle->end;
            small.root = pickle->root;
            return small;
        }
        if (pickle.error().code() != ErrorCode::Truncated || few.size() < kFew) {
            return failedWithin(pickle, member->name());
        }
        small.graph = {};
        const PickleResult whole = PTHF_TRY(readPickle(member, offset, small.graph, m_limits, m_task));
        small.end = whole.end;
        small.root = whole.root;
        return small;
    }

    Status readSystem()
    {
        const auto member = PTHF_TRY(open("sys_info"));
        const SmallPickle system = PTHF_TRY(readSmall(member, 0));
        if (system.graph.kind(system.root) != ValueKind::Dict) {
            return corrupt("sys_info", "no dictionary");
        }
        for (const Entry& entry : system.graph.entries(system.root)) {
            if (plainText(system.graph, entry.key) == "little_endian") {
                m_isBigEndian = plainFlag(system.graph, entry.value) == false;
            }
        }
        return Done{};
    }

    Result<std::uint64_t> readCount(const std::shared_ptr<const ByteSource>& member, std::uint64_t& end)
    {
        const SmallPickle count = PTHF_TRY(readSmall(member, 0));
        const auto number = count.integer(count.root);
        if (!number || *number < 0) {
            return corrupt(member->name(), "has to begin with a count");
        }
        end = count.end;
        return static_cast<std::uint64_t>(*number);
    }

    SourceCursor cursorAt(const ByteSource& member, std::uint64_t offset) const
    {
        return SourceCursor(member, offset, m_isBigEndian ? ByteOrder::Big : ByteOrder::Little);
    }

    /// Reads a count and gives that many entries to `place`, which says where the next one begins. Gives the offset
    /// behind the last; nothing where the member ends before it, which is told as lost.
    Result<std::optional<std::uint64_t>> placeEntries(const std::shared_ptr<const ByteSource>& member,
        std::string_view what, Result<std::uint64_t> (TarReader::*place)(const ByteSource&, const SmallPickle&))
    {
        std::uint64_t position = 0;
        const std::uint64_t count = PTHF_TRY(readCount(member, position));
        for (std::uint64_t i = 0; i < count; ++i) {
            PTHF_TRY(m_task.poll());
            const auto header = readSmall(member, position);
            const auto next = header ? (this->*place)(*member, *header) : Result<std::uint64_t>(header.error());
            if (!next && next.error().code() == ErrorCode::Truncated) {
                tellLost(count - i, what);
                return std::optional<std::uint64_t>();
            }
            position = PTHF_TRY(next);
        }
        return std::optional(position);
    }

    Status readStorages()
    {
        const auto member = PTHF_TRY(open("storages"));
        const auto behind = PTHF_TRY(placeEntries(member, "storages", &TarReader::placeStorage));
        return behind ? readViews(member, *behind) : Status(Done{});
    }

    void tellLost(std::uint64_t count, std::string_view what)
    {
        m_tar.problems.add(Severity::Error, ErrorCode::Truncated,
            "the file ends before " + std::to_string(count) + " of its " + std::string(what));
    }

    /// Gives the offset behind the storage's elements.
    Result<std::uint64_t> placeStorage(const ByteSource& member, const SmallPickle& header)
    {
        const auto items = header.items();
        const bool hasLocation = items.size() == 3;
        const auto key = items.size() == 2 || hasLocation ? header.integer(items[0]) : std::nullopt;
        if (!key || !header.isClass(items.back())) {
            return corrupt("storages", "an entry that is no (key, location, class)");
        }
        const auto dtype = dtypeFromStorageClass(header.graph.globalName(items.back()));
        if (!dtype) {
            return corrupt("storages",
                displayText(header.graph.globalName(items.back()), 80) + " is no storage class that is known");
        }
        SourceCursor cursor = cursorAt(member, header.end);
        const auto elements = PTHF_TRY(cursor.number<std::int64_t>());
        const auto bytes = elements < 0
            ? std::nullopt
            : checkedMultiply<std::uint64_t>(static_cast<std::uint64_t>(elements), dtypeBytes(*dtype));
        const auto end = bytes ? checkedAdd(cursor.offset(), *bytes) : std::nullopt;
        if (!end) {
            return corrupt("storages", "a storage of " + std::to_string(elements) + " elements is impossible");
        }
        StorageValue storage;
        storage.key = std::to_string(*key);
        storage.dtype = *dtype;
        storage.isBigEndian = m_isBigEndian;
        storage.elements = static_cast<std::uint64_t>(elements);
        const bool isCuda = header.graph.globalModule(items.back()) == "torch.cuda";
        storage.device = hasLocation ? std::string(plainText(header.graph, items[1]).value_or("cpu"))
                                     : std::string(isCuda ? "cuda" : "cpu");
        storage.place = rangeIn(*m_source, cursor.absoluteOffset() - m_source->baseOffset(), *bytes);
        Content& content = m_tar.content;
        m_storages[*key] = {StorageId{static_cast<std::uint32_t>(content.storages.size())}, 0};
        content.storages.push_back(std::move(storage));
        return *end;
    }

    Status readViews(const std::shared_ptr<const ByteSource>& member, std::uint64_t position)
    {
        if (position >= member->size()) { // 0.1.2 and 0.1.3 write none
            return Done{};
        }
        const SmallPickle views = PTHF_TRY(readSmall(member, position));
        for (const ValueId view : views.items()) {
            const auto parts = sequenceItems(views.graph, view);
            const auto key = parts.size() == 4 ? views.integer(parts[0]) : std::nullopt;
            const auto root = key ? views.integer(parts[1]) : std::nullopt;
            const auto offset = root ? views.integer(parts[2]) : std::nullopt;
            const auto found = root ? m_storages.find(*root) : m_storages.end();
            if (!offset || *offset < 0 || found == m_storages.end()) {
                return corrupt(
                    "storages", "a view that is no (key, root, offset, elements) of a storage that is there");
            }
            m_storages[*key] = {found->second.storage, *offset};
        }
        return Done{};
    }

    Status readTensors()
    {
        const auto member = PTHF_TRY(open("tensors"));
        PTHF_TRY(placeEntries(member, "tensors", &TarReader::placeTensor));
        return Done{};
    }

    /// Gives the offset behind the tensor's numbers.
    Result<std::uint64_t> placeTensor(const ByteSource& member, const SmallPickle& header)
    {
        const auto items = header.items();
        const auto key = items.size() == 3 ? header.integer(items[0]) : std::nullopt;
        if (!key) {
            return corrupt("tensors", "an entry that is no (key, storage key, class)");
        }
        const ValueId storageKey = header.isClass(items[1]) ? items[2] : items[1];
        const ValueId className = header.isClass(items[1]) ? items[1] : items[2];
        SourceCursor cursor = cursorAt(member, header.end);
        const auto dims = PTHF_TRY(cursor.number<std::int32_t>());
        PTHF_TRY(cursor.skip(4));
        if (dims < 0 || dims > kMaxDims) {
            return corrupt("tensors", "a tensor of " + std::to_string(dims) + " dimensions");
        }
        TensorValue tensor;
        for (Dims* numbers : {&tensor.layout.shape, &tensor.layout.strides}) {
            for (std::int32_t i = 0; i < dims; ++i) {
                numbers->push_back(PTHF_TRY(cursor.number<std::int64_t>()));
            }
        }
        tensor.layout.offset = PTHF_TRY(cursor.number<std::int64_t>());
        if (dims == 0) { // torch had no scalars before 0.4: no dimensions, no elements
            tensor.layout.shape = {0};
            tensor.layout.strides = {1};
        }
        addTensorOf(*key, header, storageKey, className, std::move(tensor));
        return cursor.offset();
    }

    /// A tensor without a storage is empty: it gets one without elements.
    void addTensorOf(Key key, const SmallPickle& header, ValueId storageKey, ValueId className, TensorValue tensor)
    {
        Content& content = m_tar.content;
        const auto number = header.integer(storageKey);
        const auto found = number ? m_storages.find(*number) : m_storages.end();
        if (found == m_storages.end()) {
            // torch.FloatTensor has the storage class torch.FloatStorage.
            std::string name = header.isClass(className) ? std::string(header.graph.globalName(className)) : "";
            name.resize(name.ends_with("Tensor") ? name.size() - 6 : name.size());
            StorageValue storage;
            storage.key = "none:" + std::to_string(key);
            storage.dtype = dtypeFromStorageClass(name + "Storage").value_or(DType::Float32);
            if (number) {
                m_tar.problems.add(Severity::Error, ErrorCode::Truncated,
                    "storage " + std::to_string(*number) + " of tensor " + std::to_string(key) + " is not in the file");
                storage.elements = elementSpan(tensor.layout).value_or(0);
                storage.elements = std::min(storage.elements, kMaxElements);
            }
            content.storages.push_back(std::move(storage));
            tensor.storage = StorageId{static_cast<std::uint32_t>(content.storages.size() - 1)};
        } else {
            tensor.storage = found->second.storage;
            tensor.layout.offset = checkedAdd(tensor.layout.offset, found->second.offset).value_or(-1);
        }
        tensor.dtype = content.storage(tensor.storage).dtype;
        tensor.isPart = true; // until the values mention it
        const StorageId storage = tensor.storage;
        m_tensors[key] = addView(content, storage, std::move(tensor));
    }

    static std::optional<Key> keyOf(const ValueGraph& graph, ValueId id)
    {
        if (const auto number = plainInteger(graph, id)) {
            return number;
        }
        const std::string_view text = plainText(graph, id).value_or("");
        Key key = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), key);
        return error == std::errc{} && end == text.data() + text.size() ? std::optional(key) : std::nullopt;
    }

    /// Puts tensors, storages and classes where the values name them.
    void resolve()
    {
        Content& content = m_tar.content;
        ValueGraph& graph = content.graph;
        std::uint64_t unknown = 0;
        const auto nodes = static_cast<std::uint32_t>(graph.size());
        for (std::uint32_t i = 0; i < nodes; ++i) {
            const ValueId id{i};
            if (graph.kind(id) != ValueKind::Persistent) {
                continue;
            }
            const ValueId named = graph.persistentId(id);
            const auto parts = sequenceItems(graph, named);
            const auto key = keyOf(graph, named);
            const auto tensor = key ? m_tensors.find(*key) : m_tensors.end();
            const auto storage = key ? m_storages.find(*key) : m_storages.end();
            if (!parts.empty() && graph.kind(parts[0]) == ValueKind::Global) {
                graph.replace(id, parts[0]);
            } else if (tensor != m_tensors.end()) {
                const TensorId number = content.tensorAt(tensor->second);
                graph.replace(id, tensor->second);
                content.markTensor(id, number);
                content.tensor(number).value = id;
            } else if (storage != m_storages.end()) {
                content.markStorage(id, storage->second.storage);
            } else {
                ++unknown;
            }
        }
        if (unknown != 0) {
            m_tar.problems.add(Severity::Error, ErrorCode::Corrupt,
                std::to_string(unknown) + " values name tensors or storages that the file does not have");
        }
    }

    static constexpr std::uint64_t kMaxElements = std::uint64_t{1} << 56U; ///< times 16 bytes still fits

    std::shared_ptr<const ByteSource> m_source;
    const Limits& m_limits;
    const Task& m_task;
    std::vector<TarMember> m_members;
    bool m_isBigEndian = false;
    std::unordered_map<Key, StorageView> m_storages;
    std::unordered_map<Key, ValueId> m_tensors;
    ForeignContent m_tar;
};

} // namespace

Result<ForeignContent> readTorchTar(
    const std::shared_ptr<const ByteSource>& source, const Limits& limits, const Task& task)
{
    return TarReader(source, limits, task).read();
}

} // namespace pthf
