// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_machine.h"
#include "core/pickle/pickle_scanner.h"
#include "core/pickle/pickle_text.h"
#include "core/pickle/pickle_writer.h"
#include "tests/fuzz/fuzz_input.h"
#include "tests/support/graph_text.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// A graph that is read again from what was written of it.
void requireEqualAfterWriting(const ValueGraph& graph, ValueId root)
{
    const auto once = writePickle(graph, root, Limits(), fuzzTask());
    if (!once) { // cycles in too many ways, a newline in a name
        require(once.error().code() == ErrorCode::Unsupported || once.error().code() == ErrorCode::LimitExceeded);
        return;
    }
    ValueGraph again;
    const auto read = readPickle(*once, again, Limits(), fuzzTask());
    require(read.has_value());
    require(graphText(again, read->root) == graphText(graph, root, GraphWords::AsWritten));
    const auto twice = writePickle(again, read->root, Limits(), fuzzTask());
    require(twice.has_value() && *twice == *once);
}

/// Calls that are read in one go say what their opcodes say.
void requireEqualInPhrases(const std::shared_ptr<const ByteSource>& file, const Limits& limits, const ValueGraph& graph,
    const PickleResult& whole)
{
    ValueGraph brief;
    TensorPhrases phrases;
    const auto result = readPickle(file, 0, brief, limits, fuzzTask(), {.phrases = &phrases});
    require(result.has_value() && result->end == whole.end && result->opcodes == whole.opcodes);
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        if (phrases.numberOf(brief, phrases[i].value) == i) {
            phrases.spellOut(brief, i);
        }
    }
    require(graphText(brief, result->root) == graphText(graph, whole.root));
}

} // namespace

/// Any bytes: the machine, the scanner and the disassembly end, agree where the pickle ends, and write(read(x)) reads
/// equal; tensors that are read in one go as those read opcode by opcode.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto file = fileOf(data, size);
    Limits limits;
    limits.maxGraphNodes = 1'000'000;
    ValueGraph graph;
    const auto result = readPickle(file, 0, graph, limits, fuzzTask());
    const auto scan = scanPickle(file, 0, limits, fuzzTask());
    require(pickleText(file, 0, 1'000, limits, fuzzTask()).has_value());
    if (result) {
        require(scan.has_value() && scan->end == result->end && scan->opcodes == result->opcodes);
        requireEqualAfterWriting(graph, result->root);
        requireEqualInPhrases(file, limits, graph, *result);
    }
    return 0;
}
