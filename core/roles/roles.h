// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/types/role.h"
#include "core/value/content.h"

namespace pthf {

/// What a node of a checkpoint is for.
struct RoleGuess {
    Role role = Role::Other;
    std::string label = {}; ///< "Adam", "StepLR", "ResNet"; empty where nothing more is known
    bool isStateDict = false; ///< a dictionary like those of state_dict(), or a module object (role Model or Ema)
    bool isWholeModel = false;
    bool isCopy = false; ///< the same weights stand beside it, in another type: not counted twice
};

/// The role of a value, by structure first and by the name it stands under second; nothing where it has none of its
/// own. To be asked from the root downwards: what stands below a value with a role has none. A value without one is
/// looked into (dictionaries of several networks, `state_dict` within `state_dict`), four levels deep at most.
///
/// name: the key, the attribute; "" for the root and list positions. outer: the nearest text key above it, which
/// passes its meaning on (`ema` → `module` → …); "" where there is none.
std::optional<RoleGuess> roleOf(const Content& content, ValueId id, std::string_view name, std::string_view outer = {});

/// A dictionary with text keys most of whose values are tensors, with the marks of state_dict(): _metadata, or dots in
/// most keys, or the names of single layers.
bool isStateDictLike(const Content& content, ValueId id);
bool isOptimizerLike(const Content& content, ValueId id);
bool isSchedulerLike(const Content& content, ValueId id);

/// "SGD", "Adam", "AdamW", … guessed from the slots and hyper-parameters of an optimizer's state dict; "" if unclear.
std::string optimizerLabel(const Content& content, ValueId id);
/// "StepLR", "CosineAnnealingLR", … guessed from a scheduler's keys.
std::string schedulerLabel(const Content& content, ValueId id);

} // namespace pthf
