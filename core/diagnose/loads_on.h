// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/diagnose/finding.h"

namespace pthf {

/// One of the places a file may be loaded in.
struct LoadsOn {
    std::string where; ///< "Computer without GPU", "torch ≥ 1.6", "weights_only", "LibTorch C++"
    std::string id; ///< "cpu-only", "torch-1.6", "weights-only", "libtorch"
    bool yes = true;
    std::string why; ///< of a no: one sentence
    std::vector<Operation> fix; ///< of a no: after these it is a yes; empty where no operation helps

    bool operator==(const LoadsOn&) const = default;
};

/// The badges, always the same four in the same order. A planned content is judged as the zip or legacy file that will
/// be written.
std::vector<LoadsOn> loadsOn(const Document& document, const Content& content, const TreeIndex& tree);
std::vector<LoadsOn> loadsOn(
    const Document& document, const Content& content, const TreeIndex& tree, const Sizes& sizes);

/// Laptop copy: cpu, unwrapped, without optimizer and other training state, safe for weights_only. Operations that
/// would change nothing are left out.
std::vector<Operation> laptopOperations(const Document& document, const Content& content, const TreeIndex& tree);

} // namespace pthf
