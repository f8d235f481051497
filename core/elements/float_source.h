// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/io/byte_source.h"
#include "core/types/dtype.h"

namespace pthf {

/// Numbers of another type, read as float32: how DeepSpeed joins the buffers of a half-precision model to its weights.
class FloatSource final : public ByteSource {
public:
    /// Null for types that have no float32: complex and quantized ones, and the unsigned integers of newer torch.
    static std::shared_ptr<const FloatSource> make(std::shared_ptr<const ByteSource> numbers, DType dtype);

    std::uint64_t size() const noexcept override;
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override { return m_numbers->name(); }

private:
    FloatSource(std::shared_ptr<const ByteSource> numbers, DType dtype)
        : m_numbers(std::move(numbers))
        , m_dtype(dtype)
    {
    }

    std::shared_ptr<const ByteSource> m_numbers;
    DType m_dtype;
};

} // namespace pthf
