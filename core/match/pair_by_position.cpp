// SPDX-License-Identifier: Apache-2.0
#include "core/match/pair_by_position.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

#include "core/text/nearest_word.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Numbers of the names on either side that the other side does not have.
struct Left {
    std::vector<std::uint32_t> file;
    std::vector<std::uint32_t> model;
};

Left leftOf(const NameTrial& trial, std::span<const std::string> names)
{
    Left left;
    std::vector<bool> isMet(trial.model().size(), false);
    const std::vector<std::uint32_t> places = trial.placesOf(names);
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        const std::uint32_t at = places[i];
        if (at != MatchRow::kNone) {
            isMet[at] = true;
        } else if (!names[i].empty() && trial.file()[i].isTensor) {
            left.file.push_back(i);
        }
    }
    for (std::uint32_t i = 0; i < isMet.size(); ++i) {
        if (!isMet[i] && trial.model()[i].isTensor && trial.inModel(trial.model()[i].key) == i) {
            left.model.push_back(i);
        }
    }
    return left;
}

std::string named(const KeyEntry& entry)
{
    return displayText(entry.key, 200) + ' ' + (entry.shape ? shapeText(*entry.shape) : "of unknown shape");
}

std::string_view endingOf(std::string_view name)
{
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

using Words = std::vector<std::string_view>;

/// What a name consists of between dots, underscores and numbers, but for its ending.
Words wordsOf(std::string_view name)
{
    Words words;
    name.remove_suffix(endingOf(name).size());
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find_first_of("._0123456789", begin), name.size());
        if (end != begin) {
            words.push_back(name.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return words;
}

std::vector<std::string_view> numbersOf(std::string_view name)
{
    std::vector<std::string_view> numbers;
    constexpr std::string_view kDigits = "0123456789";
    for (std::size_t begin = name.find_first_of(kDigits); begin != std::string_view::npos;) {
        const std::size_t end = std::min(name.find_first_not_of(kDigits, begin), name.size());
        numbers.push_back(name.substr(begin, end - begin));
        begin = name.find_first_of(kDigits, end);
    }
    return numbers;
}

/// One word begins or abbreviates the other ("q" and "query", "attn" and "attention"), or most of their letters are the
/// same.
bool isWordAlike(std::string_view a, std::string_view b)
{
    const std::string_view shorter = a.size() < b.size() ? a : b;
    const std::string_view longer = a.size() < b.size() ? b : a;
    std::size_t at = 0;
    for (const char c : longer) {
        at += at < shorter.size() && shorter[at] == c ? 1U : 0U;
    }
    const bool isShort = at == shorter.size() && shorter.front() == longer.front();
    return isShort || wordDistance(a, b) * 3 <= longer.size();
}

/// Layers that people call by several names.
bool isSynonym(std::string_view a, std::string_view b)
{
    constexpr std::array<std::array<std::string_view, 6>, 3> kSame{
        {{"head", "fc", "classifier", "logits", "cls", "linear"},
            {"blocks", "layers", "stages", "block", "layer", "stage"},
            {"embed", "embedding", "embeddings", "emb", "wte", "embedder"}}};
    return std::ranges::any_of(kSame, [&](const auto& names) {
        return std::ranges::find(names, a) != names.end() && std::ranges::find(names, b) != names.end();
    });
}

/// The n-th of a shape and ending on either side.
struct Group {
    std::vector<std::uint32_t> file;
    std::vector<std::uint32_t> model;
};

} // namespace

bool areNamesAlike(std::string_view a, std::string_view b)
{
    if (endingOf(a) != endingOf(b) || numbersOf(a) != numbersOf(b)) {
        return false;
    }
    const Words here = wordsOf(a);
    const Words there = wordsOf(b);
    const auto isAlikeOne = [](std::string_view word, const Words& words) {
        return std::ranges::any_of(
            words, [word](std::string_view other) { return isWordAlike(word, other) || isSynonym(word, other); });
    };
    const Words& fewer = here.size() < there.size() ? here : there;
    const Words& more = here.size() < there.size() ? there : here;
    return std::ranges::all_of(fewer, [&](std::string_view word) { return isAlikeOne(word, more); });
}

Result<NamePairs> pairByPosition(const KeyList& file, const KeyList& model)
{
    const NameTrial trial(file, model);
    const std::vector<std::string> names = namesOf(file);
    const Left left = leftOf(trial, names);
    const std::size_t both = std::min(left.file.size(), left.model.size());
    NamePairs pairs;
    for (std::size_t i = 0; i < both; ++i) {
        const KeyEntry& here = file[left.file[i]];
        const KeyEntry& there = model[left.model[i]];
        if (!trial.fits(left.file[i], left.model[i])) {
            return Error{ErrorCode::InvalidArgument,
                "by position, name " + std::to_string(i + 1) + " of " + std::to_string(both)
                    + " that differ does not fit: " + named(here) + " in the file, " + named(there)
                    + " in the reference"};
        }
        pairs.emplace_back(here.key, there.key);
    }
    if (left.file.size() != left.model.size()) {
        const bool hasMore = left.file.size() > both;
        return Error{ErrorCode::InvalidArgument,
            "by position, " + countOf(left.file.size(), "name") + " of the file stand against "
                + countOf(left.model.size(), "name") + " of the reference; the first without a partner is "
                + named(hasMore ? file[left.file[both]] : model[left.model[both]])};
    }
    return pairs;
}

NamePairs pairByShape(const NameTrial& trial, std::span<const std::string> names)
{
    const Left left = leftOf(trial, names);
    std::unordered_set<std::string_view> endings;
    for (const std::uint32_t number : left.model) {
        endings.insert(endingOf(trial.model()[number].key));
    }
    std::map<std::pair<Dims, std::string_view>, Group> groups;
    for (const std::uint32_t number : left.file) {
        const KeyEntry& entry = trial.file()[number];
        const std::string_view ending = endingOf(names[number]);
        if (entry.shape) {
            groups[{*entry.shape, endings.contains(ending) ? ending : std::string_view()}].file.push_back(number);
        }
    }
    std::unordered_set<std::string_view> used;
    for (const auto& group : groups) {
        used.insert(group.first.second);
    }
    for (const std::uint32_t number : left.model) {
        const KeyEntry& entry = trial.model()[number];
        const std::string_view ending = endingOf(entry.key);
        if (entry.shape) {
            groups[{*entry.shape, used.contains(ending) ? ending : std::string_view()}].model.push_back(number);
        }
    }
    NamePairs pairs;
    for (const auto& entry : groups) {
        const Group& group = entry.second;
        for (std::size_t i = 0; group.file.size() == group.model.size() && i < group.file.size(); ++i) {
            pairs.emplace_back(names[group.file[i]], trial.model()[group.model[i]].key);
        }
    }
    return pairs;
}

NamePairs pairWithoutDots(const NameTrial& trial, std::span<const std::string> names)
{
    const Left left = leftOf(trial, names);
    // Some take the dots away, some write underscores in their place.
    const auto undotted = [](std::string_view name) {
        std::string text(name);
        std::erase_if(text, [](char c) { return c == '.' || c == '_'; });
        return text;
    };
    std::unordered_map<std::string, std::uint32_t> byText;
    for (const std::uint32_t number : left.model) {
        const auto [entry, isNew] = byText.try_emplace(undotted(trial.model()[number].key), number);
        entry->second = isNew ? number : MatchRow::kNone; // two of the model's names are one without dots
    }
    NamePairs pairs;
    for (const std::uint32_t number : left.file) {
        const auto found = byText.find(undotted(endingOf(names[number])));
        if (found != byText.end() && found->second != MatchRow::kNone && trial.fits(number, found->second)) {
            pairs.emplace_back(names[number], trial.model()[found->second].key);
            found->second = MatchRow::kNone;
        }
    }
    return pairs;
}

} // namespace pthf
