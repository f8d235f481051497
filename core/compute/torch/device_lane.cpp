// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/device_lane.h"

#include <algorithm>
#include <chrono>
#include <cstring>

#include <ATen/ops/empty.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include "core/compute/torch/torch_boundary.h"

namespace pthf::torch_module {
namespace {

/// One block in so many is carried alone and timed; the first one, which pays for what a back end sets up, only where
/// there is no other.
constexpr std::uint64_t kTimedEvery = 8;

using Seconds = std::chrono::duration<double>;

Result<at::Tensor> makeBlock(std::size_t bytes, bool isPinned) // NOLINT: what the memory is
{
    return guarded([&]() -> Result<at::Tensor> {
        return at::empty({static_cast<std::int64_t>(bytes)}, at::TensorOptions(at::kByte).pinned_memory(isPinned));
    });
}

std::optional<c10::Stream> makeStream(c10::Device device)
{
    const auto made = guarded([&]() -> Result<c10::Stream> {
        return c10::impl::VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device);
    });
    return made ? std::optional(*made) : std::nullopt;
}

} // namespace

DeviceLane::DeviceLane(c10::Device device, std::size_t blockBytes)
    : m_device(device)
    , m_blockBytes(blockBytes)
    , m_isPinned(true)
{
    for (Slot& slot : m_slots) {
        auto block = makeBlock(blockBytes, m_isPinned);
        if (!block) {
            // Ordinary memory is slower, and nothing else.
            m_isPinned = false;
            block = makeBlock(blockBytes, m_isPinned);
            TORCH_CHECK(block.has_value(), "not enough memory for a block of ", blockBytes, " bytes");
        }
        slot.block = *block;
        slot.stream = makeStream(device);
    }
}

DeviceLane::~DeviceLane()
{
    // Nobody is left to hear of a failure.
    static_cast<void>(guarded([this]() -> Status {
        waitForAll();
        return Done{};
    }));
}

at::Tensor DeviceLane::allocate(std::uint64_t bytes) const
{
    return at::empty({static_cast<std::int64_t>(bytes)}, at::TensorOptions(at::kByte).device(m_device));
}

void DeviceLane::wait(const Slot& slot)
{
    if (slot.stream) {
        c10::impl::VirtualGuardImpl(slot.stream->device_type()).synchronizeStream(*slot.stream);
    }
}

void DeviceLane::waitForAll() const
{
    std::ranges::for_each(m_slots, &DeviceLane::wait);
}

void DeviceLane::startCopy(Slot& slot, std::uint64_t offset, Way way)
{
    const at::Tensor there =
        m_tensor.narrow(0, static_cast<std::int64_t>(offset), static_cast<std::int64_t>(slot.filled));
    const at::Tensor here = slot.block.narrow(0, 0, static_cast<std::int64_t>(slot.filled));
    const at::Tensor& to = way == Way::There ? there : here;
    const at::Tensor& from = way == Way::There ? here : there;
    if (slot.stream) {
        const c10::StreamGuard onStream(*slot.stream);
        to.copy_(from, true);
    } else {
        to.copy_(from);
    }
}

void DeviceLane::carry(Slot& slot, std::uint64_t offset, Way way)
{
    Clock& clock = way == Way::There ? m_there : m_back;
    const std::uint64_t number = clock.blocks++;
    if (number != 0 && number % kTimedEvery != 1) {
        startCopy(slot, offset, way);
        return;
    }
    waitForAll();
    const auto start = std::chrono::steady_clock::now();
    startCopy(slot, offset, way);
    wait(slot);
    const double seconds = Seconds(std::chrono::steady_clock::now() - start).count();
    if (number == 1) {
        clock.bytes = 0;
        clock.seconds = 0;
    }
    clock.bytes += static_cast<double>(slot.filled);
    clock.seconds += seconds;
}

void DeviceLane::beginSending(const at::Tensor& target)
{
    m_tensor = target;
    m_offset = 0;
    current().filled = 0;
}

void DeviceLane::leave()
{
    Slot& slot = current();
    carry(slot, m_offset, Way::There);
    m_offset += slot.filled;
    m_current = 1 - m_current;
    wait(current());
    current().filled = 0;
}

void DeviceLane::send(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        Slot& slot = current();
        const std::size_t now = std::min(bytes.size(), m_blockBytes - slot.filled);
        std::memcpy(static_cast<std::byte*>(slot.block.data_ptr()) + slot.filled, bytes.data(), now);
        slot.filled += now;
        bytes = bytes.subspan(now);
        if (slot.filled == m_blockBytes) {
            leave();
        }
    }
}

void DeviceLane::endSending()
{
    if (current().filled != 0) {
        leave();
    }
    waitForAll();
    m_tensor.reset();
}

void DeviceLane::fetchNext(Slot& slot)
{
    const auto all = static_cast<std::uint64_t>(m_tensor.numel());
    slot.used = 0;
    slot.filled = static_cast<std::size_t>(std::min<std::uint64_t>(m_blockBytes, all - m_offset));
    if (slot.filled != 0) {
        carry(slot, m_offset, Way::Back);
        m_offset += slot.filled;
    }
}

void DeviceLane::beginFetching(const at::Tensor& source)
{
    m_tensor = source;
    m_offset = 0;
    m_current = 0;
    std::ranges::for_each(m_slots, [this](Slot& slot) { fetchNext(slot); });
    wait(current());
}

bool DeviceLane::matches(std::span<const std::byte> bytes)
{
    bool areEqual = true;
    while (!bytes.empty()) {
        Slot& slot = current();
        const std::size_t now = std::min(bytes.size(), slot.filled - slot.used);
        if (now == 0) {
            return false; // more bytes than were sent
        }
        const auto* here = static_cast<const std::byte*>(slot.block.data_ptr()) + slot.used;
        areEqual = std::memcmp(here, bytes.data(), now) == 0 && areEqual;
        slot.used += now;
        bytes = bytes.subspan(now);
        if (slot.used == slot.filled) {
            fetchNext(slot);
            m_current = 1 - m_current;
            wait(current());
        }
    }
    return areEqual;
}

void DeviceLane::endFetching()
{
    waitForAll();
    m_tensor.reset();
}

} // namespace pthf::torch_module
