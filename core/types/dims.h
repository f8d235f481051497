// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>

namespace pthf { // NOLINTBEGIN(cppcoreguidelines-pro-type-member-init): the union of Dims begins as m_few

/// Sizes or strides, outermost first; a scalar tensor has none. To its users a vector of integers. Up to four of them,
/// which is what nearly all tensors have, stand in the object itself: a checkpoint holds two for each of its tensors.
class Dims {
public:
    // NOLINTBEGIN(readability-identifier-naming): the standard's names
    using value_type = std::int64_t;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;
    using reference = std::int64_t&;
    using const_reference = const std::int64_t&;
    using iterator = std::int64_t*;
    using const_iterator = const std::int64_t*;
    // NOLINTEND(readability-identifier-naming)

    Dims() noexcept = default;
    explicit Dims(std::size_t count, std::int64_t value = 0) { resize(count, value); }
    Dims(std::initializer_list<std::int64_t> values) { assign(values.begin(), values.end()); }
    template<std::forward_iterator Iterator>
    Dims(Iterator first, Iterator last)
    {
        assign(first, last);
    }
    Dims(const Dims& other) { assign(other.begin(), other.end()); }
    Dims(Dims&& other) noexcept { take(other); }
    Dims& operator=(const Dims& other)
    {
        if (this != &other) {
            assign(other.begin(), other.end());
        }
        return *this;
    }
    Dims& operator=(Dims&& other) noexcept
    {
        if (this != &other) {
            release();
            take(other);
        }
        return *this;
    }
    ~Dims() { release(); }

    std::size_t size() const noexcept { return m_size; }
    bool empty() const noexcept { return m_size == 0; }
    std::int64_t* data() noexcept { return isFew() ? m_few.data() : m_many; }
    const std::int64_t* data() const noexcept { return isFew() ? m_few.data() : m_many; }
    std::int64_t& operator[](std::size_t place) noexcept { return data()[place]; }
    const std::int64_t& operator[](std::size_t place) const noexcept { return data()[place]; }
    std::int64_t& front() noexcept { return *begin(); }
    const std::int64_t& front() const noexcept { return *begin(); }
    std::int64_t& back() noexcept { return data()[m_size - 1]; }
    const std::int64_t& back() const noexcept { return data()[m_size - 1]; }
    iterator begin() noexcept { return data(); }
    iterator end() noexcept { return data() + m_size; }
    const_iterator begin() const noexcept { return data(); }
    const_iterator end() const noexcept { return data() + m_size; }
    auto rbegin() const noexcept { return std::make_reverse_iterator(end()); }
    auto rend() const noexcept { return std::make_reverse_iterator(begin()); }

    void clear() noexcept { m_size = 0; }
    void reserve(std::size_t count)
    {
        if (count > m_room) {
            grow(count);
        }
    }
    void resize(std::size_t count, std::int64_t value = 0);
    void push_back(std::int64_t value) // NOLINT(readability-identifier-naming)
    {
        reserve(m_size + std::size_t{1});
        data()[m_size++] = value;
    }
    void pop_back() noexcept { --m_size; } // NOLINT(readability-identifier-naming)
    void insert(const_iterator place, std::int64_t value);
    void erase(const_iterator place) noexcept;
    /// Of what is none of its own.
    template<std::forward_iterator Iterator>
    void assign(Iterator first, Iterator last)
    {
        const auto count = static_cast<std::size_t>(std::distance(first, last));
        reserve(count);
        m_size = static_cast<std::uint32_t>(count);
        std::copy(first, last, begin());
    }

    bool operator==(const Dims& other) const noexcept { return std::equal(begin(), end(), other.begin(), other.end()); }
    auto operator<=>(const Dims& other) const noexcept
    {
        return std::lexicographical_compare_three_way(begin(), end(), other.begin(), other.end());
    }

private:
    static constexpr std::uint32_t kFew = 4;

    bool isFew() const noexcept { return m_room == kFew; }
    void grow(std::size_t count);
    void take(Dims& other) noexcept
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
    void release() noexcept
    {
        if (!isFew()) {
            delete[] m_many;
            m_room = kFew;
        }
    }

    std::uint32_t m_size = 0;
    std::uint32_t m_room = kFew;
    union {
        std::array<std::int64_t, kFew> m_few{};
        std::int64_t* m_many; ///< ours, of m_room of them
    };
}; // NOLINTEND(cppcoreguidelines-pro-type-member-init)

} // namespace pthf
