// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace pthf {

/// Old and new keys as people write them down: the JSON of renamePairsFromJson, or a line each, `OLD<TAB>NEW`,
/// `OLD => NEW`, `OLD -> NEW`, `OLD,NEW` or two words; empty lines and those that begin with # say nothing.
/// InvalidArgument names the line that is none of these.
Result<std::vector<std::pair<std::string, std::string>>> renamePairsFromText(std::string_view text);

} // namespace pthf
