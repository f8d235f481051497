// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"

#include <csignal>
#include <thread>

#include <pthread.h>
#include <unistd.h>

#include "app/cli/exit_status.h"

namespace pthf::cli {

std::stop_token watchInterrupts()
{
    // Signals are waited for on a thread of their own, where anything may be called; a handler may call next to
    // nothing.
    // A file size limit is an error of the write like any other, not the end of the program: the part file is removed.
    std::signal(SIGXFSZ, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    std::stop_source source;
    std::stop_token token = source.get_token();
    if (pthread_sigmask(SIG_BLOCK, &signals, nullptr) != 0) {
        return token;
    }
    std::thread([signals, source]() mutable {
        int signal = 0;
        if (sigwait(&signals, &signal) == 0) {
            source.request_stop();
        }
        if (sigwait(&signals, &signal) == 0) {
            _exit(kCancelled);
        }
    }).detach();
    return token;
}

} // namespace pthf::cli
