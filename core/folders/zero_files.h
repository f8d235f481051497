// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/value/content.h"

namespace pthf {

/// The files that the ranks of one model-parallel group wrote, read already.
struct ZeroFiles {
    std::vector<ValueId> models; ///< roots of the model states, in the order of the ranks: one, or one a rank (stage 3)
    std::vector<ValueId> optimizers; ///< roots of the optimizer states, likewise
};

/// A parameter as a model's file describes it.
struct NamedShape {
    std::string name;
    Dims shape;
    std::uint64_t elements = 0;
};

/// The stage of ZeRO that the optimizer's files state; 0 where they are not partitioned.
std::int64_t zeroStageOf(const Content& content, const ZeroFiles& files);

/// Unsupported where the stage is none of ZeRO's, Truncated where files of ranks are missing.
Status checkZeroRanks(const Content& content, const ZeroFiles& files);

/// A member of a model's file that holds names and shapes, param_shapes for one: a list a group, none where the file
/// does not have it. Older files have a single dictionary.
Result<std::vector<std::vector<NamedShape>>> zeroShapes(const Content& content, ValueId model, std::string_view member);

/// What an optimizer's file holds of its rank's vectors: a tensor a group.
std::vector<ValueId> zeroPartitions(const Content& content, ValueId optimizerFile, std::string_view member);

/// The values of a dictionary by their names; kNoValue has none.
std::unordered_map<std::string, ValueId> valuesByName(const Content& content, ValueId dict);

} // namespace pthf
