// SPDX-License-Identifier: Apache-2.0
#include "core/roles/adapter.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/meaning/unfold.h"

// An update of a layer's weight W is B·A: A is [rank, in], B is [out, rank]; of convolutions the sizes of the kernel
// follow. peft calls the two lora_A and lora_B, behind the layer's name; kohya lora_down and lora_up, with the whole
// path as one word: lora_unet_down_blocks_0_attn1_to_q.lora_down.weight, beside it .alpha.

namespace pthf {

namespace {

constexpr std::size_t kSeenKeys = 512;
constexpr std::size_t kMostTargets = 8;

struct Half {
    std::string_view mark; ///< a segment begins with it
    std::size_t rankDimension;
};

constexpr std::array<Half, 6> kHalves{{
    {".lora_A", 0},
    {".lora_B", 1},
    {".lora_down", 0},
    {".lora_up", 1},
    {".lora_embedding_A", 0},
    {".lora_embedding_B", 1},
}};

/// "q_proj" of "base_model.model.layers.0.self_attn.q_proj".
std::string_view lastSegment(std::string_view path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

void addTarget(std::vector<std::string>& targets, std::string_view layer)
{
    if (targets.size() < kMostTargets && !layer.empty() && !layer.starts_with("lora_")
        && std::ranges::find(targets, layer) == targets.end()) {
        targets.emplace_back(layer);
    }
}

} // namespace

std::optional<AdapterFacts> adapterFacts(const Content& content, ValueId stateDict)
{
    AdapterFacts facts;
    std::size_t seen = 0;
    std::size_t ofAdapters = 0;
    for (const ChildStep& step : childrenOf(content, stateDict)) {
        if (step.kind != ChildStep::Kind::Key || content.graph.kind(step.key) != ValueKind::Text) {
            continue;
        }
        if (seen == kSeenKeys) {
            break;
        }
        ++seen;
        const std::string_view key = content.graph.text(step.key);
        const auto half = std::ranges::find_if(
            kHalves, [key](const Half& each) { return key.find(each.mark) != std::string_view::npos; });
        ofAdapters += half != kHalves.end() || key.starts_with("lora_") ? 1U : 0U;
        const TensorId tensor = half == kHalves.end() ? kNoTensor : content.tensorAt(step.value);
        if (tensor == kNoTensor) {
            continue;
        }
        addTarget(facts.targets, lastSegment(key.substr(0, key.find(half->mark))));
        const Dims& shape = content.tensor(tensor).layout.shape;
        if (facts.rank == 0 && shape.size() > half->rankDimension) {
            facts.rank = shape[half->rankDimension];
        }
    }
    return ofAdapters * 2 > seen ? std::optional(std::move(facts)) : std::nullopt;
}

} // namespace pthf
