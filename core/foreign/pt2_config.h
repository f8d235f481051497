// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/problems.h"
#include "core/types/dtype.h"
#include "core/types/tensor_layout.h"

namespace pthf {

/// One weight or constant of an exported program, as its config describes it.
struct Pt2Weight {
    std::string name; ///< "lin.weight"
    std::string file; ///< beside the config: "weight_0"
    bool isParameter = false;
    bool isPickled = false; ///< the file is one of torch.save; else the bytes of a storage
    DType dtype = DType::Float32;
    TensorLayout layout;
    std::string device; ///< "cuda:0"
    bool requiresGrad = false;
};

/// Reads a `<model>_weights_config.json`, or the one of constants. Entries that are no tensors (custom objects), and
/// those whose sizes are no numbers, are left out and told. Corrupt for what is no such file.
Result<std::vector<Pt2Weight>> readPt2Config(std::string_view text, Problems& problems);

} // namespace pthf
