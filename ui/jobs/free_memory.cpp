// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/free_memory.h"

#include <cstdlib> // defines __GLIBC__ where it is glibc

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace pthf {

void giveBackFreeMemory() noexcept
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

} // namespace pthf
