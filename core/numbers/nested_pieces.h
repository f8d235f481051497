// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

/// The tensors that a nested one is made of.
struct NestedPieces {
    std::uint64_t count = 0; ///< of all of them
    std::vector<Dims> shapes; ///< of the first ones
};

/// Reads how large the pieces of a nested tensor are, the first `limit` of them: of a strided one from its `sizes`, of
/// a jagged one from its `offsets` and `lengths`. Unsupported for tensors of other forms.
Result<NestedPieces> readNestedPieces(
    const Document& document, const TensorValue& tensor, std::uint64_t limit, const Task& task);

} // namespace pthf
