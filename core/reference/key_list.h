// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/checkpoint/tree_index.h"
#include "core/plan/operation.h"
#include "core/value/content.h"

namespace pthf {

/// One name of a state dict and what is known of what stands under it.
struct KeyEntry {
    std::string key;
    std::optional<Dims> shape; ///< nothing where it is not known, and of values that are no tensors
    std::optional<DType> dtype; ///< nothing where it is not known
    TensorId tensor = kNoTensor; ///< of documents
    ValueId value = kNoValue; ///< of documents
    bool isTensor = true; ///< false: an _extra_state, a number
    bool isPresumed = false; ///< of a pasted error: not mentioned in it, so taken to be as in the file
    bool isNamedOnly = false; ///< of a pasted error: it shows that no older name is taken for this one

    /// Elements of its shape; 0 where that is not known.
    std::uint64_t elements() const noexcept { return shape ? elementCount(*shape).value_or(0) : 0; }
};

using KeyList = std::vector<KeyEntry>;

/// What load_state_dict would be given: the entries of a state dict in their order, of whole models those of the state
/// dict that they would give.
KeyList keysOf(const Content& content, const StateDict& stateDict);

/// The module versions of a state dict's _metadata, as paths with a dot behind ("layer1.0.bn1."; "" for the root) and
/// their version; of spectral_norm's hooks the path of the weight without one ("conv.weight"). Empty where there are
/// none.
std::vector<std::pair<std::string, std::int64_t>> versionsOf(const Content& content, const StateDict& stateDict);

/// The state dict at a path (a dictionary, or a whole model), also one that does not look like one. InvalidArgument
/// where nothing is, or no dictionary.
Result<StateDict> stateDictAt(const Content& content, const TreeIndex& tree, const KeyPath& path);

/// How operations name this state dict: nothing where it is the only one, so that commands and recipes stay short.
StateDictPaths placesOf(const Content& content, const TreeIndex& tree, const StateDict& stateDict);

} // namespace pthf
