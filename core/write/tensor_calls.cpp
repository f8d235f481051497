// SPDX-License-Identifier: Apache-2.0
#include "core/write/tensor_calls.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/checkpoint/block_tensor.h"
#include "core/text/utf8.h"

// torch/_utils.py:
//
//   _rebuild_tensor(storage, offset, size, stride)
//   _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks[, metadata])
//   _rebuild_tensor_v3(storage, offset, size, stride, requires_grad, hooks, dtype[, metadata])
//   _rebuild_parameter(data, requires_grad, hooks)
//   _rebuild_parameter_with_state(data, requires_grad, hooks, state)

namespace pthf {

namespace {

constexpr std::string_view kModule = "torch._utils";
constexpr std::string_view kV1 = "_rebuild_tensor";
constexpr std::string_view kV2 = "_rebuild_tensor_v2";
constexpr std::string_view kV3 = "_rebuild_tensor_v3";
constexpr std::string_view kParameter = "_rebuild_parameter";
constexpr std::string_view kParameterWithState = "_rebuild_parameter_with_state";

// Positions of their arguments.
constexpr std::size_t kStorage = 0;
constexpr std::size_t kOffset = 1;
constexpr std::size_t kSize = 2;
constexpr std::size_t kStride = 3;
constexpr std::size_t kRequiresGrad = 4;
constexpr std::size_t kHooks = 5;
constexpr std::size_t kDtype = 6; ///< of v3
constexpr std::size_t kV1Arguments = 4;
constexpr std::size_t kParameterGrad = 1;

/// The function of torch._utils that a value calls; empty for anything else.
std::string_view calledOf(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue || graph.kind(id) != ValueKind::Call) {
        return {};
    }
    const Instance& call = graph.instance(id);
    const bool isKnown = call.callee != kNoValue && graph.kind(call.callee) == ValueKind::Global
        && graph.globalModule(call.callee) == kModule && call.arguments != kNoValue
        && graph.kind(call.arguments) == ValueKind::Tuple && !graph.items(call.arguments).empty();
    return isKnown ? graph.globalName(call.callee) : std::string_view{};
}

bool isParameterCall(std::string_view name) noexcept
{
    return name == kParameter || name == kParameterWithState;
}

std::vector<ValueId> argumentsOf(const ValueGraph& graph, ValueId call)
{
    const auto items = graph.items(graph.instance(call).arguments);
    return {items.begin(), items.end()};
}

void setArguments(ValueGraph& graph, ValueId call, ValueId callee, const std::vector<ValueId>& arguments)
{
    const ValueId tuple = graph.addSequence(ValueKind::Tuple, arguments);
    Instance changed = graph.instance(call);
    changed.callee = callee;
    changed.arguments = tuple;
    graph.setInstance(call, changed);
}

} // namespace

ValueId TensorCalls::global(std::string_view module, std::string_view name)
{
    const auto isSame = [&](const Named& known) { return known.name == name && known.module == module; };
    const auto known = std::ranges::find_if(m_globals, isSame);
    if (known != m_globals.end()) {
        return known->value;
    }
    const ValueId made = m_graph.addGlobal(module, name);
    m_globals.push_back({module, name, made});
    return made;
}

ValueId TensorCalls::dims(const Dims& numbers)
{
    std::vector<ValueId> items;
    items.reserve(numbers.size());
    for (const std::int64_t number : numbers) {
        items.push_back(m_graph.addInt(number));
    }
    return m_graph.addSequence(ValueKind::Tuple, items);
}

ValueId TensorCalls::emptyHooks()
{
    m_nothing = m_nothing == kNoValue ? m_graph.addSequence(ValueKind::Tuple) : m_nothing;
    return m_graph.addCall(global("collections", "OrderedDict"), m_nothing);
}

Result<ValueId> TensorCalls::make(const TensorValue& tensor, bool isUntyped, ValueId storage)
{
    if (tensor.form == TensorForm::Wrapper && tensor.extras) {
        return Error{ErrorCode::Unsupported,
            "a tensor of type " + displayText(tensor.extras->className, 100)
                + " cannot be written for torch, which has no type for it: "
                + (blockTypeOf(tensor) == nullptr
                        ? "leave such tensors out with --drop"
                        : "turn such tensors into numbers with --cast float16 (or another type), or leave them out "
                          "with --drop")};
    }
    if (tensor.form != TensorForm::Strided || storage == kNoValue) {
        return Error{ErrorCode::Unsupported,
            "a " + std::string(tensorFormName(tensor.form))
                + " tensor of another format cannot be written for torch yet"};
    }
    const bool innerGrad = tensor.requiresGrad && !tensor.isParameter;
    std::vector<ValueId> arguments{storage, m_graph.addInt(tensor.layout.offset), dims(tensor.layout.shape),
        dims(tensor.layout.strides), m_graph.addBool(innerGrad), emptyHooks()};
    if (isUntyped) {
        arguments.push_back(global("torch", dtypeName(tensor.dtype)));
    }
    const ValueId plain =
        m_graph.addCall(global(kModule, isUntyped ? kV3 : kV2), m_graph.addSequence(ValueKind::Tuple, arguments));
    if (!tensor.isParameter) {
        return plain;
    }
    const std::array parts{plain, m_graph.addBool(tensor.requiresGrad), emptyHooks()};
    return m_graph.addCall(global(kModule, kParameter), m_graph.addSequence(ValueKind::Tuple, parts));
}

ValueId TensorCalls::plainCall(ValueId tensor) const
{
    const std::string_view name = calledOf(m_graph, tensor);
    if (isParameterCall(name)) {
        const ValueId inner = m_graph.items(m_graph.instance(tensor).arguments).front();
        return isParameterCall(calledOf(m_graph, inner)) ? kNoValue : plainCall(inner);
    }
    return name == kV1 || name == kV2 || name == kV3 ? tensor : kNoValue;
}

bool TensorCalls::hasDtype(ValueId plainCall) const
{
    return calledOf(m_graph, plainCall) == kV3;
}

ValueId TensorCalls::storageOf(ValueId plainCall) const
{
    return m_graph.items(m_graph.instance(plainCall).arguments)[kStorage];
}

Status TensorCalls::rewrite(const TensorValue& tensor, bool isUntyped, ValueId storage)
{
    const ValueId plain = plainCall(tensor.value);
    if (plain == kNoValue) {
        return Error{ErrorCode::Unsupported, "this kind of tensor cannot be changed in this way yet"};
    }
    const bool wasV3 = hasDtype(plain);
    std::vector<ValueId> arguments = argumentsOf(m_graph, plain);
    if (arguments.size() < kV1Arguments) {
        return Error{ErrorCode::Corrupt, "the call of a tensor has " + std::to_string(arguments.size()) + " arguments"};
    }
    const bool isParameter = plain != tensor.value;
    arguments[kStorage] = storage;
    arguments[kOffset] = m_graph.addInt(tensor.layout.offset);
    arguments[kSize] = dims(tensor.layout.shape);
    arguments[kStride] = dims(tensor.layout.strides);
    if (arguments.size() == kV1Arguments) {
        arguments.push_back(m_graph.addBool(false));
    }
    if (arguments.size() == kHooks) {
        arguments.push_back(emptyHooks());
    }
    if (!isParameter) {
        arguments[kRequiresGrad] = m_graph.addBool(tensor.requiresGrad);
    }
    if (wasV3 && arguments.size() > kDtype) {
        arguments.erase(arguments.begin() + kDtype);
    }
    if (isUntyped) {
        arguments.insert(arguments.begin() + kDtype, global("torch", dtypeName(tensor.dtype)));
    }
    setArguments(m_graph, plain, global(kModule, isUntyped ? kV3 : kV2), arguments);
    if (isParameter) {
        std::vector<ValueId> outer = argumentsOf(m_graph, tensor.value);
        if (outer.size() > kParameterGrad) {
            outer[kParameterGrad] = m_graph.addBool(tensor.requiresGrad);
        }
        setArguments(m_graph, tensor.value, m_graph.instance(tensor.value).callee, outer);
    }
    return Done{};
}

} // namespace pthf
