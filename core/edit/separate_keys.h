// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "core/edit/edit_draft.h"

namespace pthf {

/// Keeps the keys of a dictionary different whose `reworded` entries (ascending) were given plain words: two objects
/// can come out as one text or number, and the dictionary would lose an entry when it is read. The later one gets "
/// (2)".
void separateKeys(EditDraft& draft, ValueId dict, std::span<const std::uint32_t> reworded);

} // namespace pthf
