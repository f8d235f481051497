// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "core/compute/compute_engine.h"

namespace pthf::torch_module {

Status initialise(const InitialValues& values, DType dtype, std::span<const std::int64_t> shape, const BytesSink& sink,
    const Task& task);

} // namespace pthf::torch_module
