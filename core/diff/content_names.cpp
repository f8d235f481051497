// SPDX-License-Identifier: Apache-2.0
#include "core/diff/content_names.h"

#include <algorithm>
#include <unordered_set>

#include "core/checkpoint/value_view.h"
#include "core/plan/key_rule.h"
#include "core/plan/prefix_catalogue.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

std::vector<LeafName> pathsOf(const DiffSide& side)
{
    std::vector<LeafName> names;
    names.reserve(side.tree.leaves.size());
    for (std::uint32_t i = 0; i < side.tree.leaves.size(); ++i) {
        std::string path = side.tree.pathTextOf(side.document.content, side.tree.leaves[i].place);
        names.push_back({i, path, path});
    }
    return names;
}

/// The model's state dict: its path with a slash behind, "" for the root.
std::string modelFolder(const DiffSide& side)
{
    const auto& dicts = side.tree.stateDicts;
    auto model = std::ranges::find_if(dicts, [](const StateDict& dict) { return dict.role == Role::Model; });
    if (model == dicts.end()) {
        return {};
    }
    const std::string path = side.tree.pathTextOf(side.document.content, model->place);
    return path.empty() ? path : path + '/';
}

std::size_t sharedNames(const std::vector<LeafName>& a, const std::vector<LeafName>& b)
{
    std::unordered_set<std::string_view> names;
    for (const LeafName& name : a) {
        names.insert(name.common);
    }
    return static_cast<std::size_t>(
        std::ranges::count_if(b, [&names](const LeafName& name) { return names.contains(name.common); }));
}

/// Below the model's state dict, keys alone; elsewhere a name that no key has, without the wrapper that the whole file
/// stands in.
void takeFolderAway(std::vector<LeafName>& names, const std::string& folder, const std::string& wrapper)
{
    for (LeafName& name : names) {
        const std::size_t front = name.path.starts_with(wrapper) ? wrapper.size() : 0;
        name.common = name.path.starts_with(folder) ? name.path.substr(folder.size()) : '/' + name.path.substr(front);
    }
}

/// "x/" of "x/model/", where the other file has its model at "model/": everything stands one level deeper.
std::string wrapperOf(const std::string& folder, const std::string& other)
{
    const std::string_view front =
        std::string_view(folder).substr(0, folder.size() - std::min(folder.size(), other.size()));
    const bool isWrapped = !other.empty() && folder.ends_with(other) && (front.empty() || front.ends_with('/'));
    return isWrapped ? std::string(front) : std::string();
}

/// Names of a state dict, of those that takeFolderAway made.
std::size_t keysIn(const std::vector<LeafName>& names)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(names, [](const LeafName& name) { return !name.common.starts_with('/'); }));
}

/// Names of the state dicts that both have.
std::size_t sharedKeys(const std::vector<LeafName>& a, const std::vector<LeafName>& b)
{
    std::unordered_set<std::string_view> names;
    for (const LeafName& name : a) {
        names.insert(name.common);
    }
    return static_cast<std::size_t>(std::ranges::count_if(
        b, [&names](const LeafName& name) { return !name.common.starts_with('/') && names.contains(name.common); }));
}

/// Prefixes of wrappers that the keys begin with.
std::string takeWrappersAway(std::vector<LeafName>& names)
{
    std::vector<std::string_view> keys;
    for (const LeafName& name : names) {
        if (!name.common.starts_with('/')) {
            keys.push_back(name.common);
        }
    }
    std::string removed;
    for (const UnwrapStep& step : unwrapSteps(keys)) {
        removed += removed.empty() ? step.segment : " and " + step.segment;
        for (LeafName& name : names) {
            const auto left =
                step.isAnywhere ? withoutSegment(name.common, step.segment) : withoutPrefix(name.common, step.segment);
            name.common = left.value_or(name.common);
        }
    }
    return removed;
}

bool hasTwins(const std::vector<LeafName>& names)
{
    std::unordered_set<std::string_view> seen;
    return !std::ranges::all_of(names, [&seen](const LeafName& name) { return seen.insert(name.common).second; });
}

std::string placeText(const std::string& folder)
{
    return folder.empty() ? "the root" : displayText(folder.substr(0, folder.size() - 1), 200);
}

} // namespace

NamedLeaves nameLeaves(const DiffSide& a, const DiffSide& b)
{
    NamedLeaves named{pathsOf(a), pathsOf(b), {}};
    std::size_t shared = sharedNames(named.a, named.b);
    const std::string folderA = modelFolder(a);
    const std::string folderB = modelFolder(b);
    NamedLeaves keyed = named;
    takeFolderAway(keyed.a, folderA, wrapperOf(folderA, folderB));
    takeFolderAway(keyed.b, folderB, wrapperOf(folderB, folderA));
    if (folderA != folderB && sharedNames(keyed.a, keyed.b) > shared) {
        shared = sharedNames(keyed.a, keyed.b);
        named.a = keyed.a;
        named.b = keyed.b;
        named.notes.push_back("the model at " + placeText(folderA) + " of the one is compared with that at "
            + placeText(folderB) + " of the other");
    }
    if (sharedKeys(keyed.a, keyed.b) * 2 < std::min(keysIn(keyed.a), keysIn(keyed.b))) {
        const std::string removedA = takeWrappersAway(keyed.a);
        const std::string removedB = takeWrappersAway(keyed.b);
        if (sharedNames(keyed.a, keyed.b) > shared && !hasTwins(keyed.a) && !hasTwins(keyed.b)) {
            named.a = std::move(keyed.a);
            named.b = std::move(keyed.b);
            named.notes.push_back("keys are compared without " + (removedA.empty() ? removedB : removedA));
        }
    }
    return named;
}

} // namespace pthf
