// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/io/file_source.h"
#include "core/opening/open_checkpoint.h"

namespace pthf::cli {

/// A checkpoint named on the command line; "-" is standard input. Standard input and pipes by name (what a shell makes
/// of <(…)) are taken whole by way of an unnamed temporary file, so that any size goes.
Result<DocumentPtr> openInput(const std::string& name, const Task& task, const OpenOptions& options = {});

/// Whether bytes come by this name once only, and in order: "-", a pipe.
bool isStream(const std::string& name);
/// What comes from a stream, in a temporary file that nobody else sees.
Result<std::shared_ptr<const FileSource>> takeStream(const std::string& name, const Task& task);

/// InvalidArgument for "-": what is written gets its name when it is whole, so it needs one.
Status checkOutputName(const std::string& name);

enum class Recursive : std::uint8_t { No, Yes };

bool isFolder(const std::string& name);
/// A folder that is not one checkpoint itself (shards, a distributed checkpoint, an unpacked archive).
bool isFolderOfFiles(const std::string& name);

/// The inputs of a batch: with Recursive::Yes every folder stands for the checkpoints below it, unless it is one
/// itself.
Result<std::vector<std::string>> expandInputs(const std::vector<std::string>& inputs, Recursive recursive);

} // namespace pthf::cli
