// SPDX-License-Identifier: Apache-2.0
#include "core/save/save_options.h"

namespace pthf {

std::string_view verificationName(Verification verification) noexcept
{
    switch (verification) {
    case Verification::None:
        return "none";
    case Verification::Structure:
        return "structure";
    case Verification::Full:
        return "full";
    }
    return "none";
}

} // namespace pthf
