// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/container/zip_check.h"
#include "core/container/zip_reader.h"
#include "core/container/zip_salvage.h"
#include "tests/fuzz/fuzz_input.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// Every record is found by its name, and opens or says why not; the front of its bytes is read.
void readRecords(const Container& container)
{
    constexpr std::uint32_t kRecords = 64;
    const auto count = static_cast<std::uint32_t>(container.records().size());
    for (std::uint32_t record = 0; record < std::min(count, kRecords); ++record) {
        require(container.find(container.records()[record].name).has_value());
        const auto source = container.open(record);
        if (source) {
            std::array<std::byte, 4096> front{};
            const auto length = std::min<std::uint64_t>((*source)->size(), front.size());
            static_cast<void>(
                (*source)->readAt(0, std::span(front).first(static_cast<std::size_t>(length))).has_value());
        }
    }
}

} // namespace

/// The directory, every record, the check of every byte; and the same file as if its directory were gone.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto file = fileOf(data, size);
    const auto zip = ZipReader::open(file, Limits(), fuzzTask());
    if (zip) {
        readRecords(**zip);
        require(checkRecords(**zip, fuzzTask()).has_value());
    }
    const auto told = [size](const WalkedRecord& record) {
        return record.payloadOffset % 2 == 0 ? std::optional<std::uint64_t>(size / 3) : std::nullopt;
    };
    for (const PayloadLength& lengths :
        {PayloadLength(told), PayloadLength([](const auto&) { return std::nullopt; })}) {
        if (const auto salvaged = salvageZip(file, lengths, Limits(), fuzzTask())) {
            readRecords(**salvaged);
            require((*salvaged)->endOffset() <= size);
        }
    }
    return 0;
}
