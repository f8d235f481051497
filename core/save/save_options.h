// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/write/save_format.h"

namespace pthf {

enum class Overwrite : std::uint8_t { No, Yes };

enum class Verification : std::uint8_t {
    None,
    Structure, ///< reopened and compared with the plan; converted bytes compared
    Full ///< every byte read again and compared too, by its checksum where there is one
};

std::string_view verificationName(Verification verification) noexcept; ///< "none", "structure", "full"

struct SaveOptions {
    std::filesystem::path target;
    SaveFormat format = SaveFormat::Zip;
    Overwrite overwrite = Overwrite::No;
    Verification verification = Verification::Structure;
};

} // namespace pthf
