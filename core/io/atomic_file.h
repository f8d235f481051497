// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/byte_sink.h"

namespace pthf {

/// A file that takes its name when it is complete, or vanishes: `.NAME.XXXXXX.pthf-part` beside the target, then flush,
/// fsync, rename, fsync of the folder. Destroying it without commit() removes the part file.
class AtomicFile final : public ByteSink {
public:
    /// Makes the part file (owner-only until commit, then the target's mode, or what the umask gives a new file), after
    /// removing stale part files of the same target whose writer is gone. A target that is a symbolic link is followed,
    /// so that the link stays. IoFailed: folder missing or not writable, target is a folder, less free space than
    /// expectedBytes (both numbers said).
    static Result<AtomicFile> create(const std::filesystem::path& target, std::uint64_t expectedBytes);

    ~AtomicFile() override;
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    Status write(std::span<const std::byte> bytes) override;
    Status copyFrom(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task) override;
    std::uint64_t position() const noexcept override { return m_position; }

    /// Hands what is buffered to the system: the part file holds everything then, to be read back.
    Status flush();
    /// Waits until what was written is on disk, in pieces, so that a cancel is heard; commit() is short
    /// afterwards.
    Status settle(const Task& task);
    /// Makes the file durable under its final name. After an error the old file is still there, and the part is not.
    Status commit();
    const std::filesystem::path& partPath() const noexcept { return m_part; }

private:
    AtomicFile() = default;
    void discard() noexcept;
    Status readIntoBuffer(const ByteSource& source, std::uint64_t offset, std::size_t length);
    Status copyRange(FileRange from, std::uint64_t length, const Task& task);
    void startWriteback() noexcept;
    Status remember(Status status);
    Status makeDurable();

    std::filesystem::path m_target;
    std::filesystem::path m_part;
    std::vector<std::byte> m_buffer; ///< small writes gathered
    int m_descriptor = -1;
    std::uint64_t m_position = 0;
    std::uint64_t m_writebackFrom = 0; ///< what lies before was handed to the disk
    bool m_hasFailed = false; ///< commit() refuses
};

} // namespace pthf
