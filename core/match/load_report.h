// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/match/match_keys.h"

namespace pthf {

/// load_state_dict's own argument.
enum class Strict : bool { No, Yes };

/// What load_state_dict would answer.
struct LoadReport {
    bool loads = false; ///< it returns; else it raises RuntimeError with this text
    std::string text; ///< word for word, without "RuntimeError: "
    std::vector<std::string> missing; ///< in torch's order
    std::vector<std::string> unexpected; ///< likewise
};

/// What torch's own load_state_dict adds to two lists of names.
struct LoadContext {
    std::string modelName; ///< the class that "Error(s) in loading state_dict for …:" names
    /// Of the file's _metadata: BatchNorm of a version below 2 has no num_batches_tracked, and gets one.
    std::vector<std::pair<std::string, std::int64_t>> versions;
    const Content* content = nullptr; ///< of the file: what stands under a key that is no tensor
};

/// torch/nn/modules/module.py load_state_dict of torch 2.15, modules taken from the dots in the model's names. Names
/// that torch 2.15 lists and 1.13 does not: those that go on below a parameter ("weight.x").
LoadReport loadReport(
    const KeyList& file, const KeyList& model, const KeyMatch& match, const LoadContext& context, Strict strict);

} // namespace pthf
