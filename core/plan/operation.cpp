// SPDX-License-Identifier: Apache-2.0
#include "core/plan/operation.h"

#include <array>

#include "core/base/overloaded.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxShown = 120;

// Beside Operation's alternatives, one each.
constexpr std::array<std::string_view, std::variant_size_v<Operation>> kNames{"map_location", "remove_prefix",
    "add_prefix", "remove_segment", "rename_pattern", "rename_table", "keep", "drop", "extract", "wrap",
    "to_state_dict", "cast", "set_requires_grad", "compact", "untie", "make_portable", "plain_dict", "set_value",
    "set_tensor", "init_tensor", "transpose", "resize"};

std::string shown(std::string_view text)
{
    return displayText(text, kMaxShown);
}

std::string shownPath(const KeyPath& path)
{
    return path.empty() ? "the root" : shown(pathText(path));
}

/// "a", "a and b", "a, b and 3 more".
std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t kMostNamed = 3;
    std::string text;
    const std::size_t named = names.size() <= kMostNamed ? names.size() : kMostNamed - 1;
    for (std::size_t i = 0; i < named; ++i) {
        if (i != 0) {
            text += i + 1 == names.size() ? " and " : ", ";
        }
        text += names[i];
    }
    return named == names.size() ? text : text + " and " + std::to_string(names.size() - named) + " more";
}

std::string placed(std::string text, const StateDictPaths& in)
{
    if (in.empty()) {
        return text;
    }
    std::vector<std::string> names;
    for (const KeyPath& path : in) {
        names.push_back(shownPath(path));
    }
    return text + " in " + listed(names);
}

std::string withDot(std::string_view prefix)
{
    return prefix.ends_with('.') ? shown(prefix) : shown(prefix) + ".";
}

std::string describeMap(const MapLocation& map)
{
    std::vector<std::string> parts;
    for (const MapLocation::Rule& rule : map.rules) {
        parts.push_back(shown(rule.glob) + " to " + shown(rule.to));
    }
    for (const auto& row : map.table) {
        parts.push_back(shown(row.first) + " to " + shown(row.second));
    }
    const bool isAll = parts.empty();
    if (map.device.empty()) {
        return isAll ? "Keep all devices" : "Move " + listed(parts);
    }
    const std::string target = map.device == "auto" ? "this computer's device" : shown(map.device);
    return isAll ? "Move everything to " + target : "Move " + listed(parts) + ", the rest to " + target;
}

std::string describeTranspose(const Transpose& transpose)
{
    const bool isUsual = transpose.first == 0 && transpose.second == 1;
    return "Transpose " + shown(transpose.glob)
        + (isUsual ? std::string()
                   : ", dimensions " + std::to_string(transpose.first) + " and " + std::to_string(transpose.second));
}

std::string describeParts(
    const std::vector<std::string>& globs, const std::vector<Role>& roles, const std::vector<KeyPath>& paths)
{
    std::vector<std::string> parts;
    for (const Role role : roles) {
        parts.emplace_back(roleName(role));
    }
    for (const KeyPath& path : paths) {
        parts.push_back(shownPath(path));
    }
    for (const std::string& glob : globs) {
        parts.push_back(shown(glob));
    }
    return parts.empty() ? "nothing" : listed(parts);
}

std::string describeResize(const Resize& resize)
{
    const std::string to = shown(resize.key) + " to " + shapeText(resize.shape);
    const std::string method = resamplingText(resize.resampling);
    return placed(method.empty() ? "Resize " + to + ", new room " + initialValuesText(resize.values)
                                 : "Interpolate " + to + ", " + method,
        resize.in);
}

} // namespace

std::string_view operationName(const Operation& operation) noexcept
{
    return kNames[operation.index()];
}

std::string describe(const Operation& operation)
{
    return std::visit(
        Overloaded{[](const MapLocation& map) { return describeMap(map); },
            [](const RemovePrefix& rule) { return placed("Remove prefix " + withDot(rule.prefix), rule.in); },
            [](const AddPrefix& rule) { return placed("Add prefix " + withDot(rule.prefix), rule.in); },
            [](const RemoveSegment& rule) {
                return placed("Remove " + withDot(rule.segment) + " wherever it stands", rule.in);
            },
            [](const RenamePattern& rule) {
                return placed("Rename " + shown(rule.regex) + " to \"" + shown(rule.replacement) + "\"", rule.in);
            },
            [](const RenameTable& table) {
                return placed(table.pairs.size() == 1
                        ? "Rename " + shown(table.pairs.front().first) + " to " + shown(table.pairs.front().second)
                        : "Rename " + countOf(table.pairs.size(), "key"),
                    table.in);
            },
            [](const Keep& keep) { return "Keep only " + describeParts(keep.globs, keep.roles, {}); },
            [](const Drop& drop) { return "Drop " + describeParts(drop.globs, drop.roles, drop.paths); },
            [](const Extract& extract) { return "Make " + shownPath(extract.path) + " the root"; },
            [](const Wrap& wrap) { return "Put everything under " + shown(wrap.key); },
            [](const ToStateDict& convert) { return placed("Turn whole models into state dicts", convert.in); },
            [](const Cast& cast) {
                return "Cast " + (cast.glob.empty() ? std::string("models") : shown(cast.glob)) + " to "
                    + std::string(dtypeName(cast.dtype));
            },
            [](const SetRequiresGrad& set) { return (set.value ? "Unfreeze " : "Freeze ") + shown(set.glob); },
            [](const Compact&) { return std::string("Give views storages of their own size"); },
            [](const Untie&) { return std::string("Give every tensor a storage of its own"); },
            [](const MakePortable&) { return std::string("Turn numpy values and objects into plain values"); },
            [](const PlainDict&) { return std::string("Turn OrderedDict into dict"); },
            [](const SetValue& set) { return "Set " + shownPath(set.path) + " to " + shown(set.json); },
            [](const SetTensor& set) {
                return placed(
                    "Set " + shown(set.key) + " to " + shownPath(set.path) + " of " + shown(set.file), set.in);
            },
            [](const InitTensor& init) {
                return placed("Make " + shown(init.key) + " " + shapeText(init.shape) + " "
                        + std::string(dtypeName(init.dtype)) + " of " + initialValuesText(init.values),
                    init.in);
            },
            [](const Transpose& transpose) { return describeTranspose(transpose); },
            [](const Resize& resize) { return describeResize(resize); }},
        operation);
}

} // namespace pthf
