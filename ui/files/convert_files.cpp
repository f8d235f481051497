// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/convert_files.h"

#include "core/opening/open_checkpoint.h"

namespace pthf {

Result<std::vector<BatchLine>> convertFiles(const std::vector<BatchItem>& items, const EditPlan& plan,
    const PlanContext& context, const BatchOptions& options, const Task& task)
{
    BatchWork work;
    work.open = [](const std::string& input, const Task& each) {
        return openCheckpoint(input, {.foldsTensors = true}, each);
    };
    work.plan = [&plan](const Document& /*document*/, const TreeIndex& /*tree*/,
                    const Task& /*each*/) -> Result<EditPlan> { return plan; };
    work.context = context;
    work.format = options.format;
    work.overwrite = options.overwrite;
    work.verification = options.verification;
    std::vector<BatchLine> lines;
    runBatch(
        items, work, [&lines](const BatchLine& line) { lines.push_back(line); }, task);
    return lines;
}

} // namespace pthf
