// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "core/base/result.h"
#include "core/io/file_identity.h"

namespace pthf {

/// A file that is changed at its end only, by its one writer: it grows and keeps that, or has its old length again.
class GrowingFile {
public:
    /// Opens the file for writing, if it still is the one that was read, and locks it against other writers of ours.
    /// IoFailed in words: changed meanwhile, read-only, being edited.
    static Result<GrowingFile> open(const std::filesystem::path& path, const FileIdentity& expected);

    /// Without keep() the file is cut back to the length it had.
    ~GrowingFile();
    GrowingFile(GrowingFile&& other) noexcept;
    GrowingFile& operator=(GrowingFile&&) = delete;
    GrowingFile(const GrowingFile&) = delete;
    GrowingFile& operator=(const GrowingFile&) = delete;

    /// Puts bytes behind the last ones.
    Status append(std::span<const std::byte> bytes);
    /// Waits until what was appended is on disk.
    Status sync();
    /// Cuts the file to a length that is not more than it has, for good, and waits until that is on disk.
    Status cutTo(std::uint64_t length);
    void keep() noexcept { m_isKept = true; }

    std::uint64_t size() const noexcept { return m_size; }

private:
    GrowingFile(int descriptor, std::uint64_t size) noexcept
        : m_descriptor(descriptor)
        , m_oldSize(size)
        , m_size(size)
    {
    }

    int m_descriptor = -1;
    std::uint64_t m_oldSize = 0;
    std::uint64_t m_size = 0;
    bool m_isKept = false;
};

} // namespace pthf
