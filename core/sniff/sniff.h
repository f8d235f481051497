// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/container/zip_reader.h"
#include "core/io/byte_source.h"
#include "core/types/file_kind.h"

namespace pthf {

/// What a file is by its content, or what it is instead of a checkpoint.
struct Sniffed {
    FileKind kind = FileKind::Unreadable;
    /// A noun phrase without article or full stop, safe to show: "PyTorch checkpoint (zip, torch ≥ 1.6)", "Git LFS
    /// pointer (132 bytes) for a file of 244.0 MB".
    std::string what;
    /// What to do about it: "run `git lfs pull` in its folder". Empty for formats that are ours to read.
    std::string advice;
    std::optional<std::uint8_t> protocol; ///< of the pickle that the file begins with
    std::shared_ptr<const ZipReader> zip; ///< opened already, where the file is a zip with a directory
    /// Why a zip could not be opened by its directory. Where the kind is still torch's, salvageZip() may find its
    /// records.
    std::optional<Error> damage;

    /// Whether it is of a kind that can be a checkpoint. Not all of them are read yet.
    bool isCheckpoint() const noexcept { return kind != FileKind::Other && kind != FileKind::Unreadable; }
    /// What it is and what to do about it as one error: Truncated, Corrupt, or Unsupported.
    Error asError() const;
};

/// Recognises a file by its first and last 64 KiB, and a zip by its directory too; never by its name. An error is the
/// system's only (IoFailed, Cancelled): whatever else is wrong with the file is an answer.
Result<Sniffed> sniff(std::shared_ptr<const ByteSource> source, const Limits& limits, const Task& task);

} // namespace pthf
