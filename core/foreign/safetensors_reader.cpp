// SPDX-License-Identifier: Apache-2.0
//
// safetensors:
//
//   u64 N | N bytes of JSON | data
//   {"__metadata__": {"format": "pt"}, "fc.weight": {"dtype": "F32", "shape": [10, 32], "data_offsets": [0, 1280]}, …}
//
// Offsets count from the data's first byte. Sorted by them, each tensor begins where the last one ended, and the last
// one ends with the file: no holes, no overlaps, no sharing.
#include "core/foreign/safetensors_reader.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

#include "core/base/byte_reader.h"
#include "core/base/checked_math.h"
#include "core/text/json.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::uint64_t kLengthBytes = 8;

Error badEntry(std::string_view name, std::string_view what)
{
    return {ErrorCode::Corrupt, "tensor " + displayText(name, 200) + ": " + std::string(what), kLengthBytes};
}

/// The JSON text, without the spaces that pad it.
Result<std::string> readText(const ByteSource& source, const Limits& limits)
{
    std::array<std::byte, kLengthBytes> lengthBytes{};
    PTHF_TRY(source.readAt(0, lengthBytes));
    const auto length = ByteReader::littleAt<std::uint64_t>(lengthBytes);
    if (length > limits.maxHeaderBytes) {
        return Error{ErrorCode::LimitExceeded,
            "the header says it has " + std::to_string(length) + " bytes, at most "
                + std::to_string(limits.maxHeaderBytes) + " are allowed",
            0};
    }
    if (length > source.size() - kLengthBytes) {
        return Error{ErrorCode::Truncated,
            "the header needs " + std::to_string(length) + " bytes, " + std::to_string(source.size() - kLengthBytes)
                + " follow its length",
            kLengthBytes};
    }
    std::string text(static_cast<std::size_t>(length), '\0');
    PTHF_TRY(source.readAt(kLengthBytes, std::as_writable_bytes(std::span(text))));
    return text;
}

std::optional<Dims> shapeOf(const Json* value)
{
    const Json::Array* sizes = value != nullptr ? value->asArray() : nullptr;
    if (sizes == nullptr) {
        return std::nullopt;
    }
    Dims shape;
    for (const Json& size : *sizes) {
        const auto number = size.asInteger();
        if (!number || *number < 0) {
            return std::nullopt;
        }
        shape.push_back(*number);
    }
    return shape;
}

/// Bits of one element by the file's own word; 0 for a word that is not known.
std::uint64_t bitsOf(std::string_view word)
{
    if (word == "F4") {
        return 4;
    }
    if (word == "F6_E2M3" || word == "F6_E3M2") {
        return 6;
    }
    const auto dtype = dtypeFromSafetensors(word);
    return dtype ? dtypeBytes(*dtype) * 8 : 0;
}

class HeaderReader {
public:
    HeaderReader(std::uint64_t dataOffset, std::uint64_t dataBytes)
        : m_dataBytes(dataBytes)
    {
        m_header.dataOffset = dataOffset;
    }

    Result<SafetensorsHeader> read(const Json& json)
    {
        const Json::Object* object = json.asObject();
        if (object == nullptr) {
            return Error{ErrorCode::Corrupt,
                "the header has to be a JSON object, found " + std::string(json.kindName()), kLengthBytes};
        }
        m_header.entries.reserve(object->size());
        for (const Json::Member& member : *object) {
            PTHF_TRY(member.name == "__metadata__" ? readMetadata(member.value) : readEntry(member));
        }
        checkPlaces();
        return std::move(m_header);
    }

private:
    Status readMetadata(const Json& value)
    {
        const Json::Object* object = value.asObject();
        if (object == nullptr) {
            return badEntry("__metadata__", "has to be an object, found " + std::string(value.kindName()));
        }
        m_header.hasMetadata = true;
        for (const Json::Member& member : *object) {
            const std::string* text = member.value.asText();
            if (text == nullptr) {
                m_header.problems.add(Severity::Warning, ErrorCode::Corrupt,
                    "__metadata__ " + displayText(member.name, 200) + " has to be text, found "
                        + std::string(member.value.kindName()));
            }
            m_header.metadata.emplace_back(member.name, text != nullptr ? *text : member.value.dump());
        }
        return Done{};
    }

    Status readEntry(const Json::Member& member)
    {
        const Json* dtypeJson = member.value.find("dtype");
        const std::string* word = dtypeJson != nullptr ? dtypeJson->asText() : nullptr;
        auto shape = shapeOf(member.value.find("shape"));
        const Json* offsetsJson = member.value.find("data_offsets");
        const Json::Array* offsets = offsetsJson != nullptr ? offsetsJson->asArray() : nullptr;
        if (word == nullptr || !shape || offsets == nullptr || offsets->size() != 2) {
            return badEntry(member.name, "needs a dtype, a shape and two data_offsets");
        }
        const auto begin = (*offsets)[0].asUnsigned();
        const auto end = (*offsets)[1].asUnsigned();
        if (!begin || !end || *end < *begin || !checkedAdd(m_header.dataOffset, *end)) {
            return badEntry(member.name, "data_offsets have to be two ascending numbers");
        }
        SafetensorsEntry entry;
        entry.name = member.name;
        entry.offset = m_header.dataOffset + *begin;
        entry.bytes = *end - *begin;
        entry.available = std::min(entry.bytes, m_dataBytes - std::min(m_dataBytes, *begin));
        giveType(entry, *word, std::move(*shape));
        m_header.entries.push_back(std::move(entry));
        return Done{};
    }

    /// Takes over dtype and shape where they agree with the bytes; bytes of a type we do not know stay bytes.
    void giveType(SafetensorsEntry& entry, std::string_view word, Dims shape)
    {
        const std::uint64_t bits = bitsOf(word);
        const auto elements = elementCount(shape);
        const auto needed = elements ? checkedMultiply(*elements, std::max<std::uint64_t>(bits, 1)) : std::nullopt;
        if (bits != 0 && (!needed || *needed % 8 != 0 || *needed / 8 != entry.bytes)) {
            m_header.problems.add(Severity::Error, ErrorCode::Corrupt,
                std::string(word) + " " + shapeText(shape) + " needs "
                    + (needed ? std::to_string((*needed + 7) / 8) : std::string("more")) + " bytes, data_offsets give "
                    + std::to_string(entry.bytes),
                displayText(entry.name, 200), entry.offset);
        }
        const auto dtype = dtypeFromSafetensors(word);
        if (!dtype) {
            m_header.problems.add(Severity::Warning, ErrorCode::Unsupported,
                "element type " + displayText(word, 40) + " is not known, shown as bytes",
                displayText(entry.name, 200));
            entry.dtype = DType::Unknown;
            entry.shape = {static_cast<std::int64_t>(entry.bytes)};
            return;
        }
        entry.dtype = *dtype;
        if (word == "F4" && !shape.empty()) {
            shape.back() /= 2; // torch's float4_e2m1fn_x2 counts bytes of two numbers
        }
        entry.shape = std::move(shape);
    }

    void checkPlaces()
    {
        std::vector<std::uint32_t> order(m_header.entries.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto placeOf = [this](std::uint32_t i) {
            return std::pair(m_header.entries[i].offset, m_header.entries[i].bytes);
        };
        if (!std::ranges::is_sorted(order, {}, placeOf)) { // most writers sort them
            std::ranges::sort(order, {}, placeOf);
        }
        std::uint64_t expected = m_header.dataOffset;
        for (const std::uint32_t i : order) {
            const SafetensorsEntry& entry = m_header.entries[i];
            if (entry.offset != expected) {
                m_header.problems.add(Severity::Error, ErrorCode::Corrupt,
                    std::string(entry.offset < expected ? "overlaps what stands before it" : "leaves a gap before it")
                        + ": begins at " + std::to_string(entry.offset) + ", expected " + std::to_string(expected),
                    displayText(entry.name, 200), entry.offset);
            }
            expected = std::max(expected, entry.offset + entry.bytes);
        }
        const std::uint64_t end = m_header.dataOffset + m_dataBytes;
        if (expected > end) {
            m_header.problems.add(Severity::Error, ErrorCode::Truncated,
                "the file ends at " + std::to_string(end) + ", its tensors at " + std::to_string(expected), {}, end);
        } else if (expected < end) {
            m_header.problems.add(Severity::Error, ErrorCode::Corrupt,
                std::to_string(end - expected) + " bytes follow the last tensor", {}, expected);
        }
    }

    std::uint64_t m_dataBytes;
    SafetensorsHeader m_header;
};

} // namespace

Result<SafetensorsHeader> readSafetensorsHeader(const ByteSource& source, const Limits& limits)
{
    if (source.size() < kLengthBytes) {
        return Error{ErrorCode::Truncated,
            "a safetensors file begins with 8 bytes of length, " + std::to_string(source.size()) + " are there", 0};
    }
    const std::string text = PTHF_TRY(readText(source, limits));
    const auto json = Json::parse(text, limits.maxDepth);
    if (!json) {
        return failedWithin(json, "safetensors header");
    }
    const std::uint64_t dataOffset = kLengthBytes + text.size();
    return HeaderReader(dataOffset, source.size() - dataOffset).read(*json);
}

} // namespace pthf
