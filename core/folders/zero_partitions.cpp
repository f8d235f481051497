// SPDX-License-Identifier: Apache-2.0
//
// How ZeRO cuts the float32 weights of an optimizer among W ranks (deepspeed/utils/zero_to_fp32.py):
//
//   stages 1, 2   each group of parameters is one long vector, the parameters one after the other and padding at its
//                 end; rank r holds the r-th of W equal pieces, in single_partition_of_fp32_groups[group]
//   stage 3       each parameter is cut for itself: rank r holds the r-th piece of ceil(numel / W) elements, and all
//                 pieces lie at the same place in every rank's vector, fp32_flat_groups laid end to end
//
// Names and shapes stand in the model's file, in param_shapes: one dictionary a group.
#include "core/folders/zero_partitions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/base/checked_math.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/elements/assembled_source.h"
#include "core/elements/float_source.h"
#include "core/elements/striped_source.h"
#include "core/folders/stored_tensor.h"
#include "core/foreign/foreign_content.h"
#include "core/io/range_source.h"
#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::uint64_t kFloatBytes = 4;
constexpr std::size_t kShownName = 200;

using Bytes = std::shared_ptr<const ByteSource>;

/// Vectors that lie end to end.
Result<Bytes> endToEnd(const std::vector<Bytes>& parts, const std::string& name)
{
    if (parts.size() == 1) {
        return parts.front();
    }
    std::vector<TensorChunk> chunks;
    std::int64_t at = 0;
    for (const Bytes& part : parts) {
        const auto elements = static_cast<std::int64_t>(part->size() / kFloatBytes);
        chunks.push_back({{at}, {elements}, part});
        at += elements;
    }
    Bytes joined = PTHF_TRY(AssembledSource::make({at}, kFloatBytes, std::move(chunks), name));
    return joined;
}

class Joiner {
public:
    Joiner(FolderOpening& opening, const ZeroFiles& files)
        : m_opening(opening)
        , m_document(opening.document)
        , m_content(opening.document.content)
        , m_files(files)
        , m_stage(zeroStageOf(m_content, files))
    {
    }

    Result<ValueId> join()
    {
        if (m_files.models.empty() || m_files.optimizers.empty()) {
            return Error{ErrorCode::Unsupported, "there is no file of optimizer states"};
        }
        PTHF_TRY(checkZeroRanks(m_content, m_files));
        const auto groups = PTHF_TRY(zeroShapes(m_content, m_files.models.front(), "param_shapes"));
        if (groups.empty()) {
            return Error{ErrorCode::Unsupported, "the model's file has no param_shapes"};
        }
        PTHF_TRY(addBuffers());
        PTHF_TRY(addFrozen());
        PTHF_TRY(m_stage == 3 ? addStriped(groups) : addConsecutive(groups));
        addShared();
        return addOrderedDict(m_content.graph, m_document.problems, m_entries);
    }

private:
    /// The float32 numbers of a tensor that lies in one piece.
    Result<Bytes> floatsOf(ValueId value) const
    {
        const TensorId id = value == kNoValue ? kNoTensor : m_content.tensorAt(value);
        if (id == kNoTensor) {
            return Error{ErrorCode::Corrupt, "a partition is no tensor"};
        }
        const TensorValue& tensor = m_content.tensor(id);
        if (tensor.storage == kNoStorage || !isContiguous(tensor.layout) || tensor.isOutOfBounds
            || m_content.storage(tensor.storage).isBigEndian) {
            return Error{ErrorCode::Unsupported, "a partition does not lie in one piece"};
        }
        auto storage = PTHF_TRY(openStorage(m_document, tensor.storage));
        const std::uint64_t offset = static_cast<std::uint64_t>(tensor.layout.offset) * dtypeBytes(tensor.dtype);
        Bytes range = PTHF_TRY(
            RangeSource::make(std::move(storage), offset, tensor.bytes(), m_content.storage(tensor.storage).key));
        if (tensor.dtype == DType::Float32) {
            return range;
        }
        Bytes floats = FloatSource::make(std::move(range), tensor.dtype);
        if (!floats) {
            return Error{
                ErrorCode::Unsupported, "numbers of type " + std::string(dtypeName(tensor.dtype)) + " have no float32"};
        }
        return floats;
    }

    void put(const std::string& name, ValueId value)
    {
        const auto [known, isNew] = m_numbers.emplace(name, m_entries.size());
        if (isNew) {
            m_entries.push_back({m_content.graph.addText(name), value});
        } else {
            m_entries[known->second].value = value;
        }
    }

    Status addTensor(const NamedShape& named, Bytes bytes)
    {
        StoredTensor tensor{"fp32:" + named.name, DType::Float32, named.shape, nullptr, bytes->size(), false};
        tensor.bytes = std::move(bytes);
        const ValueId value = PTHF_TRY(addStoredTensor(m_document, std::move(tensor)));
        put(named.name, value);
        return Done{};
    }

    Status addBuffers()
    {
        const ValueId names = childByName(m_content, m_files.models.front(), "buffer_names");
        const ValueId module = childByName(m_content, m_files.models.front(), "module");
        if (names == kNoValue || module == kNoValue) {
            return Done{};
        }
        const auto tensors = valuesByName(m_content, module);
        const auto listed = sequenceItems(m_content.graph, names);
        for (const ValueId item : std::vector<ValueId>(listed.begin(), listed.end())) {
            const auto name = plainText(m_content.graph, item);
            const auto value = name ? tensors.find(std::string(*name)) : tensors.end();
            if (value != tensors.end() && m_content.tensorAt(value->second) != kNoTensor) {
                PTHF_TRY(addWhole(value->first, value->second));
            }
        }
        return Done{};
    }

    /// A tensor that a file holds whole, as float32.
    Status addWhole(const std::string& name, ValueId value)
    {
        auto floats = floatsOf(value);
        if (!floats) {
            return failedWithin(floats, displayText(name, kShownName));
        }
        const Dims shape = m_content.tensor(m_content.tensorAt(value)).layout.shape;
        return addTensor({name, shape, 0}, *std::move(floats));
    }

    using Fragments = std::unordered_map<std::string, ValueId>; ///< of one rank, by parameter

    /// Parameters that were not trained are in no partition; the model's files hold them, in the third stage in pieces.
    Status addFrozen()
    {
        const auto groups = PTHF_TRY(zeroShapes(m_content, m_files.models.front(), "frozen_param_shapes"));
        std::vector<Fragments> fragments;
        fragments.reserve(m_files.models.size());
        for (const ValueId model : m_files.models) {
            fragments.push_back(valuesByName(m_content, childByName(m_content, model, "frozen_param_fragments")));
        }
        if (m_stage != 3) {
            fragments.resize(1); // the first file has them whole
        }
        for (const std::vector<NamedShape>& group : groups) {
            for (const NamedShape& named : group) {
                PTHF_TRY(addJoined(named, fragments));
            }
        }
        return Done{};
    }

    /// A tensor that lies end to end in the fragments of the ranks.
    Status addJoined(const NamedShape& named, const std::vector<Fragments>& ranks)
    {
        std::vector<Bytes> pieces;
        for (const Fragments& fragments : ranks) {
            const auto piece = fragments.find(named.name);
            auto floats = floatsOf(piece == fragments.end() ? kNoValue : piece->second);
            if (!floats) {
                return failedWithin(floats, displayText(named.name, kShownName));
            }
            pieces.push_back(*std::move(floats));
        }
        auto joined = PTHF_TRY(endToEnd(pieces, named.name));
        return addCut(named, std::move(joined), 0);
    }

    Status addCut(const NamedShape& named, Bytes vector, std::uint64_t element)
    {
        auto range =
            RangeSource::make(std::move(vector), element * kFloatBytes, named.elements * kFloatBytes, named.name);
        if (!range) {
            return failedWithin(range, displayText(named.name, kShownName));
        }
        return addTensor(named, *std::move(range));
    }

    Status addConsecutive(const std::vector<std::vector<NamedShape>>& groups)
    {
        const std::uint64_t alignment = 2 * m_files.optimizers.size();
        for (std::size_t g = 0; g < groups.size(); ++g) {
            std::vector<Bytes> parts;
            for (const ValueId file : m_files.optimizers) {
                const auto partitions = zeroPartitions(m_content, file, "single_partition_of_fp32_groups");
                if (partitions.size() != groups.size()) {
                    return Error{ErrorCode::Corrupt,
                        std::to_string(groups.size()) + " groups of parameters, a rank has "
                            + std::to_string(partitions.size()) + " partitions"};
                }
                parts.push_back(PTHF_TRY(floatsOf(partitions[g])));
            }
            const Bytes vector = PTHF_TRY(endToEnd(parts, "group " + std::to_string(g)));
            std::uint64_t at = 0;
            for (const NamedShape& named : groups[g]) {
                PTHF_TRY(m_opening.task.poll());
                PTHF_TRY(addCut(named, vector, at));
                at += named.elements;
            }
            // DeepSpeed aligns each rank's piece to a few elements.
            const std::uint64_t there = vector->size() / kFloatBytes;
            if ((at + alignment - 1) / alignment != (there + alignment - 1) / alignment) {
                return Error{ErrorCode::Corrupt,
                    "the parameters of group " + std::to_string(g) + " take " + std::to_string(at)
                        + " elements, the partitions hold " + std::to_string(there)};
            }
        }
        return Done{};
    }

    /// The vector of each rank: its flat groups end to end.
    Result<std::shared_ptr<std::vector<Bytes>>> rankVectors() const
    {
        auto ranks = std::make_shared<std::vector<Bytes>>();
        for (const ValueId file : m_files.optimizers) {
            std::vector<Bytes> parts;
            for (const ValueId partition : zeroPartitions(m_content, file, "fp32_flat_groups")) {
                parts.push_back(PTHF_TRY(floatsOf(partition)));
            }
            if (parts.empty()) {
                return Error{ErrorCode::Unsupported, "a rank has no fp32_flat_groups"};
            }
            ranks->push_back(PTHF_TRY(endToEnd(parts, "rank " + std::to_string(ranks->size()))));
        }
        return ranks;
    }

    Status addStriped(const std::vector<std::vector<NamedShape>>& groups)
    {
        const auto ranks = PTHF_TRY(rankVectors());
        const std::uint64_t count = ranks->size();
        std::uint64_t at = 0;
        for (const std::vector<NamedShape>& group : groups) {
            for (const NamedShape& named : group) {
                PTHF_TRY(m_opening.task.poll());
                const std::uint64_t part = (named.elements + count - 1) / count;
                PTHF_TRY(addStripes(named, ranks, at, part));
                at += part;
            }
        }
        if (at * kFloatBytes != ranks->front()->size()) {
            return Error{ErrorCode::Corrupt,
                "the parameters take " + std::to_string(at) + " elements of each rank, which hold "
                    + std::to_string(ranks->front()->size() / kFloatBytes)};
        }
        return Done{};
    }

    /// A tensor of which every rank holds a part, at the same element of its vector.
    Status addStripes(const NamedShape& named, const std::shared_ptr<std::vector<Bytes>>& ranks, std::uint64_t element,
        std::uint64_t part)
    {
        const auto bytes = checkedMultiply(named.elements, kFloatBytes);
        auto striped = bytes
            ? StripedSource::make(ranks, element * kFloatBytes, part * kFloatBytes, *bytes, named.name)
            : Result<std::shared_ptr<const StripedSource>>(Error{ErrorCode::Corrupt, "an impossible shape"});
        if (!striped) {
            return failedWithin(striped, displayText(named.name, kShownName));
        }
        return addTensor(named, *std::move(striped));
    }

    /// [alias, source] pairs, or a dictionary of them.
    void addShared()
    {
        const ValueId shared = childByName(m_content, m_files.models.front(), "shared_params");
        if (shared == kNoValue) {
            return;
        }
        std::vector<std::pair<std::string, std::string>> pairs;
        for (const ChildStep& child : childrenOf(m_content, shared)) {
            const auto pair = sequenceItems(m_content.graph, child.value);
            const ValueId alias = pair.size() == 2 ? pair[0] : child.key;
            const ValueId source = pair.size() == 2 ? pair[1] : child.value;
            const auto name = alias == kNoValue ? std::nullopt : plainText(m_content.graph, alias);
            const auto of = plainText(m_content.graph, source);
            if (name && of) {
                pairs.emplace_back(std::string(*name), std::string(*of));
            }
        }
        for (const auto& [name, of] : pairs) {
            const auto known = m_numbers.find(of);
            if (known != m_numbers.end()) {
                put(name, m_entries[known->second].value);
            }
        }
    }

    FolderOpening& m_opening;
    Document& m_document;
    Content& m_content;
    const ZeroFiles& m_files;
    std::int64_t m_stage;
    std::vector<Entry> m_entries;
    std::unordered_map<std::string, std::size_t> m_numbers; ///< entries by name
};

} // namespace

Result<ValueId> joinZeroPartitions(FolderOpening& opening, const ZeroFiles& files)
{
    return Joiner(opening, files).join();
}

} // namespace pthf
