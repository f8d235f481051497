// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/base/task.h"
#include "core/elements/box_cutter.h"
#include "core/io/byte_source.h"

namespace pthf {

/// Copies a box of elements in memory; strides count elements, of any order. Transposes in tiles.
void copyBox(const std::byte* from, const Dims& fromStrides, std::byte* to, const Dims& toStrides, const Dims& extents,
    std::size_t elementBytes);

/// A part of a strided view, packed: extents and strides stand beside the view's dimensions.
struct PackedPart {
    Box box; ///< within the view that was asked for
    Dims strides; ///< of the packed elements
    std::span<std::byte> bytes;
};

/// Copies a part into the view that it is of; `to` is the view's first element, `strides` are those that it has there.
/// `elements` are the part's: its bytes, or what they were cast to.
void copyPart(const PackedPart& part, std::span<const std::byte> elements, std::byte* to, const Dims& strides,
    std::size_t elementBytes);

/// Reads a view in the order in which its elements lie in the source, and hands it on in parts of at most kPartBytes.
class StridedReader {
public:
    static constexpr std::uint64_t kPartBytes = std::uint64_t{4} << 20U;

    /// firstByte: where element 0 lies in the source.
    StridedReader(const ByteSource& source, std::uint64_t firstByte, std::size_t elementBytes);

    Status read(const TensorLayout& layout, const std::function<Status(const PackedPart&)>& take, const Task& task);

private:
    struct Axis {
        std::size_t dimension = 0;
        std::int64_t extent = 1;
        std::int64_t stride = 0;
    };
    Status readPacked(std::int64_t element, std::span<const Axis> axes, std::span<std::byte> to);
    Status readRuns(std::int64_t element, const Axis& repeated, std::uint64_t runElements, std::byte* to);
    Status readElements(std::int64_t element, std::uint64_t count, std::byte* to);

    const ByteSource& m_source;
    std::uint64_t m_firstByte;
    std::size_t m_elementBytes;
    std::vector<std::byte> m_part;
    std::vector<std::byte> m_span;
};

} // namespace pthf
