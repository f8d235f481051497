// SPDX-License-Identifier: Apache-2.0
#include "core/sniff/sniff.h"
#include "core/text/utf8.h"
#include "tests/fuzz/fuzz_input.h"

using namespace pthf;
using namespace pthf::tests;

/// Every file gets an answer, in words that are safe to show.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto sniffed = sniff(fileOf(data, size), Limits(), fuzzTask());
    require(sniffed.has_value());
    require(!sniffed->what.empty() && sniffed->what == displayText(sniffed->what));
    require(sniffed->isCheckpoint() || !sniffed->advice.empty());
    return 0;
}
