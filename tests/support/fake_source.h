// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/io/byte_source.h"

namespace pthf::tests {

/// Bytes in memory that fail when told to: at the n-th read (counted from 0), or from a place on, as if the file had
/// been cut there after it told its size.
class FakeSource final : public ByteSource {
public:
    static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

    explicit FakeSource(std::vector<std::byte> bytes)
        : m_bytes(std::move(bytes))
    {
    }
    void failAtRead(std::uint64_t number) noexcept { m_failAt = number; }
    void cutAt(std::uint64_t offset) noexcept { m_cutAt = offset; }
    std::uint64_t reads() const noexcept { return m_reads; }
    /// The farthest byte that was asked for, and how many bytes in all: for "nothing but the description is read".
    std::uint64_t bytesRead() const noexcept { return m_bytesRead; }

    std::uint64_t size() const noexcept override { return m_bytes.size(); }
    std::string name() const override { return "fake"; }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override
    {
        PTHF_TRY(checkRange(*this, offset, to.size()));
        if (m_reads++ == m_failAt) {
            return Error{ErrorCode::IoFailed, "the fake source fails here", offset};
        }
        if (offset + to.size() > m_cutAt) {
            return Error{ErrorCode::Truncated, "the fake source ends here", offset};
        }
        m_bytesRead += to.size();
        std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset), to.size(), to.begin());
        return Done{};
    }

private:
    std::vector<std::byte> m_bytes;
    std::uint64_t m_failAt = kNever;
    std::uint64_t m_cutAt = kNever;
    mutable std::atomic<std::uint64_t> m_reads = 0;
    mutable std::atomic<std::uint64_t> m_bytesRead = 0;
};

} // namespace pthf::tests
