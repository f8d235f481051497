// SPDX-License-Identifier: Apache-2.0
#include "core/types/dims.h"

#include <limits>
#include <new>

namespace pthf {

Dims& Dims::operator=(const Dims& other)
{
    if (this != &other) {
        assign(other.begin(), other.end());
    }
    return *this;
}

Dims& Dims::operator=(Dims&& other) noexcept
{
    if (this != &other) {
        release();
        take(other);
    }
    return *this;
}

void Dims::reserve(std::size_t count)
{
    if (count <= m_room) {
        return;
    }
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

void Dims::push_back(std::int64_t value)
{
    reserve(m_size + std::size_t{1});
    data()[m_size++] = value;
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

void Dims::take(Dims& other) noexcept
{
    m_size = other.m_size;
    m_room = other.m_room;
    if (isFew()) {
        m_few = other.m_few;
    } else {
        m_many = other.m_many;
        other.m_room = kFew;
    }
    other.m_size = 0;
}

void Dims::release() noexcept
{
    if (!isFew()) {
        delete[] m_many;
        m_room = kFew;
    }
}

} // namespace pthf
