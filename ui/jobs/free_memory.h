// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pthf {

/// Gives memory that was freed back to the system. Opening a file takes several times what the open document holds, and
/// the allocator would keep the difference for a next time that may never come. A few milliseconds; for the end of
/// large jobs.
void giveBackFreeMemory() noexcept;

} // namespace pthf
