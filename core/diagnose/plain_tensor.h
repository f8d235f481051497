// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/base/task.h"
#include "core/checkpoint/document.h"
#include "core/compute/compute_engine.h"

namespace pthf {

/// A tensor whose elements are the numbers that it means: itself, a copy in memory of what a quantized, sparse,
/// conjugated or negated one stands for, the numbers that blocks of a GGUF file stand for, or the part that holds the
/// numbers (the pieces of a nested tensor, what one process holds of a distributed one: several boxes one after the
/// other). Everything that reads tensors
/// reads it.
struct PlainTensor {
    DocumentPtr document;
    TensorValue tensor;
    TensorId id = kNoTensor; ///< of it in the document, where it is another one than was asked for
};

/// Largest copy that is made: larger ones are looked at part by part (their `values`, their slices).
inline constexpr std::uint64_t kMaxPlainBytes = std::uint64_t{1} << 30U;

/// Whether an engine is needed to make it plain: quantized and sparse tensors.
bool needsEngine(const TensorValue& tensor) noexcept;

/// `engine` may be null for tensors that need none; else Unsupported. LimitExceeded above kMaxPlainBytes; Unsupported
/// for forms that hold no numbers (meta) or several tensors (subclasses with more than one).
Result<PlainTensor> makePlain(
    const DocumentPtr& document, const TensorValue& tensor, ComputeEngine* engine, const Task& task);

} // namespace pthf
