// SPDX-License-Identifier: Apache-2.0
#include "core/text/dotted_name.h"

#include <algorithm>

namespace pthf {

std::vector<std::string_view> segmentsOf(std::string_view name)
{
    std::vector<std::string_view> segments;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t dot = std::min(name.find('.', begin), name.size());
        segments.push_back(name.substr(begin, dot - begin));
        begin = dot + 1;
    }
    return segments;
}

} // namespace pthf
