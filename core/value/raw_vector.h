// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

namespace pthf {

/// A vector of plain values that leaves what it is made longer by uninitialised, since it is about to be written, and
/// grows by realloc, which moves the pages of large ones and not their bytes: a graph has millions of them.
template<typename T>
class RawVector { // NOLINT(cppcoreguidelines-special-member-functions): one assignment copies and moves
    static_assert(std::is_trivially_copyable_v<T>);

public:
    RawVector() noexcept = default;
    RawVector(const RawVector& other)
    {
        if (other.m_size != 0) {
            std::memcpy(extend(other.m_size), other.m_data, other.m_size * sizeof(T));
        }
    }
    RawVector(RawVector&& other) noexcept { swap(other); }
    RawVector& operator=(RawVector other) noexcept
    {
        swap(other);
        return *this;
    }
    ~RawVector() { std::free(m_data); } // NOLINT(cppcoreguidelines-no-malloc): see above

    std::size_t size() const noexcept { return m_size; }
    std::size_t capacity() const noexcept { return m_capacity; }
    T* data() noexcept { return m_data; }
    const T* data() const noexcept { return m_data; }
    T& operator[](std::size_t place) noexcept { return m_data[place]; }
    const T& operator[](std::size_t place) const noexcept { return m_data[place]; }

    void append(const T& value)
    {
        if (m_size == m_capacity) [[unlikely]] {
            const T kept = value; // it may be one of ours
            grow(m_size + 1);
            m_data[m_size++] = kept;
            return;
        }
        m_data[m_size++] = value;
    }
    /// Where that many more are, which are to be written.
    T* extend(std::size_t count)
    {
        if (count > m_capacity - m_size) [[unlikely]] {
            grow(m_size + count);
        }
        T* const place = m_data + m_size;
        m_size += count;
        return place;
    }
    void resize(std::size_t count)
    {
        if (count > m_capacity) {
            grow(count);
        }
        m_size = count;
    }
    void reserve(std::size_t count)
    {
        if (count > m_capacity) {
            setCapacity(count);
        }
    }
    void shrink()
    {
        if (m_size < m_capacity) {
            setCapacity(m_size);
        }
    }

    /// Where in the vector a view of it begins; nothing for a view of other memory. To be asked before it grows.
    std::optional<std::size_t> placeOf(const T* begin) const noexcept
    {
        const std::less<const T*> isBefore;
        if (begin == nullptr || isBefore(begin, m_data) || !isBefore(begin, m_data + m_size)) {
            return std::nullopt;
        }
        return static_cast<std::size_t>(begin - m_data);
    }

private:
    [[gnu::noinline]] void grow(std::size_t needed) { setCapacity(std::max({needed, 2 * m_capacity, kFirst})); }

    void setCapacity(std::size_t count)
    {
        if (count == 0) {
            std::free(std::exchange(m_data, nullptr)); // NOLINT(cppcoreguidelines-no-malloc)
            m_capacity = 0;
            return;
        }
        // NOLINTNEXTLINE(cppcoreguidelines-no-malloc)
        void* const moved = count <= kMost ? std::realloc(static_cast<void*>(m_data), count * sizeof(T)) : nullptr;
        if (moved == nullptr) {
            throw std::bad_alloc();
        }
        m_data = static_cast<T*>(moved);
        m_capacity = count;
    }

    void swap(RawVector& other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
    }

    static constexpr std::size_t kFirst = 16;
    static constexpr std::size_t kMost = static_cast<std::size_t>(-1) / 2 / sizeof(T);

    T* m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace pthf
