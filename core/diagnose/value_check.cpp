// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/value_check.h"

#include "core/checkpoint/tree_index.h"
#include "core/numbers/number_glance.h"
#include "core/text/size_text.h"

namespace pthf {
namespace {

void judge(const NumberGlance& glance, const std::string& where, std::vector<Problem>& problems)
{
    if (glance.nans != 0) {
        problems.push_back({Severity::Warning, ErrorCode::Corrupt,
            countOf(glance.nans, "value") + " of " + countText(glance.elements) + " NaN", where, std::nullopt});
    }
    if (glance.infinities != 0) {
        problems.push_back({Severity::Warning, ErrorCode::Corrupt,
            countOf(glance.infinities, "value") + " of " + countText(glance.elements) + " infinite", where,
            std::nullopt});
    }
    // A step of 0 is sound.
    if (glance.isAllZero() && glance.elements > 1) {
        problems.push_back({Severity::Info, ErrorCode::Corrupt,
            "all of its " + countOf(glance.elements, "value") + " are 0", where, std::nullopt});
    }
}

} // namespace

Result<std::vector<Problem>> checkValues(const Document& document, const Task& task)
{
    const TreeIndex tree = PTHF_TRY(indexTree(document.content, task));
    std::vector<bool> isSeen(document.content.tensors.size(), false);
    std::vector<Problem> problems;
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor == kNoTensor || isSeen[index(leaf.tensor)]) {
            continue;
        }
        isSeen[index(leaf.tensor)] = true;
        const auto glance = glanceAt(document, document.content.tensor(leaf.tensor), {}, task);
        if (glance) {
            judge(*glance, tree.pathTextOf(document.content, leaf.place), problems);
        } else if (glance.error().code() == ErrorCode::Cancelled || glance.error().code() == ErrorCode::IoFailed) {
            return glance.error();
        }
    }
    return problems;
}

} // namespace pthf
