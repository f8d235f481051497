// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/edit/operations.h"
#include "core/edit/selection.h"
#include "core/edit/tensor_layers.h"
#include "core/edit/tensor_rewriter.h"
#include "core/hints/nearest_path.h"
#include "core/roles/whole_model.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

enum class MayAdd : bool { No, Yes };

/// A dictionary that a key is to be added to.
struct NewPlace {
    ValueId dict = kNoValue; ///< the dictionary-like value
    KeySegment key;
    std::string name;
};

/// What a KEY means.
struct FoundPlaces {
    struct There {
        ValueId node = kNoValue; ///< a tensor
        std::string name;
    };
    std::vector<There> there;
    std::vector<NewPlace> added;
};

Error mistake(std::string what)
{
    return {ErrorCode::InvalidArgument, std::move(what)};
}

std::string inQuotes(std::string_view key)
{
    return "\"" + displayText(key, 200) + "\"";
}

Status addThere(const Content& content, ValueId node, std::string name, FoundPlaces& found)
{
    if (content.tensorAt(node) == kNoTensor) {
        return mistake(name + " is a value of type " + viewOf(content, node).typeName + ", not a tensor");
    }
    found.there.push_back({node, std::move(name)});
    return Done{};
}

Result<FoundPlaces> findPath(const Content& content, std::string_view text, MayAdd mayAdd)
{
    FoundPlaces found;
    const KeyPath path = PTHF_TRY(parsePath(text));
    const auto item = itemAtPath(content, path);
    if (item) {
        PTHF_TRY(addThere(content, item->value, placeName(path), found));
        return found;
    }
    const auto parent = path.empty() ? std::nullopt : valueAt(content, KeyPath(path.begin(), path.end() - 1));
    const bool isDict = parent && viewOf(content, *parent).kind == ViewKind::Dict && !isWholeModel(content, *parent);
    const bool isKey = isDict
        && (std::holds_alternative<std::string>(path.back().step)
            || std::holds_alternative<std::int64_t>(path.back().step));
    if (mayAdd == MayAdd::No || !isKey) {
        return item.error();
    }
    found.added.push_back({*parent, path.back(), placeName(path)});
    return found;
}

/// Where a key that nothing has yet is added.
Result<FoundPlaces> newPlaces(
    const std::vector<SelectedStateDict>& dicts, const StateDictPaths& in, const std::string& key)
{
    if (in.empty() && dicts.size() > 1) {
        std::string names;
        for (std::size_t i = 0; i < std::min<std::size_t>(dicts.size(), 4); ++i) {
            names += (i == 0 ? "" : ", ") + dicts[i].name;
        }
        return mistake(inQuotes(key) + " is new, and the file has " + std::to_string(dicts.size()) + " state dicts ("
            + names + "): say with --in which one gets it");
    }
    FoundPlaces found;
    for (const SelectedStateDict& dict : dicts) {
        if (dict.isWholeModel) {
            return mistake(
                dict.name + " is a whole model, to which no key can be added: make a state dict of it first");
        }
        found.added.push_back({dict.value, KeySegment{key}, key});
    }
    if (found.added.empty()) {
        return mistake("the file has no state dict that " + inQuotes(key)
            + " could be added to: name the place with a path, as in /model/" + displayText(key, 120));
    }
    return found;
}

Result<FoundPlaces> findPlaces(EditDraft& draft, const std::string& key, const StateDictPaths& in, MayAdd mayAdd)
{
    draft.gatherPairs();
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    const Content& content = draft.content;
    if (key.starts_with('/')) {
        return findPath(content, std::string_view(key).substr(1), mayAdd);
    }
    std::vector<SelectedStateDict> dicts = PTHF_TRY(selectStateDicts(content, tree, in));
    if (dicts.empty() && content.root != kNoValue && viewOf(content, content.root).kind == ViewKind::Dict) {
        dicts.push_back({content.root, placeName({}), false});
    }
    FoundPlaces found;
    for (const SelectedStateDict& dict : dicts) {
        for (const StateDictEntry& entry : entriesOfStateDict(content, dict.value)) {
            if (entry.key == key) {
                PTHF_TRY(addThere(content, entry.value, displayText(key, 200), found));
            }
        }
    }
    if (!found.there.empty()) {
        return found;
    }
    if (mayAdd == MayAdd::Yes) {
        return newPlaces(dicts, in, key);
    }
    return mistake("no state dict has the key " + inQuotes(key) + " (a path from the root begins with /)"
        + meantText(nearestKey(content, tree, key)));
}

/// The Dict node that holds a dictionary's entries, made where it has none yet.
ValueId entriesNode(Content& content, ValueId dict)
{
    ValueGraph& graph = content.graph;
    if (graph.kind(dict) == ValueKind::Dict) {
        return dict;
    }
    for (const ChildStep& step : childrenOf(content, dict)) {
        if (step.kind == ChildStep::Kind::Key && step.owner != kNoValue && graph.kind(step.owner) == ValueKind::Dict) {
            return step.owner;
        }
    }
    Instance instance = graph.instance(dict);
    if (instance.dictItems == kNoValue) {
        instance.dictItems = graph.addDict();
        graph.setInstance(dict, instance);
    }
    return instance.dictItems;
}

/// The device of the tensors that stand there already, as the file writes it.
SharedText deviceBeside(const Content& content, ValueId dict)
{
    for (const ChildStep& step : childrenOf(content, dict)) {
        const TensorId tensor = content.tensorAt(step.value);
        if (tensor != kNoTensor && content.tensor(tensor).storage != kNoStorage) {
            return content.storage(content.tensor(tensor).storage).device;
        }
    }
    return "cpu";
}

void addEntry(EditDraft& draft, TensorRewriter& rewriter, const NewPlace& place, TensorLayers layers, DType dtype)
{
    Content& content = draft.content;
    const ValueId node = rewriter.make(std::move(layers), dtype, deviceBeside(content, place.dict));
    const ValueId owner = entriesNode(content, place.dict);
    const auto old = content.graph.entries(owner);
    std::vector<Entry> entries(old.begin(), old.end());
    const auto* number = std::get_if<std::int64_t>(&place.key.step);
    ValueId key = kNoValue;
    if (number != nullptr) {
        key = content.graph.addInt(*number);
    } else if (entries.empty()) {
        key = content.graph.addText(std::get<std::string>(place.key.step));
    } else {
        key = draft.addTextLike(entries.front().key, std::get<std::string>(place.key.step));
    }
    std::vector<ItemOrigin> origins = draft.originsOf(owner);
    entries.push_back({key, node});
    origins.emplace_back();
    draft.setEntries(owner, entries, std::move(origins));
}

OperationEffect effectOf(EditDraft& draft, std::uint64_t before, std::uint64_t changed, const std::string& what)
{
    draft.structureChanged();
    OperationEffect effect;
    effect.changed = changed;
    effect.bytes = static_cast<std::int64_t>(draft.usedBytes()) - static_cast<std::int64_t>(before);
    effect.text = what + ", " + signedSizeText(effect.bytes);
    return effect;
}

/// "tied to 1 more" where an operation changed more names than it was asked for.
std::string tiesText(std::uint64_t changed, std::size_t asked)
{
    return changed > asked ? ", with " + countOf(changed - asked, "tensor") + " tied to it" : std::string();
}

/// Gives what KEY means these layers: the operations that replace or add.
Result<OperationEffect> putTensor(
    EditDraft& draft, const std::string& key, const StateDictPaths& in, const TensorLayers& layers, DType dtype)
{
    const std::uint64_t before = draft.usedBytes();
    const FoundPlaces found = PTHF_TRY(findPlaces(draft, key, in, MayAdd::Yes));
    const std::string shape = shapeText(layers.front().layout.shape);
    TensorRewriter rewriter(draft);
    std::string was;
    for (const FoundPlaces::There& place : found.there) {
        if (rewriter.isDone(place.node)) {
            continue;
        }
        const TensorValue& old = draft.content.tensor(draft.content.tensorAt(place.node));
        const auto possible = layersOf(draft, old);
        if (!possible) {
            return mistake(place.name + " " + possible.error().message() + ": it cannot be replaced");
        }
        was = shapeText(old.layout.shape) + " → ";
        rewriter.rewrite(place.node, layers, dtype, place.name);
    }
    for (const NewPlace& place : found.added) {
        addEntry(draft, rewriter, place, layers, dtype);
    }
    return effectOf(draft, before, rewriter.changed() + found.added.size(),
        (found.added.empty() ? was : "new, ") + shape + " " + std::string(dtypeName(dtype))
            + tiesText(rewriter.changed(), found.there.size()));
}

/// Where a path leads in another file; a single text also as a key of its one state dict.
Result<TensorId> tensorIn(const Document& other, const SetTensor& set, const Task& task)
{
    const std::string file = displayText(set.file, 200);
    auto value = valueAt(other.content, set.path);
    const bool isKey = set.path.size() == 1 && std::holds_alternative<std::string>(set.path.front().step);
    if (!value && isKey) {
        const TreeIndex tree = PTHF_TRY(indexTree(other.content, task));
        for (const StateDict& dict : tree.stateDicts) {
            for (const StateDictEntry& entry : stateDictEntries(other.content, dict)) {
                if (!value && entry.key == std::get<std::string>(set.path.front().step)) {
                    value = entry.value;
                }
            }
        }
    }
    if (!value) {
        return mistake("there is nothing at " + placeName(set.path) + " in " + file
            + meantText(nearestPath(other.content, set.path)));
    }
    const TensorId tensor = other.content.tensorAt(*value);
    if (tensor == kNoTensor) {
        return mistake(placeName(set.path) + " of " + file + " is a value of type "
            + viewOf(other.content, *value).typeName + ", not a tensor");
    }
    return tensor;
}

/// The dimension counted from the first; nothing where a tensor of that rank has none such.
std::optional<std::size_t> dimensionOf(std::int64_t dimension, std::size_t rank)
{
    const auto count = static_cast<std::int64_t>(rank);
    const std::int64_t at = dimension < 0 ? dimension + count : dimension;
    return at >= 0 && at < count ? std::optional(static_cast<std::size_t>(at)) : std::nullopt;
}

Status checkResized(const TensorValue& tensor, const Resize& resize, const std::string& name)
{
    const Dims& old = tensor.layout.shape;
    if (old.size() != resize.shape.size() && !differInOnesOnly(old, resize.shape)) {
        return mistake(name + " is " + shapeText(old) + ", of " + countOf(old.size(), "dimension") + ", and "
            + shapeText(resize.shape) + " has " + std::to_string(resize.shape.size()));
    }
    const std::string shape = shapeMistake(resize.shape, tensor.dtype);
    const std::string filling = fillingMistake(resize.values, tensor.dtype, resize.shape.size());
    if (!shape.empty() || !filling.empty()) {
        return mistake(name + ": " + (shape.empty() ? filling : shape));
    }
    return Done{};
}

} // namespace

Result<OperationEffect> applyTo(EditDraft& draft, const SetTensor& operation)
{
    const DocumentPtr other = PTHF_TRY(draft.openOther(operation.file));
    const TensorId tensor = PTHF_TRY(tensorIn(*other, operation, draft.task()));
    const auto layers = layersOf(other, tensor);
    if (!layers) {
        return mistake(
            placeName(operation.path) + " of " + displayText(operation.file, 200) + " " + layers.error().message());
    }
    return putTensor(draft, operation.key, operation.in, *layers, other->content.tensor(tensor).dtype);
}

Result<OperationEffect> applyTo(EditDraft& draft, const InitTensor& operation)
{
    return putTensor(draft, operation.key, operation.in, fillingOf(operation.values, operation.shape, operation.dtype),
        operation.dtype);
}

Result<OperationEffect> applyTo(EditDraft& draft, const Transpose& operation)
{
    const std::uint64_t before = draft.usedBytes();
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    Selector selector(draft.content, tree);
    TensorRewriter rewriter(draft);
    std::uint64_t untouched = 0;
    std::optional<std::string> why;
    for (const std::uint32_t leaf : selector.tensors(operation.glob)) {
        const ValueId node = tree.places[index(tree.leaves[leaf].place)].step.value;
        if (rewriter.isDone(node)) {
            continue;
        }
        const TensorValue& tensor = draft.content.tensor(draft.content.tensorAt(node));
        const std::string name = tree.pathTextOf(draft.content, tree.leaves[leaf].place);
        const auto first = dimensionOf(operation.first, tensor.layout.shape.size());
        const auto second = dimensionOf(operation.second, tensor.layout.shape.size());
        auto layers = layersOf(draft, tensor);
        if (!first || !second || *first == *second || !layers) {
            ++untouched;
            if (!why) {
                why = displayText(name, 200)
                    + (layers ? " is " + shapeText(tensor.layout.shape) : " " + layers.error().message());
            }
            continue;
        }
        const DType dtype = tensor.dtype;
        transposeLayers(*layers, *first, *second);
        rewriter.rewrite(node, std::move(*layers), dtype, displayText(name, 200));
    }
    if (rewriter.changed() == 0) {
        return mistake(why ? "nothing can be transposed: " + *why
                           : "no tensor matches " + inQuotes(operation.glob)
                    + meantText(nearestKey(draft.content, *PTHF_TRY(draft.tree()), operation.glob)));
    }
    if (untouched != 0) {
        draft.problems.add(Severity::Info, ErrorCode::Unsupported,
            "matched and not transposed: " + countOf(untouched, "tensor") + " (" + *why + ")");
    }
    OperationEffect effect = effectOf(draft, before, rewriter.changed(), countOf(rewriter.changed(), "tensor"));
    effect.untouched = untouched;
    return effect;
}

Result<OperationEffect> applyTo(EditDraft& draft, const Resize& operation)
{
    const std::uint64_t before = draft.usedBytes();
    const FoundPlaces found = PTHF_TRY(findPlaces(draft, operation.key, operation.in, MayAdd::No));
    TensorRewriter rewriter(draft);
    std::string was;
    for (const FoundPlaces::There& place : found.there) {
        if (rewriter.isDone(place.node)) {
            continue;
        }
        const TensorValue& old = draft.content.tensor(draft.content.tensorAt(place.node));
        PTHF_TRY(checkResized(old, operation, place.name));
        auto layers = layersOf(draft, old);
        if (!layers) {
            return mistake(place.name + " " + layers.error().message() + ": it cannot be resized");
        }
        was = shapeText(old.layout.shape);
        const DType dtype = old.dtype;
        if (operation.resampling.kind == ResampleKind::None) {
            alignRank(*layers, operation.shape);
            resizeLayers(*layers, operation.shape, operation.values, dtype);
        } else if (operation.shape != old.layout.shape) {
            layers = resampledLayers(draft, *layers, operation.resampling, operation.shape);
            if (!layers) {
                return mistake(place.name + " " + layers.error().message() + ": it cannot be interpolated");
            }
        }
        rewriter.rewrite(place.node, std::move(*layers), dtype, place.name);
    }
    return effectOf(draft, before, rewriter.changed(),
        was + " → " + shapeText(operation.shape) + tiesText(rewriter.changed(), found.there.size()));
}

} // namespace pthf
