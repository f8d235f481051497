// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/value/content.h"

namespace pthf {

/// What a state dict of low-rank updates (LoRA) says of itself.
struct AdapterFacts {
    std::int64_t rank = 0; ///< of its first update; 0 where no shape tells
    std::vector<std::string> targets; ///< names of the layers it changes: "q_proj"; each once, a handful at most
};

/// Nothing for a state dict that is no adapter: most of an adapter's keys, looked for among the first hundreds, are
/// halves of updates (peft's lora_A and lora_B, kohya's lora_down and lora_up).
std::optional<AdapterFacts> adapterFacts(const Content& content, ValueId stateDict);

} // namespace pthf
