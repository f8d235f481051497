// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"

namespace pthf {

/// The canonical text of a document: its kind, then one line a leaf in file order, then its problems. The same bytes on
/// every machine, so that golden files can be compared and two checkpoints laid side by side with diff; `ls --text`.
std::string documentText(const Document& document, const TreeIndex& tree);

} // namespace pthf
