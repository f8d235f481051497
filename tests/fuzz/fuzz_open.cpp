// SPDX-License-Identifier: Apache-2.0
// The whole reader: whatever opens can be unfolded and written as text.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/checkpoint/document_text.h"
#include "core/io/memory_source.h"
#include "core/meaning/distributed.h"
#include "core/opening/open_checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace pthf;
    SilentProgress progress;
    const Task task{{}, progress};
    OpenOptions options;
    options.limits.maxGraphNodes = 100'000;
    options.limits.maxInflatedBytes = std::uint64_t{16} << 20U;
    const auto bytes = std::as_bytes(std::span(data, size));
    const auto document = openCheckpoint(
        std::make_shared<MemorySource>(std::vector<std::byte>(bytes.begin(), bytes.end())), options, task);
    if (document) {
        const auto tree = indexTree((*document)->content, task);
        if (tree) {
            static_cast<void>(documentText(**document, *tree));
            for (const Leaf& leaf : tree->leaves) {
                const ValueId value = tree->places[index(leaf.place)].step.value;
                if (const auto spread = distributionOf((*document)->content, value)) {
                    static_cast<void>(allShards(
                        *spread, (*document)->content.tensor((*document)->content.tensorAt(value)).layout.shape));
                    static_cast<void>(heldShards((*document)->content, value));
                }
            }
        }
    }
    return 0;
}
