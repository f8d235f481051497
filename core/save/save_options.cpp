// SPDX-License-Identifier: Apache-2.0
#include "core/save/save_options.h"

#include <algorithm>
#include <array>

namespace pthf {

std::string_view verificationName(Verification verification) noexcept
{
    switch (verification) {
    case Verification::None:
        return "none";
    case Verification::Structure:
        return "structure";
    case Verification::Full:
        return "full";
    }
    return "none";
}

SaveFormat formatFor(const std::filesystem::path& target, FileKind source)
{
    const std::string extension = target.extension().string();
    if (extension == ".safetensors") {
        return SaveFormat::Safetensors;
    }
    constexpr std::array<std::string_view, 6> kTorch{".pt", ".pth", ".bin", ".ckpt", ".tar", ".pkl"};
    const bool isForTorch = std::ranges::find(kTorch, extension) != kTorch.end();
    if (source == FileKind::Safetensors && !isForTorch) {
        return SaveFormat::Safetensors;
    }
    return source == FileKind::TorchLegacy ? SaveFormat::Legacy : SaveFormat::Zip;
}

} // namespace pthf
