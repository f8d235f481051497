// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/io/byte_source.h"

namespace pthf {

/// A window of another source; keeps that source alive.
class RangeSource final : public ByteSource {
public:
    /// Truncated when the window reaches past the source's end.
    static Result<std::shared_ptr<const RangeSource>> make(
        std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t length, std::string name);

    std::uint64_t size() const noexcept override { return m_length; }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override { return m_name; }
    std::uint64_t baseOffset() const noexcept override { return m_source->baseOffset() + m_offset; }
    std::optional<FileRange> fileRange(std::uint64_t offset) const noexcept override;

private:
    RangeSource(std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t length, std::string name);

    std::shared_ptr<const ByteSource> m_source;
    std::uint64_t m_offset;
    std::uint64_t m_length;
    std::string m_name;
};

} // namespace pthf
