// SPDX-License-Identifier: Apache-2.0
#include "core/elements/box_cutter.h"

#include <algorithm>
#include <utility>

namespace pthf {

std::int64_t offsetOf(const Dims& place, const Dims& strides) noexcept
{
    std::int64_t offset = 0;
    for (std::size_t i = 0; i < place.size(); ++i) {
        offset += place[i] * strides[i];
    }
    return offset;
}

bool nextPlace(Dims& at, std::span<const std::int64_t> extents) noexcept
{
    for (std::size_t i = extents.size(); i-- > 0;) {
        if (++at[i] < extents[i]) {
            return true;
        }
        at[i] = 0;
    }
    return false;
}

TensorLayout viewOf(const TensorLayout& layout, const Box& box)
{
    return {box.extents, layout.strides, layout.offset + offsetOf(box.begin, layout.strides)};
}

BoxCutter::BoxCutter(Dims shape, std::uint64_t mostElements)
    : m_shape(std::move(shape))
    , m_whole(m_shape.size())
{
    const std::uint64_t elements = elementCount(m_shape).value_or(0);
    if (elements == 0) {
        return;
    }
    while (m_whole > 1 && static_cast<std::uint64_t>(m_shape[m_whole - 1]) <= mostElements / m_rowElements) {
        m_rowElements *= static_cast<std::uint64_t>(m_shape[--m_whole]);
    }
    m_rows = elements / m_rowElements;
    m_mostRows = std::max<std::uint64_t>(1, mostElements / m_rowElements);
}

Box BoxCutter::boxAt(std::uint64_t row, std::uint64_t mostRows) const
{
    Box box{Dims(m_shape.size()), m_shape};
    for (std::size_t i = m_whole; i-- > 0;) {
        const auto size = static_cast<std::uint64_t>(m_shape[i]);
        const std::uint64_t place = row % size;
        row /= size;
        box.begin[i] = static_cast<std::int64_t>(place);
        box.extents[i] =
            i + 1 == m_whole ? static_cast<std::int64_t>(std::min({size - place, m_mostRows, mostRows})) : 1;
    }
    return box;
}

std::uint64_t BoxCutter::rowsOf(const Box& box) const noexcept
{
    return m_whole == 0 ? 1 : static_cast<std::uint64_t>(box.extents[m_whole - 1]);
}

} // namespace pthf
