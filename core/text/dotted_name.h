// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace pthf {

/// What stands between the dots of a key, in order: "a..b" has three segments, an empty key has one. They look into the
/// name and live as long as it.
std::vector<std::string_view> segmentsOf(std::string_view name);

} // namespace pthf
