// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/io/byte_source.h"

namespace pthf {

/// Bytes that it owns.
class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::vector<std::byte> bytes, std::string name = "memory");

    std::uint64_t size() const noexcept override { return m_bytes.size(); }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override { return m_name; }

private:
    std::vector<std::byte> m_bytes;
    std::string m_name;
};

} // namespace pthf
