// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/checkpoint/document.h"
#include "core/reference/key_list.h"
#include "core/reference/load_error.h"

namespace pthf {

/// What a file is matched against: the names that a model expects, in the model's order.
struct Reference {
    enum class Kind : std::uint8_t { Checkpoint, Names, LoadError };
    Kind kind = Kind::Names;
    std::string name; ///< "birds200.txt", "pasted text"
    std::string className; ///< of the model, where it is known
    KeyList keys; ///< of a LoadError only the missing ones, until it is completed
    LoadError error; ///< of a LoadError
    DocumentPtr document; ///< of a Checkpoint
    KeyPath stateDict; ///< of a Checkpoint: which one it is
    std::vector<std::string> notes; ///< what was guessed or left out, for people

    /// "birds200.txt" without its extension, or the class, for load_state_dict's own words.
    std::string modelName() const;
};

/// A state dict of another checkpoint: the one at the path, else the model, else the first. InvalidArgument where there
/// is none.
Result<Reference> referenceFromDocument(
    const DocumentPtr& document, const TreeIndex& tree, const std::optional<KeyPath>& path);

/// A pasted text: the words of a load_state_dict that failed, or names and shapes.
Result<Reference> referenceFromText(std::string_view text, std::string name);

/// A LoadError names only what did not fit: the model's other names are those of the file that were not named, taken to
/// be as they are there. `file` is the state dict as it was when the message came, before any plan. Does nothing to
/// other kinds.
Reference completed(Reference reference, const KeyList& file);

std::string_view referenceKindName(Reference::Kind kind) noexcept;

} // namespace pthf
