// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/unfold.h"

#include "core/meaning/numpy_values.h"
#include "core/meaning/python_repr.h"
#include "core/meaning/torch_words.h"
#include "core/meaning/value_parts.h"
#include "core/text/utf8.h"
#include "core/value/big_integer.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxRepr = 200; // DESIGN 7: {"repr"} keys

std::string_view plainTypeName(ValueKind kind)
{
    switch (kind) {
    case ValueKind::None:
        return "NoneType";
    case ValueKind::Bool:
        return "bool";
    case ValueKind::Int:
    case ValueKind::BigInt:
        return "int";
    case ValueKind::Float:
        return "float";
    case ValueKind::Text:
    case ValueKind::ByteText:
        return "str";
    case ValueKind::Bytes:
        return "bytes";
    case ValueKind::ByteArray:
        return "bytearray";
    case ValueKind::List:
        return "list";
    case ValueKind::Tuple:
        return "tuple";
    case ValueKind::Dict:
        return "dict";
    case ValueKind::Set:
        return "set";
    case ValueKind::FrozenSet:
        return "frozenset";
    default:
        return "object";
    }
}

std::string globalTypeName(Meaning meaning)
{
    switch (meaning) {
    case Meaning::TorchDtype:
        return "torch.dtype";
    case Meaning::TorchLayout:
        return "torch.layout";
    default:
        return "type";
    }
}

/// The class of a call or object without the module where nobody needs it: "OrderedDict", "set".
std::string className(const ValueGraph& graph, const ValueParts& parts)
{
    switch (parts.meaning) {
    case Meaning::OrderedDict:
        return "OrderedDict";
    case Meaning::DefaultDict:
        return "defaultdict";
    case Meaning::Counter:
        return "Counter";
    case Meaning::CodecsEncode:
        return "bytes";
    case Meaning::NumpyDtype:
        return "numpy.dtype";
    case Meaning::TorchLayout:
        return "torch.layout";
    default:
        break;
    }
    constexpr std::string_view kBuiltins = "builtins.";
    std::string name = parts.named == kNoValue ? std::string("object") : globalText(graph, parts.named);
    return name.starts_with(kBuiltins) ? name.substr(kBuiltins.size()) : name;
}

std::string tensorTypeName(const TensorValue& tensor)
{
    if (tensor.extras && !tensor.extras->className.empty()) {
        return tensor.extras->className;
    }
    return tensor.isParameter ? "Parameter" : "Tensor";
}

std::string storageTypeName(const StorageValue& storage)
{
    const std::string_view known = dtypeInfo(storage.dtype).storageClass;
    return storage.isUntyped || known.empty() ? "torch.UntypedStorage" : "torch." + std::string(known);
}

bool isNumpyScalarKind(ViewKind kind)
{
    return kind == ViewKind::Bool || kind == ViewKind::Int || kind == ViewKind::Float || kind == ViewKind::Complex
        || kind == ViewKind::Text;
}

/// How well a child's step answers to a segment of a path: exactly, or as a bare integer may (DESIGN 7).
enum class Fit : std::uint8_t { None, Loose, Exact };

Fit fitOf(const Content& content, const ChildStep& step, const KeySegment& wanted)
{
    const auto* name = std::get_if<std::string>(&wanted.step);
    const auto key =
        name != nullptr && step.kind == ChildStep::Kind::Key ? plainText(content.graph, step.key) : std::nullopt;
    if (key && *key == *name) {
        return Fit::Exact; // most lookups: without spelling every key out
    }
    const KeySegment segment = segmentOf(content, step);
    if (segment == wanted) {
        return Fit::Exact;
    }
    const auto* number = std::get_if<std::int64_t>(&wanted.step);
    const auto* text = std::get_if<std::string>(&segment.step);
    return number != nullptr && text != nullptr && *text == std::to_string(*number) ? Fit::Loose : Fit::None;
}

ValueId childAlong(const Content& content, ValueId id, const KeySegment& wanted)
{
    ValueId loose = kNoValue;
    const ValueParts parts = partsOf(content, id);
    for (std::size_t g = 0; g < parts.groupCount; ++g) {
        const std::size_t count = childCount(content.graph, parts.groups[g]);
        for (std::size_t i = 0; i < count; ++i) {
            const ChildStep step = childAt(content.graph, parts.groups[g], i);
            const Fit fit = step.value == kNoValue ? Fit::None : fitOf(content, step, wanted);
            if (fit == Fit::Exact) {
                return step.value;
            }
            loose = fit == Fit::Loose && loose == kNoValue ? step.value : loose;
        }
    }
    return loose;
}

} // namespace

ValueView viewOf(const Content& content, ValueId id)
{
    const ValueGraph& graph = content.graph;
    const ValueParts parts = partsOf(content, id);
    ValueView view;
    view.kind = parts.kind;
    if (parts.kind == ViewKind::Tensor) {
        view.tensor = content.tensorAt(parts.value);
        view.typeName = tensorTypeName(content.tensor(view.tensor));
        return view;
    }
    const ValueKind kind = graph.kind(parts.value);
    if (content.storageAt(parts.value) != kNoStorage) {
        view.typeName = storageTypeName(content.storage(content.storageAt(parts.value)));
    } else if (kind == ValueKind::Global || kind == ValueKind::Persistent) {
        view.typeName =
            parts.kind == ViewKind::Global ? globalTypeName(infoOf(graph, parts.value).meaning) : "persistent";
    } else if (kind == ValueKind::Call || kind == ValueKind::Object) {
        view.typeName = className(graph, parts);
    } else {
        view.typeName = plainTypeName(kind);
    }
    if (parts.meaning == Meaning::NumpyScalar && isNumpyScalarKind(parts.kind)) {
        const auto scalar = numpyScalarOf(graph, parts.value);
        view.isNumpyScalar = true;
        view.numpyDtype = scalar->type.name;
        view.typeName = "numpy." + view.numpyDtype;
    } else if (parts.kind == ViewKind::Array) {
        auto array = shownArrayOf(graph, parts.value);
        view.numpyDtype = array->type.name;
        view.arrayShape = std::move(array->shape);
        view.typeName = array->mask == kNoValue ? "numpy.ndarray" : "numpy.ma.MaskedArray";
    } else if (parts.meaning == Meaning::NumpyReconstruct && parts.kind == ViewKind::List) {
        view.typeName = "numpy.ndarray"; // of objects, which are shown one by one
    }
    return view;
}

std::vector<ChildStep> childrenOf(const Content& content, ValueId id)
{
    std::vector<ChildStep> children;
    const ValueParts parts = partsOf(content, id);
    for (std::size_t g = 0; g < parts.groupCount; ++g) {
        const std::size_t count = childCount(content.graph, parts.groups[g]);
        children.reserve(children.size() + count);
        for (std::size_t i = 0; i < count; ++i) {
            const ChildStep step = childAt(content.graph, parts.groups[g], i);
            if (step.value != kNoValue) {
                children.push_back(step);
            }
        }
    }
    return children;
}

bool hasChildren(const Content& content, ValueId id)
{
    const ValueParts parts = partsOf(content, id);
    for (std::size_t g = 0; g < parts.groupCount; ++g) {
        const std::size_t count = childCount(content.graph, parts.groups[g]);
        for (std::size_t i = 0; i < count; ++i) {
            if (childAt(content.graph, parts.groups[g], i).value != kNoValue) {
                return true;
            }
        }
    }
    return false;
}

namespace {

/// A key that is neither a text nor an integer. Tensors are keys in an optimizer that was saved as an object; what
/// tells one from the others is its storage, whatever the calls are that build it and wherever it lies.
std::string keyRepr(const Content& content, ValueId key)
{
    const TensorId id = content.tensorAt(key);
    if (id == kNoTensor) {
        return pythonRepr(content.graph, key, kMaxRepr);
    }
    const TensorValue& tensor = content.tensor(id);
    std::string text = tensor.isParameter ? "Parameter(" : "Tensor(";
    text.append(dtypeName(tensor.dtype)).append(" ").append(shapeText(tensor.layout.shape));
    if (tensor.storage != kNoStorage) {
        text.append(", storage ").append(content.storage(tensor.storage).key);
    }
    return std::string(cutUtf8(text, kMaxRepr)) + ")";
}

} // namespace

KeySegment segmentOf(const Content& content, const ChildStep& step)
{
    const ValueGraph& graph = content.graph;
    const auto isText = [&](ValueId id) {
        return graph.kind(id) == ValueKind::Text || graph.kind(id) == ValueKind::ByteText;
    };
    switch (step.kind) {
    case ChildStep::Kind::Position:
        return {std::int64_t{step.position}};
    case ChildStep::Kind::Argument:
        return {KeySegment::Argument{step.position}};
    case ChildStep::Kind::Attribute:
        if (step.key == kNoValue) {
            return {KeySegment::Attribute{"__setstate__"}};
        }
        return {KeySegment::Attribute{
            isText(step.key) ? readableText(graph, step.key) : pythonRepr(graph, step.key, kMaxRepr)}};
    case ChildStep::Kind::Key:
        break;
    }
    if (isText(step.key)) {
        return {readableText(graph, step.key)};
    }
    if (graph.kind(step.key) == ValueKind::Int) {
        return {graph.intValue(step.key)};
    }
    if (graph.kind(step.key) == ValueKind::BigInt) {
        return {KeySegment::BigInteger{decimalText(std::as_bytes(std::span(graph.text(step.key))))}};
    }
    return {KeySegment::Repr{keyRepr(content, step.key)}};
}

std::optional<ValueId> valueAt(const Content& content, const KeyPath& path)
{
    ValueId at = content.root;
    for (const KeySegment& segment : path) {
        at = at == kNoValue ? kNoValue : childAlong(content, at, segment);
    }
    return at == kNoValue ? std::nullopt : std::optional(at);
}

ValueId childByName(const Content& content, ValueId dict, std::string_view name)
{
    const ValueParts parts = partsOf(content, dict);
    for (std::size_t g = 0; g < parts.groupCount; ++g) {
        const ValueParts::Group& group = parts.groups[g];
        if (group.what != ValueParts::What::Entries && group.what != ValueParts::What::Pairs) {
            continue;
        }
        const std::size_t count = childCount(content.graph, group);
        for (std::size_t i = 0; i < count; ++i) {
            const ChildStep step = childAt(content.graph, group, i);
            if (step.value != kNoValue && plainText(content.graph, step.key) == name) {
                return step.value;
            }
        }
    }
    return kNoValue;
}

} // namespace pthf
