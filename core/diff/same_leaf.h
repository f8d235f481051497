// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/value_view.h"

namespace pthf {

/// Whether two leaves that are no tensors hold the same to the last byte: of texts, bytes and numpy arrays all of it,
/// whatever a table shows of them. Bytes that stayed in the file are read in blocks.
Result<bool> isSameLeaf(const Content& a, ValueId inA, const Content& b, ValueId inB);

} // namespace pthf
