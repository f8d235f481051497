// SPDX-License-Identifier: Apache-2.0
#include "core/torch7/torch7.h"
#include "tests/fuzz/foreign_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace pthf::tests;
    checkForeign(pthf::readTorch7(*fileOf(data, size), fuzzLimits(), fuzzTask()), size);
    return 0;
}
