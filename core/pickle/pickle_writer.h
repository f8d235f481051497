// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/base/task.h"
#include "core/value/value_graph.h"

namespace pthf {

/// A value and all below it as a pickle of protocol 2, made of the opcodes that every torch reads, weights_only too,
/// wherever the value can be said with them. Sharing and cycles are kept. What protocol 2 has no opcode for is written
/// as CPython does: bytes as a call of _codecs.encode, sets and byte arrays as calls of their type, nested classes by
/// getattr; NEWOBJ with keywords as copyreg.__newobj_ex__.
///
/// To write something else in place of a value (a storage with another device, a call in place of a tensor that no
/// pickle describes), add it to a copy of the graph and ValueGraph::replace() the value by it: copying costs less than
/// asking somebody at every value.
///
/// Unsupported where protocol 2 has no words (a global with a newline in its name), LimitExceeded where the pickle
/// would be larger than we read ourselves, InvalidArgument for Tensor values, IoFailed and Truncated for bytes that
/// were left in the file, Cancelled.
Result<std::vector<std::byte>> writePickle(
    const ValueGraph& graph, ValueId root, const Limits& limits, const Task& task);

} // namespace pthf
