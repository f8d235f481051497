// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "core/checkpoint/tree_index.h"

namespace pthf {

/// How a model may be trained, as far as memory goes.
enum class TrainingRecipe : std::uint8_t {
    Float32Adam,
    Float32Momentum, ///< SGD with momentum
    MixedAdam, ///< bfloat16 weights and gradients, a float32 master copy of the weights
    BFloat16Adam ///< bfloat16 throughout
};
inline constexpr std::array kTrainingRecipes{TrainingRecipe::Float32Adam, TrainingRecipe::Float32Momentum,
    TrainingRecipe::MixedAdam, TrainingRecipe::BFloat16Adam};

/// "float32", "float32, SGD with momentum", …, in English, for reports.
std::string_view trainingRecipeName(TrainingRecipe recipe) noexcept;

/// Bytes on the device while training, activations and work space not counted.
struct TrainingMemory {
    std::uint64_t weights = 0;
    std::uint64_t gradients = 0;
    std::uint64_t optimizer = 0;

    std::uint64_t together() const noexcept { return weights + gradients + optimizer; }
    bool operator==(const TrainingMemory&) const = default;
};

TrainingMemory trainingMemory(std::uint64_t parameters, TrainingRecipe recipe) noexcept;

/// Numbers of a checkpoint's models that are trained: elements of floating tensors below the model role, ties once,
/// without running statistics, which no optimizer moves.
std::uint64_t trainedParameters(const Content& content, const TreeIndex& tree);

} // namespace pthf
