// SPDX-License-Identifier: Apache-2.0
#include "core/types/dims.h"

#include <limits>
#include <new>

namespace pthf {

void Dims::grow(std::size_t count)
{
    const std::size_t room = std::max<std::size_t>(count, std::size_t{2} * m_room);
    if (room > std::numeric_limits<std::uint32_t>::max()) {
        throw std::bad_alloc(); // the limits of every reader lie far below
    }
    auto* const many = new std::int64_t[room];
    std::copy(begin(), end(), many);
    release();
    m_many = many;
    m_room = static_cast<std::uint32_t>(room);
}

void Dims::resize(std::size_t count, std::int64_t value)
{
    reserve(count);
    if (count > m_size) {
        std::fill(end(), data() + count, value);
    }
    m_size = static_cast<std::uint32_t>(count);
}

void Dims::insert(const_iterator place, std::int64_t value)
{
    const auto at = place - begin();
    push_back(value);
    std::rotate(begin() + at, end() - 1, end());
}

void Dims::erase(const_iterator place) noexcept
{
    std::copy(place + 1, const_iterator(end()), begin() + (place - begin()));
    --m_size;
}

} // namespace pthf
