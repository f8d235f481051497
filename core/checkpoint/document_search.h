// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/task.h"
#include "core/checkpoint/tree_index.h"

namespace pthf {

/// A place that holds what was searched for.
struct SearchHit {
    PlaceId place{};
    bool isInValue = false; ///< the text of its value; else its key, or its path where a "/" was searched for

    bool operator==(const SearchHit&) const = default;
};

struct SearchHits {
    std::vector<SearchHit> hits; ///< in file order, at most as many as asked for
    std::uint64_t total = 0;
};

/// Where the text stands in keys or plain values, whatever the case of its ASCII letters; with a "/" in it, in whole
/// paths. An empty text is nowhere. Cancelled, or the hits.
Result<SearchHits> searchDocument(
    const Content& content, const TreeIndex& tree, std::string_view text, std::uint64_t limit, const Task& task);

} // namespace pthf
