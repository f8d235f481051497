// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

#include "core/types/dims.h"

namespace pthf::tests {

/// Sizes from a column of a test's table.
template<typename Number>
Dims dimsOf(const QList<Number>& sizes)
{
    return Dims(sizes.begin(), sizes.end());
}

} // namespace pthf::tests
