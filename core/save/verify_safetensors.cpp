// SPDX-License-Identifier: Apache-2.0
#include "core/save/verify_safetensors.h"

#include <string_view>
#include <unordered_map>

#include "core/checkpoint/tensor_bytes.h"
#include "core/checkpoint/tree_index.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/compare_bytes.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

using Found = std::unordered_map<std::string, TensorId>;

/// The tensors of the new file by name.
Result<Found> tensorsByName(const Document& file, const Task& task)
{
    if (file.kind != FileKind::Safetensors || file.isDamaged()) {
        return Error{ErrorCode::Internal, "the written file does not open as the safetensors file it should be"};
    }
    const TreeIndex tree = PTHF_TRY(indexTree(file.content, task));
    Found found;
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor != kNoTensor) {
            const KeyPath path = tree.pathOf(file.content, leaf.place);
            const auto* name = path.size() == 1 ? std::get_if<std::string>(&path.front().step) : nullptr;
            found.emplace(name != nullptr ? *name : std::string(), leaf.tensor);
        }
    }
    return found;
}

Result<TensorId> sameTensor(const NamedTensor& planned, const Document& file, const Found& byName)
{
    const auto found = byName.find(planned.name);
    if (found == byName.end()) {
        return Error{ErrorCode::Internal, "tensor " + displayText(planned.name) + " is not in the file"};
    }
    const TensorValue& there = file.content.tensor(found->second);
    if (there.dtype != planned.dtype || there.layout.shape != planned.shape) {
        return Error{ErrorCode::Internal,
            "tensor " + displayText(planned.name) + " was planned as " + std::string(dtypeName(planned.dtype)) + " "
                + shapeText(planned.shape) + ", the file has " + std::string(dtypeName(there.dtype)) + " "
                + shapeText(there.layout.shape)};
    }
    return found->second;
}

} // namespace

Result<std::uint64_t> verifySafetensors(const PlannedDocument& planned, std::span<const NamedTensor> tensors,
    const WrittenFile& written, const std::filesystem::path& file, Verification verification, SaveProgress& progress)
{
    const DocumentPtr found = PTHF_TRY(openCheckpoint(file, OpenOptions{}, progress.task()));
    const Found byName = PTHF_TRY(tensorsByName(*found, progress.task()));
    if (byName.size() != tensors.size()) {
        return Error{ErrorCode::Internal,
            std::to_string(tensors.size()) + " tensors were planned, the file has " + std::to_string(byName.size())};
    }
    std::unordered_map<std::string_view, const WrittenStorage*> writtenByName;
    for (const WrittenStorage& storage : written.storages) {
        writtenByName.emplace(storage.key, &storage);
    }
    std::uint64_t compared = 0;
    for (const NamedTensor& tensor : tensors) {
        const TensorId there = PTHF_TRY(sameTensor(tensor, *found, byName));
        const WrittenStorage& storage = *writtenByName.at(tensor.name);
        if (tensor.bytes() != 0 && (verification == Verification::Full || storage.isConverted)) {
            const auto bytes = PTHF_TRY(openStorage(*found, found->content.tensor(there).storage));
            compared += PTHF_TRY(compareBytes(originOf(planned, tensor), storage, *bytes, progress));
        }
    }
    return compared;
}

} // namespace pthf
