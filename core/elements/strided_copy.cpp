// SPDX-License-Identifier: Apache-2.0
#include "core/elements/strided_copy.h"

#include <algorithm>
#include <cstring>

namespace pthf {

namespace {

/// Elements of a tile's side: a tile of any type stays in the first cache.
constexpr std::int64_t kTile = 32;
/// Runs that lie no further apart than this are read together with what is between them: a call costs as much.
constexpr std::uint64_t kNearBytes = 2'048;
constexpr std::uint64_t kSpanBytes = std::uint64_t{1} << 20U;

/// A rectangle: two dimensions that vary fastest on one side each.
struct Plane {
    std::int64_t rows = 1; ///< consecutive in the source
    std::int64_t columns = 1; ///< consecutive in the target
    std::int64_t fromRow = 0;
    std::int64_t fromColumn = 0;
    std::int64_t toRow = 0;
    std::int64_t toColumn = 0;
};

template<std::size_t kBytes>
void copyPlane(const std::byte* from, std::byte* to, const Plane& plane)
{
    for (std::int64_t row = 0; row < plane.rows; row += kTile) {
        const std::int64_t rowEnd = std::min(plane.rows, row + kTile);
        for (std::int64_t column = 0; column < plane.columns; column += kTile) {
            const std::int64_t columnEnd = std::min(plane.columns, column + kTile);
            for (std::int64_t r = row; r < rowEnd; ++r) {
                for (std::int64_t c = column; c < columnEnd; ++c) {
                    std::memcpy(to + (r * plane.toRow + c * plane.toColumn) * static_cast<std::int64_t>(kBytes),
                        from + (r * plane.fromRow + c * plane.fromColumn) * static_cast<std::int64_t>(kBytes), kBytes);
                }
            }
        }
    }
}

void copyAnyPlane(const std::byte* from, std::byte* to, const Plane& plane, std::size_t elementBytes)
{
    switch (elementBytes) {
    case 1:
        return copyPlane<1>(from, to, plane);
    case 2:
        return copyPlane<2>(from, to, plane);
    case 4:
        return copyPlane<4>(from, to, plane);
    case 8:
        return copyPlane<8>(from, to, plane);
    default:
        return copyPlane<16>(from, to, plane); // complex128: no type has other sizes
    }
}

/// The dimension with the smallest stride among those that are no single place; the last where all are.
std::size_t fastest(const Dims& strides, const Dims& extents)
{
    std::size_t found = extents.size() - 1;
    bool isFound = false;
    for (std::size_t i = extents.size(); i-- > 0;) {
        if (extents[i] > 1 && (!isFound || strides[i] < strides[found])) {
            found = i;
            isFound = true;
        }
    }
    return found;
}

} // namespace

void copyBox(const std::byte* from, const Dims& fromStrides, std::byte* to, const Dims& toStrides, const Dims& extents,
    std::size_t elementBytes)
{
    if (extents.empty()) {
        std::memcpy(to, from, elementBytes);
        return;
    }
    const std::size_t column = fastest(toStrides, extents);
    const std::size_t row = fastest(fromStrides, extents);
    const bool isRun = row == column && fromStrides[row] == 1 && toStrides[row] == 1;
    Plane plane;
    plane.columns = extents[column];
    plane.fromColumn = fromStrides[column];
    plane.toColumn = toStrides[column];
    if (row != column) {
        plane.rows = extents[row];
        plane.fromRow = fromStrides[row];
        plane.toRow = toStrides[row];
    }
    Dims outer = extents;
    outer[row] = 1;
    outer[column] = 1;
    Dims at(extents.size(), 0);
    const auto size = static_cast<std::int64_t>(elementBytes);
    do {
        const std::byte* source = from + offsetOf(at, fromStrides) * size;
        std::byte* target = to + offsetOf(at, toStrides) * size;
        if (isRun) {
            std::memcpy(target, source, static_cast<std::size_t>(plane.columns) * elementBytes);
        } else {
            copyAnyPlane(source, target, plane, elementBytes);
        }
    } while (nextPlace(at, outer));
}

void copyPart(const PackedPart& part, std::span<const std::byte> elements, std::byte* to, const Dims& strides,
    std::size_t elementBytes)
{
    const auto first = static_cast<std::size_t>(offsetOf(part.box.begin, strides));
    copyBox(elements.data(), part.strides, to + first * elementBytes, strides, part.box.extents, elementBytes);
}

StridedReader::StridedReader(const ByteSource& source, std::uint64_t firstByte, std::size_t elementBytes)
    : m_source(source)
    , m_firstByte(firstByte)
    , m_elementBytes(elementBytes)
{
}

Status StridedReader::read(
    const TensorLayout& layout, const std::function<Status(const PackedPart&)>& take, const Task& task)
{
    const std::size_t rank = layout.shape.size();
    std::vector<Axis> axes;
    for (std::size_t i = 0; i < rank; ++i) {
        axes.push_back({i, layout.shape[i], layout.strides[i]});
    }
    std::ranges::stable_sort(axes, std::ranges::greater{}, &Axis::stride);
    Dims extents;
    for (const Axis& axis : axes) {
        extents.push_back(axis.extent);
    }
    const BoxCutter cutter(extents, kPartBytes / m_elementBytes);
    for (std::uint64_t row = 0; row < cutter.rows();) {
        PTHF_TRY(task.poll());
        const Box box = cutter.boxAt(row); // in the order of the axes
        const Dims strides = contiguousStrides(box.extents);
        PackedPart part{{Dims(rank), Dims(rank)}, Dims(rank), {}};
        std::int64_t element = layout.offset;
        for (std::size_t i = 0; i < rank; ++i) {
            Axis& axis = axes[i];
            axis.extent = box.extents[i];
            element += box.begin[i] * axis.stride;
            part.box.begin[axis.dimension] = box.begin[i];
            part.box.extents[axis.dimension] = box.extents[i];
            part.strides[axis.dimension] = strides[i];
        }
        m_part.resize(static_cast<std::size_t>(elementCount(box.extents).value_or(0)) * m_elementBytes);
        PTHF_TRY(readPacked(element, axes, m_part));
        part.bytes = m_part;
        PTHF_TRY(take(part));
        row += cutter.rowsOf(box);
    }
    return Done{};
}

Status StridedReader::readPacked(std::int64_t element, std::span<const Axis> axes, std::span<std::byte> to)
{
    // Inner dimensions that lie together are one run; the dimension around it repeats the run.
    std::uint64_t run = 1;
    std::size_t rest = axes.size();
    while (rest > 0 && (axes[rest - 1].extent == 1 || axes[rest - 1].stride == static_cast<std::int64_t>(run))) {
        run *= static_cast<std::uint64_t>(axes[--rest].extent);
    }
    const Axis repeated = rest > 0 ? axes[rest - 1] : Axis{};
    Dims outer;
    for (std::size_t i = 0; i + 1 < rest; ++i) {
        outer.push_back(axes[i].extent);
    }
    Dims at(outer.size(), 0);
    std::byte* target = to.data();
    do {
        std::int64_t from = element;
        for (std::size_t i = 0; i < at.size(); ++i) {
            from += at[i] * axes[i].stride;
        }
        PTHF_TRY(readRuns(from, repeated, run, target));
        target += static_cast<std::uint64_t>(repeated.extent) * run * m_elementBytes;
    } while (nextPlace(at, outer));
    return Done{};
}

Status StridedReader::readRuns(std::int64_t element, const Axis& repeated, std::uint64_t runElements, std::byte* to)
{
    const std::uint64_t runBytes = runElements * m_elementBytes;
    const auto stride = static_cast<std::uint64_t>(repeated.stride) * m_elementBytes;
    const bool isNear =
        repeated.extent > 1 && runBytes <= kSpanBytes && (stride <= kNearBytes || stride / 4 <= runBytes);
    if (!isNear) {
        for (std::int64_t i = 0; i < repeated.extent; ++i) {
            PTHF_TRY(readElements(element + i * repeated.stride, runElements, to));
            to += runBytes;
        }
        return Done{};
    }
    const std::uint64_t most =
        stride == 0 ? static_cast<std::uint64_t>(repeated.extent) : std::max<std::uint64_t>(1, kSpanBytes / stride);
    for (std::int64_t done = 0; done < repeated.extent;) {
        const auto count = std::min(static_cast<std::uint64_t>(repeated.extent - done), most);
        m_span.resize(static_cast<std::size_t>((count - 1) * stride + runBytes));
        PTHF_TRY(readElements(element + done * repeated.stride, m_span.size() / m_elementBytes, m_span.data()));
        for (std::uint64_t i = 0; i < count; ++i) {
            std::memcpy(to, m_span.data() + i * stride, runBytes);
            to += runBytes;
        }
        done += static_cast<std::int64_t>(count);
    }
    return Done{};
}

Status StridedReader::readElements(std::int64_t element, std::uint64_t count, std::byte* to)
{
    return m_source.readAt(m_firstByte + static_cast<std::uint64_t>(element) * m_elementBytes,
        {to, static_cast<std::size_t>(count * m_elementBytes)});
}

} // namespace pthf
