// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pthf {

enum class SaveFormat : std::uint8_t {
    Zip, ///< torch ≥ 1.6
    Legacy, ///< torch 0.4 … 1.5
    Safetensors ///< names and tensors, text beside them
};

std::string_view saveFormatName(SaveFormat format) noexcept; ///< "zip", "legacy", "safetensors"
std::optional<SaveFormat> saveFormatFromName(std::string_view name) noexcept;

} // namespace pthf
