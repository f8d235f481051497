// SPDX-License-Identifier: Apache-2.0
//
// A folder of torch.distributed.checkpoint (FORMATS 8): `.metadata` (or one `__<rank>.metadata` a rank) and
// `__<rank>_<n>.distcp`. Each item of these is a complete torch.save file of one tensor, or of one value; a tensor's
// items are laid together when its bytes are read, values are read at once.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "core/checkpoint/item_source.h"
#include "core/elements/assembled_source.h"
#include "core/folders/checkpoint_folder.h"
#include "core/folders/dcp_metadata.h"
#include "core/folders/folder_files.h"
#include "core/folders/folder_opening.h"
#include "core/folders/stored_tensor.h"
#include "core/foreign/safetensors_reader.h"
#include "core/io/file_source.h"
#include "core/io/range_source.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// The nested dictionaries and lists that the entries were taken from, put together again as
/// torch.distributed.checkpoint._nested_dict does it.
class Nest {
public:
    explicit Nest(std::size_t entries)
        : m_mostItems(entries)
    {
        m_nodes.emplace_back();
    }

    /// Whether the value found its place: not where two entries contradict each other.
    bool put(const std::vector<DcpStep>& path, ValueId value)
    {
        std::size_t at = 0;
        for (std::size_t i = 0; i < path.size(); ++i) {
            const bool isLast = i + 1 == path.size();
            const bool wantsList = !isLast && std::holds_alternative<std::uint64_t>(path[i + 1]);
            const std::size_t next = child(at, path[i]);
            if (next == kNone || (!isLast && m_nodes[next].value != kNoValue)) {
                return false;
            }
            at = next;
            if (!isLast && m_nodes[at].isEmpty()) {
                m_nodes[at].isList = wantsList;
            }
        }
        Node& leaf = m_nodes[at];
        if (leaf.value != kNoValue || !leaf.isEmpty()) {
            return false;
        }
        leaf.value = value;
        return true;
    }

    ValueId build(ValueGraph& graph)
    {
        for (std::size_t i = m_nodes.size(); i-- > 0;) { // children have the higher numbers
            Node& node = m_nodes[i];
            if (node.value == kNoValue) {
                node.value = node.isList ? list(graph, node) : dict(graph, node);
            }
        }
        return m_nodes.front().value;
    }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    struct Node {
        bool isList = false;
        std::map<DcpStep, std::size_t> numbers;
        std::vector<std::pair<DcpStep, std::size_t>> children; ///< in the order of their coming
        ValueId value = kNoValue;

        bool isEmpty() const noexcept { return children.empty(); }
    };

    std::size_t child(std::size_t parent, const DcpStep& step)
    {
        const auto known = m_nodes[parent].numbers.find(step);
        if (known != m_nodes[parent].numbers.end()) {
            return known->second;
        }
        const auto* position = std::get_if<std::uint64_t>(&step);
        if ((position != nullptr) != m_nodes[parent].isList || (position != nullptr && *position >= m_mostItems)) {
            return kNone;
        }
        const std::size_t made = m_nodes.size();
        m_nodes.emplace_back();
        m_nodes[parent].numbers.emplace(step, made);
        m_nodes[parent].children.emplace_back(step, made);
        return made;
    }

    ValueId list(ValueGraph& graph, const Node& node) const
    {
        std::uint64_t count = 0;
        for (const auto& [step, number] : node.children) {
            count = std::max(count, std::get<std::uint64_t>(step) + 1);
        }
        std::vector<ValueId> items(static_cast<std::size_t>(count), kNoValue);
        for (const auto& [step, number] : node.children) {
            items[static_cast<std::size_t>(std::get<std::uint64_t>(step))] = m_nodes[number].value;
        }
        for (ValueId& item : items) {
            item = item == kNoValue ? graph.addNone() : item;
        }
        return graph.addSequence(ValueKind::List, items);
    }

    ValueId dict(ValueGraph& graph, const Node& node) const
    {
        std::vector<Entry> entries;
        for (const auto& [step, number] : node.children) {
            const ValueId key = graph.addText(std::get<std::string>(step));
            entries.push_back({key, m_nodes[number].value});
        }
        return graph.addDict(entries);
    }

    std::size_t m_mostItems;
    std::vector<Node> m_nodes; ///< [0] is the root
};

class DcpReader {
public:
    DcpReader(FolderOpening& opening, const std::filesystem::path& folder)
        : m_opening(opening)
        , m_document(opening.document)
        , m_files(folder)
    {
    }

    Status read(const DcpMetadata& metadata)
    {
        Nest nest(metadata.entries.size());
        for (const DcpEntry& entry : metadata.entries) {
            PTHF_TRY(m_opening.task.poll());
            const ValueId value = valueOf(entry);
            if (value != kNoValue && !nest.put(entry.path, value)) {
                lose(entry.name, ErrorCode::Corrupt, "another entry stands where it belongs");
            }
        }
        m_document.content.root = nest.build(m_document.content.graph);
        m_document.fileBytes += m_files.bytes();
        return Done{};
    }

private:
    void lose(const std::string& name, ErrorCode code, const std::string& why)
    {
        m_document.problems.add(Severity::Error, code, displayText(name, 200) + ": " + why, name);
        m_document.hasDescriptionOnly = true;
    }

    ValueId valueOf(const DcpEntry& entry)
    {
        if (const auto* tensor = std::get_if<DcpTensor>(&entry.value)) {
            return tensorValue(entry.name, *tensor);
        }
        const auto item = itemAt(std::get<DcpBytes>(entry.value).place);
        auto read = item ? m_opening.readPart(*item, entry.name + ":") : Result<ValueId>(item.error());
        if (!read) {
            lose(entry.name, read.error().code(), read.error().message());
            return kNoValue;
        }
        return *read;
    }

    Result<std::shared_ptr<const ByteSource>> itemAt(const std::optional<DcpPlace>& place)
    {
        if (!place) {
            return Error{ErrorCode::Corrupt, "the metadata does not say where it lies"};
        }
        if (place->isTransformed) {
            return Error{ErrorCode::Unsupported, "its bytes were compressed by an extension"};
        }
        auto file = PTHF_TRY(m_files.open(place->file));
        auto item = RangeSource::make(std::move(file), place->offset, place->length, place->file);
        if (!item) {
            return failedWithin(item, displayText(place->file, 200));
        }
        return std::shared_ptr<const ByteSource>(*std::move(item));
    }

    /// The bytes of a tensor in a file that is safetensors as a whole (SerializationFormat.SAFETENSORS): its metadata
    /// gives no places then, and torch's own reader cannot find them. Null in files of any other kind.
    std::shared_ptr<const ByteSource> namedBytes(const std::string& name, const DcpChunk& chunk, DType dtype)
    {
        if (!chunk.place || chunk.place->offset != 0) {
            return nullptr;
        }
        const auto file = m_files.open(chunk.place->file);
        const SafetensorsHeader* header = file ? headerOf(chunk.place->file, **file) : nullptr;
        if (header == nullptr) {
            return nullptr;
        }
        const auto entry = std::ranges::find(header->entries, name, &SafetensorsEntry::name);
        const bool isIt = entry != header->entries.end() && entry->dtype == dtype && entry->shape == chunk.sizes
            && entry->available == entry->bytes;
        auto bytes = isIt ? RangeSource::make(*file, entry->offset, entry->bytes, name)
                          : Result<std::shared_ptr<const RangeSource>>(Error{ErrorCode::Corrupt, {}});
        return bytes ? *std::move(bytes) : nullptr;
    }

    const SafetensorsHeader* headerOf(const std::string& name, const ByteSource& file)
    {
        const auto [known, isNew] = m_headers.emplace(name, std::nullopt);
        std::array<std::byte, 9> front{}; // the length of the header, and its first character
        if (isNew && file.size() > front.size() && file.readAt(0, front) && front.back() == std::byte{'{'}) {
            if (auto header = readSafetensorsHeader(file, m_opening.limits)) {
                known->second = *std::move(header);
            }
        }
        return known->second ? &*known->second : nullptr;
    }

    ValueId tensorValue(const std::string& name, const DcpTensor& described)
    {
        std::vector<TensorChunk> chunks;
        bool isTold = false;
        for (const DcpChunk& chunk : described.chunks) {
            auto item = itemAt(chunk.place);
            std::shared_ptr<const ByteSource> bytes = namedBytes(name, chunk, described.dtype);
            if (bytes) {
                chunks.push_back({chunk.offsets, chunk.sizes, std::move(bytes)});
                continue;
            }
            if (item) {
                bytes =
                    std::make_shared<ItemSource>(*std::move(item), described.dtype, chunk.sizes, m_opening.openBytes);
            } else if (!isTold) {
                lose(name, item.error().code(), item.error().message());
                isTold = true;
            }
            chunks.push_back({chunk.offsets, chunk.sizes, std::move(bytes)});
        }
        auto assembled = AssembledSource::make(described.shape, dtypeBytes(described.dtype), std::move(chunks), name);
        StoredTensor tensor{name, described.dtype, described.shape, nullptr, 0, false};
        if (!assembled) {
            lose(name, assembled.error().code(), assembled.error().message());
        } else {
            tensor.available = (*assembled)->bytesAtFront();
            if (tensor.available < (*assembled)->size() && !isTold) {
                lose(name, ErrorCode::Truncated, "its chunks do not cover it");
            }
            tensor.bytes = *std::move(assembled);
        }
        const auto added = addStoredTensor(m_document, std::move(tensor));
        return added ? *added : kNoValue;
    }

    FolderOpening& m_opening;
    Document& m_document;
    FolderFiles m_files;
    std::map<std::string, std::optional<SafetensorsHeader>> m_headers; ///< of the files that are safetensors
};

Result<DcpMetadata> readMetadata(FolderOpening& opening, const std::vector<std::filesystem::path>& files)
{
    DcpMetadata all;
    std::map<std::string, std::size_t> numbers;
    for (const std::filesystem::path& path : files) {
        const auto source = PTHF_TRY(FileSource::open(path));
        opening.document.fileBytes += source->size();
        auto metadata = readDcpMetadata(source, opening.limits, opening.document.problems, opening.task);
        if (!metadata) {
            return failedWithin(metadata, displayText(path.filename().string(), 200));
        }
        // Where every rank wrote metadata of its own, each knows its own chunks.
        for (DcpEntry& entry : metadata->entries) {
            const auto [known, isNew] = numbers.emplace(entry.name, all.entries.size());
            if (isNew) {
                all.entries.push_back(std::move(entry));
                continue;
            }
            auto* whole = std::get_if<DcpTensor>(&all.entries[known->second].value);
            const auto* part = std::get_if<DcpTensor>(&entry.value);
            if (whole == nullptr || part == nullptr) {
                continue;
            }
            for (const DcpChunk& chunk : part->chunks) {
                const auto isSame = [&chunk](const DcpChunk& other) { return other.offsets == chunk.offsets; };
                if (std::ranges::none_of(whole->chunks, isSame)) {
                    whole->chunks.push_back(chunk);
                }
            }
        }
    }
    return all;
}

} // namespace

Status openDcp(FolderOpening& opening, const std::filesystem::path& folder)
{
    const std::vector<std::filesystem::path> files = dcpMetadataFiles(folder);
    if (files.empty()) {
        return Error{ErrorCode::Corrupt, "the folder has no .metadata file, which says what its .distcp files hold"};
    }
    const DcpMetadata metadata = PTHF_TRY(readMetadata(opening, files));
    PTHF_TRY(DcpReader(opening, folder).read(metadata));
    Document& document = opening.document;
    document.kind = FileKind::Dcp;
    document.what = "distributed checkpoint (torch.distributed.checkpoint folder)";
    document.detail = countOf(metadata.entries.size(), "entry", "entries") + " put together from their chunks";
    return Done{};
}

} // namespace pthf
