// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/diagnose/loads_on.h"
#include "core/diagnose/sizes.h"
#include "core/opening/open_checkpoint.h"

namespace pthf {

enum class FolderDepth : std::uint8_t {
    Here, ///< files of the folder, and folders in it that are checkpoints themselves
    Below ///< of all folders below it too
};

/// What may be checkpoints in a folder, sorted by name as people count (2 before 10): files of any kind, since names
/// say little, and folders that are one checkpoint (distributed, sharded, DeepSpeed), whose files are left out. Nothing
/// is opened but small index files. Hidden files are left out. IoFailed where the folder cannot be listed.
Result<std::vector<std::filesystem::path>> checkpointsIn(
    const std::filesystem::path& folder, FolderDepth depth, const Task& task);

/// One checkpoint of a folder, in a line of a table.
struct FolderRow {
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    FileKind kind = FileKind::Other;
    std::string what;
    std::string holds;
    std::uint64_t tensors = 0;
    std::uint64_t parameters = 0;
    std::vector<std::pair<std::string, TensorCount>> devices; ///< cpu first
    std::string epoch; ///< "12"; of files without one their iteration or step: "step 90000"; empty where none is told
    std::string best; ///< "best_acc 0.7428"; empty where none is told
    std::vector<LoadsOn> loadsOn;
    bool isDamaged = false;
};

/// Opens a checkpoint and says what it is in a row: a few milliseconds a file, whatever it weighs. Independent of other
/// rows, so that several can be made at once. An error for what is no checkpoint.
Result<FolderRow> folderRow(const std::filesystem::path& path, const OpenOptions& options, const Task& task);

/// The row for a terminal: path, size, what it holds, best figure, devices.
std::string folderRowText(const FolderRow& row);

} // namespace pthf
