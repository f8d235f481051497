// SPDX-License-Identifier: Apache-2.0
#include "core/io/byte_source.h"

namespace pthf {

Status checkRange(const ByteSource& source, std::uint64_t offset, std::uint64_t length)
{
    const std::uint64_t size = source.size();
    if (offset <= size && length <= size - offset) {
        return Done{};
    }
    const std::uint64_t left = offset < size ? size - offset : 0;
    return Error{ErrorCode::Truncated,
        "need " + std::to_string(length) + " bytes at " + std::to_string(source.baseOffset() + offset) + ", "
            + std::to_string(left) + " left",
        source.baseOffset() + offset};
}

} // namespace pthf
