// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"
#include "core/diagnose/wrappers.h"
#include "core/report/card.h"
#include "ui/session/tree_summary.h"

namespace pthf {

/// Laptop copy, tried on this file.
struct LaptopOffer {
    std::vector<Operation> operations; ///< empty: the file is one already
    std::optional<std::uint64_t> bytes; ///< of the file it would give; nothing where it cannot be made
};

/// An open checkpoint with all that was found out on the way in, by the job that opened it. A snapshot.
struct OpenedDocument {
    DocumentPtr document;
    TreeIndex tree;
    Card card;
    std::vector<WrapperSuggestion> wrappers;
    TreeSummary summary;
    std::vector<TensorLine> tensors; ///< in file order
    LaptopOffer laptop;

    // What stands at a place; null where it is nothing of the kind.
    const Leaf* leafAt(PlaceId place) const;
    const RoleNode* roleAt(PlaceId place) const;
    const StateDict* stateDictAt(PlaceId place) const;
    /// What lies below a place, itself included.
    PlaceSummary sumsAt(PlaceId place) const;
    /// As pathText gives it, for showing.
    QString pathAt(PlaceId place) const;
};

using OpenedPtr = std::shared_ptr<const OpenedDocument>;

/// Opens a file and finds out what is shown of it. Reads no tensor bytes.
Result<OpenedPtr> openForWindow(const std::filesystem::path& path, const Task& task);

} // namespace pthf
