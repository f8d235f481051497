// SPDX-License-Identifier: Apache-2.0
#include "core/save/save_options.h"

#include <algorithm>
#include <array>
#include <string>

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
    constexpr std::string_view kIndex = ".index.json";
    std::string name = target.filename().string();
    if (name.ends_with(kIndex)) {
        name.resize(name.size() - kIndex.size());
    }
    const std::string extension = std::filesystem::path(name).extension().string();
    if (extension == ".safetensors") {
        return SaveFormat::Safetensors;
    }
    constexpr std::array<std::string_view, 6> kTorch{".pt", ".pth", ".bin", ".ckpt", ".tar", ".pkl"};
    const bool isForTorch = std::ranges::find(kTorch, extension) != kTorch.end();
    const bool isOfSafetensors = source == FileKind::Safetensors || source == FileKind::HfShards;
    if (isOfSafetensors && !isForTorch) {
        return SaveFormat::Safetensors;
    }
    return source == FileKind::TorchLegacy ? SaveFormat::Legacy : SaveFormat::Zip;
}

} // namespace pthf
