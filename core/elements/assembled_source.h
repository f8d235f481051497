// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/io/byte_source.h"
#include "core/types/shape.h"

namespace pthf {

/// A box of a larger tensor whose elements lie somewhere else, row-major.
struct TensorChunk {
    Dims offsets; ///< of its first element in the whole
    Dims sizes;
    std::shared_ptr<const ByteSource> bytes; ///< null where they are not to be had
};

/// A whole tensor, row-major, read from the chunks it was cut into. Nothing is held in memory but a few megabytes while
/// a read is going on.
class AssembledSource final : public ByteSource {
public:
    /// Corrupt where a chunk does not lie within the shape, where two of them overlap, or where one's bytes are too few
    /// or too many; each with the numbers. Chunks that are missing are no error: see bytesAtFront().
    static Result<std::shared_ptr<const AssembledSource>> make(
        const Dims& shape, std::uint64_t elementBytes, std::vector<TensorChunk> chunks, std::string name);

    std::uint64_t size() const noexcept override { return m_size; }
    /// Truncated where the bytes are in no chunk.
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override { return m_name; }

    /// How many of the first bytes are there: all of them, unless chunks are missing.
    std::uint64_t bytesAtFront() const noexcept { return m_bytesAtFront; }

private:
    /// A chunk as runs of bytes that lie together in the whole and follow each other in the chunk.
    struct Runs {
        std::vector<std::uint64_t> counts; ///< of the dimensions that are stepped through, outermost first
        std::vector<std::uint64_t> steps; ///< of these, in bytes of the whole
        std::uint64_t begin = 0; ///< of the first run, in the whole
        std::uint64_t runBytes = 0;
        std::uint64_t count = 0;
        std::shared_ptr<const ByteSource> bytes;

        std::uint64_t startOf(std::uint64_t run) const noexcept;
        std::uint64_t end() const noexcept { return startOf(count - 1) + runBytes; }
        std::uint64_t firstEndingAfter(std::uint64_t offset) const noexcept;
    };

    AssembledSource(std::uint64_t size, std::string name)
        : m_size(size)
        , m_name(std::move(name))
    {
    }

    static Runs runsOf(const Dims& shape, std::uint64_t elementBytes, TensorChunk chunk);
    static Status readRuns(const Runs& runs, std::uint64_t offset, std::span<std::byte> to, std::uint64_t& filled);

    std::uint64_t m_size;
    std::uint64_t m_bytesAtFront = 0;
    std::vector<Runs> m_chunks; ///< in the order of their first bytes
    std::string m_name;
};

} // namespace pthf
