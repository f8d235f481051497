// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "core/pickle/pickle_run.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr unsigned kHighestProtocol = 5;

bool mark(PickleRun& run)
{
    run.fence = run.stack.size();
    run.marks.push_back(static_cast<std::uint32_t>(run.fence));
    return true;
}

bool stop(PickleRun& run)
{
    if (!run.holds(1)) {
        return false;
    }
    run.result.root = run.pop(); // what else lies on the stack is left there, as CPython does
    run.isOver = true;
    return true;
}

bool pop(PickleRun& run)
{
    if (!run.marks.empty() && run.stack.size() == run.fence) { // POP takes a mark off, too
        return run.popMark().has_value();
    }
    if (!run.holds(1)) {
        return false;
    }
    run.stack.pop_back();
    return true;
}

bool popToMark(PickleRun& run)
{
    const auto height = run.popMark();
    if (!height) {
        return false;
    }
    run.stack.resize(*height);
    return true;
}

bool duplicate(PickleRun& run)
{
    return run.holds(1) && run.push(run.top());
}

// What fails is told apart from what is done: building a message would burden every PUT and GET with its prologue.
[[gnu::noinline]] bool failScattered(PickleRun& run)
{
    return run.fail(ErrorCode::LimitExceeded,
        "more than " + std::to_string(PickleMemo::kMaxScattered) + " memo entries with far-off numbers");
}

[[gnu::noinline]] bool failNothingThere(PickleRun& run, std::uint64_t number)
{
    return run.fail(ErrorCode::Corrupt, "nothing in the memo at " + std::to_string(number));
}

bool put(PickleRun& run, std::uint64_t number)
{
    return run.holds(1) && (run.memo.put(number, run.top()) || failScattered(run));
}

bool get(PickleRun& run, std::uint64_t number)
{
    ValueId id = run.memo.at(number);
    if (id >= PickleMemo::kWithinPhrase) [[unlikely]] {
        if (id == kNoValue) {
            return failNothingThere(run, number);
        }
        run.phrases.recall(run, number);
        id = run.memo.at(number);
    }
    if (run.graph.kind(id) == ValueKind::Global) {
        run.countMention(id);
        if (run.phrases.read(run, id, run.graph.globalNumber(id))) {
            return true;
        }
    }
    return run.push(id);
}

template<typename Number>
bool putNumbered(PickleRun& run)
{
    return run.have(sizeof(Number)) && put(run, run.input.takeLittle<Number>());
}

template<typename Number>
bool getNumbered(PickleRun& run)
{
    return run.have(sizeof(Number)) && get(run, run.input.takeLittle<Number>());
}

bool memoize(PickleRun& run)
{
    return put(run, run.memo.count());
}

std::optional<std::uint64_t> takeMemoNumber(PickleRun& run)
{
    static constexpr std::uint64_t kDigits = 20;
    const auto line = run.input.takeLines(1, kDigits);
    if (!line) {
        run.failInput();
        return std::nullopt;
    }
    std::uint64_t number = 0;
    const auto read = std::from_chars(line->data(), line->data() + line->size(), number);
    if (read.ec != std::errc{} || read.ptr != line->data() + line->size()) {
        run.fail(ErrorCode::Corrupt, "'" + displayText(*line, kDigits) + "' is no number of a memo entry");
        return std::nullopt;
    }
    return number;
}

bool putLine(PickleRun& run)
{
    const auto number = takeMemoNumber(run);
    return number && put(run, *number);
}

bool getLine(PickleRun& run)
{
    const auto number = takeMemoNumber(run);
    return number && get(run, *number);
}

bool protocol(PickleRun& run)
{
    if (!run.have(1)) {
        return false;
    }
    const unsigned number = run.input.takeByte();
    if (number > kHighestProtocol) {
        return run.fail(ErrorCode::Unsupported,
            "pickle protocol " + std::to_string(number) + ", the highest known is " + std::to_string(kHighestProtocol));
    }
    run.result.protocol = static_cast<std::uint8_t>(number);
    run.isProtocolStated = true;
    return true;
}

bool frame(PickleRun& run)
{
    if (!run.have(sizeof(std::uint64_t))) {
        return false;
    }
    const auto length = run.input.takeLittle<std::uint64_t>();
    if (length > run.input.left()) {
        return run.fail(ErrorCode::Truncated,
            "frame of " + std::to_string(length) + " bytes, " + std::to_string(run.input.left()) + " left");
    }
    return true;
}

bool refuseExtension(PickleRun& run)
{
    return run.fail(ErrorCode::Unsupported, "extension codes have no meaning outside the program that wrote them");
}

bool refuseBuffer(PickleRun& run)
{
    return run.fail(ErrorCode::Unsupported, "out-of-band buffers are not in the file");
}

} // namespace

void addStackOperations(OperationTable& table)
{
    const auto set = [&table](Opcode opcode, PickleOperation does) { table[static_cast<std::uint8_t>(opcode)] = does; };
    set(Opcode::Mark, &mark);
    set(Opcode::Stop, &stop);
    set(Opcode::Pop, &pop);
    set(Opcode::PopMark, &popToMark);
    set(Opcode::Dup, &duplicate);
    set(Opcode::Put, &putLine);
    set(Opcode::BinPut, &putNumbered<std::uint8_t>);
    set(Opcode::LongBinPut, &putNumbered<std::uint32_t>);
    set(Opcode::Memoize, &memoize);
    set(Opcode::Get, &getLine);
    set(Opcode::BinGet, &getNumbered<std::uint8_t>);
    set(Opcode::LongBinGet, &getNumbered<std::uint32_t>);
    set(Opcode::Proto, &protocol);
    set(Opcode::Frame, &frame);
    set(Opcode::Ext1, &refuseExtension);
    set(Opcode::Ext2, &refuseExtension);
    set(Opcode::Ext4, &refuseExtension);
    set(Opcode::NextBuffer, &refuseBuffer);
    set(Opcode::ReadonlyBuffer, &refuseBuffer);
}

} // namespace pthf
