// SPDX-License-Identifier: Apache-2.0
#include "core/torch7/torch7_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/base/byte_reader.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/value/dict_keys.h"

namespace pthf {

std::optional<Torch7Class> torch7Class(std::string_view name, DType longType)
{
    if (!name.starts_with("torch.")) {
        return std::nullopt;
    }
    name.remove_prefix(6);
    Torch7Class made;
    made.isStorage = name.ends_with("Storage");
    if (!made.isStorage && !name.ends_with("Tensor")) {
        return std::nullopt;
    }
    name.remove_suffix(made.isStorage ? 7 : 6);
    made.isCuda = name.starts_with("Cuda");
    name.remove_prefix(made.isCuda ? 4 : 0);
    if (name.empty() && made.isCuda) {
        return made; // torch.CudaTensor is of floats
    }
    if (name == "Long") {
        made.dtype = longType;
        return made;
    }
    const auto dtype = dtypeFromStorageClass(std::string(name) + "Storage");
    constexpr std::array<std::string_view, 7> kNames{"Double", "Float", "Half", "Int", "Short", "Char", "Byte"};
    if (!dtype || std::ranges::find(kNames, name) == kNames.end()) {
        return std::nullopt;
    }
    made.dtype = *dtype;
    return made;
}

ValueId Torch7Values::addNumber(double number)
{
    constexpr double kLargest = 9'007'199'254'740'992.0; // 2^53
    const bool isWhole = std::trunc(number) == number && std::abs(number) <= kLargest;
    const bool isMinusZero = number == 0 && std::signbit(number);
    return isWhole && !isMinusZero ? graph().addInt(static_cast<std::int64_t>(number)) : graph().addFloat(number);
}

ValueId Torch7Values::addString(std::string_view text)
{
    return isValidUtf8(text) ? graph().addText(text) : graph().addBytes(asBytes(text));
}

StorageId Torch7Values::addStorage(StorageValue storage)
{
    const StorageId id{static_cast<std::uint32_t>(m_made.content.storages.size())};
    m_made.content.storages.push_back(std::move(storage));
    return id;
}

Result<ValueId> Torch7Values::addTensor(TensorValue tensor, const Torch7Object& over, std::int32_t index)
{
    StorageId storage = over.storage;
    if (storage == kNoStorage) {
        if (graph().kind(over.value) != ValueKind::None) {
            return Error{ErrorCode::Corrupt, "a tensor over something that is no storage"};
        }
        StorageValue none;
        none.key = "none:" + std::to_string(index);
        none.dtype = tensor.dtype;
        storage = addStorage(std::move(none));
    }
    if (m_made.content.storage(storage).dtype != tensor.dtype) {
        return Error{ErrorCode::Corrupt, "a tensor over a storage of another type"};
    }
    return addView(m_made.content, storage, std::move(tensor));
}

ValueId Torch7Values::addNamed(std::string_view attribute, ValueId value)
{
    const ValueId name = graph().addText(attribute);
    return addOrderedDict(graph(), m_made.problems, {}, std::array{Entry{name, value}});
}

ValueId Torch7Values::addFunction(std::string_view bytecode)
{
    ++m_functions;
    return addNamed("lua_bytecode", graph().addBytes(asBytes(bytecode)));
}

void Torch7Values::fillTable(ValueId table, std::span<const Entry> entries)
{
    graph().setEntries(table, entries);
    DictKeys(graph()).mergeRepeated(table);
}

void Torch7Values::fillNamed(ValueId named, ValueId content, std::string_view nameOfOther)
{
    Instance instance = graph().instance(named);
    const ValueKind kind = graph().kind(content);
    if (kind == ValueKind::Dict) {
        instance.dictItems = graph().entries(content).empty() ? kNoValue : content;
    } else if (kind != ValueKind::None) {
        const ValueId key = graph().addText(nameOfOther);
        instance.dictItems = graph().addDict(std::array{Entry{key, content}});
    }
    graph().setInstance(named, instance);
}

ValueId Torch7Values::valueOf(const Torch7Object& object)
{
    if (object.storage == kNoStorage) {
        return object.value;
    }
    const StorageValue& storage = m_made.content.storage(object.storage);
    TensorValue tensor;
    tensor.dtype = storage.dtype;
    tensor.layout = {{static_cast<std::int64_t>(storage.elements)}, {1}, 0};
    return addView(m_made.content, object.storage, std::move(tensor));
}

ForeignContent Torch7Values::finish(ValueId root, const std::optional<Error>& cut)
{
    m_made.content.root = root;
    if (cut) {
        m_made.problems.add(
            Severity::Error, ErrorCode::Truncated, "the file ends too early: " + cut->message(), {}, cut->offset());
    }
    if (m_cudaTensors != 0) {
        m_made.problems.add(Severity::Info, ErrorCode::Unsupported,
            countOf(m_cudaTensors, "tensor")
                + " were on a GPU when they were saved (torch.CudaTensor); the file does "
                  "not say on which, and here they are on the cpu");
    }
    if (m_functions != 0) {
        m_made.problems.add(Severity::Warning, ErrorCode::Unsupported,
            countOf(m_functions, "Lua function") + " stand in the file as bytecode; they are kept and never run");
    }
    return std::move(m_made);
}

} // namespace pthf
