// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/tensor_reader.h"

#include <array>

#include "core/meaning/byte_values.h"
#include "core/meaning/distributed.h"
#include "core/meaning/numpy_values.h"
#include "core/meaning/torch_words.h"

// The forms of tensors beyond strides over a storage: quantized, sparse, nested, meta, wrapped, from other devices.

namespace pthf {

namespace {

/// Names of the parts of a sparse tensor, in the order of its arguments.
std::array<std::string_view, 3> sparseNames(TensorForm form)
{
    switch (form) {
    case TensorForm::SparseCsr:
    case TensorForm::SparseBsr:
        return {"crow_indices", "col_indices", "values"};
    case TensorForm::SparseCsc:
    case TensorForm::SparseBsc:
        return {"ccol_indices", "row_indices", "values"};
    default:
        return {"indices", "values", ""};
    }
}

std::shared_ptr<const TensorExtras> shared(TensorExtras extras)
{
    return std::make_shared<const TensorExtras>(std::move(extras));
}

} // namespace

TensorReader::Tensor TensorReader::quantized(const Call& call)
{
    constexpr std::size_t kParameters = 4;
    auto tensor = view(call);
    const auto parameters = sequenceItems(*m_graph, call.at(kParameters));
    if (!tensor || parameters.size() < 3 || m_graph->kind(parameters[0]) != ValueKind::Global) {
        return tensor ? refuse(call, "a quantized tensor without a quantizer") : std::nullopt;
    }
    tensor->form = TensorForm::Quantized;
    tensor->requiresGrad = plainFlag(*m_graph, call.at(kParameters + 1)).value_or(false);
    TensorExtras extras;
    extras.quantizer.scheme = std::string(m_graph->globalName(parameters[0]));
    if (m_graph->kind(parameters[1]) == ValueKind::Float) {
        extras.quantizer.scale = m_graph->floatValue(parameters[1]);
        extras.quantizer.zeroPoint = plainInteger(*m_graph, parameters[2]).value_or(0);
    } else {
        addPart(extras, "scales", parameters[1], call.depth);
        addPart(extras, "zero_points", parameters[2], call.depth);
        extras.quantizer.axis = parameters.size() > 3 ? plainInteger(*m_graph, parameters[3]).value_or(-1) : -1;
    }
    tensor->extras = shared(std::move(extras));
    checkBounds(*tensor);
    return tensor;
}

TensorReader::Tensor TensorReader::sparse(const Call& call)
{
    const auto form = layoutOfValue(*m_graph, call.at(0));
    if (!form || *form == TensorForm::Strided) {
        return refuse(call, "a sparse tensor whose layout is unknown");
    }
    const std::size_t parts = *form == TensorForm::SparseCoo ? 2 : 3;
    const auto data = sequenceItems(*m_graph, call.at(1));
    const bool isCpp = call.arguments.size() >= 5; // layout, size, requires_grad, parts…, hooks
    if (isCpp && call.arguments.size() >= 3 + parts) {
        auto tensor = sparseFromParts(*form, call.arguments.subspan(3, parts), call.at(1), call.depth);
        if (tensor) {
            tensor->requiresGrad = plainFlag(*m_graph, call.at(2)).value_or(false);
        }
        return tensor;
    }
    if (data.size() <= parts) {
        return refuse(call, "a sparse tensor with too few parts");
    }
    return sparseFromParts(*form, data.first(parts), data[parts], call.depth);
}

TensorReader::Tensor TensorReader::sparseFromParts(
    TensorForm form, std::span<const ValueId> parts, ValueId size, int depth)
{
    TensorExtras extras;
    const auto names = sparseNames(form);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        addPart(extras, std::string(names[i]), parts[i], depth);
    }
    auto shape = dimsOf(*m_graph, size);
    if (extras.parts.size() != parts.size() || !shape) {
        return std::nullopt;
    }
    TensorValue tensor;
    const TensorValue& values = m_content->tensor(extras.parts.back().tensor);
    tensor.form = form;
    tensor.dtype = values.dtype;
    tensor.device = m_content->deviceOf(values);
    tensor.layout.shape = std::move(*shape);
    tensor.extras = shared(std::move(extras));
    return tensor;
}

TensorReader::Tensor TensorReader::nested(const Call& call)
{
    TensorExtras extras;
    addPart(extras, "buffer", call.at(0), call.depth);
    if (extras.parts.empty()) {
        return refuse(call, "a nested tensor without a buffer");
    }
    addPart(extras, "sizes", call.at(1), call.depth);
    addPart(extras, "strides", call.at(2), call.depth);
    addPart(extras, "storage_offsets", call.at(3), call.depth);
    const TensorValue& buffer = m_content->tensor(extras.parts.front().tensor);
    TensorValue tensor;
    tensor.form = TensorForm::Nested;
    tensor.dtype = buffer.dtype;
    tensor.device = m_content->deviceOf(buffer);
    tensor.layout.shape = buffer.layout.shape; // its own sizes are numbers in a tensor, which is not read here
    tensor.requiresGrad = buffer.requiresGrad;
    tensor.extras = shared(std::move(extras));
    return tensor;
}

TensorReader::Tensor TensorReader::jagged(const Call& call)
{
    // A dictionary of keyword arguments: values, offsets, lengths (or None), requires_grad, and a cache of lengths.
    const ValueId named = call.at(0);
    if (named == kNoValue || m_graph->kind(named) != ValueKind::Dict) {
        return refuse(call, "a jagged tensor without its arguments");
    }
    TensorExtras extras;
    ValueId requiresGrad = kNoValue;
    for (const Entry& entry : m_graph->entries(named)) {
        const auto name = plainText(*m_graph, entry.key);
        if (name == "requires_grad") {
            requiresGrad = entry.value;
        } else if (name == "values" || name == "offsets" || name == "lengths") {
            addPart(extras, std::string(*name), entry.value, call.depth);
        }
    }
    if (extras.parts.empty() || extras.parts.front().name != "values") {
        return refuse(call, "a jagged tensor without values");
    }
    const TensorValue& values = m_content->tensor(extras.parts.front().tensor);
    TensorValue tensor;
    tensor.form = TensorForm::Nested;
    tensor.dtype = values.dtype;
    tensor.device = std::string(m_content->deviceOf(values));
    tensor.layout.shape = values.layout.shape; // its pieces' sizes are numbers in a tensor, which is not read here
    tensor.requiresGrad = plainFlag(*m_graph, requiresGrad).value_or(false);
    tensor.extras = shared(std::move(extras));
    attach(named);
    return tensor;
}

void TensorReader::addShards(TensorExtras& extras, ValueId state, int depth)
{
    // torch.distributed._shard ShardedTensor.__getstate__: (local shards, metadata, …). A part is named for where it
    // stands in the whole.
    const auto items = sequenceItems(*m_graph, state);
    for (const ValueId shard : items.empty() ? items : sequenceItems(*m_graph, items[0])) {
        const LocalShard local = localShardOf(*m_graph, shard);
        if (local.tensor != kNoValue) {
            addPart(extras, "shard " + shapeText(local.offsets), local.tensor, depth);
        }
    }
}

TensorReader::Tensor TensorReader::meta(const Call& call)
{
    const auto dtype = dtypeOfValue(*m_graph, call.at(0));
    auto shape = dimsOf(*m_graph, call.at(1));
    auto strides = dimsOf(*m_graph, call.at(2));
    if (!dtype || !shape || !strides) {
        return refuse(call, "a meta tensor without type, size and stride");
    }
    TensorValue tensor;
    tensor.form = TensorForm::Meta;
    tensor.dtype = *dtype;
    tensor.device = "meta";
    tensor.requiresGrad = plainFlag(*m_graph, call.at(3)).value_or(false);
    tensor.layout = TensorLayout{std::move(*shape), std::move(*strides), 0};
    return tensor;
}

TensorReader::Tensor TensorReader::wrapper(const Call& call)
{
    // (class, dtype, size, stride, storage offset, layout, device, requires_grad)
    const auto dtype = dtypeOfValue(*m_graph, call.at(1));
    auto shape = dimsOf(*m_graph, call.at(2));
    if (!dtype || !shape) {
        return refuse(call, "a tensor subclass without type and size");
    }
    TensorValue tensor;
    tensor.form = TensorForm::Wrapper;
    tensor.dtype = *dtype;
    tensor.layout.shape = std::move(*shape);
    tensor.layout.strides = dimsOf(*m_graph, call.at(3)).value_or(Dims{});
    tensor.layout.offset = plainInteger(*m_graph, call.at(4)).value_or(0);
    tensor.device = deviceOfValue(*m_graph, call.at(6)).value_or("");
    tensor.requiresGrad = plainFlag(*m_graph, call.at(7)).value_or(false);
    TensorExtras extras;
    const ValueId className = call.at(0) == kNoValue ? kNoValue : classOf(*m_graph, call.at(0));
    extras.className = className == kNoValue ? std::string{} : globalText(*m_graph, className);
    tensor.extras = shared(std::move(extras));
    return tensor;
}

TensorReader::Tensor TensorReader::fromNumpy(const Call& call)
{
    // (array, dtype, device, requires_grad): tensors of back ends without storages travel as numpy arrays.
    const auto array = call.at(0) == kNoValue ? std::nullopt : numpyArrayOf(*m_graph, call.at(0));
    const auto dtype = dtypeOfValue(*m_graph, call.at(1));
    const auto bytes = array ? byteCountOf(*m_graph, array->data) : std::nullopt;
    if (!array || !dtype || !array->type.dtype || !bytes) {
        return refuse(call, "a tensor made from a numpy array that cannot be read");
    }
    const auto storage = m_storages->arrayStorage(call.at(0), *array, deviceOfValue(*m_graph, call.at(2)).value_or(""));
    TensorValue tensor;
    tensor.storage = storage;
    tensor.dtype = *dtype;
    tensor.layout.shape = array->shape;
    tensor.layout.strides = contiguousStrides(array->shape);
    if (array->isFortran) {
        const Dims reversed(array->shape.rbegin(), array->shape.rend());
        const Dims strides = contiguousStrides(reversed);
        tensor.layout.strides.assign(strides.rbegin(), strides.rend());
    }
    tensor.requiresGrad = plainFlag(*m_graph, call.at(3)).value_or(false);
    tensor.isOutOfBounds = *bytes < array->bytes;
    return tensor;
}

TensorReader::Tensor TensorReader::fromCpu(const Call& call)
{
    auto tensor = readAt(call.at(0), call.depth + 1);
    if (!tensor) {
        return refuse(call, "a device tensor without its tensor on the cpu");
    }
    tensor->dtype = dtypeOfValue(*m_graph, call.at(1)).value_or(tensor->dtype);
    tensor->device = deviceOfValue(*m_graph, call.at(2)).value_or("");
    tensor->requiresGrad = plainFlag(*m_graph, call.at(3)).value_or(false);
    return tensor;
}

} // namespace pthf
