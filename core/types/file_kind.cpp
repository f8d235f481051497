// SPDX-License-Identifier: Apache-2.0
#include "core/types/file_kind.h"

#include <array>

namespace pthf {

std::string_view fileKindName(FileKind kind) noexcept
{
    static constexpr std::array<std::string_view, 19> kNames{"torch-zip", "torch-legacy", "torch-tar", "torchscript",
        "torch-package", "torch-mobile", "pt2", "pickle", "safetensors", "hf-shards", "dcp", "deepspeed", "npy", "npz",
        "t7", "keras-h5", "gguf", "other", "unreadable"};
    return kNames[static_cast<std::size_t>(kind)];
}

} // namespace pthf
