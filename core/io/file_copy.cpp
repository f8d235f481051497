// SPDX-License-Identifier: Apache-2.0
#include "core/io/file_copy.h"

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/io/system_error.h"

namespace pthf {

namespace {

/// Small enough that a slow disk answers a cancel in time, large enough that calls cost nothing.
constexpr std::uint64_t kKernelPiece = std::uint64_t{16} << 20U;
/// Stays in the processor's second cache between reading and writing.
constexpr std::uint64_t kBlock = std::uint64_t{1} << 18U;
/// What file systems share on disk are blocks of this size, or of its multiples.
constexpr std::uint64_t kSharedBlock = 4096;

/// Whether the kernel's copy can be more than reading and writing with other names: where blocks can be shared, or the
/// copying be left to a server. Elsewhere it is slower, by half where source and target lie differently in their pages
/// (measured on ext4, Linux 6.18).
bool isWorthTheKernel(FilePlace from, FilePlace to) noexcept
{
    if (from.offset % kSharedBlock == to.offset % kSharedBlock) {
        return true;
    }
    struct statfs facts { };
    if (::fstatfs(to.descriptor, &facts) != 0) {
        return false;
    }
    switch (static_cast<std::uint32_t>(facts.f_type)) {
    case 0x6969: // NFS
    case 0xFE534D42: // SMB
    case 0x00C36400: // Ceph
        return true;
    default:
        return false;
    }
}

/// Whether the kernel says "not between these files" rather than "this failed".
bool isRefusedHere(int number) noexcept
{
    return number == EXDEV || number == EINVAL || number == ENOSYS || number == EOPNOTSUPP || number == EPERM
        || number == ETXTBSY || number == EBADF;
}

Error endsEarly(std::uint64_t offset, std::uint64_t missing)
{
    return {ErrorCode::Truncated,
        "need " + std::to_string(missing) + " bytes at " + std::to_string(offset)
            + ", the file became shorter while it was read",
        offset};
}

Error cannotWrite(std::uint64_t offset, std::uint64_t length, int number)
{
    return systemError("cannot write " + std::to_string(length) + " bytes at " + std::to_string(offset), number);
}

/// Reads and writes one block; yields how many bytes.
Result<std::uint64_t> copyBlock(FilePlace from, FilePlace to, std::span<std::byte> block)
{
    ssize_t got = -1;
    do {
        got = ::pread(from.descriptor, block.data(), block.size(), static_cast<off_t>(from.offset));
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return systemError("cannot read " + std::to_string(block.size()) + " bytes at " + std::to_string(from.offset));
    }
    if (got == 0) {
        return endsEarly(from.offset, block.size());
    }
    const auto count = static_cast<std::size_t>(got);
    PTHF_TRY(writeFileBytes(to, block.first(count)));
    return std::uint64_t{count};
}

Status copyByBlocks(FilePlace from, FilePlace to, std::uint64_t length, const Task& task)
{
    std::vector<std::byte> buffer(static_cast<std::size_t>(std::min(length, kBlock)));
    static_cast<void>(::posix_fadvise(from.descriptor, 0, 0, POSIX_FADV_SEQUENTIAL));
    while (length > 0) {
        PTHF_TRY(task.poll());
        // The first block ends where a block of the target does: whole pages are written from then on.
        const std::uint64_t wanted = std::min({length, std::uint64_t{buffer.size()}, kBlock - to.offset % kBlock});
        const std::uint64_t done =
            PTHF_TRY(copyBlock(from, to, std::span(buffer).first(static_cast<std::size_t>(wanted))));
        from.offset += done;
        to.offset += done;
        length -= done;
    }
    return Done{};
}

} // namespace

Status copyFileBytes(FilePlace from, FilePlace to, std::uint64_t length, const Task& task)
{
    if (!isWorthTheKernel(from, to)) {
        return copyByBlocks(from, to, length, task);
    }
    while (length > 0) {
        PTHF_TRY(task.poll());
        auto fromOffset = static_cast<off_t>(from.offset);
        auto toOffset = static_cast<off_t>(to.offset);
        const auto piece = static_cast<std::size_t>(std::min(length, kKernelPiece));
        const ssize_t got = ::copy_file_range(from.descriptor, &fromOffset, to.descriptor, &toOffset, piece, 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        // 0 is said at the end of a file, and by file systems that cannot be copied from (procfs): reading tells which.
        if (got == 0 || (got < 0 && isRefusedHere(errno))) {
            return copyByBlocks(from, to, length, task);
        }
        if (got < 0) {
            return cannotWrite(to.offset, piece, errno);
        }
        const auto done = static_cast<std::uint64_t>(got);
        from.offset += done;
        to.offset += done;
        length -= done;
    }
    return Done{};
}

Status writeFileBytes(FilePlace to, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::pwrite(to.descriptor, bytes.data(), bytes.size(), static_cast<off_t>(to.offset));
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return cannotWrite(to.offset, bytes.size(), errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(put));
        to.offset += static_cast<std::uint64_t>(put);
    }
    return Done{};
}

} // namespace pthf
