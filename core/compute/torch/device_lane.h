// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ATen/core/Tensor.h>
#include <c10/core/Stream.h>

#include "core/compute/compute_devices.h"

namespace pthf::torch_module {

/// The way to one device and back: two blocks of host memory, page-locked where the back end can, each with a stream of
/// its own, so that one is on its way while the other is filled or looked at. Functions that touch the device throw as
/// LibTorch does; whoever calls them is guarded.
class DeviceLane {
public:
    DeviceLane(c10::Device device, std::size_t blockBytes);
    /// Waits for what is on its way: blocks must not go while a device writes to them.
    ~DeviceLane();
    DeviceLane(const DeviceLane&) = delete;
    DeviceLane& operator=(const DeviceLane&) = delete;
    DeviceLane(DeviceLane&&) = delete;
    DeviceLane& operator=(DeviceLane&&) = delete;

    /// Memory for a run of bytes on the device.
    at::Tensor allocate(std::uint64_t bytes) const;

    /// Puts bytes behind those put before into the tensor that send() was told; full blocks leave.
    void beginSending(const at::Tensor& target);
    void send(std::span<const std::byte> bytes);
    void endSending();

    /// Compares the tensor's bytes, from its first on, with bytes that come in order.
    void beginFetching(const at::Tensor& source);
    bool matches(std::span<const std::byte> bytes);
    void endFetching();

    bool isPinned() const noexcept { return m_isPinned; }
    double rateThere() const noexcept { return m_there.rate(); }
    double rateBack() const noexcept { return m_back.rate(); }

private:
    struct Slot {
        at::Tensor block;
        std::optional<c10::Stream> stream; ///< none: the back end carries one block at a time
        std::size_t filled = 0; ///< bytes of the run that lie in it
        std::size_t used = 0; ///< of these, looked at
    };
    /// Blocks that were carried alone.
    struct Clock {
        std::uint64_t blocks = 0;
        double bytes = 0;
        double seconds = 0;
        double rate() const noexcept { return seconds > 0 ? bytes / seconds / 1e9 : 0; }
    };
    enum class Way : std::uint8_t { There, Back };

    Slot& current() noexcept { return m_slots.at(m_current); }
    void carry(Slot& slot, std::uint64_t offset, Way way);
    void startCopy(Slot& slot, std::uint64_t offset, Way way);
    void leave();
    void fetchNext(Slot& slot);
    static void wait(const Slot& slot);
    void waitForAll() const;

    c10::Device m_device;
    std::size_t m_blockBytes;
    std::array<Slot, 2> m_slots;
    std::size_t m_current = 0;
    bool m_isPinned = false;
    at::Tensor m_tensor; ///< the run on the device
    std::uint64_t m_offset = 0; ///< of it, sent or asked for
    Clock m_there;
    Clock m_back;
};

} // namespace pthf::torch_module
