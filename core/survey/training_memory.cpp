// SPDX-License-Identifier: Apache-2.0
#include "core/survey/training_memory.h"

#include <set>
#include <string>

#include "core/checkpoint/value_view.h"
#include "core/diagnose/sizes.h"

namespace pthf {

std::string_view trainingRecipeName(TrainingRecipe recipe) noexcept
{
    switch (recipe) {
    case TrainingRecipe::Float32Adam:
        return "float32, Adam";
    case TrainingRecipe::Float32Momentum:
        return "float32, SGD with momentum";
    case TrainingRecipe::MixedAdam:
        return "bfloat16 with float32 master, Adam";
    case TrainingRecipe::BFloat16Adam:
        return "bfloat16 throughout, Adam";
    }
    return "";
}

TrainingMemory trainingMemory(std::uint64_t parameters, TrainingRecipe recipe) noexcept
{
    // Bytes a parameter: weights, gradients, optimizer (two moments for Adam, one for momentum).
    switch (recipe) {
    case TrainingRecipe::Float32Adam:
        return {parameters * 4, parameters * 4, parameters * 8};
    case TrainingRecipe::Float32Momentum:
        return {parameters * 4, parameters * 4, parameters * 4};
    case TrainingRecipe::MixedAdam:
        return {parameters * 6, parameters * 2, parameters * 8};
    case TrainingRecipe::BFloat16Adam:
        return {parameters * 2, parameters * 2, parameters * 4};
    }
    return {};
}

std::uint64_t trainedParameters(const Content& content, const TreeIndex& tree)
{
    const std::vector<Role> roles = rolesOfLeaves(tree);
    std::set<std::pair<StorageId, std::int64_t>> seen; // ties: the same storage from the same element on
    std::uint64_t parameters = 0;
    for (std::size_t i = 0; i < tree.leaves.size(); ++i) {
        const Leaf& leaf = tree.leaves[i];
        if (leaf.tensor == kNoTensor || roles[i] != Role::Model) {
            continue;
        }
        const TensorValue& tensor = content.tensor(leaf.tensor);
        if (!isFloating(tensor.dtype)) {
            continue;
        }
        const std::string key = displaySegment(segmentOf(content, tree.places[index(leaf.place)].step));
        if (key.ends_with("running_mean") || key.ends_with("running_var")) {
            continue; // torch/nn/modules/batchnorm.py: buffers
        }
        if (tensor.storage == kNoStorage || seen.emplace(tensor.storage, tensor.layout.offset).second) {
            parameters += tensor.elements();
        }
    }
    return parameters;
}

} // namespace pthf
