// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/ggml/ggml_type.h"
#include "core/io/byte_source.h"

namespace pthf {

/// Blocks of quantized numbers, read as the little-endian float32 numbers they stand for.
class BlockSource final : public ByteSource {
public:
    /// Null for types that hasBlockNumbers() does not know. What stands behind the last whole block is not seen.
    static std::shared_ptr<const BlockSource> make(
        std::shared_ptr<const ByteSource> blocks, const GgmlType& type, bool isBigEndian);

    std::uint64_t size() const noexcept override { return m_size; }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override { return m_blocks->name(); }

private:
    BlockSource(std::shared_ptr<const ByteSource> blocks, const GgmlType& type, bool isBigEndian, std::uint64_t size)
        : m_blocks(std::move(blocks))
        , m_type(type)
        , m_isBigEndian(isBigEndian)
        , m_size(size)
    {
    }

    std::shared_ptr<const ByteSource> m_blocks;
    GgmlType m_type;
    bool m_isBigEndian;
    std::uint64_t m_size;
};

} // namespace pthf
