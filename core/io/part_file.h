// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/base/result.h"

namespace pthf {

/// A part file that was just made: open, empty, owner-only, locked as long as the descriptor lives.
struct PartFile {
    std::filesystem::path path;
    int descriptor = -1;
};

/// The file that a save to this target really replaces: symbolic links followed, those that lead nowhere too.
Result<std::filesystem::path> resolveTarget(const std::filesystem::path& target);

/// Makes `.NAME.XXXXXX.pthf-part` beside the target.
Result<PartFile> makePartFile(const std::filesystem::path& target);

/// Removes part files of this target whose writer is gone: a living writer holds a lock on its own.
void removeStaleParts(const std::filesystem::path& target) noexcept;

/// The permissions that the target has, or those that the umask leaves to a new file.
std::uint32_t permissionsFor(const std::filesystem::path& target) noexcept;

} // namespace pthf
