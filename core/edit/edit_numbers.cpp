// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/checkpoint/block_tensor.h"
#include "core/edit/operations.h"
#include "core/edit/selection.h"
#include "core/edit/tensor_nodes.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/torch_rebuild.h"
#include "core/text/size_text.h"

namespace pthf {

namespace {

std::uint64_t countTensors(const TreeIndex& tree, const std::vector<bool>& tensors)
{
    std::vector<bool> counted(tensors.size(), false);
    std::uint64_t count = 0;
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor != kNoTensor && tensors[index(leaf.tensor)] && !counted[index(leaf.tensor)]) {
            counted[index(leaf.tensor)] = true;
            ++count;
        }
    }
    return count;
}

/// The tensors a cast means, by TensorId: those of every state dict, or what the glob matches.
std::vector<bool> chosenTensors(const Content& content, const TreeIndex& tree, const std::string& glob)
{
    std::vector<bool> chosen(content.tensors.size(), false);
    if (!glob.empty()) {
        Selector selector(content, tree);
        for (const std::uint32_t leaf : selector.tensors(glob)) {
            chosen[index(tree.leaves[leaf].tensor)] = true;
        }
        return chosen;
    }
    for (const StateDict& dict : tree.stateDicts) {
        for (const StateDictEntry& entry : stateDictEntries(content, dict)) {
            if (entry.tensor != kNoTensor) {
                chosen[index(entry.tensor)] = true;
            }
        }
    }
    return chosen;
}

/// Casting goes by storage. What the tensors over one storage have in common, by StorageId.
struct StorageUse {
    bool isChosen = false;
    bool isMixed = false; ///< tensors of several types, or of a type that is no plain floating one
    std::optional<DType> dtype;
};

/// Tensors of back ends without storages state their type a second time, and may lie in a numpy array.
bool isOfBackend(const Content& content, const TensorValue& tensor)
{
    const ValueId plain = tensor.value == kNoValue ? kNoValue : plainTensorOf(content, tensor.value);
    if (plain == kNoValue) {
        return false;
    }
    const Meaning meaning = infoOf(content.graph, plain).meaning;
    return meaning == Meaning::RebuildDeviceTensorFromCpu || meaning == Meaning::RebuildDeviceTensorFromNumpy;
}

std::vector<StorageUse> storageUses(const Content& content, const std::vector<bool>& chosen)
{
    std::vector<StorageUse> uses(content.storages.size());
    for (std::size_t i = 0; i < content.tensors.size(); ++i) {
        const TensorValue& tensor = content.tensors[i];
        if (tensor.storage == kNoStorage) {
            continue;
        }
        StorageUse& use = uses[index(tensor.storage)];
        const bool isPlain =
            isFloating(tensor.dtype) && tensor.form != TensorForm::Quantized && !isOfBackend(content, tensor);
        use.isMixed = use.isMixed || !isPlain || (use.dtype && *use.dtype != tensor.dtype);
        use.dtype = tensor.dtype;
    }
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i] && isFloating(content.tensors[i].dtype)) {
            for (const StorageId storage : storagesOf(content, content.tensors[i])) {
                StorageUse& use = uses[index(storage)];
                use.isChosen = use.dtype && isFloating(*use.dtype);
            }
        }
    }
    return uses;
}

/// One storage that changes its type.
void castStorage(StorageValue& storage, PlannedStorage& planned, DType from, DType to)
{
    // An untyped storage counts bytes; from here on it counts elements, as typed ones do. What was cast before keeps
    // the type its bytes have in the file.
    if (storage.dtype != from) {
        storage.elements = storage.bytes() / dtypeBytes(from);
        if (planned.sourceDtype == storage.dtype) {
            planned.sourceDtype = from;
        }
    }
    // What is there is counted in bytes of the new type: a storage that was whole stays so.
    storage.place.available = storage.place.available / dtypeBytes(from) * dtypeBytes(to);
    storage.dtype = to;
    storage.isUntyped = dtypeInfo(to).storageClass.empty();
}

/// Whether torch can make the tensor again with requires_grad: _rebuild_tensor_v3 sets the storage of a tensor that has
/// it already, which autograd refuses. Parameters have it outside.
bool canRequireGrad(const TensorValue& tensor)
{
    const bool isNumber = isFloating(tensor.dtype) || isComplex(tensor.dtype);
    return isNumber && (tensor.isParameter || !dtypeInfo(tensor.dtype).storageClass.empty());
}

// _rebuild_tensor_v2 says no type, v3 does: calls change with the type (torch/_utils.py).

/// Whether a call of this kind says something else, or nothing, of a tensor of the new type.
bool hasToChange(Meaning meaning, bool isThird) noexcept // NOLINT: whether the new call is _rebuild_tensor_v3
{
    switch (meaning) {
    case Meaning::RebuildTensor:
    case Meaning::RebuildTensorV2:
        return isThird;
    case Meaning::RebuildTensorV3:
    case Meaning::TensorClass:
        return true;
    default:
        return false;
    }
}

/// storage, offset, size, stride, requires_grad, hooks, type (v3 only), metadata (where there is any).
ValueId castArguments(ValueGraph& graph, const ViewCall& call, DType to)
{
    const bool isThird = dtypeInfo(to).storageClass.empty();
    const auto old = graph.items(call.arguments);
    std::vector<ValueId> items(old.begin(), old.end());
    const std::size_t metadataAt = call.meaning == Meaning::RebuildTensorV3 ? 7 : 6;
    const bool isModern = call.meaning == Meaning::RebuildTensorV2 || call.meaning == Meaning::RebuildTensorV3;
    const ValueId metadata = isModern && items.size() > metadataAt ? items[metadataAt] : kNoValue;
    items.resize(std::min<std::size_t>(items.size(), isModern ? 6 : 4));
    if (items.size() < 6) {
        items.resize(4);
        items.push_back(graph.addBool(false));
        items.push_back(addEmptyOrderedDict(graph));
    }
    if (isThird) {
        items[4] = graph.addBool(false); // see canRequireGrad
        items.push_back(graph.addGlobal("torch", dtypeName(to)));
    }
    if (metadata != kNoValue) {
        items.push_back(metadata);
    }
    return graph.addSequence(ValueKind::Tuple, items);
}

void castCall(Content& content, const ViewCall& call, DType to)
{
    ValueGraph& graph = content.graph;
    const ValueId arguments = castArguments(graph, call, to);
    const bool isThird = dtypeInfo(to).storageClass.empty();
    const ValueId callee = graph.addGlobal("torch._utils", isThird ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2");
    const ValueId tuple = graph.instance(call.node).arguments;
    if (tuple == call.arguments || call.meaning == Meaning::TensorClass) {
        graph.replace(call.node, graph.addCall(callee, arguments));
        return;
    }
    // Inside _rebuild_from_type: (function, type, arguments, state).
    const auto outer = graph.items(tuple);
    std::vector<ValueId> wrapped(outer.begin(), outer.end());
    wrapped[0] = callee;
    wrapped[2] = arguments;
    graph.setItems(tuple, wrapped);
}

/// Whether the numbers are in blocks of a type that is not read.
bool isClosedBlock(const TensorValue& tensor)
{
    return tensor.form == TensorForm::Wrapper && tensor.dtype == DType::Unknown && blockTypeOf(tensor) == nullptr;
}

/// Quantized blocks become numbers of the type asked for, each tensor with a storage of its own. Says which.
Result<std::vector<bool>> castBlocks(EditDraft& draft, const std::vector<bool>& chosen, DType to)
{
    std::vector<bool> isCast(draft.content.tensors.size(), false);
    std::uint64_t closed = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (!chosen[i]) {
            continue;
        }
        TensorValue& tensor = draft.content.tensors[i];
        closed += isClosedBlock(tensor) ? 1U : 0U;
        if (blockTypeOf(tensor) == nullptr) {
            continue;
        }
        auto numbers = PTHF_TRY(openBlockNumbers(draft.source(), tensor));
        PlannedStorage planned;
        planned.sourceDtype = DType::Float32;
        planned.byteCount = numbers.length;
        planned.external = std::move(numbers);
        StorageValue storage;
        storage.dtype = to;
        storage.isUntyped = dtypeInfo(to).storageClass.empty();
        storage.device = std::string(draft.content.deviceOf(tensor));
        storage.elements = tensor.elements();
        storage.place.available = storage.bytes();
        tensor.storage = draft.addStorage(std::move(storage), std::move(planned));
        tensor.form = TensorForm::Strided;
        tensor.dtype = to;
        tensor.layout.strides = contiguousStrides(tensor.layout.shape);
        tensor.extras = nullptr;
        isCast[i] = true;
    }
    if (closed != 0) {
        draft.problems.add(Severity::Warning, ErrorCode::Unsupported,
            "left as they are, as the numbers in their blocks are not read: " + countOf(closed, "tensor"));
    }
    return isCast;
}

void castCalls(Content& content, const std::vector<bool>& isCast, DType to)
{
    const bool isThird = dtypeInfo(to).storageClass.empty();
    for (const ViewCall& call : viewCallsOf(content)) {
        if (isCast[index(call.storage)] && hasToChange(call.meaning, isThird)) {
            castCall(content, call, to);
        }
    }
}

/// Casts the storages that chosen tensors read as one number type, and says which those are.
std::vector<bool> castStorages(EditDraft& draft, const std::vector<StorageUse>& uses, DType to)
{
    std::vector<bool> isCast(draft.content.storages.size(), false);
    std::uint64_t mixed = 0;
    for (std::size_t i = 0; i < uses.size(); ++i) {
        if (!uses[i].isChosen || *uses[i].dtype == to) {
            continue;
        }
        if (uses[i].isMixed) {
            ++mixed;
            continue;
        }
        isCast[i] = true;
        castStorage(draft.content.storages[i], draft.storages[i], *uses[i].dtype, to);
    }
    if (mixed != 0) {
        draft.problems.add(Severity::Warning, ErrorCode::Unsupported,
            "read as several number types and therefore not cast: " + countOf(mixed, "storage"));
    }
    return isCast;
}

/// Adds the tensors that have one of these storages.
void addTensorsOf(const Content& content, const std::vector<bool>& storages, std::vector<bool>& tensors)
{
    for (std::size_t i = 0; i < content.tensors.size(); ++i) {
        for (const StorageId storage : storagesOf(content, content.tensors[i])) {
            tensors[i] = tensors[i] || (index(storage) < storages.size() && storages[index(storage)]);
        }
    }
}

/// What a cast did to tensors beyond what was asked for.
struct CastTensors {
    std::vector<bool> isTaken; ///< not chosen, and cast with its storage
    std::vector<bool> isFrozen; ///< cannot require gradients any more
};

CastTensors castTensors(Content& content, const std::vector<bool>& changed, const std::vector<bool>& chosen, DType to)
{
    const std::size_t count = content.tensors.size();
    CastTensors cast{std::vector<bool>(count, false), std::vector<bool>(count, false)};
    for (std::size_t i = 0; i < count; ++i) {
        TensorValue& tensor = content.tensors[i];
        if (changed[i] && isFloating(tensor.dtype)) {
            tensor.dtype = to;
            cast.isTaken[i] = !chosen[i];
            cast.isFrozen[i] = tensor.requiresGrad && !canRequireGrad(tensor);
            tensor.requiresGrad = tensor.requiresGrad && !cast.isFrozen[i];
        }
    }
    return cast;
}

} // namespace

Result<OperationEffect> applyTo(EditDraft& draft, const Cast& operation)
{
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    Content& content = draft.content;
    const std::vector<bool> chosen = chosenTensors(content, tree, operation.glob);
    if (std::find(chosen.begin(), chosen.end(), true) == chosen.end()) {
        tellNearest(draft, tree, operation.glob);
    }
    const std::vector<StorageUse> uses = storageUses(content, chosen);
    const std::uint64_t before = draft.usedBytes();
    std::vector<bool> changed = PTHF_TRY(castBlocks(draft, chosen, operation.dtype));
    const std::vector<bool> isCast = castStorages(draft, uses, operation.dtype);
    castCalls(content, isCast, operation.dtype);
    addTensorsOf(content, isCast, changed);
    const CastTensors cast = castTensors(content, changed, chosen, operation.dtype);
    draft.structureChanged();
    OperationEffect effect;
    effect.changed = countTensors(tree, changed);
    effect.untouched = countTensors(tree, chosen) - std::min(effect.changed, countTensors(tree, chosen));
    effect.bytes = static_cast<std::int64_t>(draft.usedBytes()) - static_cast<std::int64_t>(before);
    effect.text = countOf(effect.changed, "tensor") + ", " + signedSizeText(effect.bytes);
    if (const std::uint64_t frozen = countTensors(tree, cast.isFrozen); frozen != 0) {
        draft.problems.add(Severity::Warning, ErrorCode::Unsupported,
            "without gradients from here on, as torch cannot load " + std::string(dtypeName(operation.dtype))
                + " tensors that require them: " + countOf(frozen, "tensor"));
    }
    if (const std::uint64_t taken = countTensors(tree, cast.isTaken); taken != 0) {
        draft.problems.add(Severity::Info, ErrorCode::InvalidArgument,
            "cast too, as they share a storage with what was asked for: " + countOf(taken, "tensor"));
    }
    return effect;
}

Result<OperationEffect> applyTo(EditDraft& draft, const SetRequiresGrad& operation)
{
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    Content& content = draft.content;
    Selector selector(content, tree);
    OperationEffect effect;
    std::vector<bool> seen(content.tensors.size(), false);
    std::uint64_t silent = 0;
    const std::vector<std::uint32_t> leaves = selector.tensors(operation.glob);
    if (leaves.empty()) {
        tellNearest(draft, tree, operation.glob);
    }
    for (const std::uint32_t leaf : leaves) {
        const TensorId id = tree.leaves[leaf].tensor;
        TensorValue& tensor = content.tensor(id);
        if (seen[index(id)]) {
            continue;
        }
        seen[index(id)] = true;
        if (tensor.requiresGrad == operation.value || (operation.value && !canRequireGrad(tensor))) {
            ++effect.untouched;
        } else if (setRequiresGrad(content, tensor.value, operation.value)) {
            tensor.requiresGrad = operation.value;
            ++effect.changed;
        } else {
            ++silent;
        }
    }
    if (silent != 0) {
        draft.problems.add(Severity::Info, ErrorCode::Unsupported,
            "of a kind of which the file says no gradients: " + countOf(silent, "tensor"));
    }
    effect.text = countOf(effect.changed, "tensor");
    return effect;
}

} // namespace pthf
