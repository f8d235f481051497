// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/base/task.h"
#include "core/pickle/opcode.h"
#include "core/pickle/pickle_input.h"

namespace pthf {

/// One opcode where it stands.
struct OpcodeStep {
    Opcode opcode = Opcode::Stop;
    std::uint64_t offset = 0; ///< absolute in the file
    OpcodeArgument argument; ///< its texts are valid until the next step
};

/// Goes from opcode to opcode without a stack, a memo or values. Payloads of more than 4 KiB are passed over.
class OpcodeWalk {
public:
    explicit OpcodeWalk(PickleInput& input)
        : m_input(input)
    {
    }

    /// The next opcode, STOP being the last; nothing behind it. Truncated where the pickle ends before, Corrupt for a
    /// byte that is no opcode.
    Result<std::optional<OpcodeStep>> next();

private:
    PickleInput& m_input;
    bool m_isOver = false;
};

struct ScannedGlobal {
    std::string module;
    std::string name; ///< both empty where STACK_GLOBAL takes them from where only the machine can tell
    std::uint64_t offset = 0; ///< absolute in the file

    bool operator==(const ScannedGlobal&) const = default;
};

/// What can be told of a pickle without building it.
struct PickleScan {
    std::uint64_t begin = 0; ///< in the source
    std::uint64_t end = 0; ///< in the source, behind STOP
    std::uint64_t steps = 0; ///< opcodes
    std::uint8_t protocol = 0; ///< as PROTO says; without one, the lowest that has all opcodes
    std::vector<std::uint8_t> opcodes; ///< every opcode that occurs, ascending
    std::vector<ScannedGlobal> globals; ///< in order; at most Limits::maxGlobals
};

/// Finds the STOP of the pickle that begins at `offset` of a source. Checks opcodes and lengths, not what they do.
Result<PickleScan> scanPickle(
    std::shared_ptr<const ByteSource> source, std::uint64_t offset, const Limits& limits, const Task& task);
Result<PickleScan> scanPickle(std::span<const std::byte> bytes, const Limits& limits, const Task& task);

} // namespace pthf
