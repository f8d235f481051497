// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/value/content.h"

namespace pthf {

/// Something a person asks first of a checkpoint.
struct Fact {
    std::string name; ///< "epoch", "global_step", "best_acc", "arch"
    std::string json; ///< the value as a JSON value: 12, 0.7428, "resnet50"; empty of a tensor, whose bytes say it
    ValueId value = kNoValue;
};

/// epoch, iteration, global_step, best_…, arch, versions: the plain values that stand under telling names in the root
/// and in its meta data, in file order; counters and metrics also where they are tensors of one number.
std::vector<Fact> factsOf(const Content& content);

} // namespace pthf
