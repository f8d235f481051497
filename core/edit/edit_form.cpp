// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "core/edit/operations.h"
#include "core/edit/selection.h"
#include "core/edit/tensor_nodes.h"
#include "core/meaning/known_globals.h"
#include "core/text/size_text.h"
#include "core/value/graph_walk.h"

namespace pthf {

namespace {

std::int64_t difference(std::uint64_t after, std::uint64_t before)
{
    return static_cast<std::int64_t>(after) - static_cast<std::int64_t>(before);
}

// Compact. Views of one storage that overlap stay together; what no view sees is left out.

/// A run of bytes of a storage that views see.
struct Run {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    StorageId storage = kNoStorage; ///< that has it afterwards
};

struct SeenStorage {
    std::vector<const ViewCall*> calls;
    std::vector<Run> runs; ///< ascending, apart from each other
    bool isWhole = false; ///< something needs all of it
};

/// Bytes of the storage that a view sees; nothing for one that reaches outside.
std::optional<Run> runOf(const StorageValue& storage, const TensorLayout& layout, DType dtype)
{
    const auto span = elementSpan(layout);
    const std::uint64_t size = dtypeBytes(dtype);
    const std::uint64_t elements = storage.bytes() / size;
    if (!span || layout.offset < 0 || static_cast<std::uint64_t>(layout.offset) > elements
        || *span > elements - static_cast<std::uint64_t>(layout.offset)) {
        return std::nullopt;
    }
    const std::uint64_t begin = static_cast<std::uint64_t>(layout.offset) * size;
    return Run{begin, begin + *span * size, kNoStorage};
}

/// Storages that something else than a view call mentions: they are needed whole.
void markWhole(const Content& content, const std::vector<ViewCall>& calls, std::vector<SeenStorage>& seen)
{
    std::vector<bool> isArguments(content.graph.size(), false);
    for (const ViewCall& call : calls) {
        if (call.arguments != kNoValue) {
            isArguments[index(call.arguments)] = true;
        }
    }
    std::vector<ValueId> parts;
    GraphWalk walk(content.graph, content.root);
    while (const auto id = walk.next()) {
        if (isArguments[index(*id)]) {
            continue;
        }
        parts.clear();
        appendParts(content.graph, *id, parts);
        for (const ValueId part : parts) {
            if (const StorageId storage = content.storageAt(part); storage != kNoStorage) {
                seen[index(storage)].isWhole = true;
            }
        }
    }
}

/// Joins runs that overlap.
void joinRuns(std::vector<Run>& runs)
{
    std::sort(runs.begin(), runs.end(),
        [](const Run& a, const Run& b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
    std::vector<Run> joined;
    for (const Run& run : runs) {
        if (run.begin == run.end) {
            continue; // an empty tensor needs nothing
        }
        if (joined.empty() || run.begin >= joined.back().end) {
            joined.push_back(run);
        } else {
            joined.back().end = std::max(joined.back().end, run.end);
        }
    }
    runs = joined.empty() ? std::vector<Run>{Run{}} : std::move(joined);
}

/// The run that a view lies in; the first for empty ones.
const Run& runFor(const std::vector<Run>& runs, std::uint64_t byte)
{
    const auto after = std::upper_bound(
        runs.begin(), runs.end(), byte, [](std::uint64_t at, const Run& run) { return at < run.begin; });
    return after == runs.begin() ? runs.front() : *std::prev(after);
}

/// Cuts a storage down to a run of its bytes.
void cutStorage(StorageValue& storage, PlannedStorage& planned, const Run& run)
{
    const auto sourceBytes = [&](std::uint64_t bytes) {
        return bytes / dtypeBytes(storage.dtype) * dtypeBytes(planned.sourceDtype);
    };
    planned.firstByte += sourceBytes(run.begin);
    planned.byteCount = sourceBytes(run.end - run.begin);
    const std::uint64_t skipped = std::min(storage.place.available, run.begin);
    storage.place.offset += sourceBytes(skipped);
    storage.place.available = std::min(storage.place.available - skipped, run.end - run.begin);
    storage.elements = (run.end - run.begin) / dtypeBytes(storage.dtype);
}

bool canBeCut(const StorageValue& storage, const PlannedStorage& planned, const SeenStorage& seen)
{
    if (seen.calls.empty() || seen.isWhole || planned.gathered || planned.made || planned.external
        || !planned.layers.empty()) {
        return false;
    }
    const std::uint64_t size = dtypeBytes(storage.dtype);
    std::uint64_t kept = 0;
    for (const Run& run : seen.runs) {
        if (run.begin % size != 0 || run.end % size != 0) {
            return false;
        }
        kept += run.end - run.begin;
    }
    return kept < storage.bytes();
}

/// Views of each storage; nothing for a storage with a view that reaches outside of it.
std::vector<SeenStorage> seenStorages(const Content& content, const std::vector<ViewCall>& calls)
{
    std::vector<SeenStorage> seen(content.storages.size());
    markWhole(content, calls, seen);
    for (const ViewCall& call : calls) {
        SeenStorage& storage = seen[index(call.storage)];
        const auto run = runOf(content.storage(call.storage), call.layout, call.dtype);
        storage.calls.push_back(&call);
        storage.isWhole = storage.isWhole || !run;
        storage.runs.push_back(run.value_or(Run{}));
    }
    for (SeenStorage& storage : seen) {
        joinRuns(storage.runs);
    }
    return seen;
}

/// Gives every run of a storage a storage, the first one the old one.
void splitStorage(EditDraft& draft, StorageId id, SeenStorage& seen)
{
    for (std::size_t i = seen.runs.size(); i-- > 0;) {
        Run& run = seen.runs[i];
        run.storage = i == 0 ? id : draft.addStorage(draft.content.storage(id), draft.storages[index(id)]);
        cutStorage(draft.content.storage(run.storage), draft.storages[index(run.storage)], run);
    }
}

struct Moved {
    StorageId storage = kNoStorage;
    std::int64_t offset = 0;
};

Moved movedView(const SeenStorage& seen, const TensorLayout& layout, DType dtype)
{
    const std::uint64_t size = dtypeBytes(dtype);
    const std::uint64_t byte = static_cast<std::uint64_t>(layout.offset) * size;
    const Run& run = runFor(seen.runs, byte);
    const bool isInside = byte >= run.begin && byte < run.end;
    return {run.storage, isInside ? static_cast<std::int64_t>((byte - run.begin) / size) : 0};
}

// Untie.

/// How a tensor's elements come to lie in a storage of their own.
struct OwnStorage {
    StorageValue value;
    PlannedStorage planned;
    TensorLayout layout;
};

OwnStorage ownStorage(const EditDraft& draft, const TensorValue& tensor, const Run& run)
{
    const StorageId id = tensor.storage;
    OwnStorage own{draft.content.storage(id), draft.storages[index(id)], tensor.layout};
    const std::uint64_t size = dtypeBytes(tensor.dtype);
    if (run.end - run.begin <= tensor.elements() * size) {
        cutStorage(own.value, own.planned, run);
        own.layout.offset = 0;
        return own;
    }
    // Holes: element by element, in row-major order, from where the storage begins in the file. (A view that repeats
    // elements was cut to its run above: gathered, a stride of 0 could ask for any size.)
    TensorLayout gathered = tensor.layout;
    const std::uint64_t first = own.planned.firstByte / dtypeBytes(own.planned.sourceDtype);
    gathered.offset += static_cast<std::int64_t>(first);
    own.planned.gathered = std::make_shared<const TensorLayout>(std::move(gathered));
    own.planned.firstByte = 0;
    const Document& from = own.planned.other ? *own.planned.other : draft.source();
    own.planned.byteCount = from.content.storage(own.planned.source).bytes();
    own.value.dtype = tensor.dtype;
    own.value.elements = tensor.elements();
    own.layout = TensorLayout{tensor.layout.shape, contiguousStrides(tensor.layout.shape), 0};
    return own;
}

bool canBeUntied(const EditDraft& draft, const TensorValue& tensor)
{
    const StorageValue& storage = draft.content.storage(tensor.storage);
    if (!draft.storages[index(tensor.storage)].layers.empty()) {
        // Made by the plan for this tensor alone: its names get as many of it.
        return isPlainStrided(tensor) && tensor.dtype == storage.dtype && tensor.elements() == storage.elements;
    }
    return isPlainStrided(tensor) && !draft.storages[index(tensor.storage)].gathered
        && draft.storages[index(tensor.storage)].source != kNoStorage;
}

// PlainDict.

bool isDictCall(Meaning meaning) noexcept
{
    return meaning == Meaning::OrderedDict || meaning == Meaning::DefaultDict || meaning == Meaning::Counter
        || meaning == Meaning::Dict;
}

} // namespace

Result<OperationEffect> applyTo(EditDraft& draft, const Compact& /*operation*/)
{
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    Content& content = draft.content;
    const std::uint64_t before = draft.usedBytes();
    const std::vector<ViewCall> calls = viewCallsOf(content);
    std::vector<SeenStorage> seen = seenStorages(content, calls);
    std::vector<bool> isCut(content.storages.size(), false);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        isCut[i] = canBeCut(content.storages[i], draft.storages[i], seen[i]);
        if (isCut[i]) {
            splitStorage(draft, StorageId{static_cast<std::uint32_t>(i)}, seen[i]);
        }
    }
    StorageNodes nodes(content);
    for (const ViewCall& call : calls) {
        if (isCut[index(call.storage)]) {
            const Moved moved = movedView(seen[index(call.storage)], call.layout, call.dtype);
            moveView(content, call, nodes.of(moved.storage), moved.offset);
        }
    }
    std::vector<bool> isMoved(content.tensors.size(), false);
    for (std::size_t i = 0; i < content.tensors.size(); ++i) {
        TensorValue& tensor = content.tensors[i];
        if (tensor.storage != kNoStorage && isCut[index(tensor.storage)] && tensor.layout.offset >= 0) {
            const Moved moved = movedView(seen[index(tensor.storage)], tensor.layout, tensor.dtype);
            tensor.storage = moved.storage;
            tensor.layout.offset = moved.offset;
            isMoved[i] = true;
        }
    }
    OperationEffect effect;
    for (const Leaf& leaf : tree.leaves) {
        effect.changed += leaf.tensor != kNoTensor && isMoved[index(leaf.tensor)] ? 1U : 0U;
    }
    draft.structureChanged();
    effect.bytes = difference(draft.usedBytes(), before);
    effect.text = countOf(effect.changed, "tensor") + ", " + signedSizeText(effect.bytes);
    return effect;
}

Result<OperationEffect> applyTo(EditDraft& draft, const Untie& /*operation*/)
{
    const TreeIndex tree = *PTHF_TRY(draft.tree());
    Content& content = draft.content;
    const std::uint64_t before = draft.usedBytes();
    StorageNodes nodes(content);
    OperationEffect effect;
    std::vector<bool> isClaimed(content.storages.size(), false);
    std::vector<bool> isSeen(content.graph.size(), false);
    std::uint64_t skipped = 0;
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor == kNoTensor || content.tensor(leaf.tensor).storage == kNoStorage) {
            continue;
        }
        const ChildStep step = tree.places[index(leaf.place)].step;
        const TensorValue tensor = content.tensor(leaf.tensor);
        const bool isFirst = !isSeen[index(step.value)];
        isSeen[index(step.value)] = true;
        const bool isFree = isFirst && !isClaimed[index(tensor.storage)];
        const auto run = runOf(content.storage(tensor.storage), tensor.layout, tensor.dtype);
        if (!run || !canBeUntied(draft, tensor)) {
            skipped += isFree ? 0 : 1;
            continue;
        }
        isClaimed[index(tensor.storage)] = true;
        if (isFree && run->end - run->begin == content.storage(tensor.storage).bytes()) {
            continue;
        }
        OwnStorage own = ownStorage(draft, tensor, *run);
        TensorValue untied = tensor;
        untied.storage = draft.addStorage(std::move(own.value), std::move(own.planned));
        untied.layout = std::move(own.layout);
        const ValueId node = addTensorNode(content, nodes, untied);
        if (isFirst) {
            content.graph.replace(step.value, node);
            content.tensor(content.tensorAt(node)).value = step.value;
            content.markTensor(step.value, content.tensorAt(node));
        } else if (step.owner != kNoValue) {
            draft.setItem(step.owner, step.slot, node);
        }
        ++effect.changed;
    }
    if (skipped != 0) {
        draft.problems.add(Severity::Info, ErrorCode::Unsupported,
            "of a kind that cannot be taken apart, so still tied: " + countOf(skipped, "tensor"));
    }
    draft.structureChanged();
    effect.bytes = difference(draft.usedBytes(), before);
    effect.text = countOf(effect.changed, "tensor") + ", " + signedSizeText(effect.bytes);
    return effect;
}

Result<OperationEffect> applyTo(EditDraft& draft, const PlainDict& /*operation*/)
{
    Content& content = draft.content;
    ValueGraph& graph = content.graph;
    std::vector<ValueId> found;
    {
        GlobalTable globals(graph);
        GraphWalk walk(graph, content.root);
        while (const auto id = walk.next()) {
            // What stands inside tensors (their hooks) belongs to torch: LibTorch expects it as it is.
            if (content.tensorAt(*id) != kNoTensor || content.storageAt(*id) != kNoStorage) {
                walk.skipParts();
            } else if (isDictCall(globals.calleeMeaning(*id))) {
                found.push_back(*id);
            }
        }
    }
    OperationEffect effect;
    std::uint64_t attributes = 0;
    for (const ValueId id : found) {
        std::vector<Entry> entries;
        std::vector<ItemOrigin> origins;
        for (const ChildStep& step : childrenOf(content, id)) {
            if (step.kind == ChildStep::Kind::Key) {
                entries.push_back({step.key, step.value});
                origins.push_back(draft.originOf(step.owner, step.slot));
            } else if (step.key == kNoValue || textOf(content, step.key) != "_metadata") {
                ++attributes;
            }
        }
        const ValueId dict = graph.addDict();
        draft.setEntries(dict, entries, std::move(origins));
        draft.replaceContainer(id, dict);
        ++effect.changed;
    }
    if (attributes != 0) {
        draft.problems.add(Severity::Warning, ErrorCode::InvalidArgument,
            "lost, as plain dictionaries have none: " + countOf(attributes, "attribute"));
    }
    effect.text = countOf(effect.changed, "dictionary", "dictionaries");
    return effect;
}

} // namespace pthf
