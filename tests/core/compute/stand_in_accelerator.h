// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace pthf::tests {

/// An accelerator that is none: LibTorch's PrivateUse1 with two devices, whose memory is ours. Copies run on threads of
/// their own, as a GPU's streams do, and do what a test asks of them. Registered by linking this.
struct StandIn {
    std::uint64_t memoryBytes = std::uint64_t{64} << 20U; ///< of each device
    std::chrono::microseconds delay{0}; ///< before each copy
    std::optional<std::uint64_t> failAtCopy; ///< the copy with this number, counted from 0, fails: the device is lost
    std::optional<std::uint64_t> corruptCopy; ///< this one turns a bit
    std::optional<std::uint64_t> failAtAllocation; ///< this one finds no memory, whatever is free: it is in pieces
    bool refusesStreams = false;
};

/// What the accelerator does from now on; counts begin anew.
void setStandIn(const StandIn& behaviour);

inline constexpr const char* kStandInDevice = "privateuseone:0";
inline constexpr const char* kOtherStandInDevice = "privateuseone:1";

std::uint64_t standInAllocated(); ///< bytes now, of both devices
std::uint64_t standInPeak();
std::uint64_t standInCopies();

} // namespace pthf::tests
