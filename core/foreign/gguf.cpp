// SPDX-License-Identifier: Apache-2.0
//
// GGUF (ggml/docs/gguf.md):
//
//   "GGUF" | u32 version | u64 tensors | u64 pairs | pairs | tensors | padding | data
//   pair    string key | u32 type | value        array: u32 type | u64 count | values        string: u64 length | bytes
//   tensor  string name | u32 dimensions | u64 sizes, fastest first | u32 type | u64 offset from the data's first byte
//
// The data begins at the next multiple of general.alignment, 32 where nothing is said. Version 1 counts with u32. All
// numbers, the tensors' too, are in the writer's byte order, which shows in the version.
#include "core/foreign/gguf.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "core/base/checked_math.h"
#include "core/foreign/source_cursor.h"
#include "core/ggml/ggml_type.h"
#include "core/text/utf8.h"
#include "core/value/big_integer.h"

namespace pthf {

namespace {

constexpr std::uint32_t kMagic = 0x46554747;
constexpr std::uint64_t kDefaultAlignment = 32;
constexpr std::uint32_t kMaxDims = 4; // GGML_MAX_DIMS
constexpr std::uint32_t kMaxArrayDepth = 4;
constexpr std::uint32_t kPollEvery = 4096;

enum class ValueType : std::uint32_t {
    UInt8,
    Int8,
    UInt16,
    Int16,
    UInt32,
    Int32,
    Float32,
    Bool,
    String,
    Array,
    UInt64,
    Int64,
    Float64
};

/// Bytes of the shortest value of a type, by number; nothing for a number that is no type.
std::optional<std::uint64_t> leastBytes(std::uint32_t type) noexcept
{
    constexpr std::array<std::uint64_t, 13> kLeast{1, 1, 2, 2, 4, 4, 4, 1, 4, 8, 8, 8, 8};
    return type < kLeast.size() ? std::optional(kLeast[type]) : std::nullopt;
}

/// One tensor as its entry states it.
struct Stated {
    std::string name;
    Dims shape; ///< outermost first
    std::uint32_t type = 0;
    std::uint64_t offset = 0; ///< from the data's first byte
};

class GgufReader {
public:
    GgufReader(const ByteSource& source, const Limits& limits, const Task& task)
        : m_source(source)
        , m_limits(limits)
        , m_task(task)
        , m_cursor(source)
    {
    }

    Result<ForeignContent> read()
    {
        PTHF_TRY(readVersion());
        const std::uint64_t tensors = PTHF_TRY(readCount());
        const std::uint64_t pairs = PTHF_TRY(readCount());
        constexpr std::uint64_t kLeastTensor = 16;
        constexpr std::uint64_t kLeastPair = 9;
        if (tensors > m_cursor.remaining() / kLeastTensor || pairs > m_cursor.remaining() / kLeastPair) {
            return Error{ErrorCode::Truncated,
                "GGUF header of " + std::to_string(tensors) + " tensors and " + std::to_string(pairs) + " values, "
                    + std::to_string(m_cursor.remaining()) + " bytes left",
                m_cursor.absoluteOffset()};
        }
        PTHF_TRY(readMetadata(pairs));
        PTHF_TRY(readTensors(tensors));
        addTensors();
        const ValueId metadata = m_gguf.content.graph.addDict(m_metadata);
        const std::array attributes{Entry{m_gguf.content.graph.addText("metadata"), metadata}};
        m_gguf.content.root = addOrderedDict(m_gguf.content.graph, m_gguf.problems, m_entries, attributes);
        return std::move(m_gguf);
    }

private:
    Error corrupt(std::string what) const { return {ErrorCode::Corrupt, std::move(what), m_cursor.absoluteOffset()}; }

    Status readVersion()
    {
        const auto magic = PTHF_TRY(m_cursor.number<std::uint32_t>());
        if (magic != kMagic) {
            return corrupt("a GGUF file begins with \"GGUF\"");
        }
        m_version = PTHF_TRY(m_cursor.number<std::uint32_t>());
        if ((m_version & 0xFFFFU) == 0) {
            m_version = __builtin_bswap32(m_version);
            m_cursor.setOrder(ByteOrder::Big);
        }
        if (m_version < 1 || m_version > 3) {
            return Error{
                ErrorCode::Unsupported, "GGUF version " + std::to_string(m_version) + "; 1, 2 and 3 are known", 4};
        }
        m_gguf.what = "GGUF model (version " + std::to_string(m_version)
            + (m_cursor.order() == ByteOrder::Big ? ", big-endian)" : ")");
        return Done{};
    }

    Result<std::uint64_t> readCount()
    {
        if (m_version == 1) {
            const auto count = PTHF_TRY(m_cursor.number<std::uint32_t>());
            return std::uint64_t{count};
        }
        return m_cursor.number<std::uint64_t>();
    }

    Result<std::string_view> readString()
    {
        const std::uint64_t length = PTHF_TRY(readCount());
        if (length > m_limits.maxHeaderBytes) {
            return Error{ErrorCode::LimitExceeded,
                "a string of " + std::to_string(length) + " bytes, at most " + std::to_string(m_limits.maxHeaderBytes)
                    + " are allowed",
                m_cursor.absoluteOffset()};
        }
        return m_cursor.text(length);
    }

    template<typename T>
    Result<ValueId> integer()
    {
        const auto value = PTHF_TRY(m_cursor.number<T>());
        return m_gguf.content.graph.addInt(value);
    }

    Result<ValueId> readPlain(ValueType type)
    {
        ValueGraph& graph = m_gguf.content.graph;
        switch (type) {
        case ValueType::UInt8:
            return integer<std::uint8_t>();
        case ValueType::Int8:
            return integer<std::int8_t>();
        case ValueType::UInt16:
            return integer<std::uint16_t>();
        case ValueType::Int16:
            return integer<std::int16_t>();
        case ValueType::UInt32:
            return integer<std::uint32_t>();
        case ValueType::Int32:
            return integer<std::int32_t>();
        case ValueType::Int64:
            return integer<std::int64_t>();
        case ValueType::UInt64: {
            const auto value = PTHF_TRY(m_cursor.number<std::uint64_t>());
            return graph.addBigInt(unsignedForm(value));
        }
        case ValueType::Float32: {
            const auto value = PTHF_TRY(m_cursor.float32());
            return graph.addFloat(static_cast<double>(value));
        }
        case ValueType::Float64: {
            const auto value = PTHF_TRY(m_cursor.float64());
            return graph.addFloat(value);
        }
        case ValueType::Bool: {
            const auto value = PTHF_TRY(m_cursor.number<std::uint8_t>());
            return graph.addBool(value != 0);
        }
        case ValueType::String: {
            const std::string_view text = PTHF_TRY(readString());
            return isValidUtf8(text) ? graph.addText(text) : graph.addByteText(text);
        }
        case ValueType::Array:
            break;
        }
        return corrupt("a plain value was expected");
    }

    Result<ValueId> readValue(std::uint32_t type, std::uint32_t depth)
    {
        if (!leastBytes(type)) {
            return corrupt("value type " + std::to_string(type) + " is not known");
        }
        return static_cast<ValueType>(type) == ValueType::Array ? readArray(depth)
                                                                : readPlain(static_cast<ValueType>(type));
    }

    /// Arrays in arrays are as deep as kMaxArrayDepth.
    Result<ValueId> readArray(std::uint32_t depth)
    {
        if (depth == kMaxArrayDepth) {
            return Error{ErrorCode::LimitExceeded,
                "arrays in arrays, more than " + std::to_string(kMaxArrayDepth) + " deep", m_cursor.absoluteOffset()};
        }
        const auto type = PTHF_TRY(m_cursor.number<std::uint32_t>());
        const std::uint64_t count = PTHF_TRY(readCount());
        const auto least = leastBytes(type);
        if (!least || count > m_cursor.remaining() / *least) {
            return Error{least ? ErrorCode::Truncated : ErrorCode::Corrupt,
                "an array of " + std::to_string(count) + " values of type " + std::to_string(type) + ", "
                    + std::to_string(m_cursor.remaining()) + " bytes left",
                m_cursor.absoluteOffset()};
        }
        if (count
            > m_limits.maxGraphNodes - std::min<std::uint64_t>(m_gguf.content.graph.size(), m_limits.maxGraphNodes)) {
            return Error{ErrorCode::LimitExceeded,
                "an array of " + std::to_string(count) + " values; at most " + std::to_string(m_limits.maxGraphNodes)
                    + " are read",
                m_cursor.absoluteOffset()};
        }
        std::vector<ValueId> items;
        items.reserve(static_cast<std::size_t>(count));
        for (std::uint64_t i = 0; i < count; ++i) {
            if (i % kPollEvery == 0) {
                PTHF_TRY(m_task.poll());
            }
            items.push_back(PTHF_TRY(readValue(type, depth + 1)));
        }
        return m_gguf.content.graph.addSequence(ValueKind::List, items);
    }

    Status readMetadata(std::uint64_t count)
    {
        ValueGraph& graph = m_gguf.content.graph;
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::string key(PTHF_TRY(readString()));
            const auto type = PTHF_TRY(m_cursor.number<std::uint32_t>());
            const auto value = readValue(type, 0);
            if (!value) {
                return failedWithin(value, "metadata " + displayText(key, 200));
            }
            m_metadata.push_back({graph.addText(key), *value});
            if (key == "general.alignment" && graph.kind(*value) == ValueKind::Int) {
                PTHF_TRY(setAlignment(graph.intValue(*value)));
            }
        }
        return Done{};
    }

    Status setAlignment(std::int64_t stated)
    {
        constexpr std::int64_t kMax = std::int64_t{1} << 31U;
        if (stated < 1 || stated > kMax || (stated & (stated - 1)) != 0) {
            return corrupt("general.alignment has to be a power of two, found " + std::to_string(stated));
        }
        m_alignment = static_cast<std::uint64_t>(stated);
        return Done{};
    }

    Result<Stated> readStated()
    {
        Stated tensor;
        tensor.name = std::string(PTHF_TRY(readString()));
        const auto dims = PTHF_TRY(m_cursor.number<std::uint32_t>());
        if (dims > kMaxDims) {
            return corrupt("tensor " + displayText(tensor.name, 200) + " has " + std::to_string(dims)
                + " dimensions, at most " + std::to_string(kMaxDims) + " are possible");
        }
        for (std::uint32_t d = 0; d < dims; ++d) {
            const std::uint64_t size = PTHF_TRY(readCount());
            tensor.shape.push_back(checkedNarrow<std::int64_t>(size).value_or(-1));
        }
        std::ranges::reverse(tensor.shape);
        tensor.type = PTHF_TRY(m_cursor.number<std::uint32_t>());
        tensor.offset = PTHF_TRY(m_cursor.number<std::uint64_t>());
        return tensor;
    }

    Status readTensors(std::uint64_t count)
    {
        m_stated.reserve(static_cast<std::size_t>(count));
        for (std::uint64_t i = 0; i < count; ++i) {
            if (i % kPollEvery == 0) {
                PTHF_TRY(m_task.poll());
            }
            m_stated.push_back(PTHF_TRY(readStated()));
        }
        const auto data = checkedAlignUp(m_cursor.offset(), m_alignment);
        m_dataOffset = data.value_or(m_source.size());
        return Done{};
    }

    void complain(const Stated& tensor, std::string what)
    {
        m_gguf.problems.add(Severity::Error, ErrorCode::Corrupt, std::move(what), displayText(tensor.name, 200));
    }

    void addTensors()
    {
        m_entries.reserve(m_stated.size());
        for (const Stated& tensor : m_stated) {
            const ValueId value = addOne(tensor);
            if (value != kNoValue) {
                m_entries.push_back({m_gguf.content.graph.addText(tensor.name), value});
            }
        }
        checkPlaces();
    }

    ValueId addOne(const Stated& tensor)
    {
        const GgmlType* type = ggmlType(tensor.type);
        const auto elements = elementCount(tensor.shape);
        if (type == nullptr || !elements) {
            complain(tensor,
                type == nullptr ? "element type " + std::to_string(tensor.type) + " is not known"
                                : "shape " + shapeText(tensor.shape) + " is impossible");
            return kNoValue;
        }
        const std::uint64_t row = tensor.shape.empty() ? 1 : static_cast<std::uint64_t>(tensor.shape.back());
        const auto bytes = checkedMultiply<std::uint64_t>(*elements / type->blockElements, type->blockBytes);
        const auto offset = checkedAdd(m_dataOffset, tensor.offset);
        if (row % type->blockElements != 0 || !bytes || !offset) {
            complain(tensor,
                std::string(type->name) + " " + shapeText(tensor.shape) + " cannot lie in a file: rows are blocks of "
                    + std::to_string(type->blockElements) + " numbers");
            return kNoValue;
        }
        if (tensor.offset % m_alignment != 0) {
            complain(tensor,
                "offset " + std::to_string(tensor.offset) + " is not aligned to " + std::to_string(m_alignment));
        }
        m_places.emplace_back(*offset, *bytes);
        ForeignTensor made;
        made.shape = tensor.shape;
        made.place = rangeIn(m_source, *offset, *bytes);
        if (type->dtype) {
            made.dtype = *type->dtype;
            made.elements = *elements;
            made.isBigEndian = m_cursor.order() == ByteOrder::Big;
            return addTensor(m_gguf.content, std::move(made));
        }
        made.dtype = DType::UInt8;
        made.elements = *bytes;
        made.isBigEndian = m_cursor.order() == ByteOrder::Big; // the scales within the blocks
        made.shape.back() = static_cast<std::int64_t>(row / type->blockElements * type->blockBytes);
        return addWrapped(m_gguf.content, "ggml." + std::string(type->name), tensor.shape, "blocks", std::move(made));
    }

    void checkPlaces()
    {
        std::ranges::sort(m_places);
        std::uint64_t end = 0;
        std::uint64_t overlaps = 0;
        for (const auto& [offset, bytes] : m_places) {
            overlaps += bytes != 0 && offset < end ? 1U : 0U;
            end = std::max(end, checkedAdd(offset, bytes).value_or(offset));
        }
        if (overlaps != 0) {
            m_gguf.problems.add(Severity::Error, ErrorCode::Corrupt,
                std::to_string(overlaps) + " tensors overlap what stands before them");
        }
    }

    const ByteSource& m_source;
    const Limits& m_limits;
    const Task& m_task;
    SourceCursor m_cursor;
    std::uint32_t m_version = 0;
    std::uint64_t m_alignment = kDefaultAlignment;
    std::uint64_t m_dataOffset = 0;
    std::vector<Entry> m_metadata;
    std::vector<Stated> m_stated;
    std::vector<Entry> m_entries;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_places; ///< offset and bytes
    ForeignContent m_gguf;
};

} // namespace

Result<ForeignContent> readGguf(const ByteSource& source, const Limits& limits, const Task& task)
{
    return GgufReader(source, limits, task).read();
}

} // namespace pthf
