// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/byte_source.h"

namespace pthf {

/// A regular file within a tar.
struct TarMember {
    std::string name;
    std::uint64_t offset = 0; ///< of its first byte, in the source
    std::uint64_t bytes = 0; ///< as its header says: the source may end before
};

/// The first members of a tar (POSIX ustar, with the sizes and names of pax headers and GNU's large sizes), at most
/// `most` headers. Folders, links and devices are passed over. What is cut off or no header ends the list.
Result<std::vector<TarMember>> readTarDirectory(const ByteSource& source, std::size_t most);

} // namespace pthf
