// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/base/byte_reader.h"
#include "core/base/overloaded.h"
#include "core/edit/make_portable.h"
#include "core/edit/plain_words.h"
#include "core/meaning/numpy_values.h"

// The part of PortableMaker that knows numpy: scalars become numbers, arrays become tensors.

namespace pthf {

namespace {

/// What numpy's tolist() makes of the values of an array: lists within lists, the one value of a 0-d array; nothing
/// where there are more or fewer values than the shape says.
std::optional<ValueId> nestedLists(ValueGraph& graph, std::vector<ValueId> values, const Dims& shape)
{
    if (elementCount(shape) != values.size()) {
        return std::nullopt;
    }
    for (std::size_t level = values.empty() ? 0 : shape.size(); level > 1; --level) {
        const auto length = static_cast<std::size_t>(shape[level - 1]);
        std::vector<ValueId> rows;
        for (std::size_t at = 0; at < values.size(); at += length) {
            rows.push_back(graph.addSequence(ValueKind::List, std::span(values).subspan(at, length)));
        }
        values = std::move(rows);
    }
    return shape.empty() ? values.front() : graph.addSequence(ValueKind::List, values);
}

} // namespace

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
                       [&](const std::string& value) {
                           return scalar->type.kind == 'S' ? graph.addBytes(asBytes(value)) : graph.addText(value);
                       }},
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
    ValueGraph& graph = m_content.graph;
    if (array->type.kind == 'O' && graph.kind(array->data) == ValueKind::List) {
        const auto items = graph.items(array->data); // in C order, whatever the array's own is
        const auto lists = nestedLists(graph, {items.begin(), items.end()}, array->shape);
        if (!lists || *lists == id) { // a 0-d array may hold itself
            return false;
        }
        become(id, *lists);
        pushParts(id);
        return true;
    }
    if (const auto texts = array->isFortran ? std::nullopt : numpyTextsOf(graph, *array)) {
        std::vector<ValueId> items;
        for (const std::string& text : *texts) {
            items.push_back(array->type.kind == 'S' ? graph.addBytes(asBytes(text)) : graph.addText(text));
        }
        const auto lists = nestedLists(graph, std::move(items), array->shape);
        if (lists) {
            become(id, *lists);
        }
        return lists.has_value();
    }
    const ValueId call = tensorOf(*array);
    if (call == kNoValue) {
        return false;
    }
    const TensorId made = m_content.tensorAt(call);
    become(id, call);
    m_content.tensor(made).value = id;
    m_content.markTensor(id, made);
    return true;
}

/// {"data": …, "mask": …}: what is under the mask stays.
bool PortableMaker::becomeMasked(ValueId id)
{
    const auto masked = numpyMaskedArrayOf(m_content.graph, id);
    if (!masked) {
        return false;
    }
    NumpyArray mask = *masked;
    mask.type = parseNumpyDtype("|b1").value_or(NumpyDtype());
    mask.data = masked->mask;
    mask.bytes = elementCount(mask.shape).value_or(0);
    const ValueId data = tensorOf(*masked);
    const ValueId hidden = data == kNoValue ? kNoValue : tensorOf(mask);
    if (hidden == kNoValue) {
        return false;
    }
    ValueGraph& graph = m_content.graph;
    const std::array<Entry, 2> entries{{{graph.addText("data"), data}, {graph.addText("mask"), hidden}}};
    become(id, graph.addDict(entries));
    return true;
}

/// The tensor of an array's numbers; kNoValue where torch has none like it.
ValueId PortableMaker::tensorOf(const NumpyArray& array)
{
    auto storage = storageOfArray(m_content, array);
    if (!storage) {
        return kNoValue;
    }
    TensorValue tensor;
    tensor.dtype = *array.type.dtype;
    tensor.layout.shape = array.shape;
    tensor.layout.strides = array.isFortran ? fortranStrides(array.shape) : contiguousStrides(array.shape);
    tensor.storage = m_draft.addStorage(std::move(storage->first), std::move(storage->second));
    return addTensorCall(m_content, m_nodes, tensor);
}

} // namespace pthf
