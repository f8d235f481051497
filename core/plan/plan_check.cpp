// SPDX-License-Identifier: Apache-2.0
#include "core/plan/plan_check.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/overloaded.h"
#include "core/convert/number_convert.h"
#include "core/plan/key_rule.h"
#include "core/text/json.h"
#include "core/text/pattern.h"
#include "core/text/utf8.h"
#include "core/types/device.h"
#include "core/value/big_integer.h"

namespace pthf {

namespace {

Error mistake(std::string message)
{
    return Error{ErrorCode::InvalidArgument, std::move(message)};
}

std::string shown(std::string_view text)
{
    return "\"" + displayText(text, 120) + "\"";
}

/// The types of devices that a torch may have (c10/core/DeviceType.cpp), and names that makers gave to the private one.
bool isDeviceType(std::string_view type) noexcept
{
    constexpr std::array<std::string_view, 31> kTypes{"cpu", "cuda", "mps", "meta", "xpu", "xla", "hpu", "hip", "mtia",
        "ipu", "ve", "vulkan", "lazy", "mkldnn", "opengl", "opencl", "ideep", "fpga", "maia", "ort", "metal",
        "privateuseone", "npu", "mlu", "musa", "gcu", "dipu", "sdaa", "supa", "dml", "openreg"};
    return std::ranges::find(kTypes, type) != kTypes.end();
}

Status checkTarget(const std::string& device)
{
    if (device != "auto" && (!isWellFormedDevice(device) || !isDeviceType(parseDevice(device).type))) {
        return mistake(shown(device) + " is no device: it is written cpu, cuda:1, mps, …");
    }
    return Done{};
}

Status checkMap(const MapLocation& map)
{
    if (!map.device.empty() && map.device != "keep") {
        PTHF_TRY(checkTarget(map.device));
    }
    std::set<std::string> from;
    for (const auto& row : map.table) {
        if (row.first.empty()) {
            return mistake("a row of the device table has nothing to map from");
        }
        if (!from.insert(row.first).second) {
            return mistake(shown(row.first) + " stands twice in the device table");
        }
        PTHF_TRY(checkTarget(row.second));
    }
    for (const MapLocation::Rule& rule : map.rules) {
        if (rule.glob.empty()) {
            return mistake("a device rule has no pattern");
        }
        PTHF_TRY(checkTarget(rule.to));
    }
    return Done{};
}

Status checkSegments(const std::string& text)
{
    const auto wrong = segmentsMistake(text);
    if (wrong) {
        return mistake(*wrong);
    }
    return Done{};
}

Status checkPattern(const RenamePattern& rule)
{
    const Pattern pattern = PTHF_TRY(Pattern::compile(rule.regex));
    PTHF_TRY(pattern.parseReplacement(rule.replacement));
    return Done{};
}

Status checkTable(const RenameTable& table)
{
    std::set<std::string> from;
    for (const auto& pair : table.pairs) {
        if (!from.insert(pair.first).second) {
            return mistake(shown(pair.first) + " stands twice in the table of names");
        }
    }
    return Done{};
}

Status checkGlobs(const std::vector<std::string>& globs, bool isSomethingElse) // NOLINT: whether there is more to go by
{
    if (globs.empty() && !isSomethingElse) {
        return mistake("it says neither patterns nor roles nor paths");
    }
    for (const std::string& glob : globs) {
        if (glob.empty()) {
            return mistake("a pattern is empty");
        }
    }
    return Done{};
}

Status checkValue(const SetValue& set)
{
    const auto json = Json::parse(set.json);
    if (!json) {
        return mistake(json.error().message());
    }
    if (json->asNumber() && !json->asInteger() && !json->asUnsigned() && bytesFromDecimal(set.json)) {
        return mistake("an integer of more than 64 bits: " + shown(set.json));
    }
    return Done{};
}

Status checkMistake(const std::string& what)
{
    if (!what.empty()) {
        return mistake(what);
    }
    return Done{};
}

Status checkKey(const std::string& key)
{
    if (key.empty() || key == "/") {
        return mistake("the key is empty");
    }
    if (key.starts_with('/')) {
        PTHF_TRY(parsePath(std::string_view(key).substr(1)));
    }
    return Done{};
}

Status checkSet(const SetTensor& set)
{
    PTHF_TRY(checkKey(set.key));
    return checkMistake(set.file.empty() ? "it names no file to take the tensor from" : "");
}

Status checkInit(const InitTensor& init)
{
    PTHF_TRY(checkKey(init.key));
    PTHF_TRY(checkMistake(shapeMistake(init.shape, init.dtype)));
    return checkMistake(fillingMistake(init.values, init.dtype, init.shape.size()));
}

Status checkTranspose(const Transpose& transpose)
{
    constexpr std::int64_t kMost = 64;
    if (transpose.glob.empty()) {
        return mistake("the pattern is empty");
    }
    for (const std::int64_t dimension : {transpose.first, transpose.second}) {
        if (dimension < -kMost || dimension >= kMost) {
            return mistake("no tensor has a dimension " + std::to_string(dimension));
        }
    }
    return checkMistake(transpose.first == transpose.second ? "a dimension cannot change places with itself" : "");
}

Status checkResize(const Resize& resize)
{
    PTHF_TRY(checkKey(resize.key));
    return checkMistake(shapeMistake(resize.shape, DType::UInt8)); // again with the tensor's own type
}

Status checkText(const std::string& text, const char* what)
{
    if (text.empty()) {
        return mistake(what);
    }
    return Done{};
}

} // namespace

Status checkOperation(const Operation& operation)
{
    return std::visit(
        Overloaded{[](const MapLocation& map) { return checkMap(map); },
            [](const RemovePrefix& rule) { return checkSegments(rule.prefix); },
            [](const AddPrefix& rule) { return checkSegments(rule.prefix); },
            [](const RemoveSegment& rule) { return checkSegments(rule.segment); },
            [](const RenamePattern& rule) { return checkPattern(rule); },
            [](const RenameTable& table) { return checkTable(table); },
            [](const Keep& keep) { return checkGlobs(keep.globs, !keep.roles.empty()); },
            [](const Drop& drop) { return checkGlobs(drop.globs, !drop.roles.empty() || !drop.paths.empty()); },
            [](const Extract&) -> Status { return Done{}; },
            [](const Wrap& wrap) { return checkText(wrap.key, "the key to put everything under is empty"); },
            [](const ToStateDict&) -> Status { return Done{}; },
            [](const Cast& cast) -> Status {
                if (!isConvertTarget(cast.dtype)) {
                    return mistake("nothing is cast to " + std::string(dtypeName(cast.dtype))
                        + ": float64, float32, float16, bfloat16, float8_e4m3fn and float8_e5m2 are possible");
                }
                return Done{};
            },
            [](const SetRequiresGrad& set) { return checkText(set.glob, "the pattern is empty"); },
            [](const Compact&) -> Status { return Done{}; }, [](const Untie&) -> Status { return Done{}; },
            [](const MakePortable&) -> Status { return Done{}; }, [](const PlainDict&) -> Status { return Done{}; },
            [](const SetValue& set) { return checkValue(set); }, [](const SetTensor& set) { return checkSet(set); },
            [](const InitTensor& init) { return checkInit(init); },
            [](const Transpose& transpose) { return checkTranspose(transpose); },
            [](const Resize& resize) { return checkResize(resize); }},
        operation);
}

std::string operationPlace(std::size_t position, const Operation& operation)
{
    return "operation " + std::to_string(position) + " (" + std::string(operationName(operation)) + ")";
}

} // namespace pthf
