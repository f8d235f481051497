// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/problems.h"
#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"
#include "core/plan/operation.h"

namespace pthf {

struct Sizes;

/// Something a person can act on.
struct Finding {
    std::string id; ///< "wrapper-prefix", "devices", "optimizer-size", "dangerous-global", ...
    Severity severity = Severity::Info;
    std::string text; ///< what is so, with numbers, then what follows
    KeyPath path; ///< where; the root if everywhere
    std::vector<Operation> fix; ///< mends it; empty where nothing does
    std::string fixLabel; ///< the button: "Move to cpu", "Remove module.", "Drop optimizer"

    bool operator==(const Finding&) const = default;
};

/// Everything worth saying of a content, most severe first: what its reader noticed, what is dangerous, devices,
/// wrappers, sizes. `content` is the document's own, or a planned one with its tree: then the findings are those that
/// the written file will have.
std::vector<Finding> findingsOf(const Document& document, const Content& content, const TreeIndex& tree);
std::vector<Finding> findingsOf(
    const Document& document, const Content& content, const TreeIndex& tree, const Sizes& sizes);

} // namespace pthf
