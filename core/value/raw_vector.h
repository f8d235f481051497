// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace pthf {

/// Leaves elements without a constructor uninitialised when a vector is made longer: they are about to be written, and
/// a graph has millions of them.
template<typename T>
class UninitialisedAllocator : public std::allocator<T> {
public:
    template<typename Other>
    struct rebind { // NOLINT(readability-identifier-naming): the standard's name
        using other = UninitialisedAllocator<Other>; // NOLINT(readability-identifier-naming)
    };

    template<typename Element>
    void construct(Element* place) noexcept
    {
        ::new (static_cast<void*>(place)) Element;
    }
    template<typename Element, typename... Arguments>
    void construct(Element* place, Arguments&&... arguments)
    {
        ::new (static_cast<void*>(place)) Element(std::forward<Arguments>(arguments)...);
    }
};

template<typename T>
using RawVector = std::vector<T, UninitialisedAllocator<T>>;

/// Makes a vector longer and says where the new elements are, which are to be written.
template<typename T>
T* extend(RawVector<T>& vector, std::size_t count)
{
    const std::size_t before = vector.size();
    vector.resize(before + count);
    return vector.data() + before;
}

/// Where in a vector a view of it begins; nothing for a view of other memory. To be asked before the vector grows.
template<typename T>
std::optional<std::size_t> placeIn(const RawVector<T>& vector, const T* begin)
{
    const std::less<const T*> isBefore;
    if (begin == nullptr || isBefore(begin, vector.data()) || !isBefore(begin, vector.data() + vector.size())) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(begin - vector.data());
}

} // namespace pthf
