// SPDX-License-Identifier: Apache-2.0
#include "core/io/system_error.h"

#include <cerrno>
#include <system_error>

namespace pthf {

Error systemError(std::string_view what)
{
    return systemError(what, errno);
}

Error systemError(std::string_view what, int number)
{
    std::string message(what);
    message += ": ";
    message += std::error_code(number, std::generic_category()).message();
    return {ErrorCode::IoFailed, std::move(message)};
}

} // namespace pthf
