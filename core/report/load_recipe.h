// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"

namespace pthf {

/// "How to load this": Python that loads the checkpoint where it was saved and on a machine that has only `target`,
/// ready to copy. `content` may be a planned one: then it is how the written file is loaded. `path` is the file's name
/// as it is to stand in the code.
std::string loadRecipe(const Document& document, const Content& content, const TreeIndex& tree, std::string_view path,
    std::string_view target = "cpu");

} // namespace pthf
