// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <thread>

#include <ATen/Parallel.h>

#include "core/compute/module_stamp.h"
#include "core/compute/torch/torch_engine.h"

// What the loader sees of the module: a stamp that can be read in the file, and one function.

namespace {

static_assert(pthf::kComputeInterface < 10, "the stamp has room for one digit");
constexpr std::array<char, 2> kInterface{static_cast<char>('0' + pthf::kComputeInterface), '\0'};

constexpr std::array<std::string_view, 10> kStampParts{pthf::kStampBegin, pthf::kStampRest,
    std::string_view(kInterface.data(), 1), "|", PTHF_COMPUTE_BUILD, "|", PTHF_LIBTORCH_VERSION, "|", PTHF_BUILT_FOR,
    "|"};

constexpr std::size_t stampBytes()
{
    std::size_t bytes = 1;
    for (const std::string_view part : kStampParts) {
        bytes += part.size();
    }
    return bytes;
}

constexpr std::array<char, stampBytes()> makeStamp()
{
    std::array<char, stampBytes()> stamp{};
    std::size_t at = 0;
    for (const std::string_view part : kStampParts) {
        for (const char letter : part) {
            stamp[at++] = letter;
        }
    }
    return stamp;
}

} // namespace

extern "C" {

[[gnu::visibility("default")]] extern const std::array<char, stampBytes()> pthf_module_stamp;
const std::array<char, stampBytes()> pthf_module_stamp = makeStamp();

[[gnu::visibility("default")]] pthf::ComputeEngine* pthf_compute_engine();
pthf::ComputeEngine* pthf_compute_engine()
{
    // LibTorch takes one thread a physical core, OpenMP what the environment says: a program that computes while a
    // person waits takes them all.
    at::set_num_threads(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    return new pthf::torch_module::TorchEngine();
}
}
