// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pthf {

/// What a pasted message means that is not load_state_dict's (USERS 2.1 to 2.7: torch.load's, LibTorch's, an
/// optimizer's, safetensors'), and what to do about it, in one sentence. Nothing where none of them is in the text.
std::optional<std::string> meaningOfError(std::string_view text);

} // namespace pthf
