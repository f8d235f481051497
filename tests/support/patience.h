// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>

namespace pthf::tests {

/// How long a test waits for what is to take so many milliseconds: no longer on a quiet machine (PTHF_QUIET_MACHINE in
/// the environment says that it is one), ten times as long where sanitizers or other programs take their share. What
/// hangs, or does the whole work first, is late by more than that.
inline int patience(int milliseconds)
{
    constexpr int kBusy = 10;
    return std::getenv("PTHF_QUIET_MACHINE") != nullptr ? milliseconds : kBusy * milliseconds; // NOLINT: one thread
}

/// DESIGN 8: a cancel is answered within 200 ms.
inline int promptTime()
{
    return patience(200);
}

} // namespace pthf::tests
