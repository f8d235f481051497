// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/pickle/opcode.h"
#include "core/pickle/phrase_reader.h"
#include "core/pickle/pickle_input.h"
#include "core/pickle/pickle_machine.h"
#include "core/pickle/pickle_memo.h"

namespace pthf {

/// The state of the machine while it reads one pickle: inside this room only. Operations take it, answer whether
/// reading can go on, and note the error where it cannot: a Result for each of millions of opcodes would cost as much
/// as the opcodes.
struct PickleRun {
    PickleRun(ValueGraph& into, PickleInput& from, const Limits& ceilings, const PickleAids& aids)
        : graph(into)
        , input(from)
        , limits(ceilings)
        , interlude(aids.interlude)
        , phrases(aids.phrases)
    {
    }

    ValueGraph& graph;
    PickleInput& input;
    const Limits& limits;
    PickleInterlude* interlude; ///< null for almost all
    PhraseReader phrases;

    std::vector<ValueId> stack;
    std::vector<std::uint32_t> marks; ///< heights of the stack
    std::size_t fence = 0; ///< the topmost mark: what lies below is out of reach, as in CPython's C unpickler
    PickleMemo memo;
    std::vector<ValueId> dicts; ///< made by this pickle: their keys are looked at in the end
    std::vector<std::uint32_t> globalPlaces; ///< by globalNumber: place in result.globals, plus one
    std::array<bool, 256> seen{}; ///< opcodes that occurred
    PickleResult result;
    Opcode opcode = Opcode::Stop; ///< the one at work
    bool isProtocolStated = false;
    bool isOver = false;
    std::optional<Error> error;

    // Values that cannot change stand once however often they are pushed, as in Python: half the nodes of a checkpoint
    // would be small integers otherwise.
    struct KnownInteger {
        std::int64_t value = 0;
        ValueId id = kNoValue;
    };
    std::array<KnownInteger, 512> integers{}; ///< recent ones, by their low bits
    ValueId none = kNoValue;
    ValueId yes = kNoValue;
    ValueId no = kNoValue;
    ValueId emptyTuple = kNoValue;

    [[gnu::always_inline]] bool pushInteger(std::int64_t value)
    {
        const auto bits = static_cast<std::uint64_t>(value);
        KnownInteger& known = integers[(bits ^ (bits >> 9U)) % 512];
        if (known.value != value || known.id == kNoValue) {
            known = {.value = value, .id = graph.addInt(value)};
        }
        return push(known.id);
    }

    [[gnu::always_inline]] bool push(ValueId id)
    {
        stack.push_back(id);
        return true;
    }
    /// Whether that many values lie above the topmost mark.
    [[gnu::always_inline]] bool holds(std::size_t count)
    {
        return stack.size() - fence >= count ? true : failUnderflow(count);
    }
    /// After holds().
    ValueId pop() noexcept
    {
        const ValueId id = stack.back();
        stack.pop_back();
        return id;
    }
    ValueId top() const noexcept { return stack.back(); }

    /// Notes that the pickle mentions a Global once more.
    void countMention(ValueId global) { ++result.globals[globalPlaces[graph.globalNumber(global)] - 1].count; }
    /// The kind of a value that something is about to be done with: a tensor that was read in one go becomes a call.
    ValueKind spelledKind(ValueId id)
    {
        if (graph.kind(id) == ValueKind::Tensor) [[unlikely]] {
            phrases.spellOut(*this, id);
        }
        return graph.kind(id);
    }

    /// Takes the topmost mark off: the height it stands at, or nothing where there is none.
    [[gnu::always_inline]] std::optional<std::size_t> popMark()
    {
        if (marks.empty()) [[unlikely]] {
            failNoMark();
            return std::nullopt;
        }
        const std::size_t height = marks.back();
        marks.pop_back();
        fence = marks.empty() ? 0 : marks.back();
        return height;
    }
    std::span<const ValueId> above(std::size_t height) const noexcept { return std::span(stack).subspan(height); }

    /// Bytes for the opcode's argument.
    [[gnu::always_inline]] bool have(std::uint64_t count) { return input.have(count) ? true : failInput(); }

    /// Always false: `return run.fail(…)`. The message is put behind "opcode NAME at OFFSET: ".
    [[gnu::noinline]] bool fail(ErrorCode code, std::string_view what);
    /// The same for what the input just refused.
    [[gnu::noinline]] bool failInput();

private:
    [[gnu::noinline]] bool failUnderflow(std::size_t count);
    [[gnu::noinline]] void failNoMark();
    std::string place() const;
};

/// Carries out one opcode, whose byte is read and whose argument is not.
using PickleOperation = bool (*)(PickleRun& run);
using OperationTable = std::array<PickleOperation, 256>;

// What belongs together lies together; each fills in its opcodes.
void addScalarOperations(OperationTable& table); ///< None, bools, integers, floats
void addTextOperations(OperationTable& table); ///< text and bytes
void addStackOperations(OperationTable& table); ///< marks, memo, protocol
void addContainerOperations(OperationTable& table); ///< lists, tuples, dictionaries, sets
void addObjectOperations(OperationTable& table); ///< globals, calls, objects, persistent ids

} // namespace pthf
