// SPDX-License-Identifier: Apache-2.0
//
// What HuggingFaceStorageWriter of torch.distributed.checkpoint leaves when every rank writes for itself (2.8 and
// newer): shard-<rank>-model-<n>-of-<m>.safetensors, without an index. Each file holds its rank's boxes of the tensors,
// under the tensors' own names, and says in `__metadata__` where these stand:
//
//   "DCP_SHARDING_INFO": "{\"fc.weight\": {\"saved_offsets\": [3, 0]}, …}"
#include <algorithm>
#include <charconv>
#include <map>

#include "core/base/checked_math.h"
#include "core/elements/assembled_source.h"
#include "core/folders/checkpoint_folder.h"
#include "core/folders/folder_files.h"
#include "core/folders/folder_opening.h"
#include "core/folders/stored_tensor.h"
#include "core/foreign/safetensors_reader.h"
#include "core/io/range_source.h"
#include "core/text/json.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::string_view kSharding = "DCP_SHARDING_INFO";

/// Where a file's boxes stand, by the names of their tensors.
using Offsets = std::map<std::string, Dims, std::less<>>;

Result<Offsets> readOffsets(const SafetensorsHeader& header, const Limits& limits)
{
    const auto found = std::ranges::find(header.metadata, kSharding, &std::pair<std::string, std::string>::first);
    if (found == header.metadata.end()) {
        return Error{ErrorCode::Corrupt, "its metadata has no " + std::string(kSharding)};
    }
    const Json json = PTHF_TRY(Json::parse(found->second, limits.maxDepth));
    const Json::Object* tensors = json.asObject();
    if (tensors == nullptr) {
        return Error{ErrorCode::Corrupt, std::string(kSharding) + " is no JSON object"};
    }
    Offsets offsets;
    for (const Json::Member& tensor : *tensors) {
        const Json* saved = tensor.value.find("saved_offsets");
        const Json::Array* numbers = saved == nullptr ? nullptr : saved->asArray();
        Dims dims;
        for (std::size_t i = 0; numbers != nullptr && i < numbers->size(); ++i) {
            dims.push_back((*numbers)[i].asInteger().value_or(-1));
        }
        offsets.emplace(tensor.name, std::move(dims));
    }
    return offsets;
}

class ShardJoiner {
public:
    ShardJoiner(FolderOpening& opening, const std::filesystem::path& folder)
        : m_opening(opening)
        , m_files(folder)
    {
    }

    Status read(const std::vector<std::string>& names)
    {
        tellGaps(names);
        for (const std::string& name : names) {
            PTHF_TRY(m_opening.task.poll());
            if (const Status done = readFile(name); !done) {
                lose(name, done.error());
            }
        }
        std::vector<Entry> entries;
        ValueGraph& graph = m_opening.document.content.graph;
        for (Whole& whole : m_wholes) {
            PTHF_TRY(m_opening.task.poll());
            const ValueId value = join(whole);
            if (value != kNoValue) {
                const ValueId key = graph.addText(whole.name);
                entries.push_back({key, value});
            }
        }
        m_opening.document.content.root = graph.addDict(entries);
        m_opening.document.fileBytes += m_files.bytes();
        return Done{};
    }

    std::size_t count() const noexcept { return m_wholes.size(); }

private:
    struct Whole {
        std::string name;
        DType dtype = DType::Float32;
        Dims shape;
        std::vector<TensorChunk> chunks;
    };

    /// Ranks are counted from one: a number that is left out is a file that is not there. Of the last ones nothing
    /// tells.
    void tellGaps(const std::vector<std::string>& names)
    {
        constexpr std::size_t kPrefix = 6; // "shard-"
        std::uint64_t expected = 1;
        for (const std::string& name : names) {
            std::uint64_t number = 0;
            const char* end = name.data() + name.size();
            if (std::from_chars(name.data() + kPrefix, end, number).ec != std::errc() || number < expected) {
                continue;
            }
            if (number > expected) {
                lose("shard " + std::to_string(expected),
                    Error{ErrorCode::Truncated, "the file of this rank is not in the folder"});
            }
            expected = number + 1;
        }
    }

    void lose(const std::string& name, const Error& error)
    {
        Document& document = m_opening.document;
        document.problems.add(Severity::Error, error.code(), displayText(name, 200) + ": " + error.message(), name);
        document.hasDescriptionOnly = true;
    }

    Status readFile(const std::string& name)
    {
        const auto file = PTHF_TRY(m_files.open(name));
        const SafetensorsHeader header = PTHF_TRY(readSafetensorsHeader(*file, m_opening.limits));
        m_opening.document.problems.append(header.problems);
        const Offsets offsets = PTHF_TRY(readOffsets(header, m_opening.limits));
        for (const SafetensorsEntry& entry : header.entries) {
            const auto place = offsets.find(entry.name);
            const Status added = place == offsets.end()
                ? Status(Error{ErrorCode::Corrupt, "nothing says which part of the tensor this is"})
                : addBox(file, entry, place->second);
            if (!added) {
                lose(name + ": " + entry.name, added.error());
            }
        }
        return Done{};
    }

    Status addBox(const std::shared_ptr<const ByteSource>& file, const SafetensorsEntry& entry, const Dims& offsets)
    {
        const auto [known, isNew] = m_numbers.emplace(entry.name, m_wholes.size());
        if (isNew) {
            m_wholes.push_back({entry.name, entry.dtype, Dims(entry.shape.size(), 0), {}});
        }
        Whole& whole = m_wholes[known->second];
        if (whole.dtype != entry.dtype || whole.shape.size() != entry.shape.size()
            || offsets.size() != entry.shape.size()) {
            return Error{ErrorCode::Corrupt,
                std::string(dtypeName(entry.dtype)) + " " + shapeText(entry.shape) + " at " + shapeText(offsets)
                    + " is no part of what other files have of it"};
        }
        for (std::size_t d = 0; d < offsets.size(); ++d) {
            const auto end = checkedAdd(offsets[d], entry.shape[d]);
            if (offsets[d] < 0 || !end) {
                return Error{ErrorCode::Corrupt, "a part at " + shapeText(offsets) + " stands nowhere"};
            }
            whole.shape[d] = std::max(whole.shape[d], *end);
        }
        auto bytes = RangeSource::make(file, entry.offset, entry.bytes, entry.name);
        TensorChunk chunk{offsets, entry.shape, nullptr};
        if (bytes && entry.available == entry.bytes) {
            chunk.bytes = *std::move(bytes);
        }
        whole.chunks.push_back(std::move(chunk));
        return Done{};
    }

    ValueId join(Whole& whole)
    {
        StoredTensor tensor{whole.name, whole.dtype, whole.shape, nullptr, 0, false};
        auto assembled =
            AssembledSource::make(whole.shape, dtypeBytes(whole.dtype), std::move(whole.chunks), whole.name);
        if (!assembled) {
            lose(whole.name, assembled.error());
        } else {
            tensor.available = (*assembled)->bytesAtFront();
            if (tensor.available < (*assembled)->size()) {
                lose(whole.name, Error{ErrorCode::Truncated, "its parts do not cover it"});
            }
            tensor.bytes = *std::move(assembled);
        }
        const auto added = addStoredTensor(m_opening.document, std::move(tensor));
        return added ? *added : kNoValue;
    }

    FolderOpening& m_opening;
    FolderFiles m_files;
    std::vector<Whole> m_wholes;
    std::map<std::string, std::size_t, std::less<>> m_numbers;
};

} // namespace

Status openDcpShards(FolderOpening& opening, const std::filesystem::path& folder)
{
    const std::vector<std::string> names = dcpShardNames(folder);
    ShardJoiner joiner(opening, folder);
    PTHF_TRY(joiner.read(names));
    Document& document = opening.document;
    document.kind = FileKind::Dcp;
    document.what = "distributed checkpoint (safetensors of " + countOf(names.size(), "rank") + ")";
    document.detail = countOf(joiner.count(), "tensor") + " put together from their parts";
    return Done{};
}

} // namespace pthf
