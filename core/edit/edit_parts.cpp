// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/edit/operations.h"
#include "core/edit/plain_words.h"
#include "core/edit/selection.h"
#include "core/hints/nearest_path.h"
#include "core/text/json.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Which places of a tree go. Parents stand before their children in tree.places.
struct Choice {
    std::vector<bool> goes; ///< by PlaceId; what stands below goes with it
    std::string nothingLeft; ///< said when the root itself would go
};

/// A container whose items have fixed places: a tuple, or arguments of a call.
bool isFixed(const Content& content, const ChildStep& step)
{
    if (step.kind == ChildStep::Kind::Argument || step.owner == kNoValue) {
        return true;
    }
    const ValueKind kind = content.graph.kind(step.owner);
    return kind != ValueKind::Dict && kind != ValueKind::List && kind != ValueKind::Set;
}

std::int64_t difference(std::uint64_t after, std::uint64_t before)
{
    return static_cast<std::int64_t>(after) - static_cast<std::int64_t>(before);
}

/// Tensors below the places that go.
std::uint64_t tensorsBelow(const TreeIndex& tree, const std::vector<bool>& goes)
{
    std::vector<bool> isGone = goes;
    for (std::size_t i = 1; i < tree.places.size(); ++i) {
        isGone[i] = isGone[i] || isGone[index(tree.places[i].parent)];
    }
    return static_cast<std::uint64_t>(std::count_if(tree.leaves.begin(), tree.leaves.end(),
        [&](const Leaf& leaf) { return leaf.tensor != kNoTensor && isGone[index(leaf.place)]; }));
}

/// Takes the chosen items out of their containers.
Result<OperationEffect> dropPlaces(EditDraft& draft, const TreeIndex& tree, const Choice& choice)
{
    if (choice.goes[0]) {
        return Error{ErrorCode::InvalidArgument, choice.nothingLeft};
    }
    OperationEffect effect;
    const std::uint64_t before = draft.usedBytes();
    std::vector<bool> goes = choice.goes;
    std::unordered_map<ValueId, std::vector<std::uint32_t>> slots;
    std::uint64_t fixed = 0;
    std::string example;
    std::vector<bool> isBelow(goes.size(), false);
    for (std::size_t i = 1; i < goes.size(); ++i) {
        const Place& place = tree.places[i];
        isBelow[i] = isBelow[index(place.parent)];
        if (!goes[i] || isBelow[i]) {
            goes[i] = false;
            continue;
        }
        if (isFixed(draft.content, place.step)) {
            goes[i] = false;
            if (fixed++ == 0) {
                example = tree.pathTextOf(draft.content, PlaceId{static_cast<std::uint32_t>(i)});
            }
            continue;
        }
        isBelow[i] = true;
        slots[place.step.owner].push_back(place.step.slot);
    }
    if (fixed != 0) {
        draft.problems.add(Severity::Warning, ErrorCode::InvalidArgument,
            countOf(fixed, "value") + " cannot be dropped, as a tuple or a call needs " + (fixed == 1 ? "it" : "them"),
            example);
    }
    effect.changed = tensorsBelow(tree, goes);
    std::uint64_t items = 0;
    for (auto& owner : slots) {
        std::sort(owner.second.begin(), owner.second.end());
        owner.second.erase(std::unique(owner.second.begin(), owner.second.end()), owner.second.end());
        items += owner.second.size();
        draft.removeSlots(owner.first, owner.second);
    }
    effect.bytes = difference(draft.usedBytes(), before);
    effect.text = items == 0  ? std::string("nothing to drop")
        : effect.changed == 0 ? countOf(items, "value")
                              : countOf(effect.changed, "tensor") + ", " + signedSizeText(effect.bytes);
    if (effect.changed == 0) {
        effect.changed = items;
    }
    return effect;
}

/// The places that a glob matches; what it may have meant is told where it matches none.
std::vector<bool> placesOf(EditDraft& draft, const TreeIndex& tree, Selector& selector, std::string_view glob)
{
    std::vector<bool> places = selector.places(glob);
    if (std::find(places.begin(), places.end(), true) == places.end()) {
        tellNearest(draft, tree, glob);
    }
    return places;
}

/// Entries of whole models cannot go one by one: the modules around them would be left without their parameters.
void keepWholeModels(EditDraft& draft, const TreeIndex& tree, const Selector& selector, std::vector<bool>& goes)
{
    std::uint64_t kept = 0;
    for (std::size_t i = 1; i < goes.size(); ++i) {
        const auto dict = goes[i] ? selector.stateDictOf(PlaceId{static_cast<std::uint32_t>(i)}) : std::nullopt;
        if (dict && tree.stateDicts[*dict].isWholeModel) {
            goes[i] = false;
            ++kept;
        }
    }
    if (kept != 0) {
        draft.problems.add(Severity::Warning, ErrorCode::InvalidArgument,
            countOf(kept, "tensor") + " of a whole model cannot be dropped: convert it to a state dict first");
    }
}

void mark(std::vector<bool>& into, const std::vector<bool>& also)
{
    for (std::size_t i = 0; i < into.size(); ++i) {
        into[i] = into[i] || also[i];
    }
}

/// What is wanted, with everything above it and below it.
std::vector<bool> surroundings(const TreeIndex& tree, const std::vector<bool>& wanted)
{
    std::vector<bool> isBelow = wanted;
    for (std::size_t i = 1; i < isBelow.size(); ++i) {
        isBelow[i] = isBelow[i] || isBelow[index(tree.places[i].parent)];
    }
    std::vector<bool> isAbove = wanted;
    for (std::size_t i = isAbove.size(); i-- > 1;) {
        if (isAbove[i]) {
            isAbove[index(tree.places[i].parent)] = true;
        }
    }
    mark(isBelow, isAbove);
    return isBelow;
}

/// What a second visit leads to stands elsewhere: keeping the visit keeps nothing, so the places it stands for count.
void followReferences(const TreeIndex& tree, std::vector<bool>& wanted)
{
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.isReference && wanted[index(leaf.place)]) {
            wanted[index(leaf.first)] = true;
        }
    }
}

/// A value without what it holds.
ValueId addPlainLeaf(ValueGraph& graph, const Json& json)
{
    if (json.asArray() != nullptr) {
        return graph.addSequence(ValueKind::List);
    }
    if (json.asObject() != nullptr) {
        return graph.addDict();
    }
    if (const bool* truth = json.asBool()) {
        return graph.addBool(*truth);
    }
    if (const std::string* text = json.asText()) {
        return graph.addText(*text);
    }
    if (const auto integer = json.asInteger()) {
        return graph.addInt(*integer);
    }
    if (const auto whole = json.asUnsigned()) {
        return addUnsigned(graph, *whole);
    }
    const auto number = json.asNumber();
    return number ? graph.addFloat(*number) : graph.addNone();
}

/// JSON as plain Python values.
ValueId addPlain(ValueGraph& graph, const Json& json)
{
    struct Waiting {
        const Json* json;
        ValueId id;
    };
    const ValueId root = addPlainLeaf(graph, json);
    std::vector<Waiting> waiting{{&json, root}};
    while (!waiting.empty()) {
        const Waiting next = waiting.back();
        waiting.pop_back();
        const Json::Array* const items = next.json->asArray();
        for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
            const ValueId item = addPlainLeaf(graph, (*items)[i]);
            graph.append(next.id, std::span(&item, 1));
            waiting.push_back({&(*items)[i], item});
        }
        const Json::Object* const members = next.json->asObject();
        for (std::size_t i = 0; members != nullptr && i < members->size(); ++i) {
            const Entry entry{graph.addText((*members)[i].name), addPlainLeaf(graph, (*members)[i].value)};
            graph.append(next.id, std::span(&entry, 1));
            waiting.push_back({&(*members)[i].value, entry.value});
        }
    }
    return root;
}

bool isPlainKind(ViewKind kind) noexcept
{
    switch (kind) {
    case ViewKind::None:
    case ViewKind::Bool:
    case ViewKind::Int:
    case ViewKind::Float:
    case ViewKind::Complex:
    case ViewKind::Text:
    case ViewKind::Bytes:
    case ViewKind::Global:
        return true;
    default:
        return false;
    }
}

} // namespace

Result<OperationEffect> applyTo(EditDraft& draft, const Drop& operation)
{
    draft.gatherPairs();
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    Selector selector(draft.content, tree);
    Choice choice{std::vector<bool>(tree.places.size(), false), "everything would be dropped"};
    for (const std::string& glob : operation.globs) {
        mark(choice.goes, placesOf(draft, tree, selector, glob));
    }
    keepWholeModels(draft, tree, selector, choice.goes);
    for (const RoleNode& node : tree.roles) {
        const bool isNamed =
            std::find(operation.roles.begin(), operation.roles.end(), node.role) != operation.roles.end();
        if (isNamed) {
            choice.goes[index(node.place)] = true;
        }
    }
    for (const KeyPath& path : operation.paths) {
        const ChildStep step = PTHF_TRY(itemAtPath(draft.content, path));
        if (isFixed(draft.content, step)) {
            return Error{ErrorCode::InvalidArgument,
                placeName(path) + " is a part of a tuple or a call and cannot be dropped by itself"};
        }
        for (std::size_t i = 1; i < tree.places.size(); ++i) {
            const ChildStep& other = tree.places[i].step;
            if (other.owner == step.owner && other.slot == step.slot) {
                choice.goes[i] = true;
            }
        }
    }
    return dropPlaces(draft, tree, choice);
}

Result<OperationEffect> applyTo(EditDraft& draft, const Keep& operation)
{
    draft.gatherPairs();
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    Selector selector(draft.content, tree);
    std::vector<bool> wanted(tree.places.size(), false);
    for (const std::string& glob : operation.globs) {
        mark(wanted, placesOf(draft, tree, selector, glob));
    }
    for (const RoleNode& node : tree.roles) {
        const bool isNamed =
            std::find(operation.roles.begin(), operation.roles.end(), node.role) != operation.roles.end();
        if (isNamed) {
            wanted[index(node.place)] = true;
        }
    }
    followReferences(tree, wanted);
    if (std::find(wanted.begin(), wanted.end(), true) == wanted.end()) {
        const std::string nearest =
            operation.globs.empty() ? std::string() : nearestKey(draft.content, tree, operation.globs.front());
        return Error{ErrorCode::InvalidArgument,
            "nothing in this file is what is to be kept, so nothing would be left" + meantText(nearest)};
    }
    const std::vector<bool> stays = surroundings(tree, wanted);
    Choice choice{std::vector<bool>(tree.places.size(), false), "nothing would be left"};
    if (!operation.roles.empty()) {
        for (std::size_t i = 0; i < stays.size(); ++i) {
            choice.goes[i] = !stays[i];
        }
    } else {
        for (const Leaf& leaf : tree.leaves) {
            const bool isTensor = leaf.tensor != kNoTensor;
            choice.goes[index(leaf.place)] = isTensor && !stays[index(leaf.place)];
        }
    }
    keepWholeModels(draft, tree, selector, choice.goes);
    return dropPlaces(draft, tree, choice);
}

Result<OperationEffect> applyTo(EditDraft& draft, const Extract& operation)
{
    const auto value = valueAt(draft.content, operation.path);
    if (!value) {
        return nothingAt(draft.content, operation.path);
    }
    OperationEffect effect;
    const std::uint64_t before = draft.usedBytes();
    if (*value != draft.content.root) {
        const auto tensors = static_cast<std::size_t>(
            std::ranges::count_if(PTHF_TRY(draft.tree())->leaves, [](const Leaf& l) { return l.tensor != kNoTensor; }));
        draft.setRoot(*value);
        const TreeIndex& tree = *PTHF_TRY(draft.tree());
        const auto left = static_cast<std::size_t>(
            std::ranges::count_if(tree.leaves, [](const Leaf& l) { return l.tensor != kNoTensor; }));
        effect.changed = 1;
        effect.untouched = tensors - std::min(left, tensors);
        effect.bytes = difference(draft.usedBytes(), before);
        effect.text = countOf(left, "tensor") + " kept, " + signedSizeText(effect.bytes);
    } else {
        effect.text = "it is the root already";
    }
    return effect;
}

Result<OperationEffect> applyTo(EditDraft& draft, const Wrap& operation)
{
    ValueGraph& graph = draft.content.graph;
    const Entry entry{graph.addText(operation.key), draft.content.root};
    draft.setRoot(graph.addDict(std::span(&entry, 1)));
    OperationEffect effect;
    effect.changed = 1;
    effect.text = "1 level added";
    return effect;
}

Result<OperationEffect> applyTo(EditDraft& draft, const SetValue& operation)
{
    draft.gatherPairs();
    const ChildStep step = PTHF_TRY(itemAtPath(draft.content, operation.path));
    const ValueView view = viewOf(draft.content, step.value);
    if (!isPlainKind(view.kind)) {
        return Error{ErrorCode::InvalidArgument,
            placeName(operation.path) + " is a value of type " + view.typeName + ": only plain values can be set"};
    }
    const Json json = PTHF_TRY(Json::parse(operation.json));
    const std::string before = leafText(draft.content, step.value);
    const ValueId value = addPlain(draft.content.graph, json);
    OperationEffect effect;
    effect.text = before + " → " + leafText(draft.content, value);
    if (step.owner == kNoValue) {
        return Error{ErrorCode::InvalidArgument, placeName(operation.path) + " is no item of a container"};
    }
    draft.setItem(step.owner, step.slot, value);
    effect.changed = 1;
    return effect;
}

} // namespace pthf
