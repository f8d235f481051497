// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/reference/names_text.h"

namespace pthf::tests {

/// Keys written as a text of names: "a.w [3]; b.w [4, 5]".
inline KeyList keysFrom(std::string_view text)
{
    std::string lines(text);
    for (std::size_t at = 0; (at = lines.find("; ", at)) != std::string::npos;) {
        lines.replace(at, 2, "\n");
    }
    const auto names = parseNames(lines);
    return names ? names->keys : KeyList();
}

/// A network of that many blocks, as state_dict() lists it.
inline KeyList networkOf(int blocks, const std::string& prefix = {})
{
    std::string text;
    for (int i = 0; i < blocks; ++i) {
        const std::string block = prefix + "layers." + std::to_string(i) + '.';
        text += block + "conv.weight [" + std::to_string(8 + i % 7) + ", 3, 3, 3]\n" + block + "norm.weight [8]\n"
            + block + "norm.bias [8]\n" + block + "fc.weight [16, 8]\n";
    }
    return keysFrom(text);
}

} // namespace pthf::tests
