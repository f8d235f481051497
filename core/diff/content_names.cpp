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

/// Below the model's state dict, keys alone; elsewhere a name that no key has.
void takeFolderAway(std::vector<LeafName>& names, const std::string& folder)
{
    for (LeafName& name : names) {
        name.common = name.path.starts_with(folder) ? name.path.substr(folder.size()) : '/' + name.path;
    }
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
    if (folderA != folderB) {
        NamedLeaves keyed = named;
        takeFolderAway(keyed.a, folderA);
        takeFolderAway(keyed.b, folderB);
        if (const std::size_t keys = sharedNames(keyed.a, keyed.b); keys > shared) {
            shared = keys;
            named = std::move(keyed);
            named.notes.push_back("the model at " + placeText(folderA) + " of the one is compared with that at "
                + placeText(folderB) + " of the other");
        }
    }
    if (shared * 2 < std::min(named.a.size(), named.b.size())) {
        NamedLeaves bare = named;
        takeFolderAway(bare.a, folderA);
        takeFolderAway(bare.b, folderB);
        const std::string removedA = takeWrappersAway(bare.a);
        const std::string removedB = takeWrappersAway(bare.b);
        if (sharedNames(bare.a, bare.b) > shared && !hasTwins(bare.a) && !hasTwins(bare.b)) {
            named = std::move(bare);
            named.notes.push_back("keys are compared without " + (removedA.empty() ? removedB : removedA));
        }
    }
    return named;
}

} // namespace pthf
