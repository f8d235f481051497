// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/base/task.h"
#include "core/value/tensor_phrases.h"

namespace pthf {

class ByteSource;

/// A class or function that a pickle names.
struct PickleGlobal {
    std::string module; ///< as in the file
    std::string name;
    ValueId value = kNoValue; ///< its first node
    std::uint64_t count = 0; ///< how often the pickle mentions it, fetching from the memo included
    std::uint64_t offset = 0; ///< of the first mention, absolute in the file
};

/// What reading a pickle gave, besides the values it added to the graph.
struct PickleResult {
    ValueId root = kNoValue;
    std::uint64_t begin = 0; ///< in the source
    std::uint64_t end = 0; ///< in the source, behind STOP
    std::uint8_t protocol = 0; ///< as PROTO says; without one, the lowest that has all opcodes
    std::vector<std::uint8_t> opcodes; ///< every opcode that occurs, ascending
    std::vector<PickleGlobal> globals; ///< in order of first mention
};

/// Knows of bytes that a writer puts between the opcodes of a pickle: joblib's arrays, behind the state of the object
/// that describes them.
class PickleInterlude {
public:
    PickleInterlude() = default;
    virtual ~PickleInterlude() = default;
    PickleInterlude(const PickleInterlude&) = delete;
    PickleInterlude& operator=(const PickleInterlude&) = delete;
    PickleInterlude(PickleInterlude&&) = delete;
    PickleInterlude& operator=(PickleInterlude&&) = delete;

    /// A value was given its state, and the next opcode would stand at `position` of the source: how many bytes from
    /// there on are none. It may change the graph.
    virtual Result<std::uint64_t> behindState(ValueGraph& graph, ValueId value, std::uint64_t position) = 0;
};

/// What whoever reads a pickle may bring along.
struct PickleAids {
    PickleInterlude* interlude = nullptr;
    /// Where plain tensors are put, which then are Tensor values that stand for their phrase; null: all is spelled out.
    TensorPhrases* phrases = nullptr;
};

/// Reads the pickle that begins at `offset` of a source into a graph that may hold other values already. Nothing is
/// run: what the pickle would call becomes Call and Object values. Bytes and 8-bit strings of more than 64 KiB are left
/// in the source (ExternalBytes). Nothing is read behind STOP, a window of 256 KiB aside. None, bools, the empty tuple
/// and integers that come again and again may be one value in many places, as in Python: change the place, not the
/// value.
///
/// Fails as CPython's unpickler would, with the opcode and its absolute offset: Truncated, Corrupt, LimitExceeded
/// (limits.h), Unsupported (extension codes, out-of-band buffers, newer protocols), Cancelled, IoFailed. What was added
/// to the graph until then stays there.
Result<PickleResult> readPickle(std::shared_ptr<const ByteSource> source, std::uint64_t offset, ValueGraph& graph,
    const Limits& limits, const Task& task, const PickleAids& aids = {});

/// The same from bytes at hand; all contents go into the graph. base is the absolute offset of bytes[0], for messages.
Result<PickleResult> readPickle(std::span<const std::byte> bytes, ValueGraph& graph, const Limits& limits,
    const Task& task, std::uint64_t base = 0);

} // namespace pthf
