// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/meaning/numpy_values.h"

namespace pthf {

/// A float of 2, 4 or 8 bytes, and of 12 or 16 rounded to the nearest; nothing for other sizes.
std::optional<double> numpyFloatOf(std::string_view bytes, bool isBigEndian);

/// numpy's longdouble in decimal, by the fewest digits that tell it from its neighbours: x87's 80 bits in 12 or 16
/// bytes, or the 128 bits of IEEE 754, whichever the bytes can be. "" for other sizes.
std::string longDoubleText(std::string_view bytes, bool isBigEndian);

/// An unsigned integer of up to 8 bytes, and the text of a 'U' item without the zeros that fill it up.
std::uint64_t numpyWordOf(std::string_view bytes, bool isBigEndian);
std::string numpyStringOf(std::string_view bytes, bool isBigEndian);

/// Dates and durations as numpy prints them.
std::string numpyTimeText(const NumpyDtype& type, std::string_view bytes);

/// One element as Python prints it within a list: "1.5", "'ab'", "b'ab'", "2020-01-01", "(1, 2.5)"; "" where its type
/// is not one of those.
std::string numpyItemText(const NumpyDtype& type, std::string_view bytes);

/// The first elements of an array, row-major, out of the bytes that lie in it; nothing where those are too few or the
/// type has no text. A masked one is "--".
std::optional<std::vector<std::string>> numpyItemsIn(
    const NumpyArray& array, std::string_view bytes, std::string_view mask, std::size_t most);
/// The same with the bytes that the description itself holds.
std::optional<std::vector<std::string>> numpyItemsOf(
    const ValueGraph& graph, const NumpyArray& array, std::size_t most);

} // namespace pthf
