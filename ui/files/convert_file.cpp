// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/convert_file.h"

#include "core/checkpoint/tree_index.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"

namespace pthf {

Result<Receipt> convertFile(const std::filesystem::path& source, const std::filesystem::path& target,
    const EditPlan& plan, const PlanContext& context, const BatchOptions& options, const Task& task)
{
    const DocumentPtr document = PTHF_TRY(openCheckpoint(source, OpenOptions{}, task));
    const TreeIndex tree = PTHF_TRY(indexTree(document->content, task));
    const PlannedDocumentPtr planned = PTHF_TRY(planDocument(document, tree, plan, context, task));
    if (planned->refusal) {
        return Error{ErrorCode::InvalidArgument, *planned->refusal};
    }
    SaveOptions save;
    save.target = target;
    save.format = options.format.value_or(formatFor(target, document->kind));
    save.overwrite = options.overwrite;
    save.verification = options.verification;
    return saveCheckpoint(*planned, save, task);
}

} // namespace pthf
