// SPDX-License-Identifier: Apache-2.0
#include "core/base/result.h"

namespace pthf {

std::string_view errorCodeName(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::IoFailed:
        return "io_failed";
    case ErrorCode::Truncated:
        return "truncated";
    case ErrorCode::Corrupt:
        return "corrupt";
    case ErrorCode::LimitExceeded:
        return "limit_exceeded";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::InvalidArgument:
        return "invalid_argument";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::OutOfMemory:
        return "out_of_memory";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

Error::Error(ErrorCode code, std::string message, std::optional<std::uint64_t> offset)
    : m_detail(std::make_shared<const Detail>(Detail{code, std::move(message), offset}))
{
}

Error Error::within(std::string_view what) const
{
    std::string message(what);
    message += ": ";
    message += m_detail->message;
    return {m_detail->code, std::move(message), m_detail->offset};
}

} // namespace pthf
