// SPDX-License-Identifier: Apache-2.0
#include "core/roles/optimizer.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"
#include "core/meaning/value_parts.h"
#include "core/roles/roles.h"

namespace pthf {

namespace {

// Slots whose tensor has the parameter's shape; the first that is there speaks for it.
constexpr std::array<std::string_view, 9> kShapedSlots{
    "exp_avg", "momentum_buffer", "square_avg", "exp_avg_sq", "sum", "acc_delta", "exp_inf", "prev", "ax"};

ValueId memberOf(const Content& content, ValueId id, std::string_view name)
{
    const ValueId entry = childByName(content, id, name);
    return entry != kNoValue ? entry : attributeOf(content, id, name);
}

std::string shapeOf(const Content& content, TensorId tensor)
{
    return shapeText(content.tensor(tensor).layout.shape);
}

bool hasShape(const Content& content, TensorId tensor, const Dims& shape)
{
    return tensor != kNoTensor && content.tensor(tensor).layout.shape == shape;
}

/// A key of `state` or `params` as text, equal for equal keys: "12", "layer.weight", "@7" for a tensor.
std::string keyText(const Content& content, ValueId key)
{
    std::string made;
    if (const auto text = plainText(content.graph, key)) {
        made += '\'';
        made += *text;
    } else if (const auto number = integerOf(content, key)) {
        made = std::to_string(*number);
    } else {
        made += '@';
        made += std::to_string(index(key));
    }
    return made;
}

TensorId shapedTensor(const Content& content, ValueId slots)
{
    for (const std::string_view name : kShapedSlots) {
        const ValueId value = childByName(content, slots, name);
        if (value != kNoValue && content.tensorAt(value) != kNoTensor) {
            return content.tensorAt(value);
        }
    }
    return kNoTensor;
}

using StateByKey = std::unordered_map<std::string, ValueId>;

StateByKey stateByKey(const Content& content, ValueId state)
{
    StateByKey byKey;
    for (const ChildStep& step : childrenOf(content, state)) {
        if (step.kind == ChildStep::Kind::Key) {
            byKey.emplace(keyText(content, step.key), step.value);
        }
    }
    return byKey;
}

void nameSlot(OptimizerSlot& slot, std::string_view name, SlotNaming naming)
{
    slot.name = std::string(name);
    slot.naming = naming;
}

/// Names that the file itself gives: param_names beside params (torch 2.6 and later), or texts as keys.
void readStatedName(const Content& content, ValueId names, std::size_t position, OptimizerSlot& slot)
{
    const auto list = sequenceItems(content.graph, names);
    const auto stated = position < list.size() ? plainText(content.graph, list[position]) : std::nullopt;
    const auto key = plainText(content.graph, slot.key);
    if (stated || key) {
        nameSlot(slot, stated ? *stated : *key, SlotNaming::Stated);
    }
}

void readGroup(const Content& content, ValueId group, const StateByKey& states, OptimizerFacts& facts)
{
    const ValueId params = memberOf(content, group, "params");
    const ValueId names = memberOf(content, group, "param_names");
    OptimizerGroup made{group, 0};
    const auto keys = params == kNoValue ? std::vector<ChildStep>{} : childrenOf(content, params);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        OptimizerSlot slot;
        slot.key = keys[i].value;
        slot.group = static_cast<std::uint32_t>(facts.groups.size());
        const auto state = states.find(keyText(content, slot.key));
        if (state != states.end()) {
            slot.state = state->second;
            slot.like = shapedTensor(content, slot.state);
        }
        if (slot.like == kNoTensor) {
            slot.like = content.tensorAt(slot.key); // optimizers pickled whole hold the parameters themselves
        }
        readStatedName(content, names, i, slot);
        facts.slots.push_back(std::move(slot));
        ++made.slots;
    }
    facts.groups.push_back(made);
}

/// What an optimizer built from model.parameters() was given: each tensor once, in order, without known buffers.
std::vector<const StateDictEntry*> candidates(const Content& content, std::span<const StateDictEntry> parameters)
{
    constexpr std::array<std::string_view, 3> kBuffers{"running_mean", "running_var", "num_batches_tracked"};
    std::vector<const StateDictEntry*> found;
    std::unordered_map<std::uint64_t, std::vector<const TensorValue*>> seen;
    for (const StateDictEntry& entry : parameters) {
        const auto dot = entry.key.rfind('.');
        const std::string_view last = std::string_view(entry.key).substr(dot == std::string::npos ? 0 : dot + 1);
        const bool isBuffer = entry.isBuffer || std::ranges::find(kBuffers, last) != kBuffers.end();
        if (entry.tensor == kNoTensor || isBuffer || !isFloating(content.tensor(entry.tensor).dtype)) {
            continue;
        }
        const TensorValue& tensor = content.tensor(entry.tensor);
        auto& same = seen[tensor.storage == kNoStorage ? ~std::uint64_t{index(entry.tensor)} : index(tensor.storage)];
        const bool isTied =
            std::ranges::any_of(same, [&](const TensorValue* other) { return other->layout == tensor.layout; });
        if (!isTied) {
            same.push_back(&tensor);
            found.push_back(&entry);
        }
    }
    return found;
}

enum class From : std::uint8_t { Front, Back };

/// Lays the slots along the candidates, skipping candidates that cannot be: greedily from the front, or from the back.
/// Where both ways agree there is only one way. Empty where some slot finds no place.
std::vector<std::size_t> laidAlong(const Content& content, const std::vector<OptimizerSlot>& slots,
    const std::vector<const StateDictEntry*>& entries, From from)
{
    const bool isFromBack = from == From::Back;
    std::vector<std::size_t> places(slots.size());
    std::size_t used = 0;
    for (std::size_t n = 0; n < slots.size(); ++n) {
        const std::size_t slot = isFromBack ? slots.size() - 1 - n : n;
        const auto fits = [&](std::size_t at) {
            return slots[slot].like == kNoTensor
                || hasShape(content, entries[at]->tensor, content.tensor(slots[slot].like).layout.shape);
        };
        while (used < entries.size() && !fits(isFromBack ? entries.size() - 1 - used : used)) {
            ++used;
        }
        if (used == entries.size()) {
            return {};
        }
        places[slot] = isFromBack ? entries.size() - 1 - used : used;
        ++used;
    }
    return places;
}

std::string mismatchOf(
    const Content& content, const std::vector<OptimizerSlot>& slots, const std::vector<const StateDictEntry*>& entries)
{
    for (std::size_t i = 0; i < std::min(slots.size(), entries.size()); ++i) {
        const TensorId like = slots[i].like;
        if (like != kNoTensor && !hasShape(content, entries[i]->tensor, content.tensor(like).layout.shape)) {
            return "slot " + std::to_string(i) + " is " + shapeOf(content, like) + ", model key " + std::to_string(i)
                + " (" + entries[i]->key + ") is " + shapeOf(content, entries[i]->tensor);
        }
    }
    return "the optimizer has " + std::to_string(slots.size()) + " parameters, the model "
        + std::to_string(entries.size());
}

void inferNames(const Content& content, std::span<const StateDictEntry> parameters, OptimizerFacts& facts)
{
    const auto entries = candidates(content, parameters);
    if (entries.empty() || facts.slots.empty()) {
        return;
    }
    const bool hasShapes =
        std::ranges::any_of(facts.slots, [](const OptimizerSlot& slot) { return slot.like != kNoTensor; });
    const auto places = laidAlong(content, facts.slots, entries, From::Front);
    if (!hasShapes || places.empty() || places != laidAlong(content, facts.slots, entries, From::Back)) {
        facts.mismatch = hasShapes ? mismatchOf(content, facts.slots, entries)
                                   : "no state whose shapes could be compared with the model's";
        return;
    }
    for (std::size_t i = 0; i < facts.slots.size(); ++i) {
        nameSlot(facts.slots[i], entries[places[i]]->key, SlotNaming::Inferred);
    }
}

/// Optimizers pickled whole hold the parameters themselves: the same values as the model's.
void nameByIdentity(std::span<const StateDictEntry> parameters, OptimizerFacts& facts)
{
    std::unordered_map<std::uint32_t, const StateDictEntry*> byValue;
    for (const StateDictEntry& entry : parameters) {
        byValue.emplace(index(entry.value), &entry);
    }
    for (OptimizerSlot& slot : facts.slots) {
        const auto found = byValue.find(index(slot.key));
        if (slot.naming == SlotNaming::None && found != byValue.end()) {
            nameSlot(slot, found->second->key, SlotNaming::Stated);
        }
    }
}

SlotNaming weakest(const std::vector<OptimizerSlot>& slots)
{
    SlotNaming naming = slots.empty() ? SlotNaming::None : SlotNaming::Stated;
    for (const OptimizerSlot& slot : slots) {
        if (slot.naming == SlotNaming::None) {
            return SlotNaming::None;
        }
        naming = slot.naming == SlotNaming::Inferred ? SlotNaming::Inferred : naming;
    }
    return naming;
}

} // namespace

std::optional<OptimizerFacts> optimizerOf(
    const Content& content, ValueId id, std::span<const StateDictEntry> parameters)
{
    if (!isOptimizerLike(content, id)) {
        return std::nullopt;
    }
    OptimizerFacts facts;
    facts.label = optimizerLabel(content, id);
    const StateByKey states = stateByKey(content, memberOf(content, id, "state"));
    for (const ChildStep& step : childrenOf(content, memberOf(content, id, "param_groups"))) {
        readGroup(content, step.value, states, facts);
    }
    nameByIdentity(parameters, facts);
    facts.naming = weakest(facts.slots);
    if (facts.naming == SlotNaming::None) {
        inferNames(content, parameters, facts);
        facts.naming = weakest(facts.slots);
    }
    return facts;
}

} // namespace pthf
