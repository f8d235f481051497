// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

namespace pthf::cli {

/// Turns Ctrl-C (and SIGTERM, SIGHUP) into a stop request for the rest of the process: running operations answer
/// Cancelled and leave the old file. A second one ends the process at once. To be called once, before other threads.
std::stop_token watchInterrupts();

} // namespace pthf::cli
