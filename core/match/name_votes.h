// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "core/match/name_changes.h"

namespace pthf {

/// One change that a name of the file speaks for, because a name of the model would come out of it.
struct NameVote {
    enum class Kind : std::uint8_t { Prefix, RemoveSegment, InsertSegment, Replace };
    Kind kind = Kind::Prefix;
    std::string from; ///< of Prefix: what goes; of the others the segment
    std::string to;
    std::string before; ///< the segment in front of it
    auto operator<=>(const NameVote&) const = default; // NOLINT(modernize-use-nullptr): there is no pointer
};

/// How many names speak for each change.
using NameVotes = std::map<NameVote, std::uint64_t>;

/// Compares names that the model does not have with the model's names that the file does not have: a sample of them, so
/// that the cost does not grow with the square of anything. Names stand beside the trial's file keys; empty ones are
/// dropped already. Shapes that are known have to fit.
NameVotes countNameVotes(const NameTrial& trial, std::span<const std::string> names);

/// Whether a segment of a name is a position: "0", "12".
bool isNumberSegment(std::string_view segment);

} // namespace pthf
