// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/edit/planned_document.h"
#include "core/meaning/numpy_values.h"

namespace pthf {

// What single values of libraries are in plain words.

/// A path of pathlib, or a date or time of datetime, as Python's str() gives it.
std::optional<std::string> plainTextOf(const Content& content, ValueId id);

/// The value of an enum's member (its class and one plain argument), or its name where only that was pickled (CPython
/// 3.11.0 to 3.11.3); kNoValue for anything else.
ValueId enumValueOf(const Content& content, ValueId id);

/// Items of list(…), tuple(…), frozenset(…), slice(…) calls, the numbers of a short range(…).
std::optional<std::vector<ValueId>> plainItemsOf(Content& content, ValueId id);

ValueId addUnsigned(ValueGraph& graph, std::uint64_t value);
ValueId addComplex(ValueGraph& graph, const std::complex<double>& value);

/// A numpy array's elements as a storage: little-endian, of a type that torch has; nothing for other arrays.
std::optional<std::pair<StorageValue, PlannedStorage>> storageOfArray(const Content& content, const NumpyArray& array);

} // namespace pthf
