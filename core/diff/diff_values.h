// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/diff_documents.h"

namespace pthf {

/// Compares the numbers of every pair of tensors of one shape, and recognises renamed tensors among those that only one
/// side has by their bytes: they become one row. Both files are read once, by two threads, in blocks; progress is bytes
/// of both. Tensors whose bytes are not all there are told in the notes and stay uncompared.
Status compareValues(DocumentDiff& diff, const DiffSide& a, const DiffSide& b, const Task& task);

} // namespace pthf
