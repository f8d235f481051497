// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/base/task.h"
#include "core/io/byte_source.h"
#include "core/types/tensor_layout.h"

namespace pthf {

/// Copies a box of elements in memory; strides count elements, of any order. Transposes in tiles.
void copyBox(const std::byte* from, const Dims& fromStrides, std::byte* to, const Dims& toStrides, const Dims& extents,
    std::size_t elementBytes);

/// A part of a strided view, packed: extents and strides stand beside the view's dimensions.
struct PackedPart {
    Dims begin; ///< within the box that was asked for
    Dims extents;
    Dims strides; ///< of the packed elements
    std::span<std::byte> bytes;
};

/// Reads a box of a view in the order in which its elements lie in the source, and hands it on in parts of at most
/// kPartBytes. `layout`: the box's shape, the view's strides, the element where the box begins.
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

/// Goes over all places of a box, the last dimension fastest. `at` begins as zeros; false when all were visited.
bool nextPlace(Dims& at, std::span<const std::int64_t> extents);

} // namespace pthf
