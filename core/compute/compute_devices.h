// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/types/dtype.h"

namespace pthf {

/// One device that tensors can be carried to.
struct DeviceFacts {
    std::string device; ///< "cuda:0"
    std::string name; ///< "NVIDIA H100 80GB HBM3"
    std::string capability; ///< "9.0"; empty where the back end has no such number
    std::optional<std::uint64_t> totalBytes;
    std::optional<std::uint64_t> freeBytes;
    bool isCurrent = false; ///< what "cuda" without a number means

    bool operator==(const DeviceFacts&) const = default;
};

/// What LibTorch knows of this machine.
struct ComputeFacts {
    std::string libtorch; ///< "1.13.1"
    std::string builtFor; ///< "CUDA 13.0", "ROCm 6.1"; empty: for the CPU only
    std::string runtime; ///< the CUDA runtime in use: "13.0"
    std::string driver; ///< the newest CUDA the driver speaks
    std::uint32_t threads = 1; ///< of arithmetic on the CPU
    std::vector<DeviceFacts> devices; ///< without the cpu
    std::string note; ///< why there are none, in a sentence

    bool operator==(const ComputeFacts&) const = default;
};

/// Gets bytes in order, in blocks of any size.
using BytesSink = std::function<Status(std::span<const std::byte>)>;

/// A run of bytes to carry to a device: a storage, as it will be written. `read` gives its bytes in order, each time it
/// is called the same ones.
struct TransferItem {
    std::string name; ///< for messages
    std::string device;
    std::uint64_t bytes = 0;
    std::function<Status(const BytesSink&)> read;
};

struct TransferOptions {
    std::size_t blockBytes = std::size_t{16} << 20U; ///< of the two pinned blocks
};

/// What happened on one device.
struct DeviceTransfer {
    std::string device;
    std::uint64_t items = 0;
    std::uint64_t bytes = 0;
    std::uint64_t peakBytes = 0; ///< most memory that was taken there at a time
    double secondsThere = 0; ///< reading the bytes included
    double secondsBack = 0;
    double rateThere = 0; ///< 10^9 bytes a second, of blocks that were carried alone
    double rateBack = 0;
    bool isPinned = false; ///< whether the blocks were page-locked

    bool operator==(const DeviceTransfer&) const = default;
};

struct TransferReport {
    std::vector<DeviceTransfer> devices; ///< in order of first mention
    std::uint64_t comparedBytes = 0;
    std::vector<std::string> differing; ///< names of items whose bytes came back changed

    bool isEqual() const noexcept { return differing.empty(); }
    bool operator==(const TransferReport&) const = default;
};

} // namespace pthf
