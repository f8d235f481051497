// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/document_search.h"

#include <algorithm>
#include <string>

namespace pthf {

namespace {

constexpr std::uint32_t kPollEvery = 4096;
/// Of a value: enough for any text that people write into checkpoints.
constexpr std::size_t kSearchedValue = 4096;

char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool holds(std::string_view text, std::string_view lowered)
{
    const auto isSame = [](char letter, char wanted) { return lower(letter) == wanted; };
    return std::search(text.begin(), text.end(), lowered.begin(), lowered.end(), isSame) != text.end();
}

} // namespace

Result<SearchHits> searchDocument(
    const Content& content, const TreeIndex& tree, std::string_view text, std::uint64_t limit, const Task& task)
{
    SearchHits found;
    std::string lowered(text);
    std::ranges::transform(lowered, lowered.begin(), lower);
    if (lowered.empty()) {
        return found;
    }
    const bool isPath = lowered.find('/') != std::string::npos;
    std::vector<bool> isValue(tree.places.size(), false);
    for (const Leaf& leaf : tree.leaves) {
        isValue[index(leaf.place)] = leaf.tensor == kNoTensor && !leaf.isReference;
    }
    const auto take = [&](SearchHit hit) {
        ++found.total;
        if (found.hits.size() < limit) {
            found.hits.push_back(hit);
        }
    };
    for (std::uint32_t i = 1; i < tree.places.size(); ++i) { // the root has no name
        if (i % kPollEvery == 0) {
            PTHF_TRY(task.poll());
            task.progress.report(i, tree.places.size());
        }
        const ChildStep& step = tree.places[i].step;
        const std::string name =
            isPath ? tree.pathTextOf(content, PlaceId{i}) : displaySegment(segmentOf(content, step));
        if (holds(name, lowered)) {
            take({PlaceId{i}, false});
        } else if (isValue[i] && holds(leafText(content, step.value, kSearchedValue), lowered)) {
            take({PlaceId{i}, true});
        }
    }
    return found;
}

} // namespace pthf
