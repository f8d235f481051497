// SPDX-License-Identifier: Apache-2.0
//
// `.metadata` is one pickle (torch/distributed/checkpoint/metadata.py):
//
//     Metadata
//       state_dict_metadata   {"model.fc.weight": TensorStorageMetadata(properties, size, chunks), "step": Bytes…()}
//         properties          (dtype, layout, requires_grad, memory format, pinned[, strides])
//         chunks              [ChunkStorageMetadata(offsets, sizes), …]
//       planner_data          {"model.fc.weight": ("model", "fc.weight")}: the nested dictionaries it stood in
//       storage_data          {MetadataIndex(fqn, offset): _StorageInfo(relative_path, offset, length[, transforms])}
//
// The classes moved between releases (torch.distributed._shard.checkpoint before 2.0); their attributes did not, so
// these are what is gone by.
#include "core/folders/dcp_metadata.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/checked_math.h"
#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"
#include "core/meaning/value_parts.h"
#include "core/pickle/pickle_machine.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Chunks of one tensor: more ranks than any machine has, and few enough to compare with each other.
constexpr std::size_t kMostChunks = 16'384;
constexpr std::size_t kMostSteps = 64;

class Reader {
public:
    Reader(const Content& content, Problems& problems)
        : m_content(content)
        , m_graph(content.graph)
        , m_problems(problems)
    {
    }

    Result<DcpMetadata> read(const Task& task)
    {
        const ValueId described = attribute(m_content.root, "state_dict_metadata");
        if (described == kNoValue || m_graph.kind(described) != ValueKind::Dict) {
            return Error{ErrorCode::Corrupt, "the pickle holds no metadata of torch.distributed.checkpoint"};
        }
        readPlaces();
        DcpMetadata metadata;
        const ValueId paths = attribute(m_content.root, "planner_data");
        const std::unordered_map<std::string_view, ValueId> pathOf = byName(paths);
        for (const Entry& entry : m_graph.entries(described)) {
            PTHF_TRY(task.poll());
            const auto name = plainText(m_graph, entry.key);
            if (!name) {
                complain("an entry whose name is no text");
                continue;
            }
            const auto path = pathOf.find(*name);
            addEntry(metadata, *name, entry.value, path == pathOf.end() ? kNoValue : path->second);
        }
        return metadata;
    }

private:
    ValueId attribute(ValueId object, std::string_view name) const
    {
        const bool isInstance = object != kNoValue
            && (m_graph.kind(object) == ValueKind::Object || m_graph.kind(object) == ValueKind::Call);
        return isInstance ? attributeOf(m_content, object, name) : kNoValue;
    }

    std::unordered_map<std::string_view, ValueId> byName(ValueId dict) const
    {
        std::unordered_map<std::string_view, ValueId> found;
        if (dict != kNoValue && m_graph.kind(dict) == ValueKind::Dict) {
            for (const Entry& entry : m_graph.entries(dict)) {
                if (const auto name = plainText(m_graph, entry.key)) {
                    found.emplace(*name, entry.value);
                }
            }
        }
        return found;
    }

    void complain(const std::string& message, std::string_view name = {})
    {
        m_problems.add(Severity::Warning, ErrorCode::Corrupt, ".metadata: " + message, std::string(name));
    }

    /// Items by name and offset, as one text.
    static std::string placeKey(std::string_view name, const Dims& offsets)
    {
        return std::string(name) + '\0' + shapeText(offsets);
    }

    void readPlaces()
    {
        const ValueId stored = attribute(m_content.root, "storage_data");
        if (stored == kNoValue || m_graph.kind(stored) != ValueKind::Dict) {
            return;
        }
        for (const Entry& entry : m_graph.entries(stored)) {
            const ValueId named = attribute(entry.key, "fqn");
            const auto name = named == kNoValue ? std::nullopt : plainText(m_graph, named);
            const ValueId offset = attribute(entry.key, "offset");
            const auto place = placeOf(entry.value);
            if (!name || !place) {
                complain("an item without a name or a place");
                continue;
            }
            const auto offsets = offset == kNoValue ? std::nullopt : dimsOf(m_graph, offset);
            m_places.emplace(placeKey(*name, offsets.value_or(Dims{})), *place);
        }
    }

    std::optional<DcpPlace> placeOf(ValueId info) const
    {
        const ValueId file = attribute(info, "relative_path");
        const ValueId offset = attribute(info, "offset");
        const ValueId length = attribute(info, "length");
        if (file == kNoValue || offset == kNoValue || length == kNoValue) {
            return std::nullopt;
        }
        const auto name = plainText(m_graph, file);
        const auto begin = plainInteger(m_graph, offset);
        const auto bytes = plainInteger(m_graph, length);
        if (!name || !begin || !bytes || *begin < 0 || *bytes < 0) {
            return std::nullopt;
        }
        DcpPlace place;
        place.file = std::string(*name);
        place.offset = static_cast<std::uint64_t>(*begin);
        place.length = static_cast<std::uint64_t>(*bytes);
        const ValueId transforms = attribute(info, "transform_descriptors");
        place.isTransformed = transforms != kNoValue && !sequenceItems(m_graph, transforms).empty();
        return place;
    }

    std::optional<DcpPlace> placeOf(std::string_view name, const Dims& offsets) const
    {
        const auto found = m_places.find(placeKey(name, offsets));
        return found == m_places.end() ? std::nullopt : std::optional(found->second);
    }

    void addEntry(DcpMetadata& metadata, std::string_view name, ValueId described, ValueId path)
    {
        DcpEntry entry;
        entry.name = std::string(name);
        entry.path = pathOf(name, path);
        if (attribute(described, "chunks") == kNoValue) {
            entry.value = DcpBytes{placeOf(name, {})};
        } else if (auto tensor = tensorOf(name, described)) {
            entry.value = *std::move(tensor);
        } else {
            return;
        }
        metadata.entries.push_back(std::move(entry));
    }

    std::optional<DcpTensor> tensorOf(std::string_view name, ValueId described)
    {
        DcpTensor tensor;
        const ValueId size = attribute(described, "size");
        auto shape = size == kNoValue ? std::nullopt : dimsOf(m_graph, size);
        const auto dtype = dtypeOf(attribute(described, "properties"));
        const auto chunks = sequenceItems(m_graph, attribute(described, "chunks"));
        if (!shape || !dtype || *dtype == DType::Unknown || chunks.size() > kMostChunks) {
            complain("a tensor without shape or type, or of too many chunks", name);
            return std::nullopt;
        }
        tensor.shape = *std::move(shape);
        tensor.dtype = *dtype;
        for (const ValueId chunk : chunks) {
            const ValueId at = attribute(chunk, "offsets");
            const ValueId sizes = attribute(chunk, "sizes");
            auto offsets = at == kNoValue ? std::nullopt : dimsOf(m_graph, at);
            auto lengths = sizes == kNoValue ? std::nullopt : dimsOf(m_graph, sizes);
            if (!offsets || !lengths) {
                complain("a chunk without offsets or sizes", name);
                continue;
            }
            auto place = placeOf(name, *offsets);
            tensor.chunks.push_back({*std::move(offsets), *std::move(lengths), std::move(place)});
        }
        return tensor;
    }

    /// The first of the properties; a dictionary in releases that had no __getstate__ for them.
    std::optional<DType> dtypeOf(ValueId properties) const
    {
        if (properties == kNoValue) {
            return std::nullopt;
        }
        const ValueKind kind = m_graph.kind(properties);
        if (kind != ValueKind::Object && kind != ValueKind::Call) {
            return std::nullopt;
        }
        const ValueId state = m_graph.instance(properties).state;
        const auto items = sequenceItems(m_graph, state);
        const ValueId named = items.empty() ? attribute(properties, "dtype") : items.front();
        return named == kNoValue ? std::nullopt : dtypeOfValue(m_graph, named);
    }

    std::vector<DcpStep> pathOf(std::string_view name, ValueId path) const
    {
        std::vector<DcpStep> steps;
        const auto items = sequenceItems(m_graph, path);
        for (const ValueId item : items) {
            if (const auto key = plainText(m_graph, item)) {
                steps.emplace_back(std::string(*key));
            } else if (const auto position = plainInteger(m_graph, item); position && *position >= 0) {
                steps.emplace_back(static_cast<std::uint64_t>(*position));
            } else {
                return {DcpStep(std::string(name))};
            }
        }
        if (steps.empty() || steps.size() > kMostSteps || !std::holds_alternative<std::string>(steps.front())) {
            return {DcpStep(std::string(name))};
        }
        return steps;
    }

    const Content& m_content;
    const ValueGraph& m_graph;
    Problems& m_problems;
    std::unordered_map<std::string, DcpPlace> m_places;
};

} // namespace

Result<DcpMetadata> readDcpMetadata(
    const std::shared_ptr<const ByteSource>& source, const Limits& limits, Problems& problems, const Task& task)
{
    Content content;
    const auto pickle = PTHF_TRY(readPickle(source, 0, content.graph, limits, task));
    content.root = pickle.root;
    return Reader(content, problems).read(task);
}

} // namespace pthf
