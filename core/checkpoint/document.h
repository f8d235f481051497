// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/problems.h"
#include "core/types/file_kind.h"
#include "core/value/content.h"

namespace pthf {

class ByteSource;
class Container;
class FileSource;

/// A class or function that a pickle names, and where.
struct GlobalUse {
    std::string module; ///< as in the file
    std::string name;
    ValueId value = kNoValue; ///< its first node in the graph; kNoValue where that was let go
    std::uint64_t count = 0; ///< how often the graph mentions it
    std::uint64_t offset = 0; ///< of its first mention, absolute in the file where that can be said
};

/// What the pickle itself tells, for the weights_only verdict and for people.
struct PickleFacts {
    std::uint8_t protocol = 0;
    std::uint64_t bytes = 0;
    std::vector<GlobalUse> globals; ///< in order of first mention
    std::vector<std::uint8_t> opcodes; ///< every opcode that occurs, ascending
    bool hasTypedPersistentIds = false; ///< ('module', ...) ids of legacy whole-model files: weights_only refuses them
};

/// One of the files a document's bytes lie in, or one of the archives within it.
struct DocumentSource {
    std::shared_ptr<const ByteSource> bytes;
    std::shared_ptr<const Container> container; ///< null for streams
};

/// A checkpoint as it was read: a snapshot that never changes, shared as std::shared_ptr<const Document>.
struct Document {
    std::filesystem::path path; ///< as it was asked for
    std::uint64_t fileBytes = 0; ///< of all its files
    FileKind kind = FileKind::Other;
    std::string what; ///< one sentence: "PyTorch checkpoint (zip, torch ≥ 1.6)"
    std::string detail; ///< what else is known of the container: byte order, "named .tar, but is a ..."; may be empty

    /// The checkpoint that this file is one part of, where its folder says so: the index of its shard, the folder of
    /// its partition. `part` says which: "shard 1 of 3".
    std::filesystem::path whole;
    std::string part;

    Content content;
    PickleFacts pickle; ///< of the main pickle; empty for formats without one
    Problems problems; ///< everything noticed on the way in

    std::vector<DocumentSource> sources; ///< storages name them by number; [0] is the file itself
    std::shared_ptr<const FileSource> file; ///< the file that was opened; null for standard input and folders
    std::string rootFolder; ///< of a zip: "archive"; empty otherwise
    std::optional<std::uint32_t> pickleRecord; ///< of a zip: the number of data.pkl
    /// Records of a zip that carry neither the pickle nor a storage (version, byteorder, code/…): kept by a save.
    std::vector<std::uint32_t> otherRecords;
    bool isLittleEndian = true; ///< of the storages, as the file states
    bool hasDescriptionOnly = false; ///< damaged: bytes are missing that the description mentions

    /// Whether anything about the file's bytes is wrong (Problems of severity Error).
    bool isDamaged() const noexcept { return problems.hasErrors(); }
};

using DocumentPtr = std::shared_ptr<const Document>;

} // namespace pthf
