// SPDX-License-Identifier: Apache-2.0
#include "core/edit/plain_words.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/meaning/byte_values.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/torch_words.h"
#include "core/value/big_integer.h"

namespace pthf {

namespace {

constexpr std::int64_t kLongestRange = 100'000;

bool isInstance(const ValueGraph& graph, ValueId id)
{
    return graph.kind(id) == ValueKind::Call || graph.kind(id) == ValueKind::Object;
}

/// "pathlib.PosixPath" of an object or call of that class.
std::string classText(const ValueGraph& graph, ValueId id)
{
    const ValueId callee = graph.instance(id).callee;
    return callee != kNoValue && graph.kind(callee) == ValueKind::Global ? globalText(graph, callee) : std::string{};
}

std::optional<std::string> pathText(const ValueGraph& graph, std::span<const ValueId> parts, char separator)
{
    std::string path;
    for (const ValueId part : parts) {
        const auto text = plainText(graph, part);
        if (!text) {
            return std::nullopt;
        }
        if (!path.empty() && path.back() != separator) {
            path += separator;
        }
        path += *text;
    }
    return path.empty() ? "." : path;
}

using Bytes = std::span<const unsigned char>;

std::string printed(const char* format, unsigned a, unsigned b, unsigned c)
{
    std::array<char, 48> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), format, a, b, c);
    return std::string(buffer.data(), length < 0 ? 0 : static_cast<std::size_t>(length));
}

std::string timeText(Bytes bytes)
{
    std::string text = printed("%02u:%02u:%02u", bytes[0] & 0x7FU, bytes[1], bytes[2]);
    const unsigned micro = (unsigned{bytes[3]} << 16U) | (unsigned{bytes[4]} << 8U) | bytes[5];
    return micro == 0 ? text : text + printed(".%06u%.0u%.0u", micro, 0, 0);
}

/// The packed state of datetime's classes (CPython Lib/_pydatetime.py __reduce_ex__); time zones are left out.
std::optional<std::string> dateText(std::string_view name, Bytes bytes)
{
    const auto day = [](Bytes at) {
        return printed("%04u-%02u-%02u", (unsigned{at[0]} << 8U) | at[1], at[2] & 0x7FU, at[3]);
    };
    if (name == "datetime.date" && bytes.size() == 4) {
        return day(bytes);
    }
    if (name == "datetime.datetime" && bytes.size() == 10) {
        return day(bytes) + " " + timeText(bytes.subspan(4));
    }
    if (name == "datetime.time" && bytes.size() == 6) {
        return timeText(bytes);
    }
    return std::nullopt;
}

/// timedelta(days, seconds, microseconds) as its str() says it.
std::optional<std::string> durationText(const ValueGraph& graph, std::span<const ValueId> arguments)
{
    std::array<std::int64_t, 3> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = i < arguments.size() ? plainInteger(graph, arguments[i]) : std::nullopt;
        if (!part || *part < -999'999'999 || *part > 999'999'999) {
            return std::nullopt;
        }
        parts[i] = *part;
    }
    const auto [days, seconds, micro] = parts;
    if (seconds < 0 || seconds >= 86'400 || micro < 0 || micro > 999'999) {
        return std::nullopt;
    }
    std::string text;
    if (days != 0) {
        text = std::to_string(days) + (days == 1 || days == -1 ? " day, " : " days, ");
    }
    const auto second = static_cast<unsigned>(seconds);
    text += printed("%u:%02u:%02u", second / 3600, second / 60 % 60, second % 60);
    return micro == 0 ? text : text + printed(".%06u%.0u%.0u", static_cast<unsigned>(micro), 0, 0);
}

bool isPlain(ValueKind kind) noexcept
{
    switch (kind) {
    case ValueKind::Bool:
    case ValueKind::Int:
    case ValueKind::BigInt:
    case ValueKind::Float:
    case ValueKind::Text:
    case ValueKind::ByteText:
        return true;
    default:
        return false;
    }
}

std::optional<std::vector<ValueId>> rangeItems(ValueGraph& graph, std::span<const ValueId> arguments)
{
    if (arguments.size() != 3) {
        return std::nullopt;
    }
    const auto begin = plainInteger(graph, arguments[0]);
    const auto end = plainInteger(graph, arguments[1]);
    const auto step = plainInteger(graph, arguments[2]);
    const bool isSmall = begin && end && step && *step != 0 && std::abs(*begin) < kLongestRange
        && std::abs(*end) < kLongestRange && std::abs(*step) < kLongestRange;
    if (!isSmall) {
        return std::nullopt;
    }
    std::vector<ValueId> items;
    for (std::int64_t value = *begin; *step > 0 ? value < *end : value > *end; value += *step) {
        items.push_back(graph.addInt(value));
    }
    return items;
}

} // namespace

std::optional<std::string> plainTextOf(const Content& content, ValueId id)
{
    const ValueGraph& graph = content.graph;
    if (!isInstance(graph, id)) {
        return std::nullopt;
    }
    const std::string name = classText(graph, id);
    const auto arguments = sequenceItems(graph, graph.instance(id).arguments);
    if (name.starts_with("pathlib.")) {
        return pathText(graph, arguments, name.find("Windows") == std::string::npos ? '/' : '\\');
    }
    if (name == "datetime.timedelta") {
        return durationText(graph, arguments);
    }
    if (name.starts_with("datetime.") && !arguments.empty() && isBytesLike(graph, arguments[0])) {
        const std::string bytes = decodedBytesOf(graph, arguments[0], 16);
        std::vector<unsigned char> octets(bytes.begin(), bytes.end());
        return dateText(name, octets);
    }
    return std::nullopt;
}

ValueId enumValueOf(const Content& content, ValueId id)
{
    const ValueGraph& graph = content.graph;
    if (!isInstance(graph, id)) {
        return kNoValue;
    }
    const Instance& instance = graph.instance(id);
    const auto arguments = sequenceItems(graph, instance.arguments);
    if (graph.kind(id) == ValueKind::Call && infoOf(graph, id).meaning == Meaning::Getattr) {
        return isBenignGetattr(graph, id) ? arguments[1] : kNoValue;
    }
    const bool isBare = instance.state == kNoValue && instance.dictItems == kNoValue && instance.listItems == kNoValue
        && instance.keywordArguments == kNoValue;
    const GlobalInfo info = infoOf(graph, id);
    const bool isOpaqueCall =
        graph.kind(id) == ValueKind::Call && info.meaning == Meaning::Unknown && info.kind != GlobalClass::Dangerous;
    return isBare && isOpaqueCall && arguments.size() == 1 && isPlain(graph.kind(arguments[0])) ? arguments[0]
                                                                                                : kNoValue;
}

std::optional<std::vector<ValueId>> plainItemsOf(Content& content, ValueId id)
{
    ValueGraph& graph = content.graph;
    const Meaning meaning = infoOf(graph, id).meaning;
    const auto arguments = sequenceItems(graph, graph.instance(id).arguments);
    if (meaning == Meaning::Range) {
        const std::vector<ValueId> copied(arguments.begin(), arguments.end());
        return rangeItems(graph, copied);
    }
    if (meaning == Meaning::Slice) {
        return std::vector<ValueId>(arguments.begin(), arguments.end());
    }
    std::vector<ValueId> items;
    for (const ChildStep& step : childrenOf(content, id)) {
        if (step.kind == ChildStep::Kind::Position) {
            items.push_back(step.value);
        }
    }
    return items;
}

ValueId addUnsigned(ValueGraph& graph, std::uint64_t value)
{
    return graph.addBigInt(unsignedForm(value));
}

ValueId addComplex(ValueGraph& graph, const std::complex<double>& value)
{
    const std::vector<ValueId> parts{graph.addFloat(value.real()), graph.addFloat(value.imag())};
    return graph.addCall(graph.addGlobal("builtins", "complex"), graph.addSequence(ValueKind::Tuple, parts));
}

std::optional<std::pair<StorageValue, PlannedStorage>> storageOfArray(const Content& content, const NumpyArray& array)
{
    const auto elements = elementCount(array.shape);
    if (!array.type.dtype || !elements || array.data == kNoValue || array.shape.size() > 64) {
        return std::nullopt;
    }
    StorageValue storage;
    storage.dtype = *array.type.dtype;
    storage.device = "cpu";
    storage.elements = *elements;
    const auto stored = byteCountOf(content.graph, array.data);
    if (!stored || *stored != array.bytes || array.bytes != *elements * dtypeBytes(storage.dtype)) {
        return std::nullopt;
    }
    const std::uint64_t size = dtypeBytes(storage.dtype);
    const bool isOfComplex = isComplex(storage.dtype);
    if (dtypeInfo(storage.dtype).storageClass.empty()) {
        storage.isUntyped = true; // as torch.save writes uint16 and the like: bytes
        storage.dtype = DType::UInt8;
        storage.elements = array.bytes;
    }
    storage.place = {StoragePlace::Kind::Graph, 0, 0, array.data, 0, array.bytes};
    PlannedStorage planned;
    planned.sourceDtype = storage.dtype;
    planned.byteCount = array.bytes;
    if (const ExternalBytes* external = externalBytesOf(content.graph, array.data)) {
        if (array.type.isBigEndian && size > 1) {
            return std::nullopt; // bytes that were left in the file are copied as they are
        }
        planned.external = *external;
        return std::pair{std::move(storage), std::move(planned)};
    }
    const std::string bytes = decodedBytesOf(content.graph, array.data);
    auto made = std::make_shared<std::vector<std::byte>>(bytes.size());
    std::transform(bytes.begin(), bytes.end(), made->begin(), [](char c) { return static_cast<std::byte>(c); });
    // Complex numbers are two of half their size.
    const std::uint64_t swapped = isOfComplex ? size / 2 : size;
    for (std::size_t i = 0; array.type.isBigEndian && swapped > 1 && i + swapped <= made->size(); i += swapped) {
        std::reverse(
            made->begin() + static_cast<std::ptrdiff_t>(i), made->begin() + static_cast<std::ptrdiff_t>(i + swapped));
    }
    planned.made = std::move(made);
    return std::pair{std::move(storage), std::move(planned)};
}

} // namespace pthf
