// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/compute/compute_loader.h"

// core_compute_draw FILLING DTYPE SIZE…: the bytes of a new tensor to standard output, for draw_oracle.py.

namespace {

int failed(const pthf::Error& error)
{
    std::fprintf(stderr, "%s\n", error.message().c_str());
    return EXIT_FAILURE;
}

} // namespace

int main(int count, char** words)
{
    const auto values = pthf::parseInitialValues(count > 1 ? words[1] : "");
    const auto dtype = pthf::dtypeFromName(count > 2 ? words[2] : "");
    if (!values || !dtype) {
        return EXIT_FAILURE;
    }
    pthf::Dims shape;
    for (int i = 3; i < count; ++i) {
        shape.push_back(std::atoll(words[i]));
    }
    const auto engine = pthf::loadComputeEngine();
    if (!engine) {
        return failed(engine.error());
    }
    pthf::SilentProgress progress;
    const pthf::Task task{{}, progress};
    const pthf::BytesSink sink = [](std::span<const std::byte> bytes) -> pthf::Status {
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        return pthf::Done{};
    };
    const auto drawn = (*engine)->initialise(*values, *dtype, shape, sink, task);
    return drawn ? EXIT_SUCCESS : failed(drawn.error());
}
