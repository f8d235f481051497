// SPDX-License-Identifier: Apache-2.0
#include "core/io/growing_file.h"

#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/file_copy.h"
#include "core/io/system_error.h"

namespace pthf {

Result<GrowingFile> GrowingFile::open(const std::filesystem::path& path, const FileIdentity& expected)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); // NOLINT: open's own way
    if (descriptor < 0) {
        return systemError("cannot be opened for writing");
    }
    GrowingFile file(descriptor, expected.bytes);
    file.m_isKept = true; // nothing is ours to cut yet
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return Error{ErrorCode::IoFailed, "is being edited by another program"};
    }
    struct stat facts { };
    if (::fstat(descriptor, &facts) != 0) {
        return systemError("cannot be examined");
    }
    if (identityOf(facts) != expected) {
        return Error{ErrorCode::IoFailed, "changed since it was opened; open it again"};
    }
    file.m_isKept = false;
    return file;
}

GrowingFile::~GrowingFile()
{
    if (m_descriptor < 0) {
        return;
    }
    if (!m_isKept && m_size != m_oldSize) {
        // Where even this fails the rest is found, and offered to be cut, when the file is opened again.
        const bool isCut = ::ftruncate(m_descriptor, static_cast<off_t>(m_oldSize)) == 0;
        static_cast<void>(isCut && ::fdatasync(m_descriptor) == 0);
    }
    ::close(m_descriptor);
}

GrowingFile::GrowingFile(GrowingFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_oldSize(other.m_oldSize)
    , m_size(other.m_size)
    , m_isKept(other.m_isKept)
{
}

Status GrowingFile::append(std::span<const std::byte> bytes)
{
    // Counted before it is written: of a write that fails, a part may be there.
    const std::uint64_t offset = m_size;
    m_size += bytes.size();
    return writeFileBytes({m_descriptor, offset}, bytes);
}

Status GrowingFile::sync()
{
    if (::fdatasync(m_descriptor) != 0) {
        return systemError("cannot be flushed to disk");
    }
    return Done{};
}

Status GrowingFile::cutTo(std::uint64_t length)
{
    if (length > m_size) {
        return Error{ErrorCode::Internal,
            "a file of " + std::to_string(m_size) + " bytes cannot be cut to " + std::to_string(length)};
    }
    if (::ftruncate(m_descriptor, static_cast<off_t>(length)) != 0) {
        return systemError("cannot be cut");
    }
    m_size = length;
    m_oldSize = length;
    return sync();
}

} // namespace pthf
