// SPDX-License-Identifier: Apache-2.0
#include "core/io/file_identity.h"

#include <sys/stat.h>

namespace pthf {

FileIdentity identityOf(const struct stat& facts) noexcept
{
    constexpr std::int64_t kNanoseconds = 1'000'000'000;
    return {.device = facts.st_dev,
        .inode = facts.st_ino,
        .bytes = static_cast<std::uint64_t>(facts.st_size),
        .modifiedNanoseconds = facts.st_mtim.tv_sec * kNanoseconds + facts.st_mtim.tv_nsec};
}

} // namespace pthf
