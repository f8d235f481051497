// SPDX-License-Identifier: Apache-2.0
#include "core/report/leaf_json.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "core/base/limits.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/checkpoint/value_view.h"
#include "core/text/utf8.h"
#include "core/value/path_json.h"

namespace pthf {
namespace {

constexpr std::size_t kHexBytes = 64;

void writeDims(JsonWriter& json, const Dims& dims)
{
    json.beginArray();
    for (const std::int64_t size : dims) {
        json.safeInteger(size);
    }
    json.endArray();
}

std::string_view storedName(Stored stored)
{
    switch (stored) {
    case Stored::Whole:
        return "whole";
    case Stored::Partly:
        return "partly";
    case Stored::Lost:
        return "lost";
    }
    return "lost";
}

/// How much of one tensor's own bytes the file holds: the rest of its storage may be lost.
Stored storedOf(const Content& content, const TensorValue& tensor)
{
    if (tensor.storage == kNoStorage) {
        Stored worst = Stored::Whole;
        if (tensor.extras) {
            for (const TensorPart& part : tensor.extras->parts) {
                const TensorValue& inner = content.tensor(part.tensor);
                if (inner.storage != kNoStorage) {
                    worst = std::max(worst, storedOf(content, inner));
                }
            }
        }
        return worst;
    }
    const StorageValue& storage = content.storage(tensor.storage);
    const auto span = elementSpan(tensor.layout);
    if (storage.stored() == Stored::Whole || !span || tensor.isOutOfBounds) {
        return storage.stored();
    }
    const std::uint64_t begin = static_cast<std::uint64_t>(tensor.layout.offset) * dtypeBytes(tensor.dtype);
    const std::uint64_t end = begin + *span * dtypeBytes(tensor.dtype);
    if (end <= storage.place.available) {
        return Stored::Whole;
    }
    return begin >= storage.place.available ? Stored::Lost : Stored::Partly;
}

std::string_view typeName(ViewKind kind)
{
    switch (kind) {
    case ViewKind::None:
        return "null";
    case ViewKind::Bool:
        return "bool";
    case ViewKind::Int:
        return "int";
    case ViewKind::Float:
        return "float";
    case ViewKind::Complex:
        return "complex";
    case ViewKind::Text:
        return "str";
    case ViewKind::Bytes:
        return "bytes";
    case ViewKind::Global:
        return "global";
    case ViewKind::Tensor:
        return "tensor";
    case ViewKind::Array:
        return "ndarray";
    case ViewKind::Dict:
        return "dict";
    case ViewKind::List:
        return "list";
    case ViewKind::Tuple:
        return "tuple";
    case ViewKind::Set:
        return "set";
    case ViewKind::Object:
        return "object";
    }
    return "object";
}

std::string hexText(std::string_view bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        const auto value = static_cast<std::uint8_t>(byte);
        text += kDigits[value >> 4U];
        text += kDigits[value & 0xFU];
    }
    return text;
}

} // namespace

void LeafWriter::writeCut(JsonWriter& json, ValueId value) const
{
    json.member("type", typeName(viewOf(m_content, value).kind)).memberBool("cut", true);
}

void LeafWriter::write(JsonWriter& json, const Leaf& leaf, const PathLimits& limits) const
{
    if (leaf.isReference) {
        json.member("type", "ref").key("to");
        writePath(json, m_tree.pathOf(m_content, limits.shown(leaf.first)));
        return;
    }
    writeValue(json, m_tree.places[index(leaf.place)].step.value, leaf.tensor);
}

void LeafWriter::writeValue(JsonWriter& json, ValueId value, TensorId tensor) const
{
    if (tensor != kNoTensor) {
        writeTensor(json, m_content.tensor(tensor));
    } else {
        writePlain(json, value);
    }
}

void LeafWriter::writeLayout(JsonWriter& json, const TensorValue& tensor) const
{
    json.member("dtype", dtypeName(tensor.dtype)).key("shape");
    writeDims(json, tensor.layout.shape);
    json.key("stride");
    if (tensor.layout.strides.size() == tensor.layout.shape.size()) {
        writeDims(json, tensor.layout.strides);
    } else {
        json.null();
    }
    json.key("offset").safeInteger(tensor.layout.offset);
    json.member("device", m_content.deviceOf(tensor)).key("storage");
    if (tensor.storage == kNoStorage) {
        json.null();
    } else {
        json.text(m_content.storage(tensor.storage).key);
    }
}

void LeafWriter::writeTensor(JsonWriter& json, const TensorValue& tensor) const
{
    json.member("type", "tensor");
    writeLayout(json, tensor);
    json.memberBool("requires_grad", tensor.requiresGrad).memberBool("parameter", tensor.isParameter);
    if (tensor.isConjugate) {
        json.memberBool("conj", true);
    }
    if (tensor.isNegative) {
        json.memberBool("neg", true);
    }
    const bool isPlain = tensor.form == TensorForm::Strided || tensor.form == TensorForm::Meta;
    if (!isPlain && tensor.form != TensorForm::Quantized) {
        json.member("layout", tensorFormName(tensor.form));
    }
    if (tensor.extras) {
        writeExtras(json, tensor);
    }
    if (m_showStored == ShowStored::Yes) {
        json.member("stored", storedName(storedOf(m_content, tensor)));
    }
}

void LeafWriter::writeExtras(JsonWriter& json, const TensorValue& tensor) const
{
    const TensorExtras& extras = *tensor.extras;
    if (!extras.parts.empty()) {
        json.key("parts").beginArray();
        for (const TensorPart& part : extras.parts) {
            json.beginObject().member("name", part.name);
            writeLayout(json, m_content.tensor(part.tensor));
            json.endObject();
        }
        json.endArray();
    }
    if (tensor.form == TensorForm::Quantized) {
        const Quantizer& quantizer = extras.quantizer;
        json.key("quantizer").beginObject().member("scheme", quantizer.scheme);
        if (quantizer.axis < 0) {
            json.key("scale").safeNumber(quantizer.scale).key("zero_point").safeInteger(quantizer.zeroPoint);
        } else {
            json.key("axis").safeInteger(quantizer.axis);
        }
        json.endObject();
    }
    if (!extras.className.empty()) {
        json.member("class", extras.className);
    }
}

void LeafWriter::writeBytes(JsonWriter& json, ValueId value) const
{
    const auto bytes = bytesOf(m_content, value, kHexBytes);
    std::string head = bytes ? bytes->head : std::string();
    if (bytes && bytes->external != nullptr) {
        const auto read = readHead(*bytes->external, kHexBytes);
        head = read ? *read : std::string(); // what cannot be read is not shown
    }
    json.member("value", hexText(std::string_view(head).substr(0, kHexBytes)));
    json.memberCount("length", bytes ? bytes->length : 0);
}

void LeafWriter::writePlain(JsonWriter& json, ValueId value) const
{
    const ValueView view = viewOf(m_content, value);
    json.member("type", typeName(view.kind));
    switch (view.kind) {
    case ViewKind::None:
        json.key("value").null();
        break;
    case ViewKind::Bool:
        json.memberBool("value", boolOf(m_content, value).value_or(false));
        break;
    case ViewKind::Int:
        if (const auto number = integerOf(m_content, value)) {
            json.key("value").safeInteger(*number);
        } else {
            json.member("value", leafText(m_content, value, Limits{}.maxTextPreview));
        }
        break;
    case ViewKind::Float:
        json.key("value").safeNumber(numberOf(m_content, value).value_or(0));
        break;
    case ViewKind::Text: {
        const std::string text = readableTextOf(m_content, value).value_or(std::string());
        const std::string_view shown = cutUtf8(text, Limits{}.maxTextPreview);
        json.member("value", shown.size() < text.size() ? std::string(shown) + "…" : text);
        break;
    }
    case ViewKind::Bytes:
        writeBytes(json, value);
        break;
    case ViewKind::Complex:
    case ViewKind::Global:
        json.member("value", leafText(m_content, value));
        break;
    case ViewKind::Array:
        json.member("dtype", view.numpyDtype).key("shape");
        writeDims(json, view.arrayShape);
        return;
    case ViewKind::Object:
        json.member("class", view.typeName);
        break;
    case ViewKind::Tensor:
    case ViewKind::Dict:
    case ViewKind::List:
    case ViewKind::Tuple:
    case ViewKind::Set:
        break;
    }
    if (view.isNumpyScalar) {
        json.member("numpy", view.numpyDtype);
    }
}

} // namespace pthf
