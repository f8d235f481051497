// SPDX-License-Identifier: Apache-2.0
#include "core/prove/prove_on_device.h"

#include <algorithm>

#include "core/edit/selection.h"
#include "core/io/byte_source.h"
#include "core/write/storage_bytes.h"

namespace pthf {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{4} << 20U;

Status readCopied(const CopiedBytes& bytes, const BytesSink& sink, const Task& task)
{
    std::vector<std::byte> block(static_cast<std::size_t>(std::min<std::uint64_t>(kBlockBytes, bytes.length)));
    for (std::uint64_t done = 0; done < bytes.length;) {
        PTHF_TRY(task.poll());
        const auto part = std::span(block).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), bytes.length - done)));
        PTHF_TRY(bytes.source->readAt(bytes.offset + done, part));
        PTHF_TRY(sink(part));
        done += part.size();
    }
    return Done{};
}

Status readPlanned(const PlannedDocument& planned, StorageId storage, const BytesSink& sink, const Task& task)
{
    const BytesOrigin origin = originOf(planned, storage);
    if (isCopied(origin)) {
        const CopiedBytes bytes = PTHF_TRY(openCopied(origin));
        return readCopied(bytes, sink, task);
    }
    ConvertCounts ignored;
    return streamConverted(origin, ignored, sink, task);
}

/// What people know each storage by: the path of the first tensor over it.
std::vector<std::string> namesOf(const PlannedDocument& planned)
{
    std::vector<std::string> names(planned.storages.size());
    for (const Leaf& leaf : planned.tree.leaves) {
        if (leaf.tensor == kNoTensor) {
            continue;
        }
        for (const StorageId storage : storagesOf(planned.content, planned.content.tensor(leaf.tensor))) {
            if (names[index(storage)].empty()) {
                names[index(storage)] = planned.tree.pathTextOf(planned.content, leaf.place);
            }
        }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) {
            names[i] = "storage " + planned.content.storage(static_cast<StorageId>(i)).key;
        }
    }
    return names;
}

Result<std::vector<TransferItem>> itemsOf(
    const PlannedDocument& planned, const std::string& device, const ComputeFacts& machine, const Task& task)
{
    const std::vector<std::string> names = namesOf(planned);
    std::vector<TransferItem> items;
    for (std::size_t i = 0; i < planned.storages.size(); ++i) {
        const auto id = static_cast<StorageId>(i);
        const std::string target = deviceOfStorage(planned, id, device);
        if (target.empty()) {
            continue;
        }
        std::string name = PTHF_TRY(deviceOnMachine(target, machine));
        items.push_back({names[i], std::move(name), planned.content.storage(id).bytes(),
            [&planned, id, &task](const BytesSink& sink) { return readPlanned(planned, id, sink, task); }});
    }
    return items;
}

} // namespace

Result<DeviceProof> proveOnDevice(
    const PlannedDocument& planned, const std::string& device, ComputeEngine& engine, const Task& task)
{
    const ComputeFacts machine = PTHF_TRY(engine.facts());
    DeviceProof proof;
    proof.forecasts = PTHF_TRY(forecastDevices(planned, device, machine));
    if (!std::ranges::all_of(proof.forecasts, &DeviceForecast::fits)) {
        return proof;
    }
    const std::vector<TransferItem> items = PTHF_TRY(itemsOf(planned, device, machine, task));
    proof.report = PTHF_TRY(engine.transfer(items, {}, task));
    return proof;
}

} // namespace pthf
