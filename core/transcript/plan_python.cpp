// SPDX-License-Identifier: Apache-2.0
#include "core/transcript/plan_python.h"

#include <set>
#include <vector>

#include "core/text/json.h"
#include "core/transcript/python_helpers.h"
#include "core/transcript/python_tensors.h"
#include "core/transcript/python_words.h"

namespace pthf {

namespace {

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
    void need(PythonHelper helper) { m_helpers.insert(helper); }
    void needStateDicts()
    {
        need(PythonHelper::Nodes);
        need(PythonHelper::StateDicts);
    }
    void import(std::string_view module) { m_imports.insert(std::string(module)); }
    void line(std::string text) { m_body += std::move(text) += "\n"; }

    void put(const MapLocation& map);
    void put(const RemovePrefix& rule);
    void put(const AddPrefix& rule);
    void put(const RemoveSegment& rule);
    void put(const RenamePattern& rule);
    void put(const RenameTable& table);
    void put(const Keep& keep);
    void put(const Drop& drop);
    void put(const Extract& extract);
    void put(const Wrap& wrap);
    void put(const ToStateDict& convert);
    void put(const Cast& cast);
    void put(const SetRequiresGrad& set);
    void put(const Compact& compact);
    void put(const Untie& untie);
    void put(const MakePortable& portable);
    void put(const PlainDict& plain);
    void put(const SetValue& set);
    void put(const SetTensor& set) { addTensors(pythonLines(set)); }
    void put(const InitTensor& init) { addTensors(pythonLines(init)); }
    void put(const Transpose& transpose);
    void put(const Resize& resize) { addTensors(pythonLines(resize)); }
    void addTensors(const PythonLines& lines);
    void addRename(const std::string& newName, const StateDictPaths& in);
    void addDrop(const std::vector<std::string>& conditions);
    void addMatches(std::string_view glob);
    void addRemade(const std::string& condition, const std::string& made);
    std::vector<std::string> conditionsOf(const std::vector<std::string>& globs, const std::vector<Role>& roles);

    std::string m_input;
    std::string m_output;
    std::set<std::string> m_imports;
    std::set<PythonHelper> m_helpers;
    std::string m_before; ///< between the imports and the load
    std::string m_load; ///< arguments of torch.load
    std::string m_body;
    bool m_needsCode = false; ///< the file holds more than weights
};

void Script::put(const MapLocation& map)
{
    // torch carries storages to devices while it reads, so all of this belongs to the call of torch.load.
    if (map.table.empty()) {
        if (!map.device.empty()) {
            m_load = ", map_location=" + pythonDevice(map.device);
        }
    } else {
        m_before += "\n\ndef location(storage, tag):\n";
        for (const auto& row : map.table) {
            const bool isFamily = row.first.find(':') == std::string::npos;
            const std::string test = isFamily ? "tag.split(\":\")[0] == " : "tag == ";
            m_before += "    if " + test + pythonText(row.first) + ":\n        return "
                + "torch.serialization.default_restore_location(storage, " + pythonText(row.second) + ")\n";
        }
        m_before += map.device.empty()
            ? "    return None  # where its tag says\n"
            : "    return torch.serialization.default_restore_location(storage, " + pythonDevice(map.device) + ")\n";
        m_load = ", map_location=location";
    }
    if (!map.rules.empty()) {
        needStateDicts();
        need(PythonHelper::Replace);
        need(PythonHelper::Matching);
        need(PythonHelper::Remade);
        import("fnmatch");
        line("done, ruled = {}, set()");
        for (const MapLocation::Rule& rule : map.rules) {
            line("matches = matching(checkpoint, " + pythonText(rule.glob) + ")");
            line("checkpoint = replace(checkpoint, lambda path, value: remade(value, lambda tensor: tensor.to("
                + pythonDevice(rule.to) + "))\n                     if torch.is_tensor(value) and path not in ruled"
                + " and matches(path, value) and not ruled.add(path) else None)");
        }
    }
}

void Script::addRename(const std::string& newName, const StateDictPaths& in)
{
    needStateDicts();
    need(PythonHelper::Rename);
    std::string states = "[state for _, state in state_dicts(checkpoint)]";
    if (!in.empty()) {
        states = "[";
        for (const KeyPath& path : in) {
            states += (states.size() == 1 ? "" : ", ") + pythonExpression(path);
        }
        states += "]";
    }
    line("rename(" + states + ", " + newName + ")");
}

std::vector<std::string> Script::conditionsOf(const std::vector<std::string>& globs, const std::vector<Role>& roles)
{
    std::vector<std::string> conditions;
    for (const std::string& glob : globs) {
        need(PythonHelper::Matching);
        import("fnmatch");
        conditions.push_back("matching(checkpoint, " + pythonText(glob) + ")(path, value)");
    }
    if (!roles.empty()) {
        need(PythonHelper::Roles);
        std::string names;
        for (const Role role : roles) {
            names += pythonText(roleName(role)) + ", ";
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
    need(PythonHelper::Drop);
    std::string any;
    for (const std::string& condition : conditions) {
        any += (any.empty() ? "" : "\n     or ") + condition;
    }
    line("drop(checkpoint, lambda path, value: " + any + ")");
}

void Script::put(const Keep& keep)
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
    need(PythonHelper::Replace);
    need(PythonHelper::Remade);
    line("done = {}");
    line("checkpoint = replace(checkpoint, lambda path, value: remade(value, lambda tensor: " + made
        + ")\n                     if torch.is_tensor(value) and " + condition + " else None)");
}

void Script::add(const Operation& operation)
{
    line("\n# " + describe(operation));
    std::visit([this](const auto& one) { put(one); }, operation);
}

void Script::put(const RemovePrefix& rule)
{
    const std::string text = pythonPrefix(rule.prefix);
    addRename("lambda key: key[len(" + text + "):] if key.startswith(" + text + ") else key", rule.in);
}

void Script::put(const AddPrefix& rule)
{
    addRename("lambda key: " + pythonPrefix(rule.prefix) + " + key", rule.in);
}

void Script::put(const RemoveSegment& rule)
{
    import("re");
    const std::string text = pythonPrefix(rule.segment);
    addRename(R"py(lambda key: re.sub(r"(?:(?<=\.)|^)" + re.escape()py" + text + "), \"\", key)", rule.in);
}

void Script::put(const RenamePattern& rule)
{
    import("re");
    addRename("lambda key: re.sub(" + pythonText(rule.regex) + ", " + pythonText(rule.replacement) + ", key)", rule.in);
}

void Script::put(const RenameTable& table)
{
    line("table = {");
    for (const auto& pair : table.pairs) {
        line("    " + pythonText(pair.first) + ": " + pythonText(pair.second) + ",");
    }
    line("}");
    addRename("lambda key: table.get(key, key)", table.in);
}

void Script::put(const Drop& drop)
{
    for (const KeyPath& path : drop.paths) {
        line("del " + pythonExpression(path));
    }
    addDrop(conditionsOf(drop.globs, drop.roles));
}

void Script::put(const Extract& extract)
{
    line("checkpoint = " + pythonExpression(extract.path));
}

void Script::put(const Wrap& wrap)
{
    line("checkpoint = {" + pythonText(wrap.key) + ": checkpoint}");
}

void Script::put(const ToStateDict& /*convert*/)
{
    m_needsCode = true;
    need(PythonHelper::Nodes);
    need(PythonHelper::Replace);
    line("checkpoint = replace(checkpoint, lambda path, value: value.state_dict()\n"
         "                     if isinstance(value, torch.nn.Module) else None)");
}

void Script::put(const Cast& cast)
{
    std::string condition = "value.is_floating_point() and ";
    if (cast.glob.empty()) {
        line("models = [path for path, _ in state_dicts(checkpoint)]");
        condition += "path[:-1] in models";
    } else {
        addMatches(cast.glob);
        condition += "matches(path, value)";
    }
    // A later cast begins with the numbers of the file, as ours does, not with what an earlier one left of them.
    need(PythonHelper::Cast);
    addRemade(condition, "cast(tensor, torch." + std::string(dtypeName(cast.dtype)) + ")");
}

void Script::put(const SetRequiresGrad& set)
{
    needStateDicts();
    need(PythonHelper::Replace);
    addMatches(set.glob);
    line(std::string("replace(checkpoint, lambda path, value: value.requires_grad_(") + (set.value ? "True" : "False")
        + ")\n        if torch.is_tensor(value) and value.is_floating_point() and matches(path, value) else None)");
}

void Script::put(const Compact& /*compact*/)
{
    addRemade("value.layout == torch.strided", "tensor.clone()");
}

void Script::put(const Untie& /*untie*/)
{
    needStateDicts();
    need(PythonHelper::Replace);
    need(PythonHelper::Remade);
    line("done = {}");
    line("checkpoint = replace(checkpoint, lambda path, value: done.clear() or remade(value, torch.clone)\n"
         "                     if torch.is_tensor(value) else None)");
}

void Script::put(const MakePortable& /*portable*/)
{
    m_needsCode = true;
    for (const std::string_view module : {"collections", "datetime", "enum", "pathlib"}) {
        import(module);
    }
    need(PythonHelper::Portable);
    line("checkpoint = portable(checkpoint, {})");
}

void Script::put(const PlainDict& /*plain*/)
{
    need(PythonHelper::PlainDict);
    line("checkpoint = plain_dicts(checkpoint, {})");
}

void Script::put(const SetValue& set)
{
    const auto value = Json::parse(set.json);
    const bool isContainer = value && (value->asArray() != nullptr || value->asObject() != nullptr);
    if (isContainer) {
        import("json");
    }
    line(pythonExpression(set.path) + " = "
        + (isContainer ? "json.loads(" + pythonText(set.json) + ")" : pythonLiteral(set.json)));
}

void Script::put(const Transpose& transpose)
{
    needStateDicts();
    addMatches(transpose.glob);
    addTensors(pythonLines(transpose));
}

void Script::addTensors(const PythonLines& lines)
{
    needStateDicts();
    need(PythonHelper::Put);
    need(lines.helper);
    for (const std::string& module : lines.imports) {
        import(module);
    }
    m_body += lines.text;
}

void Script::addMatches(std::string_view glob)
{
    need(PythonHelper::Matching);
    import("fnmatch");
    line("matches = matching(checkpoint, " + pythonText(glob) + ")");
}

std::string Script::text() const
{
    std::string script;
    for (const std::string& module : m_imports) {
        script += "import " + module + "\n";
    }
    script += std::string(m_imports.empty() ? "" : "\n") + "import torch\n";
    for (const PythonHelper helper : m_helpers) {
        script.append("\n").append(pythonHelper(helper));
    }
    script += m_before;
    script += m_helpers.empty() && m_before.empty() ? "\n" : "\n\n";
    if (m_needsCode) {
        script += "# The file holds more than weights: loading it runs its code, so do this only if you trust it.\n";
    }
    script += "checkpoint = torch.load(" + pythonText(m_input) + m_load
        + (m_needsCode ? ", weights_only=False)\n" : ", weights_only=True)\n");
    return script + m_body + "\ntorch.save(checkpoint, " + pythonText(m_output) + ")\n";
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
