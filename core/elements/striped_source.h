// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/io/byte_source.h"

namespace pthf {

/// Bytes that were dealt out in equal parts: the first part lies in the first source, the next in the next, all of them
/// at the same offset. What ZeRO's third stage does with each parameter; of the last part the rest is padding.
class StripedSource final : public ByteSource {
public:
    using Sources = std::shared_ptr<const std::vector<std::shared_ptr<const ByteSource>>>;

    /// Truncated where one of the sources does not reach far enough.
    static Result<std::shared_ptr<const StripedSource>> make(
        Sources sources, std::uint64_t offset, std::uint64_t partBytes, std::uint64_t bytes, std::string name);

    std::uint64_t size() const noexcept override { return m_bytes; }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override { return m_name; }

private:
    StripedSource(
        Sources sources, std::uint64_t offset, std::uint64_t partBytes, std::uint64_t bytes, std::string name);

    Sources m_sources;
    std::uint64_t m_offset;
    std::uint64_t m_partBytes;
    std::uint64_t m_bytes;
    std::string m_name;
};

} // namespace pthf
