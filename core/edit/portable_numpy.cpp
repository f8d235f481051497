// SPDX-License-Identifier: Apache-2.0
#include "core/base/byte_reader.h"
#include "core/base/overloaded.h"
#include "core/edit/make_portable.h"
#include "core/edit/plain_words.h"
#include "core/meaning/numpy_values.h"

// The part of PortableMaker that knows numpy: scalars become numbers, arrays become tensors.

namespace pthf {

void PortableMaker::becomeScalar(ValueId id)
{
    ValueGraph& graph = m_content.graph;
    const auto scalar = numpyScalarOf(graph, id);
    if (!scalar) {
        becomeNone(id);
        return;
    }
    const ValueId plain =
        std::visit(Overloaded{[](std::monostate) { return kNoValue; }, [&](bool value) { return graph.addBool(value); },
                       [&](std::int64_t value) { return graph.addInt(value); },
                       [&](std::uint64_t value) { return addUnsigned(graph, value); },
                       [&](double value) { return graph.addFloat(value); },
                       [&](const std::complex<double>& value) { return addComplex(graph, value); },
                       [&](const std::string& value) { return graph.addText(value); }},
            scalar->value);
    if (plain == kNoValue) {
        becomeNone(id);
    } else {
        become(id, plain);
    }
}

bool PortableMaker::becomeArray(ValueId id)
{
    const auto array = numpyArrayOf(m_content.graph, id);
    if (!array) {
        return false;
    }
    if (array->type.kind == 'O' && m_content.graph.kind(array->data) == ValueKind::List && array->shape.size() == 1) {
        const auto items = m_content.graph.items(array->data);
        const std::vector<ValueId> copied(items.begin(), items.end());
        become(id, m_content.graph.addSequence(ValueKind::List, copied));
        pushParts(id);
        return true;
    }
    if (const auto texts = array->shape.size() == 1 ? numpyTextsOf(m_content.graph, *array) : std::nullopt) {
        std::vector<ValueId> items;
        for (const std::string& text : *texts) {
            items.push_back(
                array->type.kind == 'U' ? m_content.graph.addText(text) : m_content.graph.addBytes(asBytes(text)));
        }
        become(id, m_content.graph.addSequence(ValueKind::List, items));
        return true;
    }
    auto storage = storageOfArray(m_content, *array);
    if (!storage) {
        return false;
    }
    TensorValue tensor;
    tensor.dtype = *array->type.dtype;
    tensor.layout.shape = array->shape;
    tensor.layout.strides = array->isFortran ? fortranStrides(array->shape) : contiguousStrides(array->shape);
    tensor.storage = m_draft.addStorage(std::move(storage->first), std::move(storage->second));
    const ValueId call = addTensorCall(m_content, m_nodes, tensor);
    const TensorId made = m_content.tensorAt(call);
    become(id, call);
    m_content.tensor(made).value = id;
    m_content.markTensor(id, made);
    return true;
}

} // namespace pthf
