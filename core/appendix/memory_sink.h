// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/io/byte_sink.h"

namespace pthf {

/// Bytes kept in memory that will stand at an offset of a file.
class MemorySink final : public ByteSink {
public:
    explicit MemorySink(std::uint64_t offset)
        : m_offset(offset)
    {
    }

    Status write(std::span<const std::byte> bytes) override
    {
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        return Done{};
    }
    Status copyFrom(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task) override
    {
        PTHF_TRY(task.poll());
        PTHF_TRY(checkRange(source, offset, length));
        const std::size_t before = m_bytes.size();
        m_bytes.resize(before + static_cast<std::size_t>(length));
        return source.readAt(offset, std::span(m_bytes).subspan(before));
    }
    std::uint64_t position() const noexcept override { return m_offset + m_bytes.size(); }

    const std::vector<std::byte>& bytes() const noexcept { return m_bytes; }
    std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    std::uint64_t m_offset;
    std::vector<std::byte> m_bytes;
};

} // namespace pthf
