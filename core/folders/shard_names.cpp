// SPDX-License-Identifier: Apache-2.0
#include "core/folders/shard_names.h"

#include <algorithm>

#include "core/folders/checkpoint_folder.h"
#include "core/folders/shard_index.h"
#include "core/io/part_file.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndex = ".index.json";
constexpr std::string_view kRound = "-new";
constexpr std::string_view kOf = "-of-";
constexpr std::size_t kDigits = 5;
constexpr std::size_t kShownName = 200;

std::string fiveDigits(std::size_t number)
{
    const std::string digits = std::to_string(number);
    return std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits;
}

/// Takes a run of digits from the front, of at least so many; false where there are fewer.
bool takeDigits(std::string_view& text, std::size_t atLeast) noexcept
{
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count >= atLeast;
}

bool takeText(std::string_view& text, std::string_view expected) noexcept
{
    const bool isThere = text.starts_with(expected);
    text.remove_prefix(isThere ? expected.size() : 0);
    return isThere;
}

/// What follows the stem: "-00001-of-00003", or with "-new1" in front of it.
enum class NumberForm : std::uint8_t { None, First, Later };
NumberForm numberForm(std::string_view text) noexcept
{
    const bool isLater = takeText(text, kRound);
    if (isLater && !takeDigits(text, 1)) {
        return NumberForm::None;
    }
    const bool isNumbered = takeText(text, "-") && takeDigits(text, kDigits) && takeText(text, kOf)
        && takeDigits(text, kDigits) && text.empty();
    if (!isNumbered) {
        return NumberForm::None;
    }
    return isLater ? NumberForm::Later : NumberForm::First;
}

NumberForm formOf(const ShardNames& names, std::string_view name) noexcept
{
    const bool fits = name.size() > names.stem.size() + names.extension.size() && name.starts_with(names.stem)
        && name.ends_with(names.extension);
    if (!fits) {
        return NumberForm::None;
    }
    name.remove_suffix(names.extension.size());
    name.remove_prefix(names.stem.size());
    return numberForm(name);
}

std::uint64_t bytesOf(const fs::path& file)
{
    std::error_code failed;
    const auto bytes = fs::file_size(file, failed);
    return failed ? 0 : bytes;
}

} // namespace

fs::path ShardNames::shard(std::size_t number, std::size_t count) const
{
    const std::string later = round == 0 ? std::string() : std::string(kRound) + std::to_string(round);
    std::string name = stem;
    name.append(later).append("-").append(fiveDigits(number + 1)).append(kOf).append(fiveDigits(count));
    return folder / name.append(extension);
}

fs::path ShardNames::index() const
{
    return folder / (stem + extension + std::string(kIndex));
}

bool ShardNames::isShard(std::string_view name) const noexcept
{
    return formOf(*this, name) != NumberForm::None;
}

bool ShardNames::isLaterRound(std::string_view name) const noexcept
{
    return formOf(*this, name) == NumberForm::Later;
}

std::optional<ShardNames> shardNamesOf(const fs::path& index)
{
    std::string name = index.filename().string();
    if (!name.ends_with(kIndex)) {
        return std::nullopt;
    }
    name.resize(name.size() - kIndex.size());
    const fs::path set(name);
    if (set.stem().empty() || set.extension().empty()) {
        return std::nullopt;
    }
    ShardNames names;
    names.folder = index.has_parent_path() ? index.parent_path() : fs::path(".");
    names.stem = set.stem().string();
    names.extension = set.extension().string();
    return names;
}

ShardLeftovers shardLeftovers(const ShardNames& names, std::span<const std::string> named)
{
    ShardLeftovers left;
    std::vector<fs::path> targets{names.index()};
    for (const std::string& name : fileNamesIn(names.folder)) {
        if (names.isShard(name)) {
            const bool isNamed = std::ranges::find(named, name) != named.end();
            if (!isNamed) {
                left.files.push_back(name);
                left.bytes += bytesOf(names.folder / name);
            }
            continue;
        }
        const auto target = targetOfPart(name);
        if (target && (*target == names.index().filename().string() || names.isShard(*target))) {
            const bool isLiving = isPartLiving(names.folder / name);
            left.isBeingSaved = left.isBeingSaved || isLiving;
            if (!isLiving) {
                left.parts.push_back(name);
                left.bytes += bytesOf(names.folder / name);
            }
        }
    }
    return left;
}

std::string leftoversText(const ShardLeftovers& leftovers)
{
    const std::size_t count = leftovers.files.size() + leftovers.parts.size();
    if (count == 0 || leftovers.isBeingSaved) {
        return {};
    }
    const std::string& first = leftovers.files.empty() ? leftovers.parts.front() : leftovers.files.front();
    return "beside the set lie " + countOf(count, "file") + " under its names (" + sizeText(leftovers.bytes)
        + ") that its index does not know: " + displayText(first, kShownName) + (count == 1 ? "" : ", …")
        + "; a save was interrupted, or they are of another set. Saving over it removes what an interrupted "
          "save left";
}

std::optional<std::string> shardWithoutIndex(const fs::path& folder)
{
    const std::vector<std::string> names = fileNamesIn(folder);
    if (std::ranges::any_of(names, [](const std::string& name) { return isShardIndexName(name); })) {
        return std::nullopt;
    }
    const auto isNumbered = [](const std::string& name) {
        const fs::path file(name);
        const std::string stem = file.stem().string();
        const std::size_t of = stem.rfind(kOf);
        const std::size_t dash = of == std::string::npos || of == 0 ? std::string::npos : stem.rfind('-', of - 1);
        return dash != std::string::npos && dash > 0 && !file.extension().empty()
            && numberForm(std::string_view(stem).substr(dash)) == NumberForm::First;
    };
    const auto found = std::ranges::find_if(names, isNumbered);
    return found == names.end() ? std::nullopt : std::optional(*found);
}

} // namespace pthf
