// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/types/dtype.h"

namespace pthf {

/// Little-endian elements as numbers, one each: numbers.size() == elements.size() / size(dtype). Booleans are 0 and 1,
/// complex numbers their magnitude, quantized ones their stored integer, packed and unknown ones their byte.
void elementNumbers(DType dtype, std::span<const std::byte> elements, std::span<double> numbers) noexcept;

/// One little-endian element as text that reads back as the same number: "0.1", "-3", "nan", "True", "1-2j". Packed and
/// unknown types are bytes: "0x3f".
std::string elementText(DType dtype, std::span<const std::byte> element);

} // namespace pthf
