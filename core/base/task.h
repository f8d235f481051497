// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>

#include "core/base/result.h"

namespace pthf {

/// Where a long operation says how far it is. Called on the thread that runs the operation, as often as it likes.
class ProgressSink {
public:
    virtual ~ProgressSink() = default;
    /// done and total are bytes; total may grow while work is being discovered.
    virtual void report(std::uint64_t done, std::uint64_t total) = 0;
};

/// For operations nobody watches.
class SilentProgress final : public ProgressSink {
public:
    void report(std::uint64_t /*done*/, std::uint64_t /*total*/) override { }
};

/// What a long operation is given by whoever started it. The sink outlives the operation.
struct Task {
    std::stop_token stop;
    ProgressSink& progress;

    bool isCancelled() const noexcept { return stop.stop_requested(); }
    /// Done, or the Cancelled error; polled at least every 8 MiB of bytes and every 4,096 graph nodes.
    Status poll() const
    {
        if (isCancelled()) {
            return Error{ErrorCode::Cancelled, "cancelled"};
        }
        return Done{};
    }
};

} // namespace pthf
