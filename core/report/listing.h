// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"

namespace pthf {

/// Which leaves a listing shows.
struct ListingScope {
    enum class Leaves : std::uint8_t {
        All,
        StateDicts ///< what state_dict() would give: of whole models too
    };
    Leaves leaves = Leaves::All;
    PlaceId under{}; ///< only what stands here or below; the root shows everything
};

/// The place a path names, trying a bare integer as integer key or position and as text. InvalidArgument says which
/// segment is not there.
Result<PlaceId> placeAt(const Content& content, const TreeIndex& tree, const KeyPath& path);

/// `ls --json`: one array, a leaf a line, in file order (DESIGN 7). Paths are whole ones, from the root. Of a damaged
/// document each tensor says whether the file holds it ("stored").
std::string listingToJson(
    const Document& document, const Content& content, const TreeIndex& tree, const ListingScope& scope);

/// The same leaves as a table for a terminal: path, type, shape or value, size, device.
std::string listingToText(const Content& content, const TreeIndex& tree, const ListingScope& scope);

} // namespace pthf
