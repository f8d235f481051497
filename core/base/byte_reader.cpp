// SPDX-License-Identifier: Apache-2.0
#include "core/base/byte_reader.h"

namespace pthf {

Error ByteReader::shortBy(std::uint64_t wanted) const
{
    return {ErrorCode::Truncated, "need " + std::to_string(wanted) + " bytes, " + std::to_string(remaining()) + " left",
        offset()};
}

Status ByteReader::skip(std::uint64_t count)
{
    if (count > remaining()) {
        return shortBy(count);
    }
    m_position += static_cast<std::size_t>(count);
    return Done{};
}

Status ByteReader::seek(std::uint64_t position)
{
    if (position > m_bytes.size()) {
        return Error{ErrorCode::Truncated,
            "position " + std::to_string(position) + " is beyond the " + std::to_string(m_bytes.size())
                + " bytes at hand",
            m_base};
    }
    m_position = static_cast<std::size_t>(position);
    return Done{};
}

} // namespace pthf
