// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "core/base/byte_reader.h"
#include "core/pickle/pickle_run.h"
#include "core/pickle/python_text.h"
#include "core/text/utf8.h"
#include "core/value/big_integer.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxQuoted = 40; // bytes of a stranger's text in a message

bool pushNone(PickleRun& run)
{
    if (run.none == kNoValue) {
        run.none = run.graph.addNone();
    }
    return run.push(run.none);
}

bool pushTrue(PickleRun& run)
{
    if (run.yes == kNoValue) {
        run.yes = run.graph.addBool(true);
    }
    return run.push(run.yes);
}

bool pushFalse(PickleRun& run)
{
    if (run.no == kNoValue) {
        run.no = run.graph.addBool(false);
    }
    return run.push(run.no);
}

template<typename Wire, typename Signed>
bool pushInteger(PickleRun& run)
{
    return run.have(sizeof(Wire)) && run.pushInteger(static_cast<Signed>(run.input.takeLittle<Wire>()));
}

bool pushFloat(PickleRun& run)
{
    return run.have(sizeof(std::uint64_t))
        && run.push(
            run.graph.addFloat(std::bit_cast<double>(__builtin_bswap64(run.input.takeLittle<std::uint64_t>()))));
}

bool pushLongOf(PickleRun& run, std::uint64_t length)
{
    if (length > run.limits.maxIntegerBytes) {
        return run.fail(ErrorCode::LimitExceeded,
            "integer of " + std::to_string(length) + " bytes, at most " + std::to_string(run.limits.maxIntegerBytes)
                + " are read");
    }
    return run.have(length) && run.push(run.graph.addBigInt(asBytes(run.input.takeText(length))));
}

bool pushLong1(PickleRun& run)
{
    return run.have(1) && pushLongOf(run, run.input.takeByte());
}

bool pushLong4(PickleRun& run)
{
    if (!run.have(sizeof(std::uint32_t))) {
        return false;
    }
    const auto length = static_cast<std::int32_t>(run.input.takeLittle<std::uint32_t>());
    if (length < 0) {
        return run.fail(ErrorCode::Corrupt, "integer of " + std::to_string(length) + " bytes");
    }
    const auto bytes = static_cast<std::uint64_t>(length);
    if (bytes > run.input.left()) {
        return run.have(bytes);
    }
    return pushLongOf(run, bytes);
}

/// A line that carries a number; its digits are at most thrice its bytes.
std::optional<std::string_view> takeNumberLine(PickleRun& run)
{
    auto line = run.input.takeLines(1, 3 * run.limits.maxIntegerBytes);
    if (!line) {
        run.failInput();
        return line;
    }
    static constexpr std::string_view kBlanks = " \t\r\f\v"; // Python does not mind them; text mode leaves some
    line->remove_prefix(std::min(line->find_first_not_of(kBlanks), line->size()));
    line->remove_suffix(line->size() - (line->find_last_not_of(kBlanks) + 1));
    return line;
}

bool pushDecimal(PickleRun& run, std::string_view text)
{
    if (text.size() > 3 * run.limits.maxIntegerBytes) {
        return run.fail(ErrorCode::LimitExceeded, "integer of " + std::to_string(text.size()) + " digits");
    }
    const auto bytes = bytesFromDecimal(text);
    if (!bytes) {
        return run.fail(ErrorCode::Corrupt, "'" + displayText(text, kMaxQuoted) + "' is no integer");
    }
    return run.push(run.graph.addBigInt(*bytes));
}

bool pushIntLine(PickleRun& run)
{
    const auto line = takeNumberLine(run);
    if (!line) {
        return false;
    }
    if (*line == "00" || *line == "01") { // protocol 0 has no other way to say False and True
        return *line == "01" ? pushTrue(run) : pushFalse(run);
    }
    return pushDecimal(run, *line);
}

bool pushLongLine(PickleRun& run)
{
    auto line = takeNumberLine(run);
    if (!line) {
        return false;
    }
    if (line->ends_with('L')) {
        line->remove_suffix(1);
    }
    return pushDecimal(run, *line);
}

bool pushFloatLine(PickleRun& run)
{
    const auto line = takeNumberLine(run);
    if (!line) {
        return false;
    }
    const auto value = floatFromText(*line);
    if (!value) {
        return run.fail(ErrorCode::Corrupt, "'" + displayText(*line, kMaxQuoted) + "' is no float");
    }
    return run.push(run.graph.addFloat(*value));
}

} // namespace

void addScalarOperations(OperationTable& table)
{
    const auto set = [&table](Opcode opcode, PickleOperation does) { table[static_cast<std::uint8_t>(opcode)] = does; };
    set(Opcode::None, &pushNone);
    set(Opcode::NewTrue, &pushTrue);
    set(Opcode::NewFalse, &pushFalse);
    set(Opcode::BinInt, &pushInteger<std::uint32_t, std::int32_t>);
    set(Opcode::BinInt1, &pushInteger<std::uint8_t, std::uint8_t>);
    set(Opcode::BinInt2, &pushInteger<std::uint16_t, std::uint16_t>);
    set(Opcode::BinFloat, &pushFloat);
    set(Opcode::Long1, &pushLong1);
    set(Opcode::Long4, &pushLong4);
    set(Opcode::Int, &pushIntLine);
    set(Opcode::Long, &pushLongLine);
    set(Opcode::Float, &pushFloatLine);
}

} // namespace pthf
