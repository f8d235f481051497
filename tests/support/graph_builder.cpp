// SPDX-License-Identifier: Apache-2.0
#include "tests/support/graph_builder.h"

#include <numeric>

#include "core/base/byte_reader.h"
#include "tests/support/test_task.h"

namespace pthf::tests {

ValueId GraphBuilder::bytes(std::string_view value)
{
    return content.graph.addBytes(asBytes(value));
}

ValueId GraphBuilder::integers(const Dims& values)
{
    std::vector<ValueId> items;
    for (const std::int64_t value : values) {
        items.push_back(integer(value));
    }
    return tuple(items);
}

ValueId GraphBuilder::dict(const std::vector<Named>& entries)
{
    std::vector<Entry> made;
    for (const Named& entry : entries) {
        made.push_back({text(entry.first), entry.second});
    }
    return content.graph.addDict(made);
}

ValueId GraphBuilder::call(std::string_view module, std::string_view name, const std::vector<ValueId>& arguments)
{
    const ValueId callee = global(module, name);
    return content.graph.addCall(callee, tuple(arguments));
}

ValueId GraphBuilder::object(
    std::string_view module, std::string_view name, const std::vector<ValueId>& arguments, ValueId state)
{
    const ValueId callee = global(module, name);
    return withState(content.graph.addObject(callee, tuple(arguments)), state);
}

ValueId GraphBuilder::withEntries(ValueId instance, const std::vector<Named>& entries)
{
    Instance made = content.graph.instance(instance);
    made.dictItems = dict(entries);
    content.graph.setInstance(instance, made);
    return instance;
}

ValueId GraphBuilder::withItems(ValueId instance, const std::vector<ValueId>& items)
{
    Instance made = content.graph.instance(instance);
    made.listItems = list(items);
    content.graph.setInstance(instance, made);
    return instance;
}

ValueId GraphBuilder::withState(ValueId instance, ValueId state)
{
    Instance made = content.graph.instance(instance);
    made.state = state;
    content.graph.setInstance(instance, made);
    return instance;
}

ValueId GraphBuilder::orderedDict(const std::vector<Named>& entries)
{
    return withEntries(call("collections", "OrderedDict"), entries);
}

ValueId GraphBuilder::stateDict(const std::vector<Named>& entries)
{
    const ValueId metadata = orderedDict({{"", dict({{"version", integer(1)}})}});
    return withState(orderedDict(entries), dict({{"_metadata", metadata}}));
}

ValueId GraphBuilder::storage(
    std::string_view key, std::int64_t count, std::string_view className, std::string_view device)
{
    const bool isUntyped = className == "UntypedStorage";
    const ValueId type = global(isUntyped ? "torch.storage" : "torch", className);
    return content.graph.addPersistent(tuple({text("storage"), type, text(key), text(device), integer(count)}));
}

ValueId GraphBuilder::rebuilt(ValueId storage, std::int64_t offset, const Dims& shape, const Dims& strides)
{
    return call("torch._utils", "_rebuild_tensor_v2",
        {storage, integer(offset), integers(shape), integers(strides), flag(false),
            call("collections", "OrderedDict")});
}

ValueId GraphBuilder::tensor(const Dims& shape, std::string_view className, std::string_view device)
{
    const std::int64_t count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>{});
    const ValueId over = storage(std::to_string(m_nextKey++), count, className, device);
    return rebuilt(over, 0, shape, contiguousStrides(shape));
}

ValueId GraphBuilder::parameter(ValueId tensor)
{
    return call("torch._utils", "_rebuild_parameter", {tensor, flag(true), call("collections", "OrderedDict")});
}

ValueId GraphBuilder::module(std::string_view className, const std::vector<Named>& parameters,
    const std::vector<Named>& buffers, const std::vector<Named>& modules, const std::vector<Named>& attributes)
{
    std::vector<Named> state{
        {"training", flag(true)}, {"_parameters", orderedDict(parameters)}, {"_buffers", orderedDict(buffers)}};
    state.insert(state.end(), attributes.begin(), attributes.end());
    state.emplace_back("_modules", orderedDict(modules));
    const auto dot = className.rfind('.');
    return object(className.substr(0, dot), className.substr(dot + 1), {}, dict(state));
}

ValueId GraphBuilder::numpyDtype(std::string_view spelling, std::string_view byteOrder)
{
    const ValueId state =
        tuple({integer(3), text(byteOrder), none(), none(), none(), integer(-1), integer(-1), integer(0)});
    return withState(call("numpy", "dtype", {text(spelling), flag(false), flag(true)}), state);
}

ValueId GraphBuilder::numpyScalar(std::string_view spelling, std::string_view scalar, std::string_view byteOrder)
{
    return call("numpy.core.multiarray", "scalar", {numpyDtype(spelling, byteOrder), bytes(scalar)});
}

ValueId GraphBuilder::numpyArray(std::string_view spelling, const Dims& shape, ValueId data)
{
    const ValueId empty =
        call("numpy._core.multiarray", "_reconstruct", {global("numpy", "ndarray"), integers({0}), bytes("b")});
    return withState(empty, tuple({integer(1), integers(shape), numpyDtype(spelling), flag(false), data}));
}

Problems GraphBuilder::interpret(ValueId root)
{
    content.root = root;
    WholeRecords resolver;
    Problems problems;
    if (!interpretAll(content, resolver, problems, quietTask())) {
        std::abort();
    }
    return problems;
}

StorageHome WholeRecords::homeOf(const StorageReference& reference)
{
    asked.emplace_back(reference.key);
    StorageHome home;
    home.place.kind = StoragePlace::Kind::Record;
    home.place.record = static_cast<std::uint32_t>(asked.size() - 1);
    home.place.available = reference.elements * dtypeBytes(reference.dtype);
    return home;
}

Result<StorageValue> WholeRecords::nestedStorage(const Content& content, ValueId bytes)
{
    if (content.graph.kind(bytes) != ValueKind::Bytes) {
        return Error{ErrorCode::Corrupt, "no bytes"};
    }
    StorageValue storage;
    storage.key = "n1:0";
    storage.dtype = DType::Float32;
    storage.elements = content.graph.byteLength(bytes) / sizeof(float);
    storage.place.kind = StoragePlace::Kind::Graph;
    storage.place.value = bytes;
    storage.place.available = content.graph.byteLength(bytes);
    return storage;
}

std::optional<TensorValue> WholeRecords::tensorOfId(Content& content, ValueId persistent)
{
    TensorValue tensor;
    tensor.form = TensorForm::Meta;
    tensor.layout.shape = {static_cast<std::int64_t>(content.graph.byteLength(content.graph.persistentId(persistent)))};
    tensor.layout.strides = {1};
    return tensor;
}

} // namespace pthf::tests
