// SPDX-License-Identifier: Apache-2.0
//
//   _rebuild_from_type_v2(function, class, arguments, state)                  torch/_tensor.py
//   _rebuild_parameter_with_state(tensor, requires_grad, hooks, state)        torch/_utils.py
//
// A state is a dictionary, or that or None with the slots.
#include "core/meaning/tensor_attributes.h"

#include "core/meaning/known_globals.h"
#include "core/meaning/python_repr.h"
#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"

namespace pthf {

namespace {

constexpr std::size_t kMostAttributes = 64;
constexpr std::size_t kShownValue = 200;
constexpr std::size_t kState = 3;

using Attributes = std::vector<std::pair<std::string, std::string>>;

void addState(const Content& content, ValueId state, Attributes& found)
{
    if (state == kNoValue) {
        return;
    }
    const ValueGraph& graph = content.graph;
    const bool isPair = graph.kind(state) == ValueKind::Tuple;
    const std::vector<ValueId> halves = isPair
        ? std::vector<ValueId>(graph.items(state).begin(), graph.items(state).end())
        : std::vector<ValueId>{state};
    for (const ValueId half : halves) {
        if (graph.kind(half) != ValueKind::Dict) {
            continue;
        }
        for (const Entry& entry : graph.entries(half)) {
            const auto name = plainText(graph, entry.key);
            if (name && content.tensorAt(entry.value) == kNoTensor && found.size() < kMostAttributes) {
                found.emplace_back(std::string(*name), leafText(content, entry.value, kShownValue));
            }
        }
    }
}

} // namespace

Attributes tensorAttributes(const Content& content, const TensorValue& tensor)
{
    constexpr int kMaxWraps = 4;
    const ValueGraph& graph = content.graph;
    Attributes found;
    const bool isDistributed = tensor.extras && tensor.extras->className.starts_with("torch.distributed.");
    ValueId node = isDistributed ? kNoValue : tensor.value;
    for (int wraps = 0; wraps < kMaxWraps && node != kNoValue && graph.kind(node) == ValueKind::Call; ++wraps) {
        const auto arguments = sequenceItems(graph, graph.instance(node).arguments);
        const Meaning meaning = infoOf(graph, node).meaning;
        const bool isParameter = meaning == Meaning::RebuildParameter || meaning == Meaning::RebuildParameterWithState;
        const bool hasState = meaning == Meaning::RebuildParameterWithState || meaning == Meaning::RebuildFromType
            || meaning == Meaning::RebuildFromTypeV2;
        if (hasState && arguments.size() > kState) {
            addState(content, arguments[kState], found);
        }
        node = isParameter && !arguments.empty() ? arguments[0] : kNoValue;
    }
    return found;
}

} // namespace pthf
