// SPDX-License-Identifier: Apache-2.0
#include "core/stream/block_pipe.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace pthf {

namespace {

/// Below this a thread costs more than it brings, on a machine that is busy above all.
constexpr std::uint64_t kWorthAThread = std::uint64_t{8} << 20U;
/// One being filled, one being taken, one between them.
constexpr std::size_t kBlocks = 3;

Status pipeAlone(const BlockFill& fill, const BlockTake& take, std::size_t blockBytes)
{
    std::vector<std::byte> block(blockBytes);
    for (;;) {
        const std::size_t filled = PTHF_TRY(fill(block));
        if (filled == 0) {
            return Done{};
        }
        PTHF_TRY(take(std::span<const std::byte>(block).first(filled)));
    }
}

/// The blocks between the two sides, as a ring.
class Ring {
public:
    explicit Ring(std::size_t blockBytes)
    {
        for (Slot& slot : m_slots) {
            slot.bytes.resize(blockBytes);
        }
    }

    /// The filling side, until its end, an error, or the other side's stop.
    void fillAll(const BlockFill& fill)
    {
        for (std::size_t number = 0;; ++number) {
            Slot& slot = m_slots[number % kBlocks];
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [&] { return m_isStopped || number < m_taken + kBlocks; });
                if (m_isStopped) {
                    return;
                }
            }
            const auto filled = fill(slot.bytes);
            const std::lock_guard lock(m_mutex);
            slot.filled = filled ? *filled : 0;
            if (!filled) {
                m_error = filled.error();
            }
            m_filled = number + 1;
            m_changed.notify_all();
            if (slot.filled == 0) {
                return;
            }
        }
    }

    Status takeAll(const BlockTake& take)
    {
        for (std::size_t number = 0;; ++number) {
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [&] { return number < m_filled; });
            }
            const Slot& slot = m_slots[number % kBlocks];
            if (slot.filled == 0) {
                return m_error ? Status(*m_error) : Status(Done{});
            }
            Status taken = take(std::span<const std::byte>(slot.bytes).first(slot.filled));
            const std::lock_guard lock(m_mutex);
            m_taken = number + 1;
            m_isStopped = !taken;
            m_changed.notify_all();
            if (!taken) {
                return taken;
            }
        }
    }

private:
    struct Slot {
        std::vector<std::byte> bytes;
        std::size_t filled = 0;
    };

    std::array<Slot, kBlocks> m_slots;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::size_t m_filled = 0; ///< blocks, since the beginning
    std::size_t m_taken = 0;
    bool m_isStopped = false;
    std::optional<Error> m_error; ///< of the filling side
};

} // namespace

Status pipeBlocks(const BlockFill& fill, const BlockTake& take, std::size_t blockBytes, std::uint64_t expectedBytes)
{
    if (expectedBytes < kWorthAThread) {
        return pipeAlone(fill, take,
            static_cast<std::size_t>(
                std::clamp<std::uint64_t>(expectedBytes, 1, std::max<std::size_t>(blockBytes, 1))));
    }
    Ring ring(blockBytes);
    const std::jthread filler([&ring, &fill] { ring.fillAll(fill); });
    return ring.takeAll(take);
}

} // namespace pthf
