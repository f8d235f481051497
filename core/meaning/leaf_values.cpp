// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "core/meaning/byte_values.h"
#include "core/meaning/numpy_items.h"
#include "core/meaning/python_repr.h"
#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"
#include "core/meaning/value_parts.h"
#include "core/text/json_writer.h"
#include "core/text/utf8.h"
#include "core/value/big_integer.h"

// The part of unfold.h that reads leaves: numbers, texts, bytes, and their one line for tables.

namespace pthf {

namespace {

std::string globalLeafText(const ValueGraph& graph, const ValueParts& parts)
{
    if (const auto dtype = numpyDtypeOf(graph, parts.value)) {
        return "dtype('" + dtype->name + "')";
    }
    if (parts.meaning == Meaning::TorchLayout) {
        const auto arguments = sequenceItems(graph, graph.instance(parts.value).arguments);
        return std::string(
            arguments.empty() ? "torch.layout" : plainText(graph, arguments[0]).value_or("torch.layout"));
    }
    return parts.named == kNoValue ? std::string("?") : globalText(graph, parts.named);
}

std::string tensorText(const TensorValue& tensor)
{
    return std::string(dtypeName(tensor.dtype)) + " " + shapeText(tensor.layout.shape);
}

std::string numberText(const ValueGraph& graph, ValueId id)
{
    switch (graph.kind(id)) {
    case ValueKind::Int:
        return std::to_string(graph.intValue(id));
    case ValueKind::BigInt:
        return decimalText(std::as_bytes(std::span(graph.text(id))));
    case ValueKind::Float:
        return shortestNumber(graph.floatValue(id));
    default: {
        const auto scalar = numpyScalarOf(graph, id);
        return scalar ? numpyText(*scalar) : std::string{};
    }
    }
}

/// "<70000 bytes>": what stands for contents that were left in the file.
std::string countText(std::uint64_t count, std::string_view unit)
{
    std::string text = "<";
    text += std::to_string(count);
    text += unit;
    return text;
}

/// Type, shape and names of fields, and the first elements.
std::string arrayText(const ValueGraph& graph, const NumpyArray& array)
{
    constexpr std::size_t kShown = 8;
    std::string text = array.type.name + " " + shapeText(array.shape);
    if (array.type.kind == 'V' && array.type.name.starts_with('|')) {
        for (std::size_t i = 0; i < array.type.fields.size(); ++i) {
            text += (i == 0 ? " (" : ", ") + array.type.fields[i].name;
        }
        text += array.type.fields.empty() ? "" : ")";
    }
    const auto items = numpyItemsOf(graph, array, kShown);
    for (std::size_t i = 0; items && i < items->size(); ++i) {
        text += (i == 0 ? ": " : ", ") + (*items)[i];
    }
    return items && elementCount(array.shape).value_or(0) > items->size() ? text + ", …" : text;
}

std::string uncutLeafText(const Content& content, const ValueParts& parts, std::size_t limit)
{
    const ValueGraph& graph = content.graph;
    switch (parts.kind) {
    case ViewKind::None:
        return "None";
    case ViewKind::Bool:
        return boolOf(content, parts.value).value_or(false) ? "True" : "False";
    case ViewKind::Int:
    case ViewKind::Float:
        return numberText(graph, parts.value);
    case ViewKind::Complex:
        return pythonComplex(complexOf(content, parts.value).value_or(0.0));
    case ViewKind::Text: {
        if (const ExternalBytes* left = externalBytesOf(graph, parts.value)) {
            return countText(left->length, " characters>");
        }
        const auto text = readableTextOf(content, parts.value);
        return pythonQuoted(text ? cutUtf8(*text, limit) : std::string_view{});
    }
    case ViewKind::Bytes:
        if (const ExternalBytes* left = externalBytesOf(graph, parts.value)) {
            return countText(left->length, " bytes>");
        }
        return pythonBytes(decodedBytesOf(graph, parts.value, limit));
    case ViewKind::Global:
        return globalLeafText(graph, parts);
    case ViewKind::Tensor:
        return tensorText(content.tensor(content.tensorAt(parts.value)));
    case ViewKind::Array: {
        const auto array = shownArrayOf(graph, parts.value);
        return array ? arrayText(graph, *array) : std::string{};
    }
    default:
        break;
    }
    if (const StorageId storage = content.storageAt(parts.value); storage != kNoStorage) {
        const StorageValue& held = content.storage(storage);
        return std::string(dtypeName(held.dtype)) + " [" + std::to_string(held.elements) + "]";
    }
    if (parts.meaning == Meaning::TorchDevice) {
        return "device('" + deviceOfValue(graph, parts.value).value_or("?") + "')";
    }
    return pythonRepr(graph, parts.value, limit);
}

} // namespace

std::string leafText(const Content& content, ValueId id, std::size_t limit)
{
    constexpr std::string_view kMore = "…";
    std::string text = uncutLeafText(content, partsOf(content, id), limit);
    if (text.size() <= limit || limit < kMore.size()) {
        return text;
    }
    return std::string(cutUtf8(text, limit - kMore.size())) + std::string(kMore);
}

std::optional<bool> boolOf(const Content& content, ValueId id)
{
    if (content.graph.kind(id) == ValueKind::Bool) {
        return content.graph.boolValue(id);
    }
    const auto scalar = numpyScalarOf(content.graph, id);
    const auto* flag = scalar ? std::get_if<bool>(&scalar->value) : nullptr;
    return flag == nullptr ? std::nullopt : std::optional(*flag);
}

std::optional<std::int64_t> integerOf(const Content& content, ValueId id)
{
    if (content.graph.kind(id) == ValueKind::Int) {
        return content.graph.intValue(id);
    }
    const auto scalar = numpyScalarOf(content.graph, id);
    if (!scalar) {
        return std::nullopt;
    }
    if (const auto* integer = std::get_if<std::int64_t>(&scalar->value)) {
        return *integer;
    }
    const auto* count = std::get_if<std::uint64_t>(&scalar->value);
    const bool fits =
        count != nullptr && *count <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return fits ? std::optional(static_cast<std::int64_t>(*count)) : std::nullopt;
}

std::optional<double> numberOf(const Content& content, ValueId id)
{
    if (const auto integer = integerOf(content, id)) {
        return static_cast<double>(*integer);
    }
    if (content.graph.kind(id) == ValueKind::Float) {
        return content.graph.floatValue(id);
    }
    const auto scalar = numpyScalarOf(content.graph, id);
    const auto* real = scalar ? std::get_if<double>(&scalar->value) : nullptr;
    return real == nullptr ? std::nullopt : std::optional(*real);
}

std::optional<std::complex<double>> complexOf(const Content& content, ValueId id)
{
    if (const auto scalar = numpyScalarOf(content.graph, id)) {
        const auto* value = std::get_if<std::complex<double>>(&scalar->value);
        return value == nullptr ? std::nullopt : std::optional(*value);
    }
    const ValueParts parts = partsOf(content, id);
    if (parts.kind != ViewKind::Complex) {
        return std::nullopt;
    }
    const auto arguments = sequenceItems(content.graph, content.graph.instance(parts.value).arguments);
    return std::complex<double>(content.graph.floatValue(arguments[0]), content.graph.floatValue(arguments[1]));
}

std::optional<std::string_view> textOf(const Content& content, ValueId id)
{
    return plainText(content.graph, id);
}

std::optional<std::string> readableTextOf(const Content& content, ValueId id)
{
    if (plainText(content.graph, id)) {
        return readableText(content.graph, id);
    }
    const auto scalar = numpyScalarOf(content.graph, id);
    const auto* text = scalar ? std::get_if<std::string>(&scalar->value) : nullptr;
    return text == nullptr ? std::nullopt : std::optional(*text);
}

std::optional<BytesView> bytesOf(const Content& content, ValueId id, std::size_t limit)
{
    if (content.graph.kind(id) == ValueKind::ByteText) {
        return std::nullopt; // text to people, whatever Python 2 calls it
    }
    const auto length = byteCountOf(content.graph, id);
    if (!length) {
        return std::nullopt;
    }
    return BytesView{*length, decodedBytesOf(content.graph, id, limit), externalBytesOf(content.graph, id)};
}

} // namespace pthf
