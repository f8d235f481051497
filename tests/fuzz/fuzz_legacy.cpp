// SPDX-License-Identifier: Apache-2.0
#include "core/legacy/legacy_reader.h"
#include "core/value/value_graph.h"
#include "tests/fuzz/fuzz_input.h"

using namespace pthf;
using namespace pthf::tests;

/// The five pickles, and the storages behind them; every storage lies inside the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto file = fileOf(data, size);
    ValueGraph graph;
    const auto stream = readLegacyStream(file, 0, graph, Limits(), fuzzTask());
    if (!stream) {
        return 0;
    }
    const auto expected = [](std::string_view key) {
        return key.empty() ? std::nullopt : std::optional(LegacyExpectation{key.size(), 4});
    };
    const auto placed = placeLegacyStorages(*file, *stream, expected, fuzzTask());
    require(placed.has_value());
    for (const LegacyStorage& storage : placed->storages) {
        require(storage.offset <= size && storage.available <= size - storage.offset);
    }
    return 0;
}
