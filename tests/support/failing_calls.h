// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The system's own "no" to the n-th call of a kind. This header defines the calls, in place of the C library's, for the
// whole program: include it in one source of a test.

namespace pthf::tests {

enum class Call : std::uint8_t { Write, Copy, Sync, Rename, Close, Link, Unlink, Cut };

/// While it lives, the n-th call of a kind fails (counted from 0), as on a full disk or one that breaks; without a
/// number they are only counted.
class FailingCalls {
public:
    static constexpr std::uint64_t kNone = ~std::uint64_t{0};

    explicit FailingCalls(Call kind, std::uint64_t failAt = kNone)
        : m_kind(kind)
        , m_failAt(failAt)
    {
        s_current = this;
    }
    ~FailingCalls() { s_current = nullptr; }
    FailingCalls(const FailingCalls&) = delete;
    FailingCalls& operator=(const FailingCalls&) = delete;
    FailingCalls(FailingCalls&&) = delete;
    FailingCalls& operator=(FailingCalls&&) = delete;

    std::uint64_t count() const noexcept { return m_count; }
    bool hasFailed() const noexcept { return m_failAt < m_count; }

    /// Whether this call is the one; errno says so then.
    static bool fails(Call kind, int number) noexcept
    {
        if (s_current == nullptr || s_current->m_kind != kind) {
            return false;
        }
        const bool isTheOne = s_current->m_count++ == s_current->m_failAt;
        errno = isTheOne ? number : errno;
        return isTheOne;
    }

private:
    static inline FailingCalls* s_current = nullptr;

    Call m_kind;
    std::uint64_t m_failAt;
    std::uint64_t m_count = 0;
};

} // namespace pthf::tests

// NOLINTBEGIN: the C library's names and ways
extern "C" {

ssize_t pwrite(int descriptor, const void* bytes, size_t length, off_t offset)
{
    using namespace pthf::tests;
    return FailingCalls::fails(Call::Write, ENOSPC) ? -1 : syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t length, off64_t offset)
{
    return pwrite(descriptor, bytes, length, offset);
}

ssize_t copy_file_range(int from, off64_t* fromOffset, int to, off64_t* toOffset, size_t length, unsigned flags)
{
    using namespace pthf::tests;
    return FailingCalls::fails(Call::Copy, ENOSPC)
        ? -1
        : syscall(SYS_copy_file_range, from, fromOffset, to, toOffset, length, flags);
}

int fsync(int descriptor)
{
    using namespace pthf::tests;
    return FailingCalls::fails(Call::Sync, EIO) ? -1 : static_cast<int>(syscall(SYS_fsync, descriptor));
}

int fdatasync(int descriptor)
{
    using namespace pthf::tests;
    return FailingCalls::fails(Call::Sync, EIO) ? -1 : static_cast<int>(syscall(SYS_fdatasync, descriptor));
}

int ftruncate(int descriptor, off_t length) noexcept
{
    using namespace pthf::tests;
    return FailingCalls::fails(Call::Cut, EIO) ? -1 : static_cast<int>(syscall(SYS_ftruncate, descriptor, length));
}

int ftruncate64(int descriptor, off64_t length) noexcept
{
    return ftruncate(descriptor, length);
}

int rename(const char* from, const char* to) noexcept
{
    using namespace pthf::tests;
    return FailingCalls::fails(Call::Rename, EACCES)
        ? -1
        : static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int close(int descriptor)
{
    using namespace pthf::tests;
    const bool fails = FailingCalls::fails(Call::Close, EIO);
    const auto answer = static_cast<int>(syscall(SYS_close, descriptor)); // closed whatever it says, as Linux does
    return fails ? -1 : answer;
}

int link(const char* from, const char* to) noexcept
{
    using namespace pthf::tests;
    return FailingCalls::fails(Call::Link, EPERM)
        ? -1
        : static_cast<int>(syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int remove(const char* path) noexcept
{
    using namespace pthf::tests;
    if (FailingCalls::fails(Call::Unlink, EACCES)) {
        return -1;
    }
    const auto answer = static_cast<int>(syscall(SYS_unlinkat, AT_FDCWD, path, 0));
    return answer != 0 && errno == EISDIR ? static_cast<int>(syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR))
                                          : answer;
}

int unlink(const char* path) noexcept
{
    using namespace pthf::tests;
    return FailingCalls::fails(Call::Unlink, EACCES) ? -1 : static_cast<int>(syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}
}
// NOLINTEND
