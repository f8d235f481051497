// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/edit/edit_draft.h"

namespace pthf {

// A tensor as layers of elements, which can be transposed, cut and grown without a byte being read. Steps add up: a
// grown tensor that is transposed is its filling and its old part, both transposed.

using TensorLayers = std::vector<PlannedLayer>;

/// What a tensor of the draft is made of. Unsupported, in words that follow its name, for what has no plain elements.
Result<TensorLayers> layersOf(const EditDraft& draft, const TensorValue& tensor);
/// The same for a tensor of another file.
Result<TensorLayers> layersOf(const DocumentPtr& other, TensorId id);
TensorLayers fillingOf(const InitialValues& values, const Dims& shape, DType dtype);

void transposeLayers(TensorLayers& layers, std::size_t first, std::size_t second);
/// Whether two shapes differ at most in dimensions of one, so that one reads the other's elements in their order: a
/// linear layer's [48, 16], and [48, 16, 1, 1] of a 1×1 convolution.
bool differInOnesOnly(const Dims& a, const Dims& b) noexcept;
/// To the rank of a shape that differs in dimensions of one only; in any other case nothing happens.
void alignRank(TensorLayers& layers, const Dims& shape);
/// To a shape of as many dimensions; what is new is filled.
void resizeLayers(TensorLayers& layers, const Dims& shape, const InitialValues& values, DType dtype);

/// The numbers on another grid, made when they are written. Unsupported or InvalidArgument, in words that follow the
/// tensor's name, for shapes that are no grids, and for what the plan has put together already.
Result<TensorLayers> resampledLayers(
    const EditDraft& draft, const TensorLayers& layers, const Resampling& resampling, const Dims& shape);

/// The plan of a storage that holds these elements and nothing else, as `dtype`: one run of bytes where they are one.
PlannedStorage storageOfLayers(TensorLayers layers, DType dtype);

/// What is behind the numbers, for people: "zeros", "from other.pth", "laid out anew".
std::string numbersText(const PlannedStorage& storage);

} // namespace pthf
