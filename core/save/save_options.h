// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/types/file_kind.h"
#include "core/write/save_format.h"

namespace pthf {

enum class Overwrite : std::uint8_t { No, Yes };

enum class Verification : std::uint8_t {
    None,
    Structure, ///< reopened and compared with the plan; converted bytes compared
    Full ///< every byte read again and compared too, by its checksum where there is one
};

std::string_view verificationName(Verification verification) noexcept; ///< "none", "structure", "full"

/// The format that a target gets when none is asked for: by its extension, else that of the source, else a zip.
SaveFormat formatFor(const std::filesystem::path& target, FileKind source);

struct SaveOptions {
    std::filesystem::path target;
    SaveFormat format = SaveFormat::Zip;
    Overwrite overwrite = Overwrite::No;
    Verification verification = Verification::Structure;
};

} // namespace pthf
