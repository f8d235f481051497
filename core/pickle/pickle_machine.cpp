// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_machine.h"

#include "core/base/hex.h"
#include "core/io/byte_source.h"
#include "core/pickle/pickle_run.h"
#include "core/value/dict_keys.h"

namespace pthf {

// A pickle is a program for a machine with a stack and a memo (CPython Lib/pickletools.py tells the whole of it). Here
// it is read as text: an opcode that would import, call or construct something makes a node that says so.
//
//     opcode byte, argument, opcode byte, argument, …, STOP
//
//     80 02                  PROTO 2
//     7d 71 00               EMPTY_DICT, BINPUT 0           {}              memo[0] = {}
//     58 01000000 77         BINUNICODE 'w'                 {} 'w'
//     4b 01                  BININT1 1                      {} 'w' 1
//     73                     SETITEM                        {'w': 1}
//     2e                     STOP

namespace {

/// Opcodes between two looks at the stop token and the limits.
constexpr std::uint32_t kStride = 4'096;
/// Room is made beforehand for as many values as that much of a checkpoint's pickle has: the pages are not touched
/// until they are used, while growing would copy them again and again.
constexpr std::uint64_t kReservedFor = std::uint64_t{16} << 20U;
constexpr std::uint64_t kBytesPerValue = 12;
constexpr std::uint64_t kBytesPerValueOfPhrases = 32;
constexpr std::uint64_t kBytesPerPut = 12;

bool failUnknown(PickleRun& run)
{
    std::string text = "byte 0x";
    appendHex(text, static_cast<std::uint8_t>(run.opcode), 2);
    const std::uint64_t offset = run.input.absolute(run.input.opcodePosition());
    run.error = Error{ErrorCode::Corrupt, text + " at " + std::to_string(offset) + " is no pickle opcode", offset};
    return false;
}

OperationTable makeTable()
{
    OperationTable table{};
    table.fill(&failUnknown);
    addScalarOperations(table);
    addTextOperations(table);
    addStackOperations(table);
    addContainerOperations(table);
    addObjectOperations(table);
    return table;
}

Status checkLimits(const PickleRun& run)
{
    const std::uint64_t most = run.limits.maxGraphNodes;
    const std::uint64_t offset = run.input.offset();
    if (run.graph.size() > most) {
        return Error{ErrorCode::LimitExceeded, "more than " + std::to_string(most) + " values in one document", offset};
    }
    if (run.stack.size() > most || run.marks.size() > most) {
        return Error{ErrorCode::LimitExceeded, "more than " + std::to_string(most) + " values on the stack", offset};
    }
    if (run.graph.mentionCount() / 4 > most) {
        return Error{ErrorCode::LimitExceeded, "more than " + std::to_string(4 * most) + " mentions of values", offset};
    }
    return Done{};
}

Error endOfInput(PickleInput& input)
{
    const Error refused = input.takeError();
    return refused.code() == ErrorCode::Truncated
        ? Error{ErrorCode::Truncated, "pickle ends without a STOP", refused.offset()}
        : refused;
}

Status execute(PickleRun& run, const Task& task)
{
    static const OperationTable kTable = makeTable();
    PickleInput& input = run.input;
    while (!run.isOver) {
        PTHF_TRY(task.poll());
        PTHF_TRY(checkLimits(run));
        for (std::uint32_t i = 0; i < kStride && !run.isOver; ++i) {
            input.beginOpcode();
            if (!input.have(1)) [[unlikely]] {
                return endOfInput(input);
            }
            const std::uint8_t byte = input.takeByte();
            run.opcode = Opcode{byte};
            run.seen[byte] = true;
            if (!kTable[byte](run)) [[unlikely]] {
                return *run.error;
            }
        }
    }
    for (std::size_t byte = 0; byte < run.seen.size(); ++byte) {
        if (run.seen[byte]) {
            run.result.opcodes.push_back(static_cast<std::uint8_t>(byte));
        }
    }
    return Done{};
}

/// Python sets keys one after the other; here a dictionary is looked at once, when it is whole.
Status mergeRepeatedKeys(PickleRun& run, const Task& task)
{
    DictKeys keys(run.graph);
    std::uint64_t looked = 0;
    for (const ValueId dict : run.dicts) {
        keys.mergeRepeated(dict);
        looked += 1 + run.graph.entries(dict).size();
        if (looked >= kStride) {
            looked = 0;
            PTHF_TRY(task.poll());
        }
    }
    return Done{};
}

Result<PickleResult> read(
    PickleInput& input, ValueGraph& graph, const Limits& limits, const Task& task, const PickleAids& aids)
{
    PickleRun run(graph, input, limits, aids);
    const std::uint64_t expected = std::min(input.left(), kReservedFor);
    graph.reserve(
        static_cast<std::size_t>(expected / (aids.phrases == nullptr ? kBytesPerValue : kBytesPerValueOfPhrases)));
    run.memo.reserve(static_cast<std::size_t>(expected / kBytesPerPut));
    run.result.begin = input.position();
    PTHF_TRY(execute(run, task));
    PTHF_TRY(mergeRepeatedKeys(run, task));
    run.result.end = input.position();
    if (!run.isProtocolStated) {
        for (const std::uint8_t byte : run.result.opcodes) {
            run.result.protocol = std::max(run.result.protocol, opcodeInfo(byte).protocol);
        }
    }
    return std::move(run.result);
}

} // namespace

Result<PickleResult> readPickle(std::shared_ptr<const ByteSource> source, std::uint64_t offset, ValueGraph& graph,
    const Limits& limits, const Task& task, const PickleAids& aids)
{
    PickleInput input(std::move(source), offset, limits);
    return read(input, graph, limits, task, aids);
}

Result<PickleResult> readPickle(
    std::span<const std::byte> bytes, ValueGraph& graph, const Limits& limits, const Task& task, std::uint64_t base)
{
    PickleInput input(bytes, limits, base);
    return read(input, graph, limits, task, {});
}

} // namespace pthf
