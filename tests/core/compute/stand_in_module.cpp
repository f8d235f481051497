// SPDX-License-Identifier: Apache-2.0
// The compute module with the stand-in accelerator in it: for tests of programs and windows, which load modules. A test
// says what the accelerator does by pthf_set_stand_in, a program's environment by PTHF_STAND_IN_MEMORY (bytes of each
// device).
#include <cstdlib>

#include "tests/core/compute/stand_in_accelerator.h"

namespace {

/// At the start: what the environment says.
const bool isTold = [] {
    if (const char* memory = std::getenv("PTHF_STAND_IN_MEMORY"); memory != nullptr) {
        pthf::tests::StandIn behaviour;
        behaviour.memoryBytes = std::strtoull(memory, nullptr, 10);
        pthf::tests::setStandIn(behaviour);
    }
    return true;
}();

} // namespace

extern "C" {

[[gnu::visibility("default")]] void pthf_set_stand_in(const pthf::tests::StandIn* behaviour);
void pthf_set_stand_in(const pthf::tests::StandIn* behaviour)
{
    static_cast<void>(isTold);
    pthf::tests::setStandIn(*behaviour);
}

[[gnu::visibility("default")]] std::uint64_t pthf_stand_in_allocated();
std::uint64_t pthf_stand_in_allocated()
{
    return pthf::tests::standInAllocated();
}

[[gnu::visibility("default")]] std::uint64_t pthf_stand_in_copies();
std::uint64_t pthf_stand_in_copies()
{
    return pthf::tests::standInCopies();
}
}
