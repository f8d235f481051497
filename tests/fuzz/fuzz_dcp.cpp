// SPDX-License-Identifier: Apache-2.0
#include "core/elements/assembled_source.h"
#include "core/folders/dcp_metadata.h"
#include "tests/fuzz/fuzz_input.h"

using namespace pthf;
using namespace pthf::tests;

/// The metadata of a distributed checkpoint, and its chunks laid together as if none of them were there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Problems problems;
    const auto metadata = readDcpMetadata(fileOf(data, size), Limits(), problems, fuzzTask());
    if (!metadata) {
        return 0;
    }
    for (const DcpEntry& entry : metadata->entries) {
        require(!entry.path.empty());
        const auto* tensor = std::get_if<DcpTensor>(&entry.value);
        if (tensor == nullptr || tensor->chunks.size() > 256) {
            continue;
        }
        std::vector<TensorChunk> chunks;
        for (const DcpChunk& chunk : tensor->chunks) {
            chunks.push_back({chunk.offsets, chunk.sizes, nullptr});
        }
        const auto whole =
            AssembledSource::make(tensor->shape, dtypeBytes(tensor->dtype), std::move(chunks), entry.name);
        require(!whole || (*whole)->bytesAtFront() <= (*whole)->size());
    }
    return 0;
}
