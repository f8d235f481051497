// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/opened_document.h"

#include <utility>

#include "core/edit/planned_document.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"

namespace pthf {

namespace {

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

Result<OpenedPtr> openForWindow(const std::filesystem::path& path, const Task& task)
{
    auto opened = std::make_shared<OpenedDocument>();
    opened->document = PTHF_TRY(openCheckpoint(path, {.foldsTensors = true}, task));
    const Document& document = *opened->document;
    opened->tree = PTHF_TRY(indexTree(document.content, task));
    opened->card = makeCard(document, document.content, opened->tree);
    opened->wrappers = wrapperSuggestions(document.content, opened->tree);
    opened->summary = summarizeTree(document.content, opened->tree);
    opened->tensors = listTensors(document.content, opened->tree);
    opened->laptop = laptopOffer(*opened, task);
    PTHF_TRY(task.poll());
    return OpenedPtr(std::move(opened));
}

} // namespace pthf
