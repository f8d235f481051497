// SPDX-License-Identifier: Apache-2.0
#include "core/folders/zero_files.h"

#include <algorithm>
#include <optional>

#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"

namespace pthf {

namespace {

ValueId optimizerOfFile(const Content& content, ValueId root)
{
    const ValueId state = childByName(content, root, "optimizer_state_dict");
    return state == kNoValue ? root : state;
}

} // namespace

std::int64_t zeroStageOf(const Content& content, const ZeroFiles& files)
{
    if (files.optimizers.empty()) {
        return 0;
    }
    const ValueId state = optimizerOfFile(content, files.optimizers.front());
    const ValueId stage = childByName(content, state, "zero_stage");
    if (stage != kNoValue) {
        return integerOf(content, stage).value_or(0);
    }
    // Files from before the stage was written.
    return childByName(content, state, "single_partition_of_fp32_groups") != kNoValue ? 2
        : childByName(content, state, "fp32_flat_groups") != kNoValue                 ? 3
                                                                                      : 0;
}

Status checkZeroRanks(const Content& content, const ZeroFiles& files)
{
    const std::int64_t stage = zeroStageOf(content, files);
    if (stage < 1 || stage > 3) {
        return Error{ErrorCode::Unsupported, "the files do not say which stage of ZeRO wrote them"};
    }
    const ValueId state = optimizerOfFile(content, files.optimizers.front());
    const ValueId count = childByName(content, state, "partition_count");
    std::int64_t ranks = count == kNoValue ? 0 : integerOf(content, count).value_or(0);
    for (const ValueId item : sequenceItems(content.graph, count)) {
        ranks = std::max(ranks, integerOf(content, item).value_or(0));
    }
    const auto there = static_cast<std::int64_t>(files.optimizers.size());
    if (ranks != 0 && ranks != there) {
        return Error{ErrorCode::Truncated,
            "the weights were cut among " + std::to_string(ranks) + " ranks, the files of " + std::to_string(there)
                + " are there"};
    }
    return Done{};
}

Result<std::vector<std::vector<NamedShape>>> zeroShapes(const Content& content, ValueId model, std::string_view member)
{
    std::vector<std::vector<NamedShape>> groups;
    const ValueId stated = childByName(content, model, member);
    if (stated == kNoValue || content.graph.kind(stated) == ValueKind::None) {
        return groups;
    }
    const auto listed = sequenceItems(content.graph, stated);
    std::vector<ValueId> dicts(listed.begin(), listed.end());
    if (dicts.empty()) {
        dicts.push_back(stated);
    }
    for (const ValueId dict : dicts) {
        std::vector<NamedShape>& group = groups.emplace_back();
        for (const ChildStep& child : childrenOf(content, dict)) {
            const auto name = child.key == kNoValue ? std::nullopt : plainText(content.graph, child.key);
            auto shape = dimsOf(content.graph, child.value);
            const auto elements = shape ? elementCount(*shape) : std::nullopt;
            if (!name || !elements) {
                return Error{ErrorCode::Corrupt, std::string(member) + " has an entry that is no name and shape"};
            }
            group.push_back({std::string(*name), *std::move(shape), *elements});
        }
    }
    return groups;
}

std::vector<ValueId> zeroPartitions(const Content& content, ValueId optimizerFile, std::string_view member)
{
    const ValueId state = optimizerOfFile(content, optimizerFile);
    const ValueId listed = childByName(content, state, member);
    const auto items = sequenceItems(content.graph, listed);
    std::vector<ValueId> found(items.begin(), items.end());
    if (found.empty() && listed != kNoValue && content.tensorAt(listed) != kNoTensor) {
        found.push_back(listed);
    }
    return found;
}

std::unordered_map<std::string, ValueId> valuesByName(const Content& content, ValueId dict)
{
    std::unordered_map<std::string, ValueId> named;
    for (const ChildStep& child : dict == kNoValue ? std::vector<ChildStep>{} : childrenOf(content, dict)) {
        const auto name = child.key == kNoValue ? std::nullopt : plainText(content.graph, child.key);
        if (name) {
            named.emplace(std::string(*name), child.value);
        }
    }
    return named;
}

} // namespace pthf
