// SPDX-License-Identifier: Apache-2.0
#include "core/edit/tensor_rewriter.h"

#include <algorithm>

#include "core/meaning/torch_rebuild.h"
#include "core/text/size_text.h"

namespace pthf {

namespace {

bool isSameView(const TensorValue& one, const TensorValue& other)
{
    return one.storage == other.storage && one.dtype == other.dtype && one.layout == other.layout
        && one.form == other.form && !one.isPart && !other.isPart;
}

/// Whether two views see bytes in common.
bool overlaps(const TensorValue& one, const TensorValue& other)
{
    const auto end = [](const TensorValue& tensor) {
        const auto offset = static_cast<std::uint64_t>(std::max<std::int64_t>(tensor.layout.offset, 0));
        return (offset + elementSpan(tensor.layout).value_or(0)) * dtypeBytes(tensor.dtype);
    };
    const auto begin = [](const TensorValue& tensor) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(tensor.layout.offset, 0)) * dtypeBytes(tensor.dtype);
    };
    return begin(one) < end(other) && begin(other) < end(one);
}

/// A tensor of that type with requires_grad can be loaded by torch (see edit_numbers.cpp).
bool canRequireGrad(const TensorValue& tensor)
{
    const bool isNumber = isFloating(tensor.dtype) || isComplex(tensor.dtype);
    return isNumber && (tensor.isParameter || !dtypeInfo(tensor.dtype).storageClass.empty());
}

} // namespace

TensorRewriter::TensorRewriter(EditDraft& draft)
    : m_draft(draft)
    , m_nodes(draft.content)
{
    for (ViewCall& call : viewCallsOf(draft.content)) {
        const ValueId node = call.node;
        m_calls.emplace(node, std::move(call));
    }
    const std::vector<bool> reachable = draft.reachableValues();
    for (std::uint32_t i = 0; i < draft.content.tensors.size(); ++i) {
        const TensorValue& tensor = draft.content.tensors[i];
        const bool isThere = tensor.value != kNoValue && index(tensor.value) < reachable.size()
            && reachable[index(tensor.value)] && draft.content.tensorAt(tensor.value) == TensorId{i};
        if (isThere && tensor.storage != kNoStorage) {
            m_ofStorage[index(tensor.storage)].push_back(TensorId{i});
        }
    }
}

StorageId TensorRewriter::addStorage(TensorLayers layers, DType dtype, const SharedText& device)
{
    StorageValue storage;
    storage.dtype = dtype;
    storage.isUntyped = dtypeInfo(dtype).storageClass.empty();
    storage.device = device;
    storage.elements = elementCount(layers.front().layout.shape).value_or(0);
    storage.place.available = storage.bytes();
    return m_draft.addStorage(std::move(storage), storageOfLayers(std::move(layers), dtype));
}

void TensorRewriter::rewrite(ValueId node, TensorLayers layers, DType dtype, const std::string& name)
{
    Content& content = m_draft.content;
    const TensorValue old = content.tensor(content.tensorAt(node));
    std::vector<TensorId> same;
    std::ranges::copy_if(m_ofStorage[index(old.storage)], std::back_inserter(same),
        [&](TensorId id) { return isSameView(content.tensor(id), old); });
    noteOverlaps(old, same, name);
    const Dims shape = layers.front().layout.shape;
    const StorageId storage = addStorage(std::move(layers), dtype, content.storage(old.storage).device);
    for (const TensorId id : same) {
        TensorValue next = content.tensor(id);
        next.storage = storage;
        next.dtype = dtype;
        next.layout = TensorLayout{shape, contiguousStrides(shape), 0};
        next.isOutOfBounds = false;
        next.requiresGrad = next.requiresGrad && canRequireGrad(next);
        m_done.insert(next.value);
        replace(id, std::move(next));
    }
    m_draft.hasNewShapes = m_draft.hasNewShapes || shape != old.layout.shape;
}

void TensorRewriter::replace(TensorId id, TensorValue next)
{
    Content& content = m_draft.content;
    const TensorValue& old = content.tensor(id);
    const bool isSaidElsewhere = content.graph.kind(next.value) == ValueKind::Tensor;
    const ValueId plain = isSaidElsewhere ? kNoValue : plainTensorOf(content, next.value);
    const auto call = m_calls.find(plain);
    if (isSaidElsewhere) {
        content.tensor(id) = std::move(next);
    } else if (call != m_calls.end() && old.dtype == next.dtype && old.requiresGrad == next.requiresGrad) {
        setView(content, call->second, m_nodes.of(next.storage), next.layout);
        content.tensor(id) = std::move(next);
    } else {
        const ValueId value = next.value;
        const ValueId node = addTensorNode(content, m_nodes, next);
        const TensorId made = content.tensorAt(node);
        content.graph.replace(value, node);
        content.tensor(made).value = value;
        content.markTensor(value, made);
        content.tensor(id) = content.tensor(made); // nothing means it any more
    }
}

ValueId TensorRewriter::make(TensorLayers layers, DType dtype, const SharedText& device)
{
    TensorValue tensor;
    tensor.dtype = dtype;
    tensor.layout.shape = layers.front().layout.shape;
    tensor.layout.strides = contiguousStrides(tensor.layout.shape);
    tensor.storage = addStorage(std::move(layers), dtype, device);
    return addTensorNode(m_draft.content, m_nodes, tensor);
}

void TensorRewriter::noteOverlaps(const TensorValue& old, const std::vector<TensorId>& changed, const std::string& name)
{
    std::uint64_t left = 0;
    for (const TensorId id : m_ofStorage[index(old.storage)]) {
        const TensorValue& other = m_draft.content.tensor(id);
        const bool isStill = other.storage == old.storage && std::ranges::find(changed, id) == changed.end();
        left += isStill && overlaps(other, old) ? 1U : 0U;
    }
    if (left != 0) {
        m_draft.problems.add(Severity::Info, ErrorCode::InvalidArgument,
            name + " gets numbers of its own: " + countOf(left, "tensor") + " that saw parts of them "
                + (left == 1 ? "keeps" : "keep") + " the old ones");
    }
}

} // namespace pthf
