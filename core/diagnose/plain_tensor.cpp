// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/plain_tensor.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/checked_math.h"
#include "core/checkpoint/block_tensor.h"
#include "core/checkpoint/item_source.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/elements/assembled_source.h"
#include "core/io/memory_source.h"
#include "core/numbers/element_value.h"

namespace pthf {
namespace {

bool isSparse(TensorForm form) noexcept
{
    switch (form) {
    case TensorForm::SparseCoo:
    case TensorForm::SparseCsr:
    case TensorForm::SparseCsc:
    case TensorForm::SparseBsr:
    case TensorForm::SparseBsc:
        return true;
    default:
        return false;
    }
}

Status checkSize(const TensorValue& tensor, std::uint64_t elementBytes)
{
    if (tensor.elements() > kMaxPlainBytes / elementBytes) {
        return Error{ErrorCode::LimitExceeded,
            "the numbers of this " + std::string(tensorFormName(tensor.form)) + " tensor take more than "
                + std::to_string(kMaxPlainBytes) + " bytes"};
    }
    return Done{};
}

Result<std::vector<std::byte>> readAll(const Document& document, const TensorValue& tensor, const Task& task)
{
    PTHF_TRY(checkSize(tensor, dtypeBytes(tensor.dtype)));
    std::vector<std::byte> bytes;
    const BlockSink sink = [&bytes](std::span<const std::byte> block) -> Status {
        bytes.insert(bytes.end(), block.begin(), block.end());
        return Done{};
    };
    PTHF_TRY(readElements(document, tensor, 0, tensor.elements(), sink, task));
    return bytes;
}

const TensorPart* partNamed(const TensorValue& tensor, std::string_view name)
{
    if (!tensor.extras) {
        return nullptr;
    }
    const auto found = std::ranges::find(tensor.extras->parts, name, &TensorPart::name);
    return found == tensor.extras->parts.end() ? nullptr : &*found;
}

Result<std::vector<double>> numbersOfPart(
    const Document& document, const TensorValue& tensor, std::string_view name, const Task& task)
{
    const TensorPart* part = partNamed(tensor, name);
    if (part == nullptr) {
        return Error{ErrorCode::Corrupt, "a tensor quantized by channel without its " + std::string(name)};
    }
    const TensorValue& values = document.content.tensor(part->tensor);
    const std::vector<std::byte> bytes = PTHF_TRY(readAll(document, values, task));
    std::vector<double> numbers(bytes.size() / static_cast<std::size_t>(dtypeBytes(values.dtype)));
    elementNumbers(values.dtype, bytes, numbers);
    return numbers;
}

Result<QuantizedTensor> quantizedOf(const Document& document, const TensorValue& tensor, const Task& task)
{
    if (!tensor.extras) {
        return Error{ErrorCode::Corrupt, "a quantized tensor without its quantizer"};
    }
    const Quantizer& quantizer = tensor.extras->quantizer;
    QuantizedTensor quantized{tensor.dtype, tensor.layout.shape, {}, {}, std::nullopt};
    if (quantizer.axis < 0) {
        quantized.scales = {quantizer.scale};
        quantized.zeroPoints = {static_cast<double>(quantizer.zeroPoint)};
        return quantized;
    }
    quantized.axis = static_cast<std::size_t>(quantizer.axis);
    quantized.scales = PTHF_TRY(numbersOfPart(document, tensor, "scales", task));
    quantized.zeroPoints = PTHF_TRY(numbersOfPart(document, tensor, "zero_points", task));
    return quantized;
}

Result<std::vector<std::byte>> dequantised(
    const Document& document, const TensorValue& tensor, ComputeEngine& engine, const Task& task)
{
    PTHF_TRY(checkSize(tensor, sizeof(float)));
    const QuantizedTensor quantized = PTHF_TRY(quantizedOf(document, tensor, task));
    std::vector<std::byte> bytes;
    std::uint64_t first = 0;
    const BlockSink sink = [&](std::span<const std::byte> block) -> Status {
        const std::vector<float> numbers = PTHF_TRY(engine.dequantise(quantized, first, block));
        const auto converted = std::as_bytes(std::span(numbers));
        bytes.insert(bytes.end(), converted.begin(), converted.end());
        first += numbers.size();
        return Done{};
    };
    PTHF_TRY(readElements(document, tensor, 0, tensor.elements(), sink, task));
    return bytes;
}

Result<std::vector<std::byte>> densified(
    const Document& document, const TensorValue& tensor, ComputeEngine& engine, const Task& task)
{
    SparseTensor sparse{std::string(tensorFormName(tensor.form)), tensor.layout.shape, {}};
    std::vector<std::vector<std::byte>> held;
    for (const TensorPart& part : tensor.extras ? tensor.extras->parts : std::vector<TensorPart>()) {
        const TensorValue& values = document.content.tensor(part.tensor);
        held.push_back(PTHF_TRY(readAll(document, values, task)));
        sparse.parts.push_back({part.name, values.dtype, values.layout.shape, {}});
    }
    for (std::size_t i = 0; i < held.size(); ++i) {
        sparse.parts[i].bytes = held[i];
    }
    return engine.densify(sparse, kMaxPlainBytes);
}

/// Bits that turn a sign: those of every number of a negated tensor, of every imaginary half of a conjugated one.
Result<std::vector<std::byte>> resolved(const Document& document, const TensorValue& tensor, const Task& task)
{
    std::vector<std::byte> bytes = PTHF_TRY(readAll(document, tensor, task));
    const auto size = static_cast<std::size_t>(dtypeBytes(tensor.dtype));
    const bool isPair = isComplex(tensor.dtype);
    if (!isPair && !isFloating(tensor.dtype)) {
        return Error{ErrorCode::Unsupported, "a negated tensor of type " + std::string(dtypeName(tensor.dtype))};
    }
    const std::size_t half = isPair ? size / 2 : size;
    for (std::size_t end = half; end <= bytes.size(); end += half) {
        const bool isImaginary = isPair && end / half % 2 == 0;
        if (tensor.isNegative != (tensor.isConjugate && isImaginary)) {
            bytes[end - 1] ^= std::byte{0x80};
        }
    }
    return bytes;
}

/// A document that holds one tensor and nothing else.
PlainTensor over(std::shared_ptr<const ByteSource> bytes, DType dtype, const Dims& shape)
{
    auto document = std::make_shared<Document>();
    StorageValue storage;
    storage.key = "numbers";
    storage.dtype = dtype;
    storage.elements = bytes->size() / dtypeBytes(dtype);
    storage.place.kind = StoragePlace::Kind::Range;
    storage.place.available = bytes->size();
    document->content.storages.push_back(std::move(storage));
    document->sources.push_back({std::move(bytes), nullptr});
    TensorValue tensor;
    tensor.storage = StorageId{0};
    tensor.dtype = dtype;
    tensor.layout = {shape, contiguousStrides(shape), 0};
    document->content.tensors.push_back(tensor);
    return {std::move(document), std::move(tensor), TensorId{0}};
}

PlainTensor held(std::vector<std::byte> bytes, DType dtype, const Dims& shape)
{
    return over(std::make_shared<MemorySource>(std::move(bytes), "numbers"), dtype, shape);
}

/// The one part whose numbers a tensor without a storage of its own stands for: the pieces of a nested tensor one after
/// the other, what a process holds of a distributed one. Null where there is none, or more than one.
const TensorPart* partWithNumbers(const TensorValue& tensor)
{
    if (tensor.form == TensorForm::Nested) {
        const TensorPart* buffer = partNamed(tensor, "buffer");
        return buffer != nullptr ? buffer : partNamed(tensor, "values");
    }
    if (tensor.form != TensorForm::Wrapper || !tensor.extras || tensor.dtype == DType::Unknown) {
        return nullptr;
    }
    const TensorPart* local = partNamed(tensor, "_local_tensor");
    return local == nullptr && tensor.extras->parts.size() == 1 ? &tensor.extras->parts.front() : local;
}

/// What one process holds of a sharded tensor in several boxes, one after the other.
Result<std::shared_ptr<const ByteSource>> boxesInARow(const Document& document, const TensorValue& tensor)
{
    std::vector<TensorChunk> chunks;
    std::int64_t count = 0;
    for (const TensorPart& part : tensor.extras->parts) {
        const TensorValue& box = document.content.tensor(part.tensor);
        if (box.dtype != tensor.dtype) {
            return Error{ErrorCode::Unsupported, "a tensor in boxes of several types"};
        }
        auto elements = PTHF_TRY(openElements(document, box));
        const auto size = static_cast<std::int64_t>(box.elements());
        chunks.push_back({{count}, {size}, std::move(elements)});
        const auto next = checkedAdd(count, size);
        if (!next) {
            return Error{ErrorCode::Corrupt, "a tensor in boxes of impossible sizes"};
        }
        count = *next;
    }
    std::shared_ptr<const ByteSource> row =
        PTHF_TRY(AssembledSource::make({count}, dtypeBytes(tensor.dtype), std::move(chunks), "boxes"));
    return row;
}

/// Whether the parts of a tensor are boxes of it (core/meaning names them for where they stand).
bool hasBoxes(const TensorValue& tensor)
{
    return tensor.form == TensorForm::Wrapper && tensor.extras && tensor.extras->parts.size() > 1
        && std::ranges::all_of(
            tensor.extras->parts, [](const TensorPart& part) { return part.name.starts_with("shard ["); });
}

DType valuesType(const Document& document, const TensorValue& tensor)
{
    const TensorPart* values = partNamed(tensor, "values");
    return values == nullptr ? tensor.dtype : document.content.tensor(values->tensor).dtype;
}

/// What LibTorch makes: the numbers that quantized ones stand for, sparse ones with their zeros.
Result<PlainTensor> madeByEngine(
    const Document& document, const TensorValue& tensor, ComputeEngine& engine, const Task& task)
{
    if (tensor.form == TensorForm::Quantized) {
        std::vector<std::byte> bytes = PTHF_TRY(dequantised(document, tensor, engine, task));
        return held(std::move(bytes), DType::Float32, tensor.layout.shape);
    }
    std::vector<std::byte> bytes = PTHF_TRY(densified(document, tensor, engine, task));
    return held(std::move(bytes), valuesType(document, tensor), tensor.layout.shape);
}

/// The part of a tensor whose numbers are its own, where they are stored as they are meant.
const TensorPart* storedPart(const Document& document, const TensorValue& tensor)
{
    const TensorPart* part = partWithNumbers(tensor);
    if (part == nullptr) {
        return nullptr;
    }
    const TensorValue& numbers = document.content.tensor(part->tensor);
    return numbers.storage != kNoStorage && !numbers.isConjugate && !numbers.isNegative ? part : nullptr;
}

} // namespace

bool needsEngine(const TensorValue& tensor) noexcept
{
    return tensor.form == TensorForm::Quantized || isSparse(tensor.form);
}

Result<PlainTensor> makePlain(
    const DocumentPtr& document, const TensorValue& tensor, ComputeEngine* engine, const Task& task)
{
    if (needsEngine(tensor)) {
        return engine != nullptr
            ? madeByEngine(*document, tensor, *engine, task)
            : Error{ErrorCode::Unsupported,
                "the numbers of a " + std::string(tensorFormName(tensor.form)) + " tensor need the compute module"};
    }
    if (blockTypeOf(tensor) != nullptr) {
        auto numbers = PTHF_TRY(openBlockNumbers(*document, tensor));
        return over(std::move(numbers.source), DType::Float32, tensor.layout.shape);
    }
    if (hasBoxes(tensor)) {
        auto row = PTHF_TRY(boxesInARow(*document, tensor));
        const auto count = static_cast<std::int64_t>(row->size() / dtypeBytes(tensor.dtype));
        return over(std::move(row), tensor.dtype, {count});
    }
    if (const TensorPart* part = storedPart(*document, tensor)) {
        return PlainTensor{document, document->content.tensor(part->tensor), part->tensor};
    }
    if (tensor.storage == kNoStorage) {
        return Error{ErrorCode::Unsupported,
            "a " + std::string(tensorFormName(tensor.form)) + " tensor has no numbers of its own"};
    }
    if (tensor.isConjugate || tensor.isNegative) {
        std::vector<std::byte> bytes = PTHF_TRY(resolved(*document, tensor, task));
        return held(std::move(bytes), tensor.dtype, tensor.layout.shape);
    }
    return PlainTensor{document, tensor, kNoTensor};
}

} // namespace pthf
