// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace pthf {

/// What a file is, by its content. The names are those of `pthf info --json` (DESIGN 7).
enum class FileKind : std::uint8_t {
    TorchZip,
    TorchLegacy,
    TorchTar,
    TorchScript,
    TorchPackage,
    TorchMobile,
    Pt2,
    Pickle,
    Safetensors,
    HfShards,
    Dcp,
    DeepSpeed,
    Npy,
    Npz,
    Torch7,
    KerasH5,
    Gguf,
    Other, ///< recognised, and not ours to read
    Unreadable
};

/// "torch-zip", "torch-legacy", ..., "unreadable".
std::string_view fileKindName(FileKind kind) noexcept;

} // namespace pthf
