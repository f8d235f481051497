// SPDX-License-Identifier: Apache-2.0
#include "core/plan/plan_python.h"

#include <set>
#include <vector>

#include "core/base/overloaded.h"
#include "core/plan/key_rule.h"
#include "core/plan/python_helpers.h"
#include "core/text/json.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

std::string quoted(std::string_view text)
{
    std::string literal = "\"";
    for (std::size_t position = 0; position < text.size();) {
        const Utf8Character character = utf8At(text, position);
        const std::string_view bytes = text.substr(position, character.length);
        if (bytes == "\"" || bytes == "\\") {
            literal += '\\';
        }
        literal += displayText(bytes);
        position += character.length;
    }
    return literal + "\"";
}

/// Where a path leads, as an expression that can be read and assigned to.
std::string expressionOf(const KeyPath& path)
{
    std::string expression = "checkpoint";
    for (const KeySegment& segment : path) {
        std::visit(Overloaded{[&](const std::string& text) { expression += "[" + quoted(text) + "]"; },
                       [&](std::int64_t number) { expression += "[" + std::to_string(number) + "]"; },
                       [&](const KeySegment::Attribute& attribute) {
                           expression.insert(0, "vars(");
                           expression += ")[" + quoted(attribute.name) + "]";
                       },
                       [&](const KeySegment::Argument& argument) {
                           expression += "[" + std::to_string(argument.position) + "]";
                       },
                       [&](const KeySegment::Repr& repr) { expression += "[" + repr.text + "]"; },
                       [&](const KeySegment::BigInteger& integer) { expression += "[" + integer.digits + "]"; }},
            segment.step);
    }
    return expression;
}

/// A JSON value that is no list and no object, as Python.
std::string literalOf(const std::string& json)
{
    const auto value = Json::parse(json);
    if (!value || value->isNull()) {
        return "None";
    }
    if (const bool* truth = value->asBool()) {
        return *truth ? "True" : "False";
    }
    return value->asText() != nullptr ? quoted(*value->asText()) : value->dump();
}

std::string deviceLiteral(const std::string& device)
{
    return device == "auto" ? "\"cuda:0\" if torch.cuda.is_available() else \"cpu\"" : quoted(device);
}

class Script {
public:
    Script(std::string_view input, std::string_view output)
        : m_input(input)
        , m_output(output)
    {
    }

    void add(const Operation& operation);
    std::string text() const;

private:
    void need(std::string_view helper) { m_helpers.insert(order(helper)); }
    void needStateDicts()
    {
        need(kPythonNodes);
        need(kPythonStateDicts);
    }
    void import(std::string_view module) { m_imports.insert(std::string(module)); }
    void line(std::string text) { m_body += std::move(text) += "\n"; }

    static const std::vector<std::string_view>& helpers();
    static std::size_t order(std::string_view helper);

    void addMap(const MapLocation& map);
    void addRename(const std::string& newName, const StateDictPaths& in);
    void addDrop(const std::vector<std::string>& conditions);
    void addKeep(const Keep& keep);
    void addRemade(const std::string& condition, const std::string& made);
    std::vector<std::string> conditionsOf(const std::vector<std::string>& globs, const std::vector<Role>& roles);
    static std::string deviceLoop();

    std::string m_input;
    std::string m_output;
    std::set<std::string> m_imports;
    std::set<std::size_t> m_helpers;
    std::string m_before; ///< between the imports and the load
    std::string m_load; ///< arguments of torch.load
    std::string m_body;
    bool m_needsCode = false; ///< the file holds more than weights
};

const std::vector<std::string_view>& Script::helpers()
{
    static const std::vector<std::string_view> kAll{kPythonNodes, kPythonStateDicts, kPythonRename, kPythonReplace,
        kPythonMatching, kPythonRoles, kPythonDrop, kPythonRemade, kPythonPortable, kPythonPlainDict};
    return kAll;
}

std::size_t Script::order(std::string_view helper)
{
    std::size_t at = 0;
    while (helpers()[at] != helper) {
        ++at;
    }
    return at;
}

void Script::addMap(const MapLocation& map)
{
    // torch carries storages to devices while it reads, so all of this belongs to the call of torch.load.
    if (map.table.empty()) {
        if (!map.device.empty()) {
            m_load = ", map_location=" + deviceLiteral(map.device);
        }
    } else {
        m_before += "\n\ndef location(storage, tag):\n";
        for (const auto& row : map.table) {
            const bool isFamily = row.first.find(':') == std::string::npos;
            const std::string test = isFamily ? "tag.split(\":\")[0] == " : "tag == ";
            m_before += "    if " + test + quoted(row.first) + ":\n        return "
                + "torch.serialization.default_restore_location(storage, " + quoted(row.second) + ")\n";
        }
        m_before += map.device.empty()
            ? "    return None  # where its tag says\n"
            : "    return torch.serialization.default_restore_location(storage, " + deviceLiteral(map.device) + ")\n";
        m_load = ", map_location=location";
    }
    if (!map.rules.empty()) {
        needStateDicts();
        need(kPythonReplace);
        need(kPythonMatching);
        need(kPythonRemade);
        import("fnmatch");
        line("done, ruled = {}, set()");
        for (const MapLocation::Rule& rule : map.rules) {
            line("matches = matching(checkpoint, " + quoted(rule.glob) + ")");
            line("checkpoint = replace(checkpoint, lambda path, value: remade(value, lambda tensor: tensor.to("
                + deviceLiteral(rule.to) + "))\n                     if torch.is_tensor(value) and path not in ruled"
                + " and matches(path, value) and not ruled.add(path) else None)");
        }
    }
}

void Script::addRename(const std::string& newName, const StateDictPaths& in)
{
    needStateDicts();
    need(kPythonRename);
    std::string states = "[state for _, state in state_dicts(checkpoint)]";
    if (!in.empty()) {
        states = "[";
        for (const KeyPath& path : in) {
            states += (states.size() == 1 ? "" : ", ") + expressionOf(path);
        }
        states += "]";
    }
    line("rename(" + states + ", " + newName + ")");
}

std::vector<std::string> Script::conditionsOf(const std::vector<std::string>& globs, const std::vector<Role>& roles)
{
    std::vector<std::string> conditions;
    for (const std::string& glob : globs) {
        need(kPythonMatching);
        import("fnmatch");
        conditions.push_back("matching(checkpoint, " + quoted(glob) + ")(path, value)");
    }
    if (!roles.empty()) {
        need(kPythonRoles);
        std::string names;
        for (const Role role : roles) {
            names += quoted(roleName(role)) + ", ";
        }
        conditions.push_back("role_of(path, value) in (" + names.substr(0, names.size() - 1) + ")");
    }
    return conditions;
}

void Script::addDrop(const std::vector<std::string>& conditions)
{
    if (conditions.empty()) {
        return;
    }
    needStateDicts();
    need(kPythonDrop);
    std::string any;
    for (const std::string& condition : conditions) {
        any += (any.empty() ? "" : "\n     or ") + condition;
    }
    line("drop(checkpoint, lambda path, value: " + any + ")");
}

void Script::addKeep(const Keep& keep)
{
    if (!keep.roles.empty()) {
        // Only what stands at the top is weighed: what a kept part holds is kept with it.
        const auto conditions = conditionsOf({}, keep.roles);
        addDrop({"len(path) == 1 and not is_state_dict(checkpoint) and not " + conditions.front()});
    }
    if (!keep.globs.empty()) {
        std::string any;
        for (const std::string& condition : conditionsOf(keep.globs, {})) {
            any += (any.empty() ? "" : " or ") + condition;
        }
        addDrop({"torch.is_tensor(value) and not (" + any + ")"});
    }
}

void Script::addRemade(const std::string& condition, const std::string& made)
{
    needStateDicts();
    need(kPythonReplace);
    need(kPythonRemade);
    line("done = {}");
    line("checkpoint = replace(checkpoint, lambda path, value: remade(value, lambda tensor: " + made
        + ")\n                     if torch.is_tensor(value) and " + condition + " else None)");
}

void Script::add(const Operation& operation)
{
    line("\n# " + describe(operation));
    const auto prefix = [](std::string_view text) { return quoted(std::string(bareSegments(text)) + "."); };
    std::visit(
        Overloaded{[&](const MapLocation& map) { addMap(map); },
            [&](const RemovePrefix& rule) {
                const std::string text = prefix(rule.prefix);
                addRename("lambda key: key[len(" + text + "):] if key.startswith(" + text + ") else key", rule.in);
            },
            [&](const AddPrefix& rule) { addRename("lambda key: " + prefix(rule.prefix) + " + key", rule.in); },
            [&](const RemoveSegment& rule) {
                import("re");
                addRename(
                    "lambda key: re.sub(r\"(?:(?<=\\.)|^)\" + re.escape(" + prefix(rule.segment) + "), \"\", key)",
                    rule.in);
            },
            [&](const RenamePattern& rule) {
                import("re");
                addRename(
                    "lambda key: re.sub(" + quoted(rule.regex) + ", " + quoted(rule.replacement) + ", key)", rule.in);
            },
            [&](const RenameTable& table) {
                line("table = {");
                for (const auto& pair : table.pairs) {
                    line("    " + quoted(pair.first) + ": " + quoted(pair.second) + ",");
                }
                line("}");
                addRename("lambda key: table.get(key, key)", table.in);
            },
            [&](const Keep& keep) { addKeep(keep); },
            [&](const Drop& drop) {
                for (const KeyPath& path : drop.paths) {
                    line("del " + expressionOf(path));
                }
                addDrop(conditionsOf(drop.globs, drop.roles));
            },
            [&](const Extract& extract) { line("checkpoint = " + expressionOf(extract.path)); },
            [&](const Wrap& wrap) { line("checkpoint = {" + quoted(wrap.key) + ": checkpoint}"); },
            [&](const ToStateDict&) {
                m_needsCode = true;
                need(kPythonNodes);
                need(kPythonReplace);
                line("checkpoint = replace(checkpoint, lambda path, value: value.state_dict()\n"
                     "                     if isinstance(value, torch.nn.Module) else None)");
            },
            [&](const Cast& cast) {
                std::string condition = "value.is_floating_point() and ";
                if (cast.glob.empty()) {
                    line("models = [path for path, _ in state_dicts(checkpoint)]");
                    condition += "path[:-1] in models";
                } else {
                    line("matches = matching(checkpoint, " + quoted(cast.glob) + ")");
                    condition += "matches(path, value)";
                    need(kPythonMatching);
                    import("fnmatch");
                }
                addRemade(condition, "tensor.to(torch." + std::string(dtypeName(cast.dtype)) + ")");
            },
            [&](const SetRequiresGrad& set) {
                needStateDicts();
                need(kPythonReplace);
                need(kPythonMatching);
                import("fnmatch");
                line("matches = matching(checkpoint, " + quoted(set.glob) + ")");
                line(std::string("replace(checkpoint, lambda path, value: value.requires_grad_(")
                    + (set.value ? "True" : "False")
                    + ")\n        if torch.is_tensor(value) and value.is_floating_point() and matches(path, value) "
                      "else None)");
            },
            [&](const Compact&) { addRemade("value.layout == torch.strided", "tensor.clone()"); },
            [&](const Untie&) {
                needStateDicts();
                need(kPythonReplace);
                need(kPythonRemade);
                line("done = {}");
                line("checkpoint = replace(checkpoint, lambda path, value: done.clear() or remade(value, "
                     "torch.clone)\n                     if torch.is_tensor(value) else None)");
            },
            [&](const MakePortable&) {
                m_needsCode = true;
                for (const std::string_view module : {"collections", "datetime", "enum", "pathlib"}) {
                    import(module);
                }
                need(kPythonPortable);
                line("checkpoint = portable(checkpoint, {})");
            },
            [&](const PlainDict&) {
                need(kPythonPlainDict);
                line("checkpoint = plain_dicts(checkpoint, {})");
            },
            [&](const SetValue& set) { line(expressionOf(set.path) + " = " + literalOf(set.json)); }},
        operation);
}

std::string Script::text() const
{
    std::string script;
    for (const std::string& module : m_imports) {
        script += "import " + module + "\n";
    }
    script += std::string(m_imports.empty() ? "" : "\n") + "import torch\n";
    for (const std::size_t helper : m_helpers) {
        script.append("\n").append(helpers()[helper]);
    }
    script += m_before;
    script += m_helpers.empty() && m_before.empty() ? "\n" : "\n\n";
    if (m_needsCode) {
        script += "# The file holds more than weights: loading it runs its code, so do this only if you trust it.\n";
    }
    script += "checkpoint = torch.load(" + quoted(m_input) + m_load
        + (m_needsCode ? ", weights_only=False)\n" : ", weights_only=True)\n");
    return script + m_body + "\ntorch.save(checkpoint, " + quoted(m_output) + ")\n";
}

} // namespace

std::string planAsPython(const EditPlan& plan, std::string_view input, std::string_view output)
{
    Script script(input, output);
    for (const Operation& operation : plan.operations) {
        script.add(operation);
    }
    return script.text();
}

} // namespace pthf
