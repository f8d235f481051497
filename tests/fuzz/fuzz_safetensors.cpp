// SPDX-License-Identifier: Apache-2.0
#include "core/foreign/safetensors_reader.h"
#include "tests/fuzz/foreign_check.h"

/// A header is refused in words, or everything that it describes lies where it says, as far as the file goes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace pthf;
    using namespace pthf::tests;
    const auto header = readSafetensorsHeader(*fileOf(data, size), fuzzLimits());
    if (!header) {
        require(!header.error().message().empty());
        return 0;
    }
    require(header->dataOffset <= size);
    for (const SafetensorsEntry& entry : header->entries) {
        require(entry.available <= entry.bytes);
        require(entry.available == 0 || (entry.offset <= size && entry.available <= size - entry.offset));
    }
    return 0;
}
