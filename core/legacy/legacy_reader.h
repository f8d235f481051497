// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problems.h"
#include "core/base/task.h"
#include "core/io/byte_source.h"
#include "core/pickle/pickle_machine.h"
#include "core/value/tensor_phrases.h"

namespace pthf {

/// The front of a legacy stream: five pickles. Offsets count from the source's first byte.
struct LegacyStream {
    std::uint64_t offset = 0; ///< where the stream begins
    PickleResult object; ///< the fourth pickle: what was saved; its values are in the graph that was given
    TensorPhrases phrases; ///< of the object
    /// What sys_info says of the machine that wrote it. The storages are little-endian either way.
    bool wasLittleEndianMachine = true;
    std::vector<std::string> keys; ///< of the storages, in the order in which they follow
    std::uint64_t storagesOffset = 0; ///< where they begin
    bool hasKeys = true; ///< false where the file ends before or within the list of keys: all storages are lost
    Problems problems;
};

/// Reads the stream that begins at `offset` of the source: its object goes into the graph. What follows the pickles is
/// not touched. An error where there is no object to show; a list of keys that is cut is a Problem.
Result<LegacyStream> readLegacyStream(const std::shared_ptr<const ByteSource>& source, std::uint64_t offset,
    ValueGraph& graph, const Limits& limits, const Task& task);

/// What the object says of a storage.
struct LegacyExpectation {
    std::uint64_t elements = 0;
    std::uint64_t elementBytes = 1; ///< of one element: the stream itself does not tell
};
/// The expectation for a storage's key, or nothing for keys that the object does not mention.
using LegacyExpectations = std::function<std::optional<LegacyExpectation>(std::string_view key)>;

struct LegacyStorage {
    std::string key;
    std::uint64_t offset = 0; ///< of its first byte
    std::uint64_t bytes = 0; ///< by its count of elements
    std::uint64_t available = 0; ///< how many of them the file holds
};

struct LegacyStorages {
    std::vector<LegacyStorage> storages; ///< in file order, those of them whose place could be found
    std::uint64_t end = 0; ///< behind the last one
    bool isFollowedByAnother = false; ///< another torch.save begins there
    Problems problems;
};

/// Finds each storage by reading the count before it, and no storage's bytes. A file that ends early, a count that
/// contradicts the object, a key that the object does not mention are Problems; bytes behind the last storage are told.
Result<LegacyStorages> placeLegacyStorages(
    const ByteSource& source, const LegacyStream& stream, const LegacyExpectations& expectations, const Task& task);

} // namespace pthf
