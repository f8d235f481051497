// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/checkpoint/document.h"
#include "core/types/initial_values.h"

namespace pthf {

struct PlannedStorage;

/// Elements that are laid over a tensor that the plan puts together, from its first element on.
struct PlannedLayer {
    std::shared_ptr<const PlannedStorage> bytes; ///< a run of bytes that are there already; null: a filling
    InitialValues values; ///< of a filling
    Dims filled; ///< the shape that the filling is made for, whole
    DType dtype = DType::Float32; ///< of the elements, before they are cast to the storage's
    /// The shape is that of the box that is covered. Strides and offset say where in the run, or in the row-major order
    /// of the filling, its elements lie.
    TensorLayout layout;

    bool isFilling() const noexcept { return bytes == nullptr; }
};

/// Where a planned storage's bytes come from.
struct PlannedStorage {
    StorageId source = kNoStorage; ///< of the source document; kNoStorage: `made`, `external` or `layers`
    DocumentPtr other; ///< another file's document, which `source` counts in then
    std::uint64_t firstByte = 0; ///< the run of the source storage that is taken, in source bytes
    std::uint64_t byteCount = 0; ///< of the source bytes taken; the whole storage unless compacted
    DType sourceDtype = DType::Float32; ///< differs from the planned storage's dtype when it is cast
    /// Untie of a view with holes: these elements (of sourceDtype, counted from the source storage's first) are
    /// gathered in row-major order instead of the run being copied.
    std::shared_ptr<const TensorLayout> gathered; ///< null for most
    std::shared_ptr<const std::vector<std::byte>> made; ///< bytes of what was no storage: a numpy array of the pickle
    std::optional<ExternalBytes> external; ///< the same, where they were left in the file
    /// A tensor that is put together, row-major: these, each over those before it. The first covers all of it.
    std::vector<PlannedLayer> layers;
    bool isUsed = true; ///< something of the planned content mentions it; only these are written

    /// Whether the bytes go over as they are.
    bool isCopy(const StorageValue& planned) const noexcept
    {
        return planned.dtype == sourceDtype && !gathered && layers.empty();
    }
    /// Whether the numbers are not those that the source has there.
    bool hasOtherNumbers() const noexcept { return other != nullptr || !layers.empty(); }
    /// Whether LibTorch is needed to write it.
    bool isDrawn() const noexcept
    {
        for (const PlannedLayer& layer : layers) { // NOLINT(readability-use-anyofallof)
            if (layer.isFilling() && pthf::isDrawn(layer.values.kind)) {
                return true;
            }
        }
        return false;
    }
};

} // namespace pthf
