// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/io/byte_sink.h"

namespace pthf::tests {

/// Takes bytes into memory until it holds capacity of them, then says that the disk is full.
class FakeSink final : public ByteSink {
public:
    explicit FakeSink(std::uint64_t capacity = std::numeric_limits<std::uint64_t>::max())
        : m_capacity(capacity)
    {
    }

    Status write(std::span<const std::byte> bytes) override
    {
        if (bytes.size() > m_capacity - m_bytes.size()) {
            return Error{ErrorCode::IoFailed, "the fake disk is full"};
        }
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        return Done{};
    }
    Status copyFrom(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task) override
    {
        PTHF_TRY(task.poll());
        std::vector<std::byte> block(static_cast<std::size_t>(length));
        PTHF_TRY(source.readAt(offset, block));
        return write(block);
    }
    std::uint64_t position() const noexcept override { return m_bytes.size(); }

    const std::vector<std::byte>& bytes() const noexcept { return m_bytes; }

private:
    std::uint64_t m_capacity;
    std::vector<std::byte> m_bytes;
};

} // namespace pthf::tests
