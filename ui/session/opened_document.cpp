// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/opened_document.h"

#include <algorithm>
#include <utility>

#include "core/edit/planned_document.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"
#include "ui/base/text.h"
#include "ui/jobs/free_memory.h"

namespace pthf {

namespace {

/// Roles and state dicts stand in the order of their places.
template<typename Node>
const Node* nodeAt(const std::vector<Node>& nodes, PlaceId place)
{
    const auto found = std::ranges::lower_bound(nodes, place, {}, &Node::place);
    return found != nodes.end() && found->place == place ? &*found : nullptr;
}

LaptopOffer laptopOffer(const OpenedDocument& opened, const Task& task)
{
    LaptopOffer offer;
    const Document& document = *opened.document;
    offer.operations = laptopOperations(document, document.content, opened.tree);
    if (offer.operations.empty()) {
        return offer;
    }
    const auto planned = planDocument(opened.document, opened.tree, EditPlan{offer.operations}, PlanContext{}, task);
    if (planned && !(*planned)->refusal) {
        offer.bytes = estimateBytes(**planned, SaveFormat::Zip);
    }
    return offer;
}

} // namespace

const Leaf* OpenedDocument::leafAt(PlaceId place) const
{
    const auto leaf = summary.leafAt(place);
    return leaf ? &tree.leaves[*leaf] : nullptr;
}

const RoleNode* OpenedDocument::roleAt(PlaceId place) const
{
    return nodeAt(tree.roles, place);
}

const StateDict* OpenedDocument::stateDictAt(PlaceId place) const
{
    return nodeAt(tree.stateDicts, place);
}

PlaceSummary OpenedDocument::sumsAt(PlaceId place) const
{
    const Leaf* leaf = leafAt(place);
    return leaf != nullptr ? summary.sumsOf(document->content, *leaf) : summary.containerAt(place);
}

QString OpenedDocument::pathAt(PlaceId place) const
{
    return shownText(tree.pathTextOf(document->content, place));
}

Result<OpenedPtr> openForWindow(const std::filesystem::path& path, const Task& task)
{
    auto opened = std::make_shared<OpenedDocument>();
    opened->document = PTHF_TRY(openCheckpoint(path, {.foldsTensors = true}, task));
    const Document& document = *opened->document;
    opened->tree = PTHF_TRY(indexTree(document.content, task));
    opened->tree.places.shrink_to_fit(); // held for as long as the file is open
    opened->tree.leaves.shrink_to_fit();
    opened->card = makeCard(document, document.content, opened->tree);
    opened->wrappers = wrapperSuggestions(document.content, opened->tree);
    opened->summary = TreeSummary(document.content, opened->tree);
    opened->tensors = listTensors(opened->tree);
    opened->laptop = laptopOffer(*opened, task);
    giveBackFreeMemory();
    PTHF_TRY(task.poll());
    return OpenedPtr(std::move(opened));
}

} // namespace pthf
