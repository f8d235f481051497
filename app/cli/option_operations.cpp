// SPDX-License-Identifier: Apache-2.0
#include "app/cli/option_operations.h"

#include <string_view>

#include "app/cli/text_input.h"
#include "core/plan/rename_list.h"
#include "core/types/dtype.h"
#include "core/value/key_path.h"

namespace pthf::cli {
namespace {

/// "PATH=VALUE": a segment in quotes, and the mark of a key by its repr (@="…"), may hold the sign too.
Result<std::pair<std::string, std::string>> splitPath(const PlanOption& option)
{
    const std::string& text = option.value;
    bool isQuoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isMarkOfRepr = i > 0 && text[i - 1] == '@' && (i == 1 || text[i - 2] == '/');
        if (isQuoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            isQuoted = !isQuoted;
        } else if (text[i] == '=' && i != 0 && !isQuoted && !isMarkOfRepr) {
            return std::pair{text.substr(0, i), text.substr(i + 1)};
        }
    }
    return optionMistake(option, "needs = between its two sides");
}

Result<Operation> castOf(const PlanOption& option)
{
    Cast cast;
    std::string name = option.value;
    if (name.find("=>") != std::string::npos) {
        auto sides = PTHF_TRY(splitOption(option, "=>", SplitAt::Last));
        cast.glob = std::move(sides.first);
        name = std::move(sides.second);
    }
    const auto dtype = dtypeFromName(name);
    if (!dtype) {
        return optionMistake(option,
            "no such number type: " + name
                + "; there are float64, float32, float16, bfloat16, float8_e4m3fn, float8_e5m2");
    }
    cast.dtype = *dtype;
    return Operation(std::move(cast));
}

Result<Operation> renameOf(const PlanOption& option)
{
    if (option.name == "rename") {
        auto sides = PTHF_TRY(splitOption(option, "=>", SplitAt::Last));
        return Operation(RenamePattern{std::move(sides.first), std::move(sides.second), {}});
    }
    const auto text = readText(option.value);
    if (!text) {
        return text.error().within("--rename-table " + option.value);
    }
    auto pairs = renamePairsFromText(*text);
    if (!pairs) {
        return Error{ErrorCode::InvalidArgument, pairs.error().within("--rename-table " + option.value).message()};
    }
    return Operation(RenameTable{std::move(*pairs), {}});
}

Result<Operation> flagOf(const PlanOption& option)
{
    if (option.name == "state-dict") {
        return Operation(ToStateDict{});
    }
    if (option.name == "compact") {
        return Operation(Compact{});
    }
    if (option.name == "untie") {
        return Operation(Untie{});
    }
    if (option.name == "portable") {
        return Operation(MakePortable{});
    }
    if (option.name == "plain-dict") {
        return Operation(PlainDict{});
    }
    return Error{ErrorCode::Internal, "no operation for --" + option.name};
}

} // namespace

Error optionMistake(const PlanOption& option, const std::string& what)
{
    return Error{ErrorCode::InvalidArgument, "--" + option.name + " " + option.value + ": " + what};
}

Result<std::pair<std::string, std::string>> splitOption(
    const PlanOption& option, std::string_view separator, SplitAt at)
{
    const std::string& text = option.value;
    const std::size_t place = at == SplitAt::First ? text.find(separator) : text.rfind(separator);
    if (place == std::string::npos || place == 0) {
        return optionMistake(option, "needs " + std::string(separator) + " between its two sides");
    }
    return std::pair{text.substr(0, place), text.substr(place + separator.size())};
}

Result<Operation> operationOfOption(const PlanOption& option)
{
    const std::string& name = option.name;
    if (name == "remove-prefix") {
        return Operation(RemovePrefix{option.value, {}});
    }
    if (name == "add-prefix") {
        return Operation(AddPrefix{option.value, {}});
    }
    if (name == "remove-segment") {
        return Operation(RemoveSegment{option.value, {}});
    }
    if (name == "rename" || name == "rename-table") {
        return renameOf(option);
    }
    if (name == "extract") {
        return Operation(Extract{PTHF_TRY(parsePath(option.value))});
    }
    if (name == "wrap") {
        return Operation(Wrap{option.value});
    }
    if (name == "cast") {
        return castOf(option);
    }
    if (name == "set-value") {
        auto sides = PTHF_TRY(splitPath(option));
        return Operation(SetValue{PTHF_TRY(parsePath(sides.first)), std::move(sides.second)});
    }
    if (name == "freeze" || name == "unfreeze") {
        return Operation(SetRequiresGrad{option.value, name == "unfreeze"});
    }
    return flagOf(option);
}

} // namespace pthf::cli
