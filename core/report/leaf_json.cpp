// SPDX-License-Identifier: Apache-2.0
#include "core/report/leaf_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <vector>

#include "core/base/hex.h"
#include "core/base/limits.h"
#include "core/checkpoint/distributed_view.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/checkpoint/value_view.h"
#include "core/text/utf8.h"
#include "core/value/path_json.h"

namespace pthf {
namespace {

constexpr std::size_t kHexBytes = 64;

/// Integers beyond this are strings, for readers that hold every number in a double.
constexpr std::int64_t kLargestSafe = std::int64_t{1} << 53U;

void appendNumber(std::string& to, std::int64_t value)
{
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    const std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
    if (value <= kLargestSafe && value >= -kLargestSafe) [[likely]] {
        to += text;
    } else {
        (to += '"').append(text) += '"';
    }
}

void appendDims(std::string& to, const Dims& dims)
{
    to += '[';
    for (std::size_t i = 0; i < dims.size(); ++i) {
        if (i != 0) {
            to += ',';
        }
        appendNumber(to, dims[i]);
    }
    to += ']';
}

/// An object without its braces.
void appendMembers(std::string& to, JsonWriter&& json)
{
    json.endObject();
    to.append(json.str(), 1, json.str().size() - 2);
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

void writeDims(JsonWriter& json, const Dims& dims)
{
    std::string text;
    appendDims(text, dims);
    json.raw(text);
}

std::string hexText(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        appendHex(text, static_cast<std::uint8_t>(byte), 2);
    }
    return text;
}

void writeTexts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts)
{
    if (texts.empty()) {
        return;
    }
    json.key(name).beginArray();
    for (const std::string& text : texts) {
        json.text(text);
    }
    json.endArray();
}

/// How a tensor of many processes is spread: the placements over a mesh, or every process's box.
std::string distributionJson(const Distribution& spread)
{
    JsonWriter json;
    json.beginObject();
    writeTexts(json, "placements", spread.placements);
    if (!spread.meshDevice.empty()) {
        json.member("mesh_device", spread.meshDevice).key("mesh");
        writeDims(json, spread.meshShape);
    }
    writeTexts(json, "mesh_names", spread.meshNames);
    if (!spread.coordinate.empty()) {
        json.key("coordinate");
        writeDims(json, spread.coordinate);
    }
    if (!spread.shards.empty()) {
        json.key("shards").beginArray();
        for (const LocalShard& shard : spread.shards) {
            json.beginObject().key("offsets");
            writeDims(json, shard.offsets);
            json.key("sizes");
            writeDims(json, shard.sizes);
            json.member("holder", shard.holder).endObject();
        }
        json.endArray();
    }
    return std::move(json.endObject()).take();
}

} // namespace

void writeArrayDetails(JsonWriter& json, const NumpyArray& array)
{
    if (!array.type.fields.empty()) {
        json.key("fields").beginArray();
        for (const NumpyField& field : array.type.fields) {
            json.beginObject().member("name", field.name).member("dtype", field.type.name);
            json.key("offset").safeCount(field.offset).key("shape");
            writeDims(json, field.shape);
            json.endObject();
        }
        json.endArray();
    }
    if (array.mask != kNoValue) {
        json.member("class", "numpy.ma.MaskedArray");
    }
}

void LeafWriter::appendCut(std::string& to, ValueId value) const
{
    JsonWriter json;
    json.beginObject().member("type", typeName(viewOf(m_content, value).kind)).memberBool("cut", true);
    appendMembers(to, std::move(json));
}

void LeafWriter::append(std::string& to, const Leaf& leaf, const PathLimits& limits) const
{
    if (!leaf.isReference) {
        appendValue(to, m_tree.places[index(leaf.place)].step.value, leaf.tensor);
        return;
    }
    JsonWriter json;
    json.beginObject().member("type", "ref").key("to");
    writePath(json, m_tree.pathOf(m_content, limits.shown(leaf.first)));
    appendMembers(to, std::move(json));
}

void LeafWriter::appendValue(std::string& to, ValueId value, TensorId tensor) const
{
    if (tensor != kNoTensor) {
        appendTensor(to, m_content.tensor(tensor));
        return;
    }
    JsonWriter json;
    json.beginObject();
    writePlain(json, value);
    appendMembers(to, std::move(json));
}

void LeafWriter::appendLayout(std::string& to, const TensorValue& tensor) const
{
    to += R"("dtype":")";
    to += dtypeName(tensor.dtype);
    to += R"(","shape":)";
    appendDims(to, tensor.layout.shape);
    to += R"(,"stride":)";
    if (tensor.layout.strides.size() == tensor.layout.shape.size()) {
        appendDims(to, tensor.layout.strides);
    } else {
        to += "null";
    }
    to += R"(,"offset":)";
    appendNumber(to, tensor.layout.offset);
    to += R"(,"device":)";
    appendJsonQuoted(to, m_content.deviceOf(tensor));
    to += R"(,"storage":)";
    if (tensor.storage == kNoStorage) {
        to += "null";
    } else {
        appendJsonQuoted(to, m_content.storage(tensor.storage).key);
    }
}

void LeafWriter::appendTensor(std::string& to, const TensorValue& tensor) const
{
    to += R"("type":"tensor",)";
    appendLayout(to, tensor);
    to += tensor.requiresGrad ? R"(,"requires_grad":true)" : R"(,"requires_grad":false)";
    to += tensor.isParameter ? R"(,"parameter":true)" : R"(,"parameter":false)";
    to += tensor.isConjugate ? R"(,"conj":true)" : "";
    to += tensor.isNegative ? R"(,"neg":true)" : "";
    const bool isPlain = tensor.form == TensorForm::Strided || tensor.form == TensorForm::Meta;
    if (!isPlain && tensor.form != TensorForm::Quantized) {
        to += R"(,"layout":)";
        appendJsonQuoted(to, tensorFormName(tensor.form));
    }
    if (tensor.extras) {
        appendExtras(to, *tensor.extras, tensor.form);
    }
    if (tensor.form == TensorForm::Wrapper && tensor.value != kNoValue) {
        if (const auto spread = distributionOf(m_content, tensor.value)) {
            to += R"(,"distributed":)" + distributionJson(*spread);
        }
    }
    appendAttributes(to, tensor);
    if (m_showStored == ShowStored::Yes) {
        to += R"(,"stored":)";
        appendJsonQuoted(to, storedName(storedOf(m_content, tensor)));
    }
}

void LeafWriter::appendAttributes(std::string& to, const TensorValue& tensor) const
{
    const auto attributes = tensorAttributes(m_content, tensor);
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        to += i == 0 ? ",\"attributes\":{" : ",";
        appendJsonQuoted(to, attributes[i].first);
        to += ':';
        appendJsonQuoted(to, attributes[i].second);
        to += i + 1 == attributes.size() ? "}" : "";
    }
}

void LeafWriter::appendExtras(std::string& to, const TensorExtras& extras, TensorForm form) const
{
    for (std::size_t i = 0; i < extras.parts.size(); ++i) {
        to += i == 0 ? R"(,"parts":[{"name":)" : R"(,{"name":)";
        appendJsonQuoted(to, extras.parts[i].name);
        to += ',';
        appendLayout(to, m_content.tensor(extras.parts[i].tensor));
        to += i + 1 == extras.parts.size() ? "}]" : "}";
    }
    if (form == TensorForm::Quantized) {
        const Quantizer& quantizer = extras.quantizer;
        JsonWriter json;
        json.beginObject().member("scheme", quantizer.scheme);
        if (quantizer.axis < 0) {
            json.key("scale").safeNumber(quantizer.scale).key("zero_point").safeInteger(quantizer.zeroPoint);
        } else {
            json.key("axis").safeInteger(quantizer.axis);
        }
        to += R"(,"quantizer":)" + json.endObject().str();
    }
    if (!extras.className.empty()) {
        to += R"(,"class":)";
        appendJsonQuoted(to, extras.className);
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
    case ViewKind::Float: {
        const auto scalar = numpyScalarOf(m_content.graph, value);
        if (scalar && !scalar->exact.empty()) {
            json.member("value", scalar->exact); // more digits than a double has
        } else {
            json.key("value").safeNumber(numberOf(m_content, value).value_or(0));
        }
        break;
    }
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
        if (const auto array = shownArrayOf(m_content.graph, value)) {
            writeArrayDetails(json, *array);
        }
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
