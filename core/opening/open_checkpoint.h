// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

struct OpenOptions {
    Limits limits{};
    /// Keep what plain tensors are and not how torch.save spelled them (core/meaning/fold_tensors.h): for documents
    /// that are held for long, or copied.
    bool foldsTensors = false;
};

/// The one way in. Recognises the file by its content, reads the description of its tensors and no tensor bytes, runs
/// nothing. A damaged file whose description can be read opens, with Problems and with storages marked partly or lost.
/// What is no checkpoint is Unsupported (or Corrupt, Truncated), in a sentence that says what it is instead and what to
/// do about it.
Result<DocumentPtr> openCheckpoint(const std::filesystem::path& path, const OpenOptions& options, const Task& task);

/// The same for bytes that have no path: standard input, an archive within an archive.
Result<DocumentPtr> openCheckpoint(
    std::shared_ptr<const ByteSource> bytes, const OpenOptions& options, const Task& task);

} // namespace pthf
