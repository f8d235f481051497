// SPDX-License-Identifier: Apache-2.0
#include "core/survey/storage_use.h"

#include <algorithm>
#include <utility>

namespace pthf {

namespace {

constexpr std::uint32_t kPollEvery = 4096;

using Span = std::pair<std::uint64_t, std::uint64_t>; ///< first byte, and one past the last

Span spanOf(const TensorValue& tensor, std::uint64_t storageBytes)
{
    const std::uint64_t size = dtypeBytes(tensor.dtype);
    const auto elements = elementSpan(tensor.layout);
    if (!elements || *elements == 0 || tensor.layout.offset < 0) {
        return {0, 0};
    }
    const auto offset = static_cast<std::uint64_t>(tensor.layout.offset);
    // A shape that reaches past its storage uses all that is there; multiplied only once that is known.
    const std::uint64_t room = storageBytes / size;
    const std::uint64_t first = std::min(offset, room);
    return {first * size, std::min(*elements, room - first) * size + first * size};
}

std::uint64_t covered(std::vector<Span>& spans)
{
    std::ranges::sort(spans);
    std::uint64_t bytes = 0;
    std::uint64_t end = 0;
    for (const Span& span : spans) {
        const std::uint64_t first = std::max(span.first, end);
        if (span.second > first) {
            bytes += span.second - first;
            end = span.second;
        }
    }
    return bytes;
}

} // namespace

Result<StorageUses> storageUses(const Content& content, const TreeIndex& tree, const Task& task)
{
    constexpr auto kNone = static_cast<std::uint32_t>(-1);
    std::vector<std::uint32_t> rowOf(content.storages.size(), kNone);
    StorageUses uses;
    const auto storageAt = [&](const Leaf& leaf) {
        return leaf.tensor == kNoTensor ? kNoStorage : content.tensor(leaf.tensor).storage;
    };
    for (std::uint32_t i = 0; i < tree.leaves.size(); ++i) {
        if (i % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        const StorageId storage = storageAt(tree.leaves[i]);
        if (storage == kNoStorage) {
            continue;
        }
        std::uint32_t& row = rowOf[index(storage)];
        if (row == kNone) {
            row = static_cast<std::uint32_t>(uses.storages.size());
            uses.storages.push_back({storage, content.storage(storage).bytes(), 0, 0, 0});
        }
        ++uses.storages[row].leafCount;
    }
    std::uint32_t first = 0;
    for (StorageUse& use : uses.storages) {
        use.firstLeaf = first;
        first += std::exchange(use.leafCount, 0);
    }
    uses.leaves.resize(first);
    for (std::uint32_t i = 0; i < tree.leaves.size(); ++i) {
        if (const StorageId storage = storageAt(tree.leaves[i]); storage != kNoStorage) {
            StorageUse& use = uses.storages[rowOf[index(storage)]];
            uses.leaves[use.firstLeaf + use.leafCount++] = i;
        }
    }
    std::vector<Span> spans;
    for (StorageUse& use : uses.storages) {
        spans.clear();
        for (std::uint32_t i = 0; i < use.leafCount; ++i) {
            spans.push_back(spanOf(content.tensor(tree.leaves[uses.leaves[use.firstLeaf + i]].tensor), use.bytes));
        }
        use.usedBytes = covered(spans);
    }
    return uses;
}

} // namespace pthf
