// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/edit/planned_document.h"
#include "core/write/storage_bytes.h"

namespace pthf {

/// A tensor with a name and bytes of its own, row-major without gaps.
struct NamedTensor {
    std::string name;
    TensorId tensor = kNoTensor; ///< of the planned content
    PlannedStorage plan; ///< where exactly its bytes come from
    DType dtype = DType::Float32;
    Dims shape;

    std::uint64_t bytes() const noexcept { return elementCount(shape).value_or(0) * dtypeBytes(dtype); }
};

/// What a planned document is to a format that knows nothing but names, tensors and lines of text.
struct NamedTensors {
    std::vector<NamedTensor> tensors; ///< in file order, each name once
    std::vector<std::pair<std::string, std::string>> ties; ///< left out because the same tensor has another name: both
    std::vector<std::pair<std::string, std::string>> metadata; ///< text to keep beside them
    std::vector<std::string> notes; ///< what the user should know

    std::uint64_t bytes() const noexcept;
};

BytesOrigin originOf(const PlannedDocument& planned, const NamedTensor& tensor);

/// The tensors of the planned document by name: those of its one state dict, or, where there is none, of nested
/// dictionaries with joined names. Plain values beside them become text. Unsupported, naming what it is and what to do,
/// for what cannot be said so: tensors of an optimizer beside a model, two models, sparse and quantized tensors,
/// objects.
Result<NamedTensors> namedTensors(const PlannedDocument& planned);

} // namespace pthf
