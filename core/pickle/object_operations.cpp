// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_run.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Notes that a global is mentioned, and makes its value.
std::optional<ValueId> addGlobal(PickleRun& run, std::string_view module, std::string_view name)
{
    const std::uint64_t most = run.limits.maxNameBytes;
    if (module.size() > most || name.size() > most) {
        run.fail(ErrorCode::LimitExceeded, "name of more than " + std::to_string(most) + " bytes");
        return std::nullopt;
    }
    if (!isValidUtf8(module, Surrogates::Refused) || !isValidUtf8(name, Surrogates::Refused)) {
        run.fail(ErrorCode::Corrupt, "name of a global is no UTF-8");
        return std::nullopt;
    }
    const ValueId id = run.graph.addGlobal(module, name);
    const std::uint32_t number = run.graph.globalNumber(id);
    if (number >= run.limits.maxGlobals) {
        run.fail(ErrorCode::LimitExceeded, "more than " + std::to_string(run.limits.maxGlobals) + " different globals");
        return std::nullopt;
    }
    if (number >= run.globalPlaces.size()) {
        run.globalPlaces.resize(number + std::size_t{1});
    }
    auto& globals = run.result.globals;
    if (run.globalPlaces[number] == 0) {
        globals.push_back({.module = std::string(run.graph.globalModule(id)),
            .name = std::string(run.graph.globalName(id)),
            .value = id,
            .offset = run.input.absolute(run.input.opcodePosition())});
        run.phrases.noteGlobal(number, globals.back().module, globals.back().name);
        run.globalPlaces[number] = static_cast<std::uint32_t>(globals.size());
    }
    ++globals[run.globalPlaces[number] - 1].count;
    return id;
}

std::optional<ValueId> takeGlobal(PickleRun& run)
{
    const auto lines = run.input.takeLines(2, 2 * run.limits.maxNameBytes);
    if (!lines) {
        run.failInput();
        return std::nullopt;
    }
    const std::size_t end = lines->find('\n');
    return addGlobal(run, lines->substr(0, end), lines->substr(end + 1));
}

bool pushGlobal(PickleRun& run)
{
    const auto global = takeGlobal(run);
    return global && run.push(*global);
}

bool isName(const ValueGraph& graph, ValueId id) noexcept
{
    const ValueKind kind = graph.kind(id);
    return kind == ValueKind::Text || (kind == ValueKind::ByteText && graph.external(id) == nullptr);
}

bool stackGlobal(PickleRun& run)
{
    if (!run.holds(2)) {
        return false;
    }
    const ValueId name = run.pop();
    const ValueId module = run.pop();
    if (!isName(run.graph, name) || !isName(run.graph, module)) {
        return run.fail(ErrorCode::Corrupt, "needs two texts, a module and a name");
    }
    const auto global = addGlobal(run, run.graph.text(module), run.graph.text(name));
    return global && run.push(*global);
}

/// Plain values cannot be called: what can is named, or comes out of a call.
bool isCallable(PickleRun& run, ValueId callee)
{
    switch (run.spelledKind(callee)) {
    case ValueKind::Global:
    case ValueKind::Call:
    case ValueKind::Object:
    case ValueKind::Persistent:
        return true;
    default:
        return run.fail(ErrorCode::Corrupt, "calls a plain value");
    }
}

bool isTuple(PickleRun& run, ValueId id)
{
    return run.graph.kind(id) == ValueKind::Tuple ? true : run.fail(ErrorCode::Corrupt, "arguments that are no tuple");
}

/// INST and OBJ call their class with the arguments, or make an instance without a call where there are none
/// (CPython Lib/pickle.py, _instantiate), which is what NEWOBJ does.
bool instantiate(PickleRun& run, ValueId callee, std::size_t height)
{
    const auto arguments = run.above(height);
    const bool isCalled = !arguments.empty();
    const ValueId tuple = run.graph.addSequence(ValueKind::Tuple, arguments);
    run.stack.resize(height);
    return run.push(isCalled ? run.graph.addCall(callee, tuple) : run.graph.addObject(callee, tuple));
}

bool inst(PickleRun& run)
{
    const auto global = takeGlobal(run);
    if (!global) {
        return false;
    }
    const auto height = run.popMark();
    return height && instantiate(run, *global, *height);
}

bool obj(PickleRun& run)
{
    const auto height = run.popMark();
    if (!height) {
        return false;
    }
    if (run.stack.size() == *height) {
        return run.fail(ErrorCode::Corrupt, "no class above the MARK");
    }
    const ValueId callee = run.stack[*height];
    if (!isCallable(run, callee) || !instantiate(run, callee, *height + 1)) {
        return false;
    }
    run.stack[*height] = run.top();
    run.stack.pop_back();
    return true;
}

bool reduce(PickleRun& run)
{
    if (!run.holds(2)) {
        return false;
    }
    const ValueId arguments = run.pop();
    if (!isTuple(run, arguments) || !isCallable(run, run.top())) {
        return false;
    }
    run.stack.back() = run.graph.addCall(run.top(), arguments);
    return true;
}

bool newObject(PickleRun& run)
{
    if (!run.holds(2)) {
        return false;
    }
    const ValueId arguments = run.pop();
    if (!isTuple(run, arguments) || !isCallable(run, run.top())) {
        return false;
    }
    run.stack.back() = run.graph.addObject(run.top(), arguments);
    return true;
}

bool newObjectWithKeywords(PickleRun& run)
{
    if (!run.holds(3)) {
        return false;
    }
    const ValueId keywords = run.pop();
    const ValueId arguments = run.pop();
    if (!isTuple(run, arguments) || !isCallable(run, run.top())) {
        return false;
    }
    if (run.graph.kind(keywords) != ValueKind::Dict) {
        return run.fail(ErrorCode::Corrupt, "keyword arguments that are no dictionary");
    }
    run.stack.back() = run.graph.addObject(run.top(), arguments, keywords);
    return true;
}

/// Passes over bytes that are no opcodes.
bool passInterlude(PickleRun& run)
{
    const auto bytes = run.interlude->behindState(run.graph, run.top(), run.input.position());
    if (!bytes) {
        run.error = bytes.error();
        return false;
    }
    return run.input.skip(*bytes) ? true : run.failInput();
}

bool build(PickleRun& run)
{
    if (!run.holds(2)) {
        return false;
    }
    const ValueId state = run.pop();
    const ValueKind kind = run.spelledKind(run.top());
    if (kind != ValueKind::Call && kind != ValueKind::Object) {
        return run.fail(ErrorCode::Corrupt, "gives a state to a value that has none");
    }
    Instance instance = run.graph.instance(run.top());
    instance.state = state;
    run.graph.setInstance(run.top(), instance);
    return run.interlude == nullptr || passInterlude(run);
}

bool persistent(PickleRun& run)
{
    if (!run.holds(1)) {
        return false;
    }
    run.stack.back() = run.graph.addPersistent(run.top());
    return true;
}

bool persistentLine(PickleRun& run)
{
    const auto line = run.input.takeLines(1, run.limits.maxNameBytes);
    if (!line) {
        return run.failInput();
    }
    if (!isValidUtf8(*line)) {
        return run.fail(ErrorCode::Corrupt, "persistent id is no text");
    }
    const ValueId text = run.graph.addText(*line);
    return run.push(run.graph.addPersistent(text));
}

} // namespace

void addObjectOperations(OperationTable& table)
{
    const auto set = [&table](Opcode opcode, PickleOperation does) { table[static_cast<std::uint8_t>(opcode)] = does; };
    set(Opcode::Global, &pushGlobal);
    set(Opcode::StackGlobal, &stackGlobal);
    set(Opcode::Inst, &inst);
    set(Opcode::Obj, &obj);
    set(Opcode::Reduce, &reduce);
    set(Opcode::NewObj, &newObject);
    set(Opcode::NewObjEx, &newObjectWithKeywords);
    set(Opcode::Build, &build);
    set(Opcode::PersId, &persistentLine);
    set(Opcode::BinPersId, &persistent);
}

} // namespace pthf
