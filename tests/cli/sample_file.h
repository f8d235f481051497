// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/checkpoint_builder.h"

namespace pthf::tests {

/// A training's checkpoint with what most people want changed: devices of a machine of two GPUs, names of DataParallel.
inline CheckpointBuilder builder()
{
    return CheckpointBuilder()
        .tensor("conv.weight", DType::Float32, {4, 3}, "cuda:0")
        .tensor("conv.bias", DType::Float32, {4}, "cuda:1")
        .prefix("module.")
        .withMetadata()
        .wrapper("model")
        .value("epoch", 12);
}

} // namespace pthf::tests
