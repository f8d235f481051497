// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/io/byte_source.h"
#include "core/types/dtype.h"
#include "core/types/resampling.h"

namespace pthf {

/// The numbers of a tensor on another grid, made when they are asked for. Memory: one grid of the tensor (one of its
/// outer dimensions' elements) as floats.
class ResampledSource final : public ByteSource {
public:
    /// `elements` are those of the tensor, row-major. Null for types without plain floating numbers.
    static std::shared_ptr<const ResampledSource> make(
        std::shared_ptr<const ByteSource> elements, DType dtype, ResampleKind kind, const ResamplePlaces& places);

    std::uint64_t size() const noexcept override { return m_size; }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override { return m_elements->name(); }

private:
    ResampledSource(
        std::shared_ptr<const ByteSource> elements, DType dtype, ResampleKind kind, const ResamplePlaces& places);

    template<typename Number>
    Result<std::vector<std::byte>> outerPart(std::uint64_t outer) const;

    std::shared_ptr<const ByteSource> m_elements;
    DType m_dtype;
    ResampleKind m_kind;
    ResamplePlaces m_places;
    std::uint64_t m_partBytes; ///< of the result, for one step of the outer dimensions
    std::uint64_t m_size;
};

} // namespace pthf
