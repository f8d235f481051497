// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "core/io/byte_source.h"

namespace pthf {

/// Reads a source forwards: the blocks behind the one that the caller works on are read on a second thread. Made for
/// whoever reads a file from its start to its end in small and large pieces; a piece elsewhere starts it anew there,
/// with small blocks first, so that far jumps cost little. Of a small source everything is read on the caller's thread.
class ReadAhead {
public:
    /// The source must outlive this object.
    explicit ReadAhead(const ByteSource& source);
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    /// Exactly count bytes, valid until the next call. The source's own error where it has not got them.
    Result<std::span<const std::byte>> take(std::uint64_t offset, std::uint64_t count);
    /// At least one byte and at most count (which is at least 1), valid until the next call. The source's own error
    /// where the first of them cannot be read.
    Result<std::span<const std::byte>> some(std::uint64_t offset, std::uint64_t count);

private:
    /// One that the caller holds, one that waits for it, one that is being read.
    static constexpr std::size_t kBlocks = 3;

    struct Block {
        std::vector<std::byte> bytes;
        std::uint64_t offset = 0;
        std::size_t length = 0; ///< 0: it could not be read

        bool has(std::uint64_t at) const noexcept { return at >= offset && at - offset < length; }
    };

    void readOn();
    void readBlock(std::unique_lock<std::mutex>& lock);
    bool canReadOn() const noexcept;
    bool isComing(std::uint64_t offset) const noexcept;
    void startAt(std::uint64_t offset);
    const Block* blockWith(std::uint64_t offset);

    const ByteSource& m_source;
    std::array<Block, kBlocks> m_blocks;
    std::vector<std::byte> m_piece; ///< across blocks, or where a whole block could not be read
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_next = 0; ///< the first byte that nobody has begun to read
    std::uint64_t m_pending = 0; ///< the first byte that no ready block has
    std::size_t m_ready = 0; ///< blocks read since the beginning
    std::size_t m_taken = 0; ///< blocks that the caller is done with
    std::size_t m_nextLength; ///< of the next block
    std::uint64_t m_starts = 0; ///< how often it has started anew
    bool m_isBroken = false; ///< the last ready block could not be read: nothing is read on from it
    bool m_isStopped = false;
    std::jthread m_reader; ///< the last member: it uses all others
};

} // namespace pthf
