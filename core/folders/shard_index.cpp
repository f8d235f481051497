// SPDX-License-Identifier: Apache-2.0
//
//     {"metadata": {"total_size": 13476831232},
//      "weight_map": {"lm_head.weight": "model-00002-of-00002.safetensors", …}}
#include "core/folders/shard_index.h"

#include <unordered_set>

#include "core/base/byte_reader.h"
#include "core/text/json.h"

namespace pthf {

bool isShardIndexName(std::string_view name)
{
    return name.ends_with(".json") && name.find(".index.") != std::string_view::npos;
}

Result<ShardIndex> readShardIndex(const ByteSource& source, const Limits& limits)
{
    if (source.size() > limits.maxHeaderBytes) {
        return Error{ErrorCode::LimitExceeded,
            "an index of " + std::to_string(source.size()) + " bytes, at most " + std::to_string(limits.maxHeaderBytes)
                + " are read"};
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(source.size()));
    PTHF_TRY(source.readAt(0, bytes));
    const Json json = PTHF_TRY(Json::parse(asText(bytes), limits.maxDepth));
    const Json* map = json.find("weight_map");
    const Json::Object* weights = map == nullptr ? nullptr : map->asObject();
    if (weights == nullptr) {
        return Error{ErrorCode::Unsupported, "JSON without a \"weight_map\": no index of a sharded checkpoint"};
    }
    ShardIndex index;
    std::unordered_set<std::string_view> seen;
    for (const Json::Member& member : *weights) {
        const std::string* file = member.value.asText();
        if (file == nullptr) {
            return Error{ErrorCode::Corrupt,
                "the weight_map gives a " + std::string(member.value.kindName()) + " where a file's name was expected"};
        }
        if (seen.insert(*file).second) {
            index.files.push_back(*file);
        }
        index.weights.emplace_back(member.name, *file);
    }
    const Json* metadata = json.find("metadata");
    const Json* total = metadata == nullptr ? nullptr : metadata->find("total_size");
    index.totalBytes = total == nullptr ? std::nullopt : total->asUnsigned();
    return index;
}

} // namespace pthf
