// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "core/edit/edit_draft.h"

namespace pthf {

// What names keys besides the keys themselves, and follows when they change.

/// The new path of a module, or nothing where it stays. "" is the root.
using PathChange = std::function<std::optional<std::string>(std::string_view path)>;

/// Whether a fresh root entry is needed: a prefix was added, so that a wrapper stands above what was the root.
enum class NewRoot : std::uint8_t { No, Yes };

/// Renames the module paths of a state dict's _metadata (an attribute of the OrderedDict). Where two paths become one,
/// the entry that was renamed holds, in the place of the first: the wrapped module's version is the one that matters,
/// as in torch.nn.modules.utils.consume_prefix_in_state_dict_if_present. `done` keeps shared ones from being renamed
/// twice.
void renameModulePaths(
    EditDraft& draft, ValueId stateDict, const PathChange& change, NewRoot newRoot, std::unordered_set<ValueId>& done);

/// Renames the parameters that optimizers name: param_names of their groups, and keys of their state where those are
/// names. names: old key to new key.
Status renameParameterNames(EditDraft& draft, const std::unordered_map<std::string, std::string>& names);

/// The _metadata of a state dict; kNoValue if it has none.
ValueId metadataOf(const Content& content, ValueId stateDict);

} // namespace pthf
