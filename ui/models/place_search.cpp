// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/place_search.h"

#include "core/checkpoint/value_view.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

bool holds(const OpenedDocument& opened, std::uint32_t place, const QString& text)
{
    const Content& content = opened.document->content;
    const PlaceId id{place};
    if (text.contains(u'/')) {
        return shownText(opened.tree.pathTextOf(content, id)).contains(text, Qt::CaseInsensitive);
    }
    const ChildStep& step = opened.tree.places[place].step;
    if (shownText(displaySegment(segmentOf(content, step))).contains(text, Qt::CaseInsensitive)) {
        return true;
    }
    const std::uint32_t leaf = opened.summary.leaves[place];
    return leaf != TreeSummary::kNone && opened.tree.leaves[leaf].tensor == kNoTensor
        && shownText(leafText(content, step.value)).contains(text, Qt::CaseInsensitive);
}

} // namespace

std::optional<PlaceId> findPlace(const OpenedDocument& opened, const QString& text, std::optional<PlaceId> start)
{
    const auto count = static_cast<std::uint32_t>(opened.tree.places.size());
    if (count < 2 || text.isEmpty()) {
        return std::nullopt;
    }
    std::uint32_t place = start ? index(*start) : 0;
    for (std::uint32_t tried = 1; tried < count; ++tried) {
        place = place + 1 < count ? place + 1 : 1; // the root has no name
        if (holds(opened, place, text)) {
            return PlaceId{place};
        }
    }
    return std::nullopt;
}

} // namespace pthf
