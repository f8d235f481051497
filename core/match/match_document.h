// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/match/load_report.h"
#include "core/match/suggest.h"
#include "core/reference/reference.h"

namespace pthf {

/// A checkpoint laid over a reference: everything that is told of it.
struct MatchResult {
    KeyPath path; ///< of the state dict, in the content that was matched
    Role role = Role::Model;
    StateDictPaths in; ///< how operations name the state dict
    bool isWholeModel = false; ///< its keys can be changed only after it became a state dict
    KeyList file;
    std::shared_ptr<const Reference> reference; ///< completed
    KeyMatch match;
    LoadReport strict;
    LoadReport loose; ///< strict=False
    std::vector<Suggestion> suggestions;
    std::vector<std::string> notes;
};

/// The side of the file: its content as read or as planned.
struct MatchSide {
    const Content& content;
    const TreeIndex& tree;
};

/// The state dict at `path`, else the one that fits a reference best. InvalidArgument where there is none.
Result<StateDict> bestStateDict(const MatchSide& file, const Reference& reference, const std::optional<KeyPath>& path);

/// The reference made whole for a document: what a pasted error does not say is filled in from the state dict that it
/// speaks of. To be done once, with the document as it was read.
Result<std::shared_ptr<const Reference>> prepareReference(
    Reference reference, const MatchSide& source, const std::optional<KeyPath>& path);

/// Lays a state dict over a reference that prepareReference gave: the one at `path`, else the one that fits best.
/// Linear in the number of keys. InvalidArgument where the file has no state dict, or the path leads to none.
Result<MatchResult> matchContent(const MatchSide& file, std::shared_ptr<const Reference> reference,
    const std::optional<KeyPath>& path, const Task& task);

} // namespace pthf
