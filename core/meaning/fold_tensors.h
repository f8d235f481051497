// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/value/content.h"

namespace pthf {

/// Lets go of how plain tensors were spelled: their calls, arguments, sizes and storage ids become one Tensor value
/// each, which says the same, and what nothing else holds is left out. A graph of a state dict takes
/// a quarter of the room afterwards. Tensors that say more than storage, view and requires_grad (hooks, attributes,
/// subclasses, quantizers, parts) stay as they were written.
///
/// Values are numbered anew: gives the new id of each old one, kNoValue for what is gone. Tensors and storages keep
/// theirs.
std::vector<ValueId> foldTensors(Content& content);

/// The same, but that nothing is left out and values keep their numbers.
void foldInPlace(Content& content);

/// Whether a tensor says no more than storage, view and requires_grad.
bool isFoldable(const TensorValue& tensor) noexcept;

} // namespace pthf
