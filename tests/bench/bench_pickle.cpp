// SPDX-License-Identifier: Apache-2.0
// bench_pickle FILE [benchmark's options]: how fast the pickle in FILE (a data.pkl) is read, scanned and written.
// pickle_ratio.py makes such a file and compares with CPython.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/pickle/pickle_machine.h"
#include "core/pickle/pickle_scanner.h"
#include "core/pickle/pickle_writer.h"

using namespace pthf;

namespace {

Task quietTask()
{
    static SilentProgress progress;
    return {std::stop_token{}, progress};
}

void readIt(benchmark::State& state, std::span<const std::byte> pickle)
{
    for (auto step : state) {
        static_cast<void>(step);
        ValueGraph graph;
        const auto result = readPickle(pickle, graph, Limits(), quietTask());
        if (!result) {
            state.SkipWithError(result.error().message().c_str());
            return;
        }
        state.counters["values"] = static_cast<double>(graph.size());
        state.counters["bytes"] = static_cast<double>(graph.memoryBytes());
    }
}

void scanIt(benchmark::State& state, std::span<const std::byte> pickle)
{
    for (auto step : state) {
        static_cast<void>(step);
        const auto result = scanPickle(pickle, Limits(), quietTask());
        if (!result) {
            state.SkipWithError(result.error().message().c_str());
            return;
        }
        state.counters["opcodes"] = static_cast<double>(result->steps);
    }
}

void writeIt(benchmark::State& state, std::span<const std::byte> pickle)
{
    ValueGraph graph;
    const auto result = readPickle(pickle, graph, Limits(), quietTask());
    if (!result) {
        state.SkipWithError(result.error().message().c_str());
        return;
    }
    for (auto step : state) {
        static_cast<void>(step);
        const auto written = writePickle(graph, result->root, Limits(), quietTask());
        if (!written) {
            state.SkipWithError(written.error().message().c_str());
            return;
        }
        state.counters["bytes"] = static_cast<double>(written->size());
    }
}

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    if (argc != 2) {
        static_cast<void>(std::fputs("usage: bench_pickle FILE [--benchmark_…]\n", stderr));
        return 2;
    }
    std::ifstream file(argv[1], std::ios::binary);
    const std::vector<char> characters((std::istreambuf_iterator<char>(file)), {});
    const auto pickle = std::as_bytes(std::span(characters));
    benchmark::RegisterBenchmark("read", &readIt, pickle)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("scan", &scanIt, pickle)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("write", &writeIt, pickle)->Unit(benchmark::kMillisecond);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
