// SPDX-License-Identifier: Apache-2.0
#include "core/text/nearest_word.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace pthf {

namespace {

/// Longer words are not typed wrongly, they are something else.
constexpr std::size_t kLongest = 256;

/// Without what both begin and end with.
void cutCommon(std::string_view& a, std::string_view& b)
{
    const auto front = std::ranges::mismatch(a, b);
    const auto begin = static_cast<std::size_t>(front.in1 - a.begin());
    a.remove_prefix(begin);
    b.remove_prefix(begin);
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
}

} // namespace

// Optimal string alignment.
std::size_t wordDistance(std::string_view a, std::string_view b)
{
    cutCommon(a, b);
    std::vector<std::size_t> beforeLast;
    std::vector<std::size_t> last;
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        beforeLast = std::exchange(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool isSame = a[i - 1] == b[j - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
            }
        }
    }
    return row.back();
}

std::string nearestWord(std::string_view word, std::span<const std::string> words)
{
    std::string nearest;
    if (word.empty() || word.size() > kLongest) {
        return nearest;
    }
    std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1;
    for (const std::string& other : words) {
        const std::size_t longer = std::max(word.size(), other.size());
        if (longer - std::min(word.size(), other.size()) >= least || other == word) {
            continue;
        }
        const std::size_t steps = wordDistance(word, other);
        if (steps < least) {
            least = steps;
            nearest = other;
        }
    }
    return nearest;
}

} // namespace pthf
