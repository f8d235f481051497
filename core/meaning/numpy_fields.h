// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/meaning/numpy_values.h"

namespace pthf {

/// Fills in the fields of a structured dtype, those within fields too, and its size where it has none yet: of what a
/// pickle says in the dtype's state, and of the list that an npy header has. Leaves a dtype without fields alone.
void addNumpyFields(const ValueGraph& graph, ValueId dtype, NumpyDtype& to);

} // namespace pthf
