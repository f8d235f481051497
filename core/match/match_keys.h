// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "core/reference/key_list.h"

namespace pthf {

/// How a name stands to the other side.
enum class MatchState : std::uint8_t { Same, ShapeDiffers, OnlyInFile, OnlyInModel };

/// "same", "shape_differs", "only_in_file", "only_in_model": as `--json` has it.
std::string_view matchStateName(MatchState state) noexcept;
/// What torch calls it: "size mismatch", "unexpected", "missing"; "" for Same.
std::string_view torchWord(MatchState state) noexcept;

struct MatchRow {
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
    MatchState state = MatchState::Same;
    std::uint32_t file = kNone; ///< into the file's keys
    std::uint32_t model = kNone; ///< into the model's
    bool isDtypeOther = false; ///< torch converts it while loading
};

struct MatchCounts {
    std::uint64_t same = 0;
    std::uint64_t shapeDiffers = 0;
    std::uint64_t onlyInFile = 0;
    std::uint64_t onlyInModel = 0;
    std::uint64_t dtypeDiffers = 0; ///< among the same
    // Elements of the model's tensors: how much of it gets its values.
    std::uint64_t parametersSame = 0;
    std::uint64_t parametersShape = 0;
    std::uint64_t parametersMissing = 0;
    std::uint64_t unknownShapes = 0; ///< missing ones whose shape is not known: not among the parameters

    std::uint64_t inModel() const noexcept { return same + shapeDiffers + onlyInModel; }
    std::uint64_t inFile() const noexcept { return same + shapeDiffers + onlyInFile; }
    std::uint64_t parameters() const noexcept { return parametersSame + parametersShape + parametersMissing; }
    bool isPerfect() const noexcept { return shapeDiffers == 0 && onlyInFile == 0 && onlyInModel == 0; }
    /// 0 to 1: parameters that get their values; by keys where no shape is known.
    double share() const noexcept;
    bool operator==(const MatchCounts&) const = default;
};

/// Two sides laid over each other.
struct KeyMatch {
    std::vector<MatchRow> rows; ///< in file order, what only the model has where the model has it
    MatchCounts counts;
};

/// Whether a tensor of that shape loads into one of the model's shape. One element in one dimension loads into a scalar
/// (torch 0.3 had no scalars); a shape that is not known is taken to fit.
bool loadsInto(const std::optional<Dims>& file, const std::optional<Dims>& model) noexcept;

/// Linear in the number of keys. Keys that stand twice in the model count once.
KeyMatch matchKeys(const KeyList& file, const KeyList& model);

} // namespace pthf
