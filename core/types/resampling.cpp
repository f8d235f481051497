// SPDX-License-Identifier: Apache-2.0
#include "core/types/resampling.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/types/shape.h"

namespace pthf {

namespace {

/// Class and distillation tokens; more than a few were seen nowhere.
constexpr std::int64_t kMostFoundPrefix = 8;
constexpr std::size_t kTokenDimensions = 3;

Error mistake(std::string text)
{
    return {ErrorCode::InvalidArgument, std::move(text)};
}

std::string gridText(const Grid& grid)
{
    return std::to_string(grid.height) + "x" + std::to_string(grid.width);
}

std::optional<std::int64_t> countOf(std::string_view text)
{
    std::int64_t number = 0;
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = error == std::errc() && stopped == text.data() + text.size() && !text.empty();
    return isWhole && number >= 0 ? std::optional(number) : std::nullopt;
}

std::optional<Grid> gridOf(std::string_view text)
{
    const std::size_t cross = text.find('x');
    const auto height = countOf(text.substr(0, cross));
    const auto width = cross == std::string_view::npos ? std::nullopt : countOf(text.substr(cross + 1));
    return height && width && *height > 0 && *width > 0 ? std::optional(Grid{*height, *width}) : std::nullopt;
}

std::optional<Grid> squareOf(std::int64_t tokens)
{
    std::int64_t side = 1;
    while (side < tokens / side || (side == tokens / side && side * side < tokens)) {
        ++side;
    }
    return tokens > 0 && side * side == tokens ? std::optional(Grid{side, side}) : std::nullopt;
}

/// The grid of so many tokens, as said or square.
std::optional<Grid> gridOfTokens(std::int64_t tokens, const std::optional<Grid>& said)
{
    if (!said) {
        return squareOf(tokens);
    }
    return tokens / said->height == said->width && tokens % said->height == 0 ? said : std::nullopt;
}

std::int64_t productOf(const Dims& shape, std::size_t first, std::size_t end)
{
    std::int64_t product = 1;
    for (std::size_t i = first; i < end; ++i) {
        product *= shape[i]; // part of an elementCount that was proven
    }
    return product;
}

Result<ResamplePlaces> placesOfTokens(
    const Resampling& resampling, const Dims& from, const Dims& to, std::size_t dimension)
{
    ResamplePlaces places;
    places.outer = productOf(from, 0, dimension);
    places.inner = productOf(from, dimension + 1, from.size());
    const std::int64_t least = resampling.prefix.value_or(0);
    const std::int64_t most = resampling.prefix.value_or(kMostFoundPrefix);
    for (std::int64_t prefix = least; prefix <= most; ++prefix) {
        const auto old = gridOfTokens(from[dimension] - prefix, resampling.from);
        const auto made = gridOfTokens(to[dimension] - prefix, resampling.to);
        if (old && made) {
            places.prefix = prefix;
            places.from = *old;
            places.to = *made;
            return places;
        }
    }
    return mistake("has " + std::to_string(from[dimension]) + " tokens and would get " + std::to_string(to[dimension])
        + ", which are no square grids: say how many stand before the grid and which grids they are, as in "
          "bicubic(prefix=1,from=14x14,to=16x24)");
}

} // namespace

std::string resamplingText(const Resampling& resampling)
{
    if (resampling.kind == ResampleKind::None) {
        return {};
    }
    std::string inside;
    const auto add = [&inside](const std::string& what) { inside += (inside.empty() ? "" : ",") + what; };
    if (resampling.prefix) {
        add("prefix=" + std::to_string(*resampling.prefix));
    }
    if (resampling.from) {
        add("from=" + gridText(*resampling.from));
    }
    if (resampling.to) {
        add("to=" + gridText(*resampling.to));
    }
    const std::string name = resampling.kind == ResampleKind::Bilinear ? "bilinear" : "bicubic";
    return inside.empty() ? name : name + '(' + inside + ')';
}

bool isResamplingText(std::string_view text)
{
    return text.starts_with("bilinear") || text.starts_with("bicubic");
}

Result<Resampling> parseResampling(std::string_view text)
{
    const std::string shown = "\"" + std::string(text.substr(0, 120)) + "\"";
    const std::size_t open = text.find('(');
    const std::string_view name = text.substr(0, open);
    Resampling resampling;
    resampling.kind = name == "bilinear" ? ResampleKind::Bilinear
        : name == "bicubic"              ? ResampleKind::Bicubic
                                         : ResampleKind::None;
    if (resampling.kind == ResampleKind::None || (open != std::string_view::npos && !text.ends_with(')'))) {
        return mistake(shown + ": expected bilinear or bicubic, as in bicubic(prefix=1,from=14x14,to=16x24)");
    }
    std::string_view rest = open == std::string_view::npos ? "" : text.substr(open + 1, text.size() - open - 2);
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        std::string_view word = rest.substr(0, comma);
        word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        if (word.starts_with("prefix=")) {
            resampling.prefix = countOf(word.substr(7));
        } else if (word.starts_with("from=")) {
            resampling.from = gridOf(word.substr(5));
        } else if (word.starts_with("to=")) {
            resampling.to = gridOf(word.substr(3));
        }
        const bool isRead = (word.starts_with("prefix=") && resampling.prefix)
            || (word.starts_with("from=") && resampling.from) || (word.starts_with("to=") && resampling.to);
        if (!isRead) {
            return mistake(shown + ": expected prefix=1, from=14x14 or to=16x24, found " + std::string(word));
        }
    }
    return resampling;
}

Result<ResamplePlaces> resamplePlaces(const Resampling& resampling, const Dims& from, const Dims& to)
{
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i) {
        if (from[i] != to[i]) {
            changed.push_back(i);
        }
    }
    const auto isEmpty = [](const Dims& shape) { return elementCount(shape).value_or(0) == 0; };
    const bool isNear = changed.size() == 1 || (changed.size() == 2 && changed[1] == changed[0] + 1);
    if (from.size() != to.size() || !isNear || isEmpty(from) || isEmpty(to)) {
        return mistake("of " + shapeText(from) + " cannot become " + shapeText(to)
            + " on another grid: one dimension, or two side by side, have to differ");
    }
    if (changed.size() == 1 && from.size() <= kTokenDimensions) {
        return placesOfTokens(resampling, from, to, changed.front());
    }
    // Of a grid that grows in one direction only, the other one may be any neighbour: it stays as it is.
    const std::size_t first = std::min(changed.front(), from.size() - 2);
    ResamplePlaces places;
    places.outer = productOf(from, 0, first);
    places.inner = productOf(from, first + 2, from.size());
    places.from = {from[first], from[first + 1]};
    places.to = {to[first], to[first + 1]};
    return places;
}

} // namespace pthf
