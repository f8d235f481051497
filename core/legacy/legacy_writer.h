// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/base/task.h"
#include "core/io/byte_sink.h"

namespace pthf {

/// Writes the legacy stream (FORMATS 4), which torch 0.1.10 and everything since reads: five pickles, then each storage
/// as a count of elements and its bytes. The sink outlives the writer.
class LegacyWriter {
public:
    explicit LegacyWriter(ByteSink& sink)
        : m_sink(sink)
    {
    }

    /// The four pickles before the storages that are not the object's, and the object's between them. keys are the
    /// storages' in the order in which they follow: torch sorts them as text.
    Status begin(std::span<const std::byte> objectPickle, std::span<const std::string> keys);

    /// A storage of so many elements and bytes, which follow by write() and copyFrom().
    Status beginStorage(std::uint64_t elements, std::uint64_t bytes);
    Status write(std::span<const std::byte> bytes);
    Status copyFrom(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task);
    /// Internal when a storage has more or fewer bytes than it said.
    Status endStorage() const;

private:
    ByteSink& m_sink;
    std::uint64_t m_end = 0; ///< where the open storage ends
};

} // namespace pthf
