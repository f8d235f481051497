// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/value/value_graph.h"

namespace pthf {

/// Whether a value is bytes in Python's eyes: Bytes, ByteArray, Python 2's str, and the calls that protocol 2 writes
/// for them (_codecs.encode(text, "latin1"), bytes(), bytearray(…)).
bool isBytesLike(const ValueGraph& graph, ValueId id);

/// Length of a bytes-like value; nothing for other values.
std::optional<std::uint64_t> byteCountOf(const ValueGraph& graph, ValueId id);

/// The first `limit` bytes of a bytes-like value, decoded; empty for bytes that stayed in the file (see
/// externalBytesOf) and for other values.
std::string decodedBytesOf(const ValueGraph& graph, ValueId id, std::size_t limit = SIZE_MAX);

/// Where the bytes of a bytes-like value stayed in the file, or null.
const ExternalBytes* externalBytesOf(const ValueGraph& graph, ValueId id);

} // namespace pthf
