// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "core/io/byte_source.h"
#include "core/io/file_identity.h"

namespace pthf {

/// A regular file, read by pread: a file that another process cuts short becomes Truncated, never a signal.
class FileSource final : public ByteSource {
public:
    /// IoFailed in words a person can act on (missing, no permission, a folder, a pipe).
    static Result<std::shared_ptr<const FileSource>> open(const std::filesystem::path& path);
    /// The file behind a descriptor that stays the caller's: it has no place of its own, so it may have no name any
    /// more.
    static Result<std::shared_ptr<const FileSource>> ofDescriptor(int descriptor);

    ~FileSource() override;
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;
    FileSource(FileSource&&) = delete;
    FileSource& operator=(FileSource&&) = delete;

    std::uint64_t size() const noexcept override { return m_identity.bytes; }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override;
    std::optional<FileRange> fileRange(std::uint64_t offset) const noexcept override;

    const std::filesystem::path& path() const noexcept { return m_path; }
    /// The file as it was when opened.
    const FileIdentity& identity() const noexcept { return m_identity; }
    /// IoFailed, saying what changed, when the open file, or the file that is now at its path, is no longer the one we
    /// opened.
    Status checkUnchanged() const;

private:
    FileSource(std::filesystem::path path, int descriptor, FileIdentity identity);

    static Result<std::shared_ptr<const FileSource>> opened(std::filesystem::path path, int descriptor);

    std::filesystem::path m_path; ///< empty where the file is known by its descriptor only
    int m_descriptor;
    FileIdentity m_identity;
};

} // namespace pthf
