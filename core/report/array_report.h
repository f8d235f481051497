// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/checkpoint/document.h"
#include "core/checkpoint/value_view.h"
#include "core/value/key_path.h"

namespace pthf {

/// What `pthf tensor` says of a numpy array that is no tensor.
struct ArrayReport {
    KeyPath path;
    NumpyArray array;
    std::vector<std::string> items; ///< the first elements, row-major, as Python prints them
    std::uint64_t elided = 0; ///< elements after them
};

/// Reads the first elements, at most so many. Unsupported for types without a text, Truncated where bytes are missing.
Result<ArrayReport> readArray(const Content& content, ValueId value, KeyPath path, std::uint64_t limit);

/// As of tensors, "statistics" and "histogram" null, with "fields" of structured arrays and "class" of masked ones.
/// Numbers are numbers where a double holds them, what is masked is null, everything else is text.
std::string arrayToJson(const ArrayReport& report);
std::string arrayToText(const ArrayReport& report);

} // namespace pthf
