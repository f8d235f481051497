// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/checkpoint/value_view.h"
#include "core/roles/whole_model.h"
#include "core/types/role.h"

namespace pthf {

/// A place in the unfolded tree: its parent and the last step. The root is number 0.
enum class PlaceId : std::uint32_t {};
constexpr std::uint32_t index(PlaceId id) noexcept
{
    return static_cast<std::uint32_t>(id);
}

struct Place {
    PlaceId parent{};
    ChildStep step; ///< step.value is the value that stands here
};

/// One leaf of the tree in file order: a tensor, a plain value, an empty container, or the second visit of a container
/// that stands elsewhere already.
struct Leaf {
    PlaceId place{};
    TensorId tensor = kNoTensor;
    PlaceId first{}; ///< where the value stood first; differs from place for second visits only
    bool isReference = false;
};

/// A dictionary-like node that looks like what state_dict() gives (USERS 4.3), or a whole module.
struct StateDict {
    PlaceId place{};
    ValueId value = kNoValue;
    Role role = Role::Model; ///< Model or Ema
    bool isWholeModel = false; ///< a module object; its entries are those of the state dict that it would give
};

/// A node with a role, for the card, the tree's tags and keep/drop by role.
struct RoleNode {
    PlaceId place{};
    ValueId value = kNoValue;
    Role role = Role::Other;
    std::string label; ///< "Adam", "StepLR"; empty where nothing more is known
    std::uint64_t tensors = 0;
    std::uint64_t bytes = 0; ///< of the tensors below it
    bool isCopy = false; ///< of weights that are counted elsewhere
};

/// The document unfolded once: every leaf with its place, the state dicts and the roles. Built in one walk whose cost
/// is the number of values; a value that is reached twice is unfolded once.
struct TreeIndex {
    std::vector<Place> places; ///< containers and leaves; [0] is the root
    std::vector<Leaf> leaves; ///< in file order
    std::vector<StateDict> stateDicts;
    std::vector<RoleNode> roles; ///< in file order

    KeyPath pathOf(const Content& content, PlaceId place) const;
    std::string pathTextOf(const Content& content, PlaceId place) const;
};

/// Cancelled, or LimitExceeded when the tree has more than 50 million leaves.
Result<TreeIndex> indexTree(const Content& content, const Task& task);

/// The entries that `state_dict()` of this node has, in torch's order; for a whole model by torch's rules
/// (torch/nn/modules/module.py state_dict), shared parameters under every name.
std::vector<StateDictEntry> stateDictEntries(const Content& content, const StateDict& stateDict);

} // namespace pthf
