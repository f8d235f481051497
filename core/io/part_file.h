// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// Part files of this target that lie beside it, whether their writers live or are gone.
std::vector<std::filesystem::path> partFilesOf(const std::filesystem::path& target);
/// Whether the writer of a part file lives: it holds a lock on it. False where the file system has no locks.
bool isPartLiving(const std::filesystem::path& part) noexcept;
/// The target's name that a part file's name speaks of; nothing for names that no part file has.
std::optional<std::string> targetOfPart(std::string_view name);

/// Removes part files of this target whose writer is gone: a living writer holds a lock on its own.
void removeStaleParts(const std::filesystem::path& target) noexcept;

/// The permissions that the target has, or those that the umask leaves to a new file.
std::uint32_t permissionsFor(const std::filesystem::path& target) noexcept;

} // namespace pthf
