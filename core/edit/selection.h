// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/edit/edit_draft.h"

namespace pthf {

/// What globs mean in a tree: a whole key within its state dict, or, with a leading "/", a path from the root. Content
/// and tree outlive it.
class Selector {
public:
    Selector(const Content& content, const TreeIndex& tree);

    /// Every place that the glob matches, by PlaceId; what stands below a match is not matched by it.
    std::vector<bool> places(std::string_view glob);
    /// The leaves among them that are tensors, as numbers into tree.leaves.
    std::vector<std::uint32_t> tensors(std::string_view glob);
    /// The state dict that a place is an entry of: a number into tree.stateDicts.
    std::optional<std::uint32_t> stateDictOf(PlaceId place) const;

private:
    void collectKeys();
    void collectPaths();

    const Content& m_content;
    const TreeIndex& m_tree;
    std::vector<std::string> m_keys; ///< by PlaceId: the key within the state dict
    std::vector<std::uint32_t> m_stateDicts; ///< by PlaceId
    std::vector<std::string> m_paths; ///< by PlaceId, made when a glob asks for them
    std::vector<std::string> m_barePaths; ///< the same with keys as they are, where that is another text
};

/// One state dict that a key operation works on.
struct SelectedStateDict {
    ValueId value = kNoValue;
    std::string name; ///< its path, "the file itself" for the root: for messages
    bool isWholeModel = false;
};

/// Those named, or all of the tree. InvalidArgument for a path where nothing is, or no dictionary.
Result<std::vector<SelectedStateDict>> selectStateDicts(
    const Content& content, const TreeIndex& tree, const StateDictPaths& in);

/// Where a path leads: the item of a container, found as valueAt finds it. InvalidArgument where nothing is.
Result<ChildStep> itemAtPath(const Content& content, const KeyPath& path);

/// InvalidArgument for a path where nothing is, with what may have been meant.
Error nothingAt(const Content& content, const KeyPath& path);
/// Adds to the problems what a glob may have meant that selected nothing, where something comes near it.
void tellNearest(EditDraft& draft, const TreeIndex& tree, std::string_view glob);

/// Path of a value for messages: "model", or "the file itself".
std::string placeName(const KeyPath& path);

/// The storages that a tensor's numbers lie in, its parts' among them.
std::vector<StorageId> storagesOf(const Content& content, const TensorValue& tensor);

} // namespace pthf
