// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

struct stat;

namespace pthf {

/// Which file this is and in which state: compared before its bytes are trusted for a save.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t bytes = 0;
    std::int64_t modifiedNanoseconds = 0;

    bool operator==(const FileIdentity&) const = default;
};

/// What the system's answer about a file says of its identity.
FileIdentity identityOf(const struct stat& facts) noexcept;

} // namespace pthf
