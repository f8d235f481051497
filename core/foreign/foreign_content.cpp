// SPDX-License-Identifier: Apache-2.0
#include "core/foreign/foreign_content.h"

#include <algorithm>

#include "core/text/size_text.h"
#include "core/types/shape.h"
#include "core/value/dict_keys.h"

namespace pthf {

namespace {

StorageId addStorage(Content& content, const ForeignTensor& tensor)
{
    StorageValue storage;
    storage.key = std::to_string(content.storages.size());
    storage.dtype = tensor.dtype;
    storage.isBigEndian = tensor.isBigEndian;
    storage.elements = tensor.elements;
    storage.place = tensor.place;
    storage.place.available = std::min(storage.place.available, storage.bytes());
    content.storages.push_back(std::move(storage));
    return StorageId{static_cast<std::uint32_t>(content.storages.size() - 1)};
}

ValueId add(Content& content, TensorValue tensor)
{
    const auto number = static_cast<std::uint32_t>(content.tensors.size());
    const ValueId value = content.graph.addTensor(number);
    tensor.value = value;
    content.tensors.push_back(std::move(tensor));
    content.markTensor(value, TensorId{number});
    return value;
}

} // namespace

ValueId addView(Content& content, StorageId storage, TensorValue tensor)
{
    tensor.storage = storage;
    tensor.isOutOfBounds = !fitsIn(tensor.layout, content.storage(storage).elements);
    return add(content, std::move(tensor));
}

ValueId addTensor(Content& content, ForeignTensor tensor)
{
    const StorageId storage = addStorage(content, tensor);
    TensorValue value;
    value.dtype = tensor.dtype;
    value.layout.strides = tensor.strides.empty() ? contiguousStrides(tensor.shape) : std::move(tensor.strides);
    value.layout.shape = std::move(tensor.shape);
    return addView(content, storage, std::move(value));
}

ValueId addWrapped(Content& content, std::string typeName, Dims shape, std::string partName, ForeignTensor bytes)
{
    const ValueId part = addTensor(content, std::move(bytes));
    const TensorId inner = content.tensorAt(part);
    content.tensor(inner).isPart = true;
    auto extras = std::make_shared<TensorExtras>();
    extras->className = std::move(typeName);
    extras->parts.push_back({std::move(partName), inner});
    TensorValue value;
    value.form = TensorForm::Wrapper;
    value.dtype = DType::Unknown;
    value.layout.shape = std::move(shape);
    value.extras = std::move(extras);
    return add(content, std::move(value));
}

StoragePlace rangeIn(const ByteSource& source, std::uint64_t offset, std::uint64_t bytes)
{
    StoragePlace place;
    place.kind = StoragePlace::Kind::Range;
    place.offset = std::min(offset, source.size());
    place.available = std::min(bytes, source.size() - place.offset);
    return place;
}

ValueId addOrderedDict(
    ValueGraph& graph, Problems& problems, std::span<const Entry> entries, std::span<const Entry> attributes)
{
    const ValueId callee = graph.addGlobal("collections", "OrderedDict");
    const ValueId dict = graph.addCall(callee, graph.addSequence(ValueKind::Tuple));
    Instance instance = graph.instance(dict);
    if (!entries.empty()) { // an empty one is what a pickle's reader makes of no items: none
        instance.dictItems = graph.addDict(entries);
        DictKeys(graph).mergeRepeated(instance.dictItems);
        if (const std::size_t repeated = entries.size() - graph.entries(instance.dictItems).size(); repeated != 0) {
            problems.add(Severity::Warning, ErrorCode::Corrupt,
                countOf(repeated, "name") + " stand more than once; the last of each is shown");
        }
    }
    if (!attributes.empty()) {
        instance.state = graph.addDict(attributes);
    }
    graph.setInstance(dict, instance);
    return dict;
}

} // namespace pthf
