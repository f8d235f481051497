// SPDX-License-Identifier: Apache-2.0
// pickle_echo: reads pickles from standard input and writes each again, for pickle_oracle.py. A pickle is an i64
// (little endian) with its length and its bytes; so is the answer, or −1 and a message of that form.
#include <cstdio>
#include <string_view>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/base/byte_writer.h"
#include "core/pickle/pickle_machine.h"
#include "core/pickle/pickle_writer.h"

using namespace pthf;

namespace {

Result<std::vector<std::byte>> echoed(std::span<const std::byte> pickle)
{
    SilentProgress progress;
    const Task task{{}, progress};
    ValueGraph graph;
    const auto result = PTHF_TRY(readPickle(pickle, graph, Limits(), task));
    return writePickle(graph, result.root, Limits(), task);
}

void answer(const ByteWriter& bytes)
{
    std::fwrite(bytes.data().data(), 1, bytes.size(), stdout);
    std::fflush(stdout);
}

} // namespace

int main()
{
    std::vector<std::byte> buffer(sizeof(std::int64_t));
    while (std::fread(buffer.data(), 1, buffer.size(), stdin) == buffer.size()) {
        const auto length = ByteReader::littleAt<std::int64_t>(buffer);
        if (length < 0 || length > (std::int64_t{1} << 30U)) {
            return 2;
        }
        std::vector<std::byte> pickle(static_cast<std::size_t>(length));
        if (std::fread(pickle.data(), 1, pickle.size(), stdin) != pickle.size()) {
            return 2;
        }
        const auto written = echoed(pickle);
        ByteWriter out;
        if (!written) {
            out.little(std::int64_t{-1});
        }
        const std::span<const std::byte> content =
            written ? std::span<const std::byte>(*written) : asBytes(written.error().message());
        out.little(static_cast<std::int64_t>(content.size()));
        out.bytes(content);
        answer(out);
    }
    return 0;
}
