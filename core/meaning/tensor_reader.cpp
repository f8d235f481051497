// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/tensor_reader.h"

#include <array>

#include "core/base/checked_math.h"
#include "core/meaning/torch_words.h"

namespace pthf {

namespace {

// A Parameter around a subclass around its parts is three; a chain without end is an attack on the stack.
constexpr int kMaxDepth = 8;

// Positions in torch/_utils.py's functions.
constexpr std::size_t kStorage = 0;
constexpr std::size_t kOffset = 1;
constexpr std::size_t kSize = 2;
constexpr std::size_t kStride = 3;

/// Logical elements that one stored element holds: quint4x2 packs two numbers into a byte (FORMATS 2.3).
std::uint64_t packing(DType dtype)
{
    return dtype == DType::QUInt4x2 ? 2 : dtype == DType::QUInt2x4 ? 4 : 1;
}

std::shared_ptr<const TensorExtras> shared(TensorExtras extras)
{
    return std::make_shared<const TensorExtras>(std::move(extras));
}

} // namespace

TensorReader::TensorReader(Content& content, GlobalTable& globals, StorageTable& storages, StorageResolver& resolver,
    Problems& problems, const TensorPhrases* phrases)
    : m_content(&content)
    , m_graph(&content.graph)
    , m_globals(&globals)
    , m_storages(&storages)
    , m_resolver(&resolver)
    , m_problems(&problems)
    , m_phrases(phrases)
    , m_readPhrases(phrases == nullptr ? 0 : phrases->size(), false)
{
}

TensorReader::Tensor TensorReader::readAt(ValueId id, int depth)
{
    if (id == kNoValue || depth > kMaxDepth) {
        return std::nullopt;
    }
    const ValueKind kind = m_graph->kind(id);
    if (kind == ValueKind::Persistent) {
        const ValueId idValue = m_graph->persistentId(id);
        auto tensor = plainText(*m_graph, idValue) ? m_resolver->tensorOfId(*m_content, id) : std::nullopt;
        if (tensor) {
            tensor->value = id;
            checkBounds(*tensor);
        }
        return tensor;
    }
    if (kind == ValueKind::Tensor && m_content->tensorAt(id) != kNoTensor) {
        return m_content->tensor(m_content->tensorAt(id)); // inside a Parameter of a format that is no pickle alone
    }
    if (kind == ValueKind::Tensor && m_phrases != nullptr) {
        const auto phrase = m_phrases->numberOf(*m_graph, id);
        return phrase ? readPhrase(*phrase) : std::nullopt;
    }
    if (kind != ValueKind::Call && kind != ValueKind::Object) {
        return std::nullopt;
    }
    const Instance& instance = m_graph->instance(id);
    Call call{id, m_globals->calleeMeaning(id), sequenceItems(*m_graph, instance.arguments), instance.state, depth};
    auto tensor = readCall(call);
    if (tensor) {
        tensor->value = id;
    }
    return tensor;
}

TensorReader::Tensor TensorReader::readCall(const Call& call)
{
    switch (call.meaning) {
    case Meaning::RebuildTensor:
    case Meaning::RebuildTensorV2:
    case Meaning::RebuildTensorV3:
        return strided(call);
    case Meaning::RebuildParameter:
    case Meaning::RebuildParameterWithState:
        return parameter(call);
    case Meaning::Parameter:
    case Meaning::Buffer:
    case Meaning::Variable:
        return oldParameter(call);
    case Meaning::TensorClass:
        return oldTensor(call);
    case Meaning::RebuildQTensor:
        return quantized(call);
    case Meaning::RebuildSparseTensor:
    case Meaning::RebuildSparseCsrTensor:
        return sparse(call);
    case Meaning::RebuildNestedTensor:
        return nested(call);
    case Meaning::RebuildJaggedTensor:
        return jagged(call);
    case Meaning::RebuildMetaTensor:
        return meta(call);
    case Meaning::RebuildWrapperSubclass:
        return wrapper(call);
    case Meaning::RebuildDeviceTensorFromNumpy:
        return fromNumpy(call);
    case Meaning::RebuildDeviceTensorFromCpu:
        return fromCpu(call);
    case Meaning::RebuildFromType:
    case Meaning::RebuildFromTypeV2:
        return fromType(call);
    default:
        return std::nullopt;
    }
}

TensorReader::Tensor TensorReader::view(const Call& call)
{
    Tensor tensor(std::in_place);
    const StorageStart start = m_storages->startOf(call.at(kStorage));
    tensor->storage = start.storage;
    if (tensor->storage == kNoStorage) {
        return refuse(call, "a tensor without a storage that can be found");
    }
    const auto offset = plainInteger(*m_graph, call.at(kOffset));
    if (!offset || !readDims(*m_graph, call.at(kSize), tensor->layout.shape)
        || !readDims(*m_graph, call.at(kStride), tensor->layout.strides)) {
        return refuse(call, "a tensor whose offset, size or stride are no integers");
    }
    const auto first = checkedNarrow<std::int64_t>(start.offset);
    const auto begin = first ? checkedAdd(*first, *offset) : std::nullopt;
    if (!begin) {
        return refuse(call, "a tensor whose offset is no place in a file");
    }
    tensor->layout.offset = *begin;
    tensor->dtype = m_content->storage(tensor->storage).dtype;
    return tensor;
}

TensorReader::Tensor TensorReader::readPhrase(std::size_t number)
{
    const TensorPhrase& phrase = (*m_phrases)[number];
    Tensor tensor(std::in_place);
    tensor->value = phrase.value;
    tensor->storage = m_storages->storageOf(phrase);
    if (tensor->storage == kNoStorage) {
        return std::nullopt;
    }
    m_readPhrases[number] = true;
    tensor->dtype = m_content->storage(tensor->storage).dtype;
    tensor->requiresGrad = phrase.requiresGrad;
    const auto sizes = m_phrases->sizes(phrase);
    const auto strides = m_phrases->strides(phrase);
    tensor->layout.shape.assign(sizes.begin(), sizes.end());
    tensor->layout.strides.assign(strides.begin(), strides.end());
    tensor->layout.offset = phrase.offset;
    checkBounds(*tensor);
    return tensor;
}

TensorReader::Tensor TensorReader::strided(const Call& call)
{
    constexpr std::size_t kRequiresGrad = 4;
    constexpr std::size_t kHooks = 5;
    constexpr std::size_t kDtype = 6; // of _rebuild_tensor_v3; metadata of v2
    auto tensor = view(call);
    if (!tensor) {
        return tensor;
    }
    const bool isV3 = call.meaning == Meaning::RebuildTensorV3;
    if (isV3) {
        const auto dtype = dtypeOfValue(*m_graph, call.at(kDtype));
        if (!dtype) {
            return refuse(call, "a tensor whose element type is no torch.dtype");
        }
        tensor->dtype = *dtype;
    }
    tensor->requiresGrad = plainFlag(*m_graph, call.at(kRequiresGrad)).value_or(false);
    applyMetadata(*tensor, call.at(isV3 ? kDtype + 1 : kDtype));
    checkBounds(*tensor);
    const ValueId hooks = call.at(kHooks);
    if (hooks != kNoValue && m_graph->kind(hooks) == ValueKind::Call) {
        attach(m_graph->instance(hooks).dictItems);
        attach(m_graph->instance(hooks).state);
    }
    attach(call.state);
    return tensor;
}

TensorReader::Tensor TensorReader::parameter(const Call& call)
{
    constexpr std::size_t kState = 3;
    auto tensor = readAt(call.at(0), call.depth + 1);
    if (!tensor) {
        return refuse(call, "a parameter without a tensor");
    }
    tensor->isParameter = true;
    tensor->requiresGrad = plainFlag(*m_graph, call.at(1)).value_or(true);
    attach(call.at(kState));
    attach(call.state);
    return tensor;
}

TensorReader::Tensor TensorReader::oldParameter(const Call& call)
{
    // Parameter(tensor, requires_grad), or Parameter(tensor) with state (requires_grad, volatile, hooks); the oldest
    // Variables have no arguments and the state (data, gradient, hooks, requires_grad, volatile).
    const auto state = sequenceItems(*m_graph, call.state);
    const bool isOldest = state.size() == 5;
    const ValueId data = call.at(0) != kNoValue ? call.at(0) : isOldest ? state[0] : kNoValue;
    auto tensor = readAt(data, call.depth + 1);
    if (!tensor) {
        return std::nullopt;
    }
    const ValueId stated = isOldest ? state[3] : state.size() == 3 ? state[0] : call.at(1);
    const bool isParameter = call.meaning == Meaning::Parameter;
    tensor->isParameter = isParameter;
    tensor->requiresGrad = plainFlag(*m_graph, stated).value_or(isParameter);
    if (state.empty()) {
        attach(call.state);
    }
    return tensor;
}

TensorReader::Tensor TensorReader::oldTensor(const Call& call)
{
    const auto state = sequenceItems(*m_graph, call.state);
    if (state.size() == 4) { // torch.FloatTensor() and its state (storage, offset, size, stride)
        Call stated = call;
        stated.arguments = state;
        stated.state = kNoValue;
        auto tensor = view(stated);
        if (tensor) {
            checkBounds(*tensor);
        }
        return tensor;
    }
    const ValueId className = classOf(*m_graph, call.node);
    const bool isSparse =
        className != kNoValue && m_graph->globalModule(className).find("sparse") != std::string_view::npos;
    if (isSparse && call.arguments.size() >= 3) { // torch.sparse.FloatTensor(indices, values, size)
        return sparseFromParts(TensorForm::SparseCoo, call.arguments.first(2), call.arguments[2], call.depth);
    }
    return std::nullopt;
}

TensorReader::Tensor TensorReader::fromType(const Call& call)
{
    // (function, class, arguments of the function, state)
    const ValueId function = call.at(0);
    if (function == kNoValue || m_graph->kind(function) != ValueKind::Global || call.depth > kMaxDepth) {
        return refuse(call, "a tensor subclass whose function is unknown");
    }
    Call inner = call;
    inner.meaning = m_globals->of(function).meaning;
    inner.arguments = sequenceItems(*m_graph, call.at(2));
    inner.state = kNoValue;
    inner.depth = call.depth + 1;
    auto tensor = readCall(inner);
    if (!tensor) {
        return std::nullopt;
    }
    const ValueId className = call.at(1) == kNoValue ? kNoValue : classOf(*m_graph, call.at(1));
    const Meaning type = className == kNoValue ? Meaning::Unknown : m_globals->of(className).meaning;
    TensorExtras extras = tensor->extras ? *tensor->extras : TensorExtras{};
    if (type == Meaning::Parameter) {
        tensor->isParameter = true;
    } else if (type != Meaning::TensorClass && className != kNoValue) {
        extras.className = globalText(*m_graph, className);
    }
    if (tensor->form == TensorForm::Wrapper) {
        addParts(extras, call.at(3), call.depth);
        addShards(extras, call.at(3), call.depth);
    }
    if (!(extras == TensorExtras{})) {
        tensor->extras = shared(std::move(extras));
    }
    attach(call.at(3));
    attach(call.state);
    return tensor;
}

void TensorReader::checkBounds(TensorValue& tensor)
{
    if (tensor.storage == kNoStorage) {
        return;
    }
    const StorageValue& storage = m_content->storage(tensor.storage);
    const auto elements = checkedMultiply(storage.bytes() / dtypeBytes(tensor.dtype), packing(tensor.dtype));
    if (fitsIn(tensor.layout, elements.value_or(0))) {
        return;
    }
    tensor.isOutOfBounds = true;
    m_problems->add(Severity::Error, ErrorCode::Corrupt,
        "a tensor of size " + shapeText(tensor.layout.shape) + ", stride " + shapeText(tensor.layout.strides)
            + " and offset " + std::to_string(tensor.layout.offset) + " is out of bounds for storage " + storage.key
            + " of " + std::to_string(elements.value_or(0)) + " elements");
}

void TensorReader::applyMetadata(TensorValue& tensor, ValueId metadata) const
{
    if (metadata == kNoValue || m_graph->kind(metadata) != ValueKind::Dict) {
        return;
    }
    for (const Entry& entry : m_graph->entries(metadata)) {
        const auto name = plainText(*m_graph, entry.key);
        const bool isSet = plainFlag(*m_graph, entry.value).value_or(false);
        tensor.isConjugate = tensor.isConjugate || (isSet && name == "conj");
        tensor.isNegative = tensor.isNegative || (isSet && name == "neg");
    }
}

void TensorReader::attach(ValueId id)
{
    if (id != kNoValue && m_graph->kind(id) != ValueKind::None) {
        m_attachments.push_back(id);
    }
}

TensorId TensorReader::part(ValueId id, int depth)
{
    if (id == kNoValue || m_content->tensorAt(id) != kNoTensor) {
        return id == kNoValue ? kNoTensor : m_content->tensorAt(id);
    }
    auto tensor = readAt(id, depth + 1);
    if (!tensor) {
        return kNoTensor;
    }
    tensor->isPart = true;
    const TensorId made{static_cast<std::uint32_t>(m_content->tensors.size())};
    m_content->tensors.push_back(std::move(*tensor));
    m_content->markTensor(id, made);
    return made;
}

void TensorReader::addPart(TensorExtras& extras, std::string name, ValueId id, int depth)
{
    const TensorId made = part(id, depth);
    if (made != kNoTensor) {
        extras.parts.push_back(TensorPart{std::move(name), made});
    }
}

void TensorReader::addParts(TensorExtras& extras, ValueId state, int depth)
{
    if (state == kNoValue) {
        return;
    }
    // A dictionary, or both halves of (dict, slots): the tensors in them, by name.
    const std::array whole{state};
    const auto halves =
        m_graph->kind(state) == ValueKind::Tuple ? m_graph->items(state) : std::span<const ValueId>(whole);
    for (const ValueId half : halves) {
        if (m_graph->kind(half) != ValueKind::Dict) {
            continue;
        }
        for (const Entry& entry : m_graph->entries(half)) {
            if (const auto name = plainText(*m_graph, entry.key)) {
                addPart(extras, std::string(*name), entry.value, depth);
            }
        }
    }
}

TensorReader::Tensor TensorReader::refuse(const Call& call, std::string message)
{
    const ValueId named = classOf(*m_graph, call.node);
    m_problems->add(Severity::Warning, ErrorCode::Corrupt, std::move(message),
        named == kNoValue ? std::string{} : globalText(*m_graph, named));
    return std::nullopt;
}

} // namespace pthf
