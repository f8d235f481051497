// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace pthf {

/// How many letters are to be put in, left out or changed, or neighbours to be swapped, to make one word of the other.
/// The cost is the product of the lengths, but for what both begin and end with.
std::size_t wordDistance(std::string_view a, std::string_view b);

/// The word that was meant most likely: the one that the fewest letters lead to, at most a third of them; the first of
/// equals. Empty where none is near, or it is the word itself.
std::string nearestWord(std::string_view word, std::span<const std::string> words);

} // namespace pthf
