// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/reference/key_list.h"

namespace pthf {

/// Names and shapes as a person or a program wrote them down.
struct NamesText {
    KeyList keys; ///< in the order of the text; a name that stands twice stands once
    std::string className; ///< from a line "# model: Net", as our own snippet writes it
    std::uint64_t linesLeftOut = 0; ///< lines that name nothing a model could have
};

/// Reads lists of names, with shapes and number types where they are given: a line each ("conv.weight [64, 3]",
/// "conv.weight torch.Size([64, 3]) torch.float32", "conv.weight: 64x3", a table with bars), Python's own print of a
/// dict, an OrderedDict, a list of pairs or of keys, JSON (name to shape, name to {"shape","dtype"}, `pthf ls --json`,
/// a safetensors header, an index file's weight_map), and `pthf ls`. InvalidArgument when no name is found in it.
/// Linear in the text's length.
Result<NamesText> parseNames(std::string_view text);

/// Two lines of Python that print this for any model.
std::string_view namesSnippet() noexcept;

} // namespace pthf
