// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "app/cli/arguments.h"
#include "app/cli/exit_status.h"
#include "core/checkpoint/document_text.h"
#include "core/checkpoint/tree_index.h"
#include "core/report/listing.h"

namespace pthf::cli {
namespace {

bool isWhole(const Document& document)
{
    return !document.isDamaged() && !document.hasDescriptionOnly
        && std::ranges::all_of(
            document.content.storages, [](const StorageValue& storage) { return storage.stored() == Stored::Whole; });
}

Result<ListingScope> scopeOf(const LsArguments& arguments, const Content& content, const TreeIndex& tree)
{
    ListingScope scope;
    if (arguments.stateDicts) {
        scope.leaves = ListingScope::Leaves::StateDicts;
    }
    if (!arguments.path.empty()) {
        const KeyPath path = PTHF_TRY(parsePath(arguments.path));
        scope.under = PTHF_TRY(placeAt(content, tree, path));
    }
    return scope;
}

} // namespace

int runLs(const LsArguments& arguments, const Console& console)
{
    const OutputForm form = arguments.shape == LsArguments::Shape::Json ? OutputForm::Json : OutputForm::Text;
    TerminalProgress progress("Opening " + arguments.input);
    const Task task{console.stop(), progress};
    const auto opened = openInput(arguments.input, task);
    if (!opened) {
        console.fail(form, opened.error(), arguments.input);
        return statusOfOpening(opened.error());
    }
    const Document& document = **opened;
    const auto tree = indexTree(document.content, task);
    if (!tree) {
        console.fail(form, tree.error(), arguments.input);
        return statusOfOpening(tree.error());
    }
    const auto scope = scopeOf(arguments, document.content, *tree);
    if (!scope) {
        console.fail(form, scope.error(), arguments.input);
        return statusOfPlanning(scope.error());
    }
    const std::string answer = arguments.shape == LsArguments::Shape::Canonical ? documentText(document, *tree)
        : form == OutputForm::Json ? listingToJson(document, document.content, *tree, *scope)
                                   : listingToText(document.content, *tree, *scope);
    if (const Status printed = console.print(answer); !printed) {
        return statusOfSaving(printed.error());
    }
    if (isWhole(document)) {
        return kDone;
    }
    if (form == OutputForm::Text) {
        console.note("pthf: the file is damaged: pthf info says where");
    }
    return kAnswerIsNo;
}

} // namespace pthf::cli
