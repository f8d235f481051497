// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "core/base/task.h"

namespace pthf {

/// Bytes done of a save, over all its steps: writing first, reading again after.
class SaveProgress {
public:
    SaveProgress(const Task& task, std::uint64_t total)
        : m_task(task)
        , m_total(total)
    {
    }

    const Task& task() const noexcept { return m_task; }
    /// So many bytes more are done: told, and the stop token is asked.
    Status advance(std::uint64_t bytes)
    {
        m_done += bytes;
        m_task.progress.report(m_done, m_total < m_done ? m_done : m_total);
        return m_task.poll();
    }

    /// Copies so many bytes with copy(offset, length), in pieces that are told one by one.
    Status copyInPieces(
        std::uint64_t bytes, const std::function<Status(std::uint64_t offset, std::uint64_t length)>& copy);

private:
    const Task& m_task;
    std::uint64_t m_total;
    std::uint64_t m_done = 0;
};

} // namespace pthf
