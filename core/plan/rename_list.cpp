// SPDX-License-Identifier: Apache-2.0
#include "core/plan/rename_list.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/plan/plan_json.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text) noexcept
{
    const std::size_t first = text.find_first_not_of(kBlanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// Both names of a line. What stands between them is told by the first mark of the list that is in the line.
std::optional<std::pair<std::string, std::string>> pairOf(std::string_view line)
{
    constexpr std::array<std::string_view, 5> kMarks{"\t", "=>", "->", ",", " "};
    const auto* const mark = std::ranges::find_if(
        kMarks, [line](std::string_view each) { return line.find(each) != std::string_view::npos; });
    if (mark == kMarks.end()) {
        return std::nullopt;
    }
    const std::size_t place = line.find(*mark);
    const std::string_view from = trimmed(line.substr(0, place));
    const std::string_view to = trimmed(line.substr(place + mark->size()));
    const bool isMore = to.find(*mark) != std::string_view::npos;
    if (from.empty() || to.empty() || isMore) {
        return std::nullopt;
    }
    return std::pair(std::string(from), std::string(to));
}

} // namespace

Result<std::vector<std::pair<std::string, std::string>>> renamePairsFromText(std::string_view text)
{
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && (text[first] == '{' || text[first] == '[')) {
        return renamePairsFromJson(text);
    }
    std::vector<std::pair<std::string, std::string>> pairs;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty() || line.front() == '#') {
            continue;
        }
        auto pair = pairOf(line);
        if (!pair) {
            return Error{ErrorCode::InvalidArgument,
                "line " + std::to_string(number) + " is no old and new name: \"" + displayText(line, 120) + "\""};
        }
        pairs.push_back(std::move(*pair));
    }
    if (pairs.empty()) {
        return Error{ErrorCode::InvalidArgument, "no names are in it: {\"old\": \"new\"}, or a line each, is expected"};
    }
    return pairs;
}

} // namespace pthf
