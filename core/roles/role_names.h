// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace pthf {

/// What a key says of the value below it, by the words in it ("state_dict_ema" → Ema, "lr_scheduler" → Scheduler).
/// The names are those of real files (USERS 4.3).
enum class NameHint : unsigned char {
    None,
    Model,
    ModelOrOptions, ///< "params": weights where they are tensors, settings where they are numbers
    Ema,
    Optimizer,
    OptimizerOrOptions, ///< "opt": argparse's, unless it has an optimizer's tensors
    Scheduler,
    Scaler,
    Rng,
    Counter,
    Metric,
    Config,
    Bookkeeping ///< loops, callbacks: what a trainer keeps for itself
};

/// The float32 weights that were joined from an optimizer's partitions, beside the model's own (core/folders).
inline constexpr std::string_view kJoinedWeights = "fp32_weights";

NameHint hintOfName(std::string_view name);

} // namespace pthf
