// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/witness/witness_file.h"

namespace pthf {

class JsonWriter;

/// "agrees", "agrees on records", "differs", "silent".
std::string_view witnessVerdictName(WitnessVerdict verdict) noexcept;

/// A sentence, and a line for each difference.
std::string witnessToText(const WitnessReport& report);

/// {"verdict","records","tensors","bytes","why","difference_count","differences":[…]}, as a value.
void writeWitness(JsonWriter& json, const WitnessReport& report);

} // namespace pthf
