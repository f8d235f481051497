// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "core/base/task.h"

namespace pthf::tests {

/// A task that nobody watches and nobody stops.
inline Task quietTask()
{
    static SilentProgress progress;
    return {std::stop_token{}, progress};
}

/// Counts reports, and asks for a stop at one of them.
class StoppingProgress final : public ProgressSink {
public:
    /// Stops at the report with this number, counted from 0; without one it only counts.
    explicit StoppingProgress(std::optional<std::uint64_t> stopAt = std::nullopt)
        : m_stopAt(stopAt)
    {
    }

    void report(std::uint64_t done, std::uint64_t total) override
    {
        m_wentBack = m_wentBack || done < m_done;
        m_done = done;
        m_total = total;
        if (m_reports++ == m_stopAt) {
            m_stoppedAt = std::chrono::steady_clock::now();
            m_stop.request_stop();
        }
    }

    Task task() { return {m_stop.get_token(), *this}; }
    std::uint64_t reports() const noexcept { return m_reports; }
    std::uint64_t done() const noexcept { return m_done; }
    std::uint64_t total() const noexcept { return m_total; }
    bool wentBack() const noexcept { return m_wentBack; }
    /// Milliseconds since the stop was asked for.
    double millisecondsSinceStop() const
    {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_stoppedAt).count();
    }

private:
    std::stop_source m_stop;
    std::optional<std::uint64_t> m_stopAt;
    std::chrono::steady_clock::time_point m_stoppedAt;
    std::uint64_t m_reports = 0;
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
    bool m_wentBack = false;
};

} // namespace pthf::tests
