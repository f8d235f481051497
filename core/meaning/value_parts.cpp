// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/value_parts.h"

#include "core/meaning/byte_values.h"
#include "core/meaning/numpy_values.h"
#include "core/meaning/torch_words.h"

namespace pthf {

namespace {

using What = ValueParts::What;

bool isKind(const ValueGraph& graph, ValueId id, ValueKind kind)
{
    return id != kNoValue && graph.kind(id) == kind;
}

bool isSequence(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue) {
        return false;
    }
    const ValueKind kind = graph.kind(id);
    return kind == ValueKind::List || kind == ValueKind::Tuple || kind == ValueKind::Set
        || kind == ValueKind::FrozenSet;
}

/// A Dict node, or the one that holds the entries of an OrderedDict; kNoValue for anything else.
ValueId dictionaryNode(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue || graph.kind(id) == ValueKind::Dict) {
        return id;
    }
    const bool isCall = graph.kind(id) == ValueKind::Call || graph.kind(id) == ValueKind::Object;
    return isCall && infoOf(graph, id).meaning == Meaning::OrderedDict ? graph.instance(id).dictItems : kNoValue;
}

/// (dict or None, dict): the state of an object with slots (CPython copyreg.__reduce_ex__, object.__reduce_ex__).
bool isTwoPartState(const ValueGraph& graph, ValueId state)
{
    if (!isKind(graph, state, ValueKind::Tuple) || graph.items(state).size() != 2) {
        return false;
    }
    const ValueId first = graph.items(state)[0];
    return isKind(graph, graph.items(state)[1], ValueKind::Dict)
        && (graph.kind(first) == ValueKind::None || graph.kind(first) == ValueKind::Dict);
}

void addState(const ValueGraph& graph, ValueId state, ValueParts& parts)
{
    if (state == kNoValue || graph.kind(state) == ValueKind::None) {
        return;
    }
    const ValueId dictionary = dictionaryNode(graph, state);
    if (dictionary != kNoValue) {
        parts.add(What::Attributes, dictionary);
    } else if (isTwoPartState(graph, state)) {
        for (const ValueId half : graph.items(state)) {
            parts.add(What::Attributes, dictionaryNode(graph, half));
        }
    } else {
        parts.add(What::State, state);
    }
}

/// What was added to an object after it was made.
void addContents(const ValueGraph& graph, const Instance& instance, ValueParts& parts)
{
    parts.add(What::Items, instance.listItems);
    parts.add(What::Entries, instance.dictItems);
    addState(graph, instance.state, parts);
}

/// OrderedDict, dict, Counter, defaultdict: given a dictionary, or pairs as Python 2 does (FORMATS 3).
void addDictionary(const ValueGraph& graph, const Instance& instance, std::size_t firstArgument, ValueParts& parts)
{
    const auto arguments = sequenceItems(graph, instance.arguments);
    for (std::size_t i = firstArgument; i < arguments.size(); ++i) {
        if (const ValueId dictionary = dictionaryNode(graph, arguments[i]); dictionary != kNoValue) {
            parts.add(What::Entries, dictionary);
        } else if (isSequence(graph, arguments[i])) {
            parts.add(What::Pairs, arguments[i]);
        }
    }
    addContents(graph, instance, parts);
}

/// set([...]), list((...)), torch.Size((...)).
void addSequence(const ValueGraph& graph, const Instance& instance, ValueParts& parts)
{
    const auto arguments = sequenceItems(graph, instance.arguments);
    if (!arguments.empty() && isSequence(graph, arguments[0])) {
        parts.add(What::Items, arguments[0]);
    }
    addContents(graph, instance, parts);
}

void addObject(const ValueGraph& graph, const Instance& instance, ValueParts& parts)
{
    parts.kind = ViewKind::Object;
    if (isKind(graph, instance.arguments, ValueKind::Tuple)) {
        parts.add(What::Arguments, instance.arguments);
    }
    if (isKind(graph, instance.keywordArguments, ValueKind::Dict)) {
        parts.add(What::Attributes, instance.keywordArguments);
    }
    addContents(graph, instance, parts);
}

/// copyreg._reconstructor(class, base, value of the base): objects of protocols 0 and 1.
void addReconstructed(const ValueGraph& graph, const Instance& instance, ValueParts& parts)
{
    const auto arguments = sequenceItems(graph, instance.arguments);
    if (arguments.size() != 3) {
        addObject(graph, instance, parts);
        return;
    }
    parts.kind = ViewKind::Object;
    parts.named = classOf(graph, arguments[0]);
    if (isKind(graph, arguments[2], ValueKind::Dict)) {
        parts.add(What::Entries, arguments[2]);
    } else if (isSequence(graph, arguments[2])) {
        // A named tuple's fields are what it is made with, however it was pickled.
        const bool isTuple = infoOf(graph, arguments[1]).meaning == Meaning::Tuple;
        parts.add(isTuple ? What::Arguments : What::Items, arguments[2]);
    }
    addContents(graph, instance, parts);
}

ViewKind scalarKind(const NumpyScalar& scalar)
{
    constexpr std::array kKinds{ViewKind::Object, ViewKind::Bool, ViewKind::Int, ViewKind::Int, ViewKind::Float,
        ViewKind::Complex, ViewKind::Text};
    return kKinds[scalar.value.index()];
}

bool isComplexCall(const ValueGraph& graph, const Instance& instance)
{
    const auto arguments = sequenceItems(graph, instance.arguments);
    return arguments.size() == 2 && graph.kind(arguments[0]) == ValueKind::Float
        && graph.kind(arguments[1]) == ValueKind::Float;
}

/// Calls that stand for one plain value.
std::optional<ViewKind> leafKind(const ValueGraph& graph, ValueId id, Meaning meaning)
{
    switch (meaning) {
    case Meaning::Bytes:
    case Meaning::ByteArray:
    case Meaning::CodecsEncode:
        return isBytesLike(graph, id) ? std::optional(ViewKind::Bytes) : std::nullopt;
    case Meaning::Complex:
        return isComplexCall(graph, graph.instance(id)) ? std::optional(ViewKind::Complex) : std::nullopt;
    case Meaning::NumpyDtype:
    case Meaning::TorchLayout:
        return ViewKind::Global;
    case Meaning::NumpyScalar: {
        const auto scalar = numpyScalarOf(graph, id);
        const bool isPlain = scalar && scalar->value.index() != 0;
        return isPlain ? std::optional(scalarKind(*scalar)) : std::nullopt;
    }
    case Meaning::NumpyReconstruct:
    case Meaning::NumpyFrombuffer:
    case Meaning::NumpyMasked:
        return shownArrayOf(graph, id) ? std::optional(ViewKind::Array) : std::nullopt;
    default:
        return std::nullopt;
    }
}

/// The list of values in an array of objects, which no bytes stand for; kNoValue for other arrays.
ValueId objectsOf(const ValueGraph& graph, ValueId id, Meaning meaning)
{
    const auto array = meaning == Meaning::NumpyReconstruct ? numpyArrayOf(graph, id) : std::nullopt;
    return array && array->type.kind == 'O' && graph.kind(array->data) == ValueKind::List ? array->data : kNoValue;
}

void addCall(const ValueGraph& graph, ValueId id, ValueParts& parts)
{
    parts.named = classOf(graph, id);
    parts.meaning = infoOf(graph, id).meaning;
    const Instance& instance = graph.instance(id);
    if (const ValueId objects = objectsOf(graph, id, parts.meaning); objects != kNoValue) {
        parts.kind = ViewKind::List;
        parts.add(What::Items, objects);
        return;
    }
    if (const auto leaf = leafKind(graph, id, parts.meaning)) {
        parts.kind = *leaf;
        return;
    }
    switch (parts.meaning) {
    case Meaning::OrderedDict:
    case Meaning::Counter:
    case Meaning::Dict:
        parts.kind = ViewKind::Dict;
        addDictionary(graph, instance, 0, parts);
        break;
    case Meaning::DefaultDict:
        parts.kind = ViewKind::Dict;
        addDictionary(graph, instance, 1, parts);
        break;
    case Meaning::Set:
    case Meaning::FrozenSet:
        parts.kind = ViewKind::Set;
        addSequence(graph, instance, parts);
        break;
    case Meaning::List:
        parts.kind = ViewKind::List;
        addSequence(graph, instance, parts);
        break;
    case Meaning::Tuple:
    case Meaning::TorchSize:
        parts.kind = ViewKind::Tuple;
        addSequence(graph, instance, parts);
        break;
    case Meaning::Reconstructor:
        addReconstructed(graph, instance, parts);
        break;
    default:
        addObject(graph, instance, parts);
        break;
    }
}

void addPersistent(const Content& content, ValueId id, ValueParts& parts)
{
    parts.kind = ViewKind::Object;
    parts.named = classOf(content.graph, id);
    if (parts.named != kNoValue) {
        parts.kind = ViewKind::Global;
    } else if (content.storageAt(id) == kNoStorage) {
        parts.add(What::Id, content.graph.persistentId(id));
    }
}

/// torch.jit._pickle.restore_type_tag(value, "List[str]"), build_intlist([...]): the value within.
ValueId withoutTags(const ValueGraph& graph, ValueId id)
{
    constexpr int kMaxTags = 8;
    for (int tags = 0; tags < kMaxTags; ++tags) {
        if (graph.kind(id) != ValueKind::Call || infoOf(graph, id).meaning != Meaning::TorchScriptTag) {
            return id;
        }
        const auto arguments = sequenceItems(graph, graph.instance(id).arguments);
        if (arguments.empty()) {
            return id;
        }
        id = arguments[0];
    }
    return id;
}

ViewKind plainKind(ValueKind kind)
{
    switch (kind) {
    case ValueKind::None:
        return ViewKind::None;
    case ValueKind::Bool:
        return ViewKind::Bool;
    case ValueKind::Int:
    case ValueKind::BigInt:
        return ViewKind::Int;
    case ValueKind::Float:
        return ViewKind::Float;
    case ValueKind::Text:
    case ValueKind::ByteText:
        return ViewKind::Text;
    case ValueKind::Bytes:
    case ValueKind::ByteArray:
        return ViewKind::Bytes;
    case ValueKind::List:
        return ViewKind::List;
    case ValueKind::Tuple:
        return ViewKind::Tuple;
    case ValueKind::Dict:
        return ViewKind::Dict;
    case ValueKind::Set:
    case ValueKind::FrozenSet:
        return ViewKind::Set;
    case ValueKind::Global:
        return ViewKind::Global;
    case ValueKind::Call:
    case ValueKind::Object:
    case ValueKind::Persistent:
    case ValueKind::Tensor:
        break;
    }
    return ViewKind::Object;
}

} // namespace

ValueParts partsOf(const Content& content, ValueId id)
{
    const ValueGraph& graph = content.graph;
    ValueParts parts;
    parts.value = id;
    if (content.tensorAt(id) != kNoTensor) {
        parts.kind = ViewKind::Tensor;
        return parts;
    }
    id = withoutTags(graph, id);
    parts.value = id;
    const ValueKind kind = graph.kind(id);
    parts.kind = plainKind(kind);
    switch (kind) {
    case ValueKind::List:
    case ValueKind::Tuple:
    case ValueKind::Set:
    case ValueKind::FrozenSet:
        parts.add(What::Items, id);
        break;
    case ValueKind::Dict:
        parts.add(What::Entries, id);
        break;
    case ValueKind::Global:
        parts.named = id;
        break;
    case ValueKind::Call:
    case ValueKind::Object:
        if (content.tensorAt(id) != kNoTensor) {
            parts.kind = ViewKind::Tensor;
        } else if (content.storageAt(id) == kNoStorage) {
            addCall(graph, id, parts);
        }
        break;
    case ValueKind::Persistent:
        addPersistent(content, id, parts);
        break;
    default:
        break;
    }
    return parts;
}

} // namespace pthf
