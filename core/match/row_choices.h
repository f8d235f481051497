// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/match/match_document.h"

namespace pthf {

/// What can be written for one name of a match, so that the model gets it, or does without.
struct RowChoice {
    enum class Kind : std::uint8_t {
        AsItIs,
        Transposed, ///< two dimensions change places
        Resized, ///< cut or grown to the model's shape, new room filled; or the same numbers with other sizes of 1
        NewValues, ///< a new tensor of the model's shape
        Renamed, ///< a name that the other side has, of the same shape
        FromReference, ///< the tensor of the checkpoint that is the reference
        FromFile, ///< a tensor of a file that is asked for
        LeftOut
    };
    Kind kind = Kind::AsItIs;
    /// One of these is added to the plan: none for AsItIs, as many as there are `names` for Renamed, else one.
    std::vector<Operation> operations;
    std::vector<std::string> names; ///< of Renamed, in the order of the reference or of the file
    bool isFilled = false; ///< a Resized that grows, or NewValues: the operation has a filling to choose

    bool operator==(const RowChoice&) const = default;
};

/// In the order they are offered; the first leaves the row as it is.
std::vector<RowChoice> choicesFor(const MatchResult& result, const MatchRow& row);

/// What an operation of a plan writes for that key of the matched state dict; nothing where it is about something else,
/// or about more than that key.
std::optional<RowChoice::Kind> choiceMade(
    const Operation& operation, const MatchResult& result, const std::string& key);

/// Numbers that a layer of torch begins with, by what the key says of it.
InitialValues layerBeginning(std::string_view key, std::size_t dimensions, DType dtype);

/// What a whole key of a state dict is as a glob, in every one that has it or, with the state dict's path, in it alone.
std::string wholeKeyGlob(const std::string& key, const std::optional<KeyPath>& stateDict);

} // namespace pthf
