// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <utility>

namespace pthf {

/// a + b, or nothing where the sum does not fit the type.
template<std::integral T>
constexpr std::optional<T> checkedAdd(T a, T b) noexcept
{
    T sum{};
    if (__builtin_add_overflow(a, b, &sum)) {
        return std::nullopt;
    }
    return sum;
}

/// a * b, or nothing where the product does not fit the type.
template<std::integral T>
constexpr std::optional<T> checkedMultiply(T a, T b) noexcept
{
    T product{};
    if (__builtin_mul_overflow(a, b, &product)) {
        return std::nullopt;
    }
    return product;
}

/// The same number as another integer type, or nothing where it does not fit.
template<std::integral To, std::integral From>
constexpr std::optional<To> checkedNarrow(From value) noexcept
{
    if (!std::in_range<To>(value)) {
        return std::nullopt;
    }
    return static_cast<To>(value);
}

/// The next multiple of alignment (a power of two) at or above value; nothing on overflow.
template<std::unsigned_integral T>
constexpr std::optional<T> checkedAlignUp(T value, T alignment) noexcept
{
    const auto raised = checkedAdd<T>(value, alignment - 1);
    if (!raised) {
        return std::nullopt;
    }
    return static_cast<T>(*raised & ~(alignment - 1));
}

} // namespace pthf
