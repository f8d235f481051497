// SPDX-License-Identifier: Apache-2.0
#include "core/stream/read_ahead.h"

#include <algorithm>

namespace pthf {

namespace {

/// Below this a thread costs more than it brings.
constexpr std::uint64_t kWorthAThread = std::uint64_t{2} << 20U;
/// The first block after a start; each is twice as long as the one before, until they are of full length.
constexpr std::size_t kFirstBlock = std::size_t{1} << 16U;
/// Stays in the cache that cores share, and costs few calls.
constexpr std::size_t kFullBlock = std::size_t{1} << 19U;
/// Where a block cannot be read.
constexpr std::uint64_t kSmallPiece = 512;

} // namespace

ReadAhead::ReadAhead(const ByteSource& source)
    : m_source(source)
    , m_nextLength(kFirstBlock)
{
    if (source.size() >= kWorthAThread) {
        m_reader = std::jthread([this] { readOn(); });
    }
}

ReadAhead::~ReadAhead()
{
    const std::lock_guard lock(m_mutex);
    m_isStopped = true;
    m_changed.notify_all();
}

bool ReadAhead::canReadOn() const noexcept
{
    return !m_isBroken && m_next < m_source.size() && m_ready - m_taken < kBlocks;
}

/// The second thread's whole life.
void ReadAhead::readOn()
{
    std::unique_lock lock(m_mutex);
    while (!m_isStopped) {
        if (canReadOn()) {
            readBlock(lock);
        } else {
            m_changed.wait(lock);
        }
    }
}

/// Reads the next block without holding the lock, and forgets it where the caller has gone elsewhere meanwhile.
void ReadAhead::readBlock(std::unique_lock<std::mutex>& lock)
{
    Block& block = m_blocks[m_ready % kBlocks];
    const std::uint64_t start = m_starts;
    const std::uint64_t offset = m_next;
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(m_nextLength, m_source.size() - offset));
    m_next += length;
    m_nextLength = std::min(2 * m_nextLength, kFullBlock);
    lock.unlock();
    if (block.bytes.size() < length) {
        block.bytes.resize(length);
    }
    const bool isRead = m_source.readAt(offset, std::span<std::byte>(block.bytes).first(length)).has_value();
    lock.lock();
    if (start == m_starts) {
        block.offset = offset;
        block.length = isRead ? length : 0;
        m_isBroken = !isRead;
        m_pending = offset + length;
        ++m_ready;
    }
    m_changed.notify_all();
}

bool ReadAhead::isComing(std::uint64_t offset) const noexcept
{
    return !m_isBroken && offset >= m_pending && offset <= m_next && offset < m_source.size();
}

void ReadAhead::startAt(std::uint64_t offset)
{
    ++m_starts;
    m_taken = m_ready;
    m_next = offset;
    m_pending = offset;
    m_nextLength = kFirstBlock;
    m_isBroken = false;
    m_changed.notify_all();
}

/// The block with that byte, once it is read; null where it cannot be read as a whole, or the source ends before.
const ReadAhead::Block* ReadAhead::blockWith(std::uint64_t offset)
{
    std::unique_lock lock(m_mutex);
    for (bool hasStarted = false; offset < m_source.size();) {
        if (m_taken < m_ready) {
            const Block& block = m_blocks[m_taken % kBlocks];
            if (block.has(offset)) {
                return &block;
            }
            if (block.length > 0 && offset >= block.offset + block.length) {
                ++m_taken;
                m_changed.notify_all();
                continue;
            }
        } else if (isComing(offset)) {
            if (m_reader.joinable()) {
                m_changed.wait(lock);
            } else {
                readBlock(lock);
            }
            continue;
        }
        if (hasStarted) {
            break;
        }
        startAt(offset);
        hasStarted = true;
    }
    return nullptr;
}

Result<std::span<const std::byte>> ReadAhead::some(std::uint64_t offset, std::uint64_t count)
{
    if (const Block* block = blockWith(offset)) {
        const auto bytes = std::span<const std::byte>(block->bytes).first(block->length);
        const auto behind = bytes.subspan(static_cast<std::size_t>(offset - block->offset));
        return behind.first(static_cast<std::size_t>(std::min<std::uint64_t>(count, behind.size())));
    }
    // A bad place spoils the block around it and nothing else.
    m_piece.resize(static_cast<std::size_t>(std::min(count, kSmallPiece)));
    PTHF_TRY(m_source.readAt(offset, m_piece));
    return std::span<const std::byte>(m_piece);
}

Result<std::span<const std::byte>> ReadAhead::take(std::uint64_t offset, std::uint64_t count)
{
    if (count == 0) {
        return std::span<const std::byte>();
    }
    const auto first = PTHF_TRY(some(offset, count));
    if (first.size() == count) {
        return first;
    }
    PTHF_TRY(checkRange(m_source, offset, count));
    std::vector<std::byte> piece(first.begin(), first.end());
    while (piece.size() < count) {
        const auto next = PTHF_TRY(some(offset + piece.size(), count - piece.size()));
        piece.insert(piece.end(), next.begin(), next.end());
    }
    m_piece = std::move(piece);
    return std::span<const std::byte>(m_piece);
}

} // namespace pthf
