// SPDX-License-Identifier: Apache-2.0
#include "core/io/file_source.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/system_error.h"

namespace pthf {

namespace {

/// What a file that is no regular one is, in words.
const char* specialKind(mode_t mode) noexcept
{
    if (S_ISDIR(mode)) {
        return "a folder, not a file";
    }
    if (S_ISFIFO(mode)) {
        return "a pipe, not a file that can be read at any place";
    }
    if (S_ISSOCK(mode)) {
        return "a socket, not a file";
    }
    return "a device, not a file";
}

} // namespace

Result<std::shared_ptr<const FileSource>> FileSource::open(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); // NOLINT: open's own way
    if (descriptor < 0) {
        return systemError("cannot be opened");
    }
    return opened(path, descriptor);
}

Result<std::shared_ptr<const FileSource>> FileSource::ofDescriptor(int descriptor)
{
    const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0); // NOLINT: fcntl's own way
    if (own < 0) {
        return systemError("cannot be opened");
    }
    return opened({}, own);
}

/// Takes the descriptor, also where it fails.
Result<std::shared_ptr<const FileSource>> FileSource::opened(std::filesystem::path path, int descriptor)
{
    struct stat facts { };
    if (::fstat(descriptor, &facts) != 0) {
        const int number = errno;
        ::close(descriptor);
        return systemError("cannot be examined", number);
    }
    if (!S_ISREG(facts.st_mode)) {
        ::close(descriptor);
        return Error{ErrorCode::IoFailed, specialKind(facts.st_mode)};
    }
    return std::shared_ptr<const FileSource>(new FileSource(std::move(path), descriptor, identityOf(facts)));
}

FileSource::FileSource(std::filesystem::path path, int descriptor, FileIdentity identity)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
    , m_identity(identity)
{
}

FileSource::~FileSource()
{
    ::close(m_descriptor);
}

Status FileSource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    PTHF_TRY(checkRange(*this, offset, to.size()));
    std::size_t done = 0;
    while (done < to.size()) {
        const ssize_t got =
            ::pread(m_descriptor, to.data() + done, to.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return systemError(
                "cannot read " + std::to_string(to.size() - done) + " bytes at " + std::to_string(offset + done));
        }
        if (got == 0) {
            return Error{ErrorCode::Truncated,
                "need " + std::to_string(to.size() - done) + " bytes at " + std::to_string(offset + done)
                    + ", the file became shorter while it was read",
                offset + done};
        }
        done += static_cast<std::size_t>(got);
    }
    return Done{};
}

std::string FileSource::name() const
{
    return m_path.empty() ? "standard input" : m_path.filename().string();
}

std::optional<FileRange> FileSource::fileRange(std::uint64_t offset) const noexcept
{
    return FileRange{m_descriptor, offset};
}

Status FileSource::checkUnchanged() const
{
    struct stat held { };
    struct stat named { };
    if (::fstat(m_descriptor, &held) != 0) {
        return systemError("cannot be examined again");
    }
    if (m_path.empty()) {
        named = held;
    } else if (::stat(m_path.c_str(), &named) != 0) {
        return systemError("is no longer at its place");
    }
    const FileIdentity now = identityOf(named);
    if (now.device != m_identity.device || now.inode != m_identity.inode) {
        return Error{ErrorCode::IoFailed, "was replaced by another file since it was opened; open it again"};
    }
    if (now.bytes != m_identity.bytes) {
        return Error{ErrorCode::IoFailed,
            "changed since it was opened: " + std::to_string(m_identity.bytes) + " bytes then, "
                + std::to_string(now.bytes) + " now; open it again"};
    }
    if (now != m_identity || identityOf(held) != m_identity) {
        return Error{ErrorCode::IoFailed, "was written to since it was opened; open it again"};
    }
    return Done{};
}

} // namespace pthf
