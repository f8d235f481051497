// SPDX-License-Identifier: Apache-2.0
// bench_arithmetic [MEGABYTES [RUNS [THREADS]]]: our casts, statistics and histograms beside LibTorch's of the same
// bytes in memory, in one process, with the same number of threads. Runs in pairs, order alternated; prints the medians
// in 10^9 bytes a second of input, and the median of the ratios: above 1 ours is the faster. The bars (issue
// "Arithmetic and devices"): casts 0.9, statistics 0.77 (with reading once on either side), histogram 1.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/compute/torch/torch_dtype.h"
#include "core/compute/torch/torch_engine.h"
#include "core/convert/number_convert.h"

using namespace pthf;

namespace {

struct Options {
    std::int64_t bytes = 256'000'000;
    int runs = 7;
    int threads = 1;
};

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double medianOf(std::vector<double> numbers)
{
    std::ranges::sort(numbers);
    return numbers[numbers.size() / 2];
}

void compare(const std::string& name, const Options& options, std::size_t bytes, const std::function<void()>& ours,
    const std::function<void()>& theirs)
{
    ours();
    theirs();
    std::vector<double> mine;
    std::vector<double> torch;
    std::vector<double> ratios;
    for (int run = 0; run < options.runs; ++run) {
        const bool isOursFirst = run % 2 == 0;
        const double first = secondsOf(isOursFirst ? ours : theirs);
        const double second = secondsOf(isOursFirst ? theirs : ours);
        mine.push_back(isOursFirst ? first : second);
        torch.push_back(isOursFirst ? second : first);
        ratios.push_back(torch.back() / mine.back());
    }
    const double scale = static_cast<double>(bytes) / 1e9;
    std::printf("%-34s  ours %6.2f GB/s  LibTorch %6.2f GB/s  %5.2f\n", name.c_str(), scale / medianOf(mine),
        scale / medianOf(torch), medianOf(ratios));
    std::fflush(stdout);
}

std::span<std::byte> bytesOf(const at::Tensor& tensor)
{
    return {static_cast<std::byte*>(tensor.data_ptr()), tensor.nbytes()};
}

at::Tensor numbers(at::ScalarType type, const Options& options)
{
    const auto elements = options.bytes / static_cast<std::int64_t>(c10::elementSize(type));
    return at::randn({elements}, at::kFloat).to(type);
}

void compareCast(at::ScalarType from, at::ScalarType to, const Options& options)
{
    const at::Tensor source = numbers(from, options);
    const at::Tensor mine = at::empty_like(source, to).zero_();
    const at::Tensor theirs = at::empty_like(source, to).zero_();
    const DType fromType = torch_module::dtypeOf(from);
    const DType toType = torch_module::dtypeOf(to);
    const std::string name = std::string(dtypeName(fromType)) + " to " + std::string(dtypeName(toType));
    compare(
        name, options, source.nbytes(),
        [&] {
            ConvertCounts counts;
            convertNumbers(fromType, bytesOf(source), toType, bytesOf(mine), counts);
        },
        [&] { theirs.copy_(source); });
    if (!std::ranges::equal(bytesOf(mine), bytesOf(theirs))) {
        std::printf("  %s: the bytes differ\n", name.c_str());
    }
}

/// As tensors are read: in blocks of 8 MiB.
template<typename Pass>
void feed(Pass& pass, const at::Tensor& tensor)
{
    constexpr std::size_t kBlock = std::size_t{8} << 20U;
    const std::span<const std::byte> all = bytesOf(tensor);
    for (std::size_t done = 0; done < all.size(); done += kBlock) {
        static_cast<void>(pass.add(all.subspan(done, std::min(kBlock, all.size() - done))));
    }
    static_cast<void>(pass.finish());
}

void compareStatistics(at::ScalarType type, const Options& options, torch_module::TorchEngine& engine)
{
    const at::Tensor tensor = numbers(type, options);
    const DType dtype = torch_module::dtypeOf(type);
    compare(
        "statistics of " + std::string(dtypeName(dtype)), options, tensor.nbytes(),
        [&] { feed(**engine.statistics(dtype), tensor); },
        [&] {
            static_cast<void>(at::aminmax(tensor));
            static_cast<void>(at::mean(tensor));
            static_cast<void>(at::std(tensor));
        });
}

void compareHistogram(at::ScalarType type, const Options& options, torch_module::TorchEngine& engine)
{
    const at::Tensor tensor = numbers(type, options);
    const DType dtype = torch_module::dtypeOf(type);
    const double low = tensor.min().item<double>();
    const double high = tensor.max().item<double>();
    compare(
        "histogram of " + std::string(dtypeName(dtype)), options, tensor.nbytes(),
        [&] {
            feed(**engine.histogram(dtype, {low, high}, 64), tensor);
        },
        [&] { static_cast<void>(at::histc(tensor, 64, low, high)); });
}

} // namespace

int main(int count, char** arguments)
{
    Options options;
    options.bytes = count > 1 ? std::atoll(arguments[1]) * 1'000'000 : options.bytes;
    options.runs = count > 2 ? std::max(1, std::atoi(arguments[2])) : options.runs;
    options.threads = count > 3 ? std::max(1, std::atoi(arguments[3])) : options.threads;
    at::manual_seed(0);
    std::printf("%lld MB, %d pairs, threads: casts 1, the rest %d\n", static_cast<long long>(options.bytes / 1'000'000),
        options.runs, options.threads);
    at::set_num_threads(1);
    constexpr std::array kTypes{at::kDouble, at::kFloat, at::kHalf, at::kBFloat16};
    for (const at::ScalarType from : kTypes) {
        for (const at::ScalarType to : kTypes) {
            if (from != to) {
                compareCast(from, to, options);
            }
        }
    }
    at::set_num_threads(options.threads);
    torch_module::TorchEngine engine;
    for (const at::ScalarType type : {at::kFloat, at::kDouble}) {
        compareStatistics(type, options, engine);
        compareHistogram(type, options, engine);
    }
}
