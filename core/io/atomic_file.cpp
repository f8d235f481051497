// SPDX-License-Identifier: Apache-2.0
#include "core/io/atomic_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/io/file_copy.h"
#include "core/io/part_file.h"
#include "core/io/system_error.h"

namespace pthf {

namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 17U;
constexpr std::uint64_t kCopyBlock = std::uint64_t{1} << 20U;
/// Ranges below this are read into the buffer: a call of the kernel for each of 20,000 small tensors costs more.
constexpr std::uint64_t kWorthACall = std::uint64_t{1} << 16U;
/// After so many bytes the disk is told to begin with them, so that the flush at the end has little left to do.
constexpr std::uint64_t kWritebackPiece = std::uint64_t{8} << 20U;
/// What a cancel may have to wait for while the disk catches up.
constexpr std::uint64_t kSettlePiece = std::uint64_t{8} << 20U;

Status checkTarget(const std::filesystem::path& target)
{
    if (!target.has_filename()) {
        return Error{ErrorCode::IoFailed, "the target has no file name"};
    }
    struct stat facts { };
    if (::stat(target.c_str(), &facts) != 0) {
        return errno == ENOENT ? Status(Done{}) : Status(systemError("the target cannot be examined"));
    }
    if (S_ISDIR(facts.st_mode)) {
        return Error{ErrorCode::IoFailed, "the target is a folder; name a file in it"};
    }
    if (!S_ISREG(facts.st_mode)) {
        return Error{ErrorCode::IoFailed, "the target is not a regular file"};
    }
    return Done{};
}

Status checkFolder(const std::filesystem::path& folder, std::uint64_t expectedBytes)
{
    struct statvfs facts { };
    if (::statvfs(folder.c_str(), &facts) != 0) {
        return systemError("the folder " + folder.string() + " cannot be used");
    }
    const std::uint64_t blockBytes = facts.f_frsize == 0 ? 1 : facts.f_frsize;
    // Compared in blocks, whose product with their size could overflow on the oddest of file systems.
    if (expectedBytes / blockBytes > facts.f_bavail) {
        return Error{ErrorCode::IoFailed,
            "the save needs " + std::to_string(expectedBytes) + " bytes, the disk of " + folder.string() + " has "
                + std::to_string(facts.f_bavail * blockBytes) + " free"};
    }
    return Done{};
}

std::filesystem::path folderOf(const std::filesystem::path& target)
{
    return target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
}

/// Flushes the folder, so that the new name survives a power cut. Some file systems cannot and say so, and by now the
/// file has its name: nothing that could be undone depends on the answer.
void flushFolder(const std::filesystem::path& folder) noexcept
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); // NOLINT: open's own way
    if (descriptor >= 0) {
        static_cast<void>(::fsync(descriptor));
        ::close(descriptor);
    }
}

} // namespace

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& target, std::uint64_t expectedBytes)
{
    AtomicFile file;
    file.m_target = PTHF_TRY(resolveTarget(target));
    PTHF_TRY(checkTarget(file.m_target));
    removeStaleParts(file.m_target);
    PTHF_TRY(checkFolder(folderOf(file.m_target), expectedBytes));
    PartFile part = PTHF_TRY(makePartFile(file.m_target));
    file.m_part = std::move(part.path);
    file.m_descriptor = part.descriptor;
    file.m_buffer.reserve(kBufferBytes);
    return file;
}

AtomicFile::~AtomicFile()
{
    discard();
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_target(std::move(other.m_target))
    , m_part(std::move(other.m_part))
    , m_buffer(std::move(other.m_buffer))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_position(other.m_position)
    , m_writebackFrom(other.m_writebackFrom)
    , m_hasFailed(other.m_hasFailed)
{
}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept
{
    if (this != &other) {
        discard();
        m_target = std::move(other.m_target);
        m_part = std::move(other.m_part);
        m_buffer = std::move(other.m_buffer);
        m_descriptor = std::exchange(other.m_descriptor, -1);
        m_position = other.m_position;
        m_writebackFrom = other.m_writebackFrom;
        m_hasFailed = other.m_hasFailed;
    }
    return *this;
}

void AtomicFile::discard() noexcept
{
    if (m_descriptor >= 0) {
        ::unlink(m_part.c_str());
        ::close(std::exchange(m_descriptor, -1));
    }
}

Status AtomicFile::remember(Status status)
{
    m_hasFailed = m_hasFailed || !status;
    return status;
}

Status AtomicFile::flush()
{
    const FilePlace place{m_descriptor, m_position - m_buffer.size()};
    PTHF_TRY(remember(writeFileBytes(place, m_buffer)));
    m_buffer.clear();
    return Done{};
}

Status AtomicFile::write(std::span<const std::byte> bytes)
{
    if (m_buffer.size() + bytes.size() > kBufferBytes) {
        PTHF_TRY(flush());
    }
    if (bytes.size() > kBufferBytes) {
        PTHF_TRY(remember(writeFileBytes({m_descriptor, m_position}, bytes)));
    } else {
        m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
    }
    m_position += bytes.size();
    startWriteback();
    return Done{};
}

void AtomicFile::startWriteback() noexcept
{
    const std::uint64_t written = m_position - m_buffer.size();
    if (written - m_writebackFrom >= kWritebackPiece) {
        static_cast<void>(::sync_file_range(m_descriptor, static_cast<off_t>(m_writebackFrom),
            static_cast<off_t>(written - m_writebackFrom), SYNC_FILE_RANGE_WRITE));
        m_writebackFrom = written;
    }
}

/// Inside the kernel, in pieces between which the disk is told to begin.
Status AtomicFile::copyRange(FileRange from, std::uint64_t length, const Task& task)
{
    PTHF_TRY(flush());
    while (length > 0) {
        const std::uint64_t piece = std::min(length, kWritebackPiece);
        PTHF_TRY(remember(copyFileBytes({from.descriptor, from.offset}, {m_descriptor, m_position}, piece, task)));
        from.offset += piece;
        m_position += piece;
        length -= piece;
        startWriteback();
    }
    return Done{};
}

Status AtomicFile::copyFrom(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task)
{
    PTHF_TRY(checkRange(source, offset, length));
    if (length < kWorthACall) {
        return readIntoBuffer(source, offset, static_cast<std::size_t>(length));
    }
    if (const auto range = source.fileRange(offset)) {
        return copyRange(*range, length, task);
    }
    std::vector<std::byte> block(static_cast<std::size_t>(std::min(length, kCopyBlock)));
    while (length > 0) {
        PTHF_TRY(task.poll());
        const auto part =
            std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(length, block.size())));
        PTHF_TRY(source.readAt(offset, part));
        PTHF_TRY(write(part));
        offset += part.size();
        length -= part.size();
    }
    return Done{};
}

Status AtomicFile::readIntoBuffer(const ByteSource& source, std::uint64_t offset, std::size_t length)
{
    if (m_buffer.size() + length > kBufferBytes) {
        PTHF_TRY(flush());
    }
    const std::size_t before = m_buffer.size();
    m_buffer.resize(before + length);
    Status read = source.readAt(offset, std::span(m_buffer).subspan(before));
    if (!read) {
        m_buffer.resize(before);
        return remember(std::move(read));
    }
    m_position += length;
    startWriteback();
    return read;
}

Status AtomicFile::settle(const Task& task)
{
    PTHF_TRY(flush());
    m_buffer = {}; // of hundreds of files that wait for their names, none needs one
    for (std::uint64_t begin = 0; begin < m_position; begin += kSettlePiece) {
        PTHF_TRY(task.poll());
        const auto length = static_cast<off_t>(std::min(kSettlePiece, m_position - begin));
        // Only a head start for the fsync of commit(), which is what answers for the bytes.
        static_cast<void>(::sync_file_range(m_descriptor, static_cast<off_t>(begin), length,
            SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER));
    }
    return task.poll();
}

Status AtomicFile::commit()
{
    Status done = makeDurable();
    if (!done) {
        discard();
        return done;
    }
    ::close(std::exchange(m_descriptor, -1));
    flushFolder(folderOf(m_target));
    return Done{};
}

Status AtomicFile::makeDurable()
{
    if (m_descriptor < 0 || m_hasFailed) {
        return Error{ErrorCode::IoFailed, "an earlier write to this file failed"};
    }
    PTHF_TRY(flush());
    struct stat replaced { };
    if (::stat(m_target.c_str(), &replaced) == 0) {
        // Before the mode, which a change of owner would cut; only an administrator may, others keep their own.
        const bool isOwnerKept = ::fchown(m_descriptor, replaced.st_uid, replaced.st_gid) == 0;
        static_cast<void>(isOwnerKept);
    }
    if (::fchmod(m_descriptor, permissionsFor(m_target)) != 0) {
        return systemError("the permissions of the new file cannot be set");
    }
    if (::fsync(m_descriptor) != 0) {
        return systemError("the new file cannot be flushed to disk");
    }
    if (std::rename(m_part.c_str(), m_target.c_str()) != 0) {
        return systemError("the new file cannot take the name " + m_target.filename().string());
    }
    return Done{};
}

} // namespace pthf
