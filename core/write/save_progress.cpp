// SPDX-License-Identifier: Apache-2.0
#include "core/write/save_progress.h"

#include <algorithm>

namespace pthf {

Status SaveProgress::copyInPieces(
    std::uint64_t bytes, const std::function<Status(std::uint64_t offset, std::uint64_t length)>& copy)
{
    constexpr std::uint64_t kPieceBytes = std::uint64_t{16} << 20U; // between two reports
    for (std::uint64_t done = 0; done < bytes;) {
        const std::uint64_t length = std::min(kPieceBytes, bytes - done);
        PTHF_TRY(copy(done, length));
        PTHF_TRY(advance(length));
        done += length;
    }
    return Done{};
}

} // namespace pthf
