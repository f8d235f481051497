// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/roles/whole_model.h"
#include "core/value/content.h"

namespace pthf {

/// How a slot of an optimizer got its parameter's name.
enum class SlotNaming : std::uint8_t {
    None, ///< no name could be found
    Stated, ///< the file says it: param_names, or state that is keyed by names
    Inferred ///< by order, and every shape agrees
};

/// One parameter of an optimizer: its number in the groups, and the state it has.
struct OptimizerSlot {
    ValueId key = kNoValue; ///< as in params: an integer (an address before torch 1.6), or a name
    std::uint32_t group = 0;
    ValueId state = kNoValue; ///< the dictionary below state[key], kNoValue where the parameter never had a gradient
    TensorId like = kNoTensor; ///< a tensor of the state whose shape is the parameter's: exp_avg, momentum_buffer
    std::string name; ///< of the parameter; empty where unknown
    SlotNaming naming = SlotNaming::None;
};

struct OptimizerGroup {
    ValueId value = kNoValue; ///< the dictionary of hyper-parameters
    std::uint32_t slots = 0;
};

struct OptimizerFacts {
    std::string label; ///< "Adam"
    std::vector<OptimizerGroup> groups;
    std::vector<OptimizerSlot> slots; ///< in the order of the groups' params
    SlotNaming naming = SlotNaming::None; ///< of all slots together: the weakest of them
    std::string mismatch; ///< why names could not be inferred: "slot 18 is [64], model key 18 is [64, 3, 7, 7]"
};

/// An optimizer's state dict taken apart; nothing if it is none. parameters: the entries of the model that it trains,
/// in order, buffers included (they are told apart by shape and name); empty where there is no model.
std::optional<OptimizerFacts> optimizerOf(
    const Content& content, ValueId id, std::span<const StateDictEntry> parameters);

} // namespace pthf
