// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "core/edit/edit_draft.h"

namespace pthf {

/// One of the plain tensors that another one is made of.
struct PlainPart {
    std::string name; ///< of the part, below parts of its own with dots: "tensor_impl.scale", "shard [4, 0]"
    TensorValue tensor; ///< as a tensor of the tree
};

/// What a nested tensor or one of another class is made of, at every depth. Empty where a part has no numbers of its
/// own or means others than it stores: then nothing plain says all of it.
std::vector<PlainPart> plainParts(const Content& content, const TensorValue& tensor);

/// Where a dictionary holds what came apart as a dictionary of parts, {"w": {"values": …}}, the parts get keys of their
/// own, {"w.values": …}. It stays as it is where such a key is taken.
void spreadParts(EditDraft& draft, ValueId dict, const std::unordered_set<ValueId>& apart);

} // namespace pthf
