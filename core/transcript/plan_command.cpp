// SPDX-License-Identifier: Apache-2.0
#include "core/transcript/plan_command.h"

#include <algorithm>

#include "core/base/overloaded.h"
#include "core/plan/plan_json.h"
#include "core/text/json_writer.h"

namespace pthf {

namespace {

/// A word for a POSIX shell: bare where every character is harmless, else in single quotes.
std::string shellQuoted(std::string_view word)
{
    constexpr std::string_view kHarmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:,+@%=-";
    if (!word.empty() && word.find_first_not_of(kHarmless) == std::string_view::npos) {
        return std::string(word);
    }
    std::string quoted = "'";
    for (const char c : word) {
        if (c == '\'') {
            quoted += "'\\''";
        } else {
            quoted += c;
        }
    }
    return quoted + "'";
}

/// A path as a glob that matches it and nothing else.
std::string pathGlob(const KeyPath& path)
{
    std::string glob = "/";
    for (const char c : pathText(path)) {
        if (c == '*' || c == '?' || c == '[') {
            glob.append(1, '[').append(1, c).append(1, ']');
        } else {
            glob += c;
        }
    }
    return glob;
}

/// The state dicts of a key operation, or null for operations that have none.
const StateDictPaths* placesOf(const Operation& operation)
{
    return std::visit(
        [](const auto& what) -> const StateDictPaths* {
            if constexpr (requires { what.in; }) {
                return &what.in;
            } else {
                return nullptr;
            }
        },
        operation);
}

bool hasPlaces(const EditPlan& plan)
{
    return std::any_of(plan.operations.begin(), plan.operations.end(), [](const Operation& operation) {
        const StateDictPaths* places = placesOf(operation);
        return places != nullptr && !places->empty();
    });
}

class Command {
public:
    Command(std::string_view input, std::string_view output, bool saysPlaces) // NOLINT: one caller, next to it
        : m_text("pthf convert " + file(input) + " " + file(output))
        , m_saysPlaces(saysPlaces)
    {
    }

    void flag(std::string_view name) { m_text.append(" --").append(name); }
    void option(std::string_view name, std::string_view value)
    {
        flag(name);
        // A value that begins with a dash would be taken for the next option.
        m_text += value.starts_with('-') ? "=" : " ";
        m_text += shellQuoted(value);
    }
    void places(const StateDictPaths& paths)
    {
        for (const KeyPath& path : paths) {
            option("in", pathText(path));
        }
        // --in holds for the operations before it, back to the last --in: one that means all has to say so.
        if (paths.empty() && m_saysPlaces) {
            option("in", "*");
        }
    }
    void input(std::string_view text) { m_input += text; }
    std::string take() && { return m_input.empty() ? std::move(m_text) : m_text + " <<'PTHF'\n" + m_input + "\nPTHF"; }

private:
    static std::string file(std::string_view name)
    {
        return shellQuoted(name.starts_with('-') && name != "-" ? "./" + std::string(name) : std::string(name));
    }

    std::string m_text;
    std::string m_input;
    bool m_saysPlaces = false;
};

void addMap(Command& command, const MapLocation& map)
{
    if (!map.device.empty() || (map.table.empty() && map.rules.empty())) {
        command.option("map-location", map.device.empty() ? "keep" : map.device);
    }
    for (const auto& row : map.table) {
        command.option("map-device", row.first + "=" + row.second);
    }
    for (const MapLocation::Rule& rule : map.rules) {
        command.option("device-rule", rule.glob + "=>" + rule.to);
    }
}

void addParts(Command& command, const std::string& verb, const std::vector<std::string>& globs,
    const std::vector<Role>& roles, const std::vector<KeyPath>& paths)
{
    for (const Role role : roles) {
        command.option(verb + "-role", roleName(role));
    }
    for (const KeyPath& path : paths) {
        command.option(verb, pathGlob(path));
    }
    for (const std::string& glob : globs) {
        command.option(verb, glob);
    }
}

void addTable(Command& command, const RenameTable& table)
{
    JsonWriter writer;
    writer.beginArray();
    for (const auto& pair : table.pairs) {
        writer.beginArray().text(pair.first).text(pair.second).endArray();
    }
    command.option("rename-table", "/dev/stdin");
    command.input(std::move(writer.endArray()).take());
    command.places(table.in);
}

void add(Command& command, const Operation& operation)
{
    std::visit(Overloaded{[&](const MapLocation& map) { addMap(command, map); },
                   [&](const RemovePrefix& rule) {
                       command.option("remove-prefix", rule.prefix);
                       command.places(rule.in);
                   },
                   [&](const AddPrefix& rule) {
                       command.option("add-prefix", rule.prefix);
                       command.places(rule.in);
                   },
                   [&](const RemoveSegment& rule) {
                       command.option("remove-segment", rule.segment);
                       command.places(rule.in);
                   },
                   [&](const RenamePattern& rule) {
                       command.option("rename", rule.regex + "=>" + rule.replacement);
                       command.places(rule.in);
                   },
                   [&](const RenameTable& table) { addTable(command, table); },
                   [&](const Keep& keep) { addParts(command, "keep", keep.globs, keep.roles, {}); },
                   [&](const Drop& drop) { addParts(command, "drop", drop.globs, drop.roles, drop.paths); },
                   [&](const Extract& extract) { command.option("extract", pathText(extract.path)); },
                   [&](const Wrap& wrap) { command.option("wrap", wrap.key); },
                   [&](const ToStateDict& convert) {
                       command.flag("state-dict");
                       command.places(convert.in);
                   },
                   [&](const Cast& cast) {
                       const std::string dtype(dtypeName(cast.dtype));
                       command.option("cast", cast.glob.empty() ? dtype : cast.glob + "=>" + dtype);
                   },
                   [&](const SetRequiresGrad& set) { command.option(set.value ? "unfreeze" : "freeze", set.glob); },
                   [&](const Compact&) { command.flag("compact"); }, [&](const Untie&) { command.flag("untie"); },
                   [&](const MakePortable&) { command.flag("portable"); },
                   [&](const PlainDict&) { command.flag("plain-dict"); },
                   [&](const SetValue& set) { command.option("set-value", pathText(set.path) + "=" + set.json); },
                   [&](const SetTensor& set) {
                       command.option("set", tensorOptionText(set));
                       command.places(set.in);
                   },
                   [&](const InitTensor& init) {
                       command.option("init", tensorOptionText(init));
                       command.places(init.in);
                   },
                   [&](const Transpose& transpose) { command.option("transpose", tensorOptionText(transpose)); },
                   [&](const Resize& resize) {
                       command.option("resize", tensorOptionText(resize));
                       command.places(resize.in);
                   }},
        operation);
}

/// Whether the text of an option is read back as the operation (keys with "=" in them, and the like, are not).
template<typename Tensor>
bool comesBack(Tensor operation, Result<Tensor> (*read)(std::string_view))
{
    const auto again = read(tensorOptionText(operation));
    if constexpr (requires { operation.in; }) {
        operation.in.clear();
    }
    return again && *again == operation;
}

bool canBeOption(const Operation& operation)
{
    return std::visit(
        Overloaded{[](const SetTensor& set) { return comesBack(set, setTensorFromText); },
            [](const InitTensor& init) { return comesBack(init, initTensorFromText); },
            [](const Transpose& transpose) { return comesBack(transpose, transposeFromText); },
            [](const Resize& resize) { return comesBack(resize, resizeFromText); }, [](const auto&) { return true; }},
        operation);
}

/// Whether options cannot say a plan: all that speak of devices are one table, neighbouring choices of parts are one
/// choice, and standard input can be read once.
bool needsRecipe(const EditPlan& plan)
{
    std::size_t maps = 0;
    std::size_t tables = 0;
    const Operation* before = nullptr;
    for (const Operation& operation : plan.operations) {
        maps += std::holds_alternative<MapLocation>(operation) ? 1U : 0U;
        tables += std::holds_alternative<RenameTable>(operation) ? 1U : 0U;
        const bool isChoice = std::holds_alternative<Keep>(operation) || std::holds_alternative<Drop>(operation);
        const bool isMerged = isChoice && before != nullptr && before->index() == operation.index();
        if (isMerged || !canBeOption(operation)) {
            return true;
        }
        before = &operation;
    }
    return maps > 1 || tables > 1;
}

} // namespace

std::string planAsCommand(const EditPlan& plan, std::string_view input, std::string_view output)
{
    Command command(input, output, hasPlaces(plan));
    if (needsRecipe(plan)) {
        command.option("recipe", "/dev/stdin");
        command.input(planToJson(plan));
        return std::move(command).take();
    }
    for (const Operation& operation : plan.operations) {
        add(command, operation);
    }
    return std::move(command).take();
}

} // namespace pthf
