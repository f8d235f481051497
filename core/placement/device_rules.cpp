// SPDX-License-Identifier: Apache-2.0
#include "core/placement/device_rules.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kShownRuns = 5;
constexpr std::size_t kShownName = 200;
/// More layers than any model has.
constexpr std::uint64_t kMostLayers = 100'000;

/// A glob that means this text and nothing else.
std::string literalGlob(std::string_view text)
{
    std::string glob;
    for (const char c : text) {
        const bool isSpecial = c == '*' || c == '?' || c == '[';
        glob += isSpecial ? std::string{'[', c, ']'} : std::string(1, c);
    }
    return glob;
}

bool isNumber(std::string_view segment) noexcept
{
    return !segment.empty() && segment.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Where the first segment that is a number begins and ends in a key; nothing where there is none behind a name.
struct NumberedSegment {
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::optional<NumberedSegment> numberIn(std::string_view key)
{
    for (std::size_t begin = 0; begin < key.size();) {
        const std::size_t end = std::min(key.find('.', begin), key.size());
        if (end < key.size() && isNumber(key.substr(begin, end - begin))) {
            return NumberedSegment{begin, end};
        }
        begin = end + 1;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> numberOf(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = !text.empty() && error == std::errc() && end == text.data() + text.size();
    return isWhole ? std::optional(number) : std::nullopt;
}

/// "model.layers." and the numbers behind it.
struct LayerRange {
    std::string run;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

Result<LayerRange> rangeOf(std::string_view text)
{
    const std::size_t dot = text.rfind('.');
    const std::size_t begin = dot == std::string_view::npos ? 0 : dot + 1;
    const std::string_view numbers = text.substr(begin);
    const std::size_t dash = std::min(numbers.find('-'), numbers.size());
    const auto first = numberOf(numbers.substr(0, dash));
    const auto last = dash == numbers.size() ? first : numberOf(numbers.substr(dash + 1));
    if (!first || !last || *first > *last || *last >= kMostLayers) {
        return Error{ErrorCode::InvalidArgument,
            "\"" + displayText(text, kShownName) + "\" names no layers: model.layers.0-11, encoder.3, or 0-11"};
    }
    return LayerRange{std::string(text.substr(0, begin)), *first, *last};
}

/// The names in front of numbers ("model.layers."), in file order.
std::vector<std::string> runsOf(std::span<const KeyedBytes> keys)
{
    std::vector<std::string> runs;
    std::unordered_set<std::string_view> seen;
    for (const KeyedBytes& key : keys) {
        const auto number = numberIn(key.key);
        if (number && seen.insert(std::string_view(key.key).substr(0, number->begin)).second) {
            runs.push_back(key.key.substr(0, number->begin));
        }
    }
    return runs;
}

Error severalRuns(const std::vector<std::string>& runs)
{
    if (runs.empty()) {
        return {ErrorCode::InvalidArgument, "no key has numbered layers"};
    }
    std::string names;
    for (std::size_t i = 0; i < runs.size() && i < kShownRuns; ++i) {
        names += (i == 0 ? "" : ", ") + displayText(runs[i], kShownName) + "0-…";
    }
    return {ErrorCode::InvalidArgument,
        "several runs of layers are numbered: say which (" + names + (runs.size() > kShownRuns ? ", …)" : ")")};
}

/// What stays together on one device: the layer of a key, or the key alone.
std::string blockGlob(std::string_view key)
{
    const auto number = numberIn(key);
    return number ? literalGlob(key.substr(0, number->end)) + ".*" : literalGlob(key);
}

struct Block {
    std::string glob;
    std::uint64_t bytes = 0;
};

std::vector<Block> blocksOf(std::span<const KeyedBytes> keys)
{
    std::vector<Block> blocks;
    std::unordered_map<std::string, std::size_t> known;
    for (const KeyedBytes& key : keys) {
        std::string glob = blockGlob(key.key);
        const auto [place, isNew] = known.try_emplace(glob, blocks.size());
        if (isNew) {
            blocks.push_back({std::move(glob), 0});
        }
        blocks[place->second].bytes += key.bytes;
    }
    return blocks;
}

/// The device of each block, when none takes more than so much: filled one after the other. Nothing where they do not
/// suffice.
std::optional<std::vector<std::size_t>> filled(
    const std::vector<Block>& blocks, std::uint64_t most, std::size_t devices)
{
    std::vector<std::size_t> of;
    std::size_t device = 0;
    std::uint64_t used = 0;
    for (const Block& block : blocks) {
        if (block.bytes > most) {
            return std::nullopt;
        }
        if (block.bytes > most - used) {
            ++device;
            used = 0;
        }
        if (device == devices) {
            return std::nullopt;
        }
        used += block.bytes;
        of.push_back(device);
    }
    return of;
}

} // namespace

std::vector<KeyedBytes> keyedBytesOf(const Content& content, const TreeIndex& tree)
{
    std::vector<KeyedBytes> keys;
    std::unordered_set<std::string> seen;
    std::vector<bool> isCounted(content.storages.size(), false);
    for (const StateDict& dict : tree.stateDicts) {
        for (const StateDictEntry& entry : stateDictEntries(content, dict)) {
            if (entry.tensor == kNoTensor || !seen.insert(std::string(entry.key)).second) {
                continue;
            }
            const TensorValue& tensor = content.tensor(entry.tensor);
            std::uint64_t bytes = tensor.storage == kNoStorage ? tensor.bytes() : 0;
            if (tensor.storage != kNoStorage && !isCounted[index(tensor.storage)]) {
                isCounted[index(tensor.storage)] = true;
                bytes = content.storage(tensor.storage).bytes();
            }
            keys.push_back({std::string(entry.key), bytes});
        }
    }
    return keys;
}

Result<DeviceRules> roleRules(const Content& content, const TreeIndex& tree, Role role, const std::string& device)
{
    DeviceRules rules;
    for (const RoleNode& node : tree.roles) {
        if (node.role == role) {
            const std::string path = tree.pathTextOf(content, node.place);
            rules.push_back({"/" + literalGlob(path) + (path.empty() ? "*" : "/*"), device});
        }
    }
    if (rules.empty()) {
        return Error{ErrorCode::InvalidArgument, "nothing in the file is of the role " + std::string(roleName(role))};
    }
    return rules;
}

Result<DeviceRules> layerRules(std::span<const KeyedBytes> keys, std::string_view layers, const std::string& device)
{
    LayerRange range = PTHF_TRY(rangeOf(layers));
    if (range.run.empty()) {
        const std::vector<std::string> runs = runsOf(keys);
        if (runs.size() != 1) {
            return severalRuns(runs);
        }
        range.run = runs.front();
    }
    std::unordered_set<std::string_view> present;
    for (const KeyedBytes& entry : keys) {
        const std::string_view key = entry.key;
        if (key.starts_with(range.run)) {
            present.insert(key.substr(0, key.find('.', range.run.size())));
        }
    }
    DeviceRules rules;
    for (std::uint64_t layer = range.first; layer <= range.last; ++layer) {
        const std::string name = range.run + std::to_string(layer);
        if (present.contains(name)) {
            rules.push_back({literalGlob(name) + ".*", device});
        }
    }
    if (rules.empty()) {
        return Error{ErrorCode::InvalidArgument,
            "no key begins with " + displayText(range.run, kShownName) + std::to_string(range.first)
                + (range.first == range.last ? "." : ". to " + std::to_string(range.last) + ".")};
    }
    return rules;
}

Result<DeviceRules> balancedRules(std::span<const KeyedBytes> keys, std::span<const std::string> devices)
{
    const std::vector<Block> blocks = blocksOf(keys);
    if (devices.empty() || blocks.empty()) {
        return Error{ErrorCode::InvalidArgument,
            devices.empty() ? "no devices to share the tensors out to" : "no state dict to share out"};
    }
    std::uint64_t least = 0;
    std::uint64_t most = 0;
    for (const Block& block : blocks) {
        least = std::max(least, block.bytes);
        most += block.bytes;
    }
    while (least < most) { // the smallest limit under which the devices suffice
        const std::uint64_t middle = least + (most - least) / 2;
        if (filled(blocks, middle, devices.size())) {
            most = middle;
        } else {
            least = middle + 1;
        }
    }
    const auto of = filled(blocks, most, devices.size());
    if (!of) {
        return Error{ErrorCode::Internal, "everything on one device was too much for all of them"};
    }
    DeviceRules rules;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        rules.push_back({blocks[i].glob, devices[(*of)[i]]});
    }
    return rules;
}

} // namespace pthf
