// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/problems.h"
#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"
#include "core/plan/operation.h"

namespace pthf {

/// Something a person can act on.
struct Finding {
    std::string id; ///< "wrapper-prefix", "devices", "optimizer-size", "dangerous-global", ...
    Severity severity = Severity::Info;
    std::string text; ///< what is so, with numbers, then what follows
    KeyPath path; ///< where; the root if everywhere
    std::vector<Operation> fix; ///< mends it; empty where nothing does
    std::string fixLabel; ///< the button: "Move to cpu", "Remove module.", "Drop optimizer"

    bool operator==(const Finding&) const = default;
};

/// What weights_only=True of torch 2.6 and later does with the file.
struct WeightsOnlyVerdict {
    struct Reason {
        std::string global; ///< "numpy.core.multiarray.scalar"; or the opcode, for files no global stands in the way of
        KeyPath path; ///< of the value that needs it
        bool isDangerous = false;
    };
    bool loads = true;
    std::vector<Reason> because;
};

/// One of the places a file may be loaded in.
struct LoadsOn {
    std::string where; ///< "Computer without GPU", "torch ≥ 1.6", "weights_only", "LibTorch C++"
    std::string id; ///< "cpu-only", "torch-1.6", "weights-only", "libtorch"
    bool yes = true;
    std::string why; ///< of a no: one sentence
    std::vector<Operation> fix;
};

/// Everything worth saying of a content, most severe first. `problems` are what its reader noticed.
std::vector<Finding> findingsOf(const Document& document, const Content& content, const TreeIndex& tree);

WeightsOnlyVerdict weightsOnlyVerdict(const Document& document, const Content& content, const TreeIndex& tree);

/// The badges, always the same four in the same order.
std::vector<LoadsOn> loadsOn(const Document& document, const Content& content, const TreeIndex& tree);

/// Laptop copy: cpu, unwrapped, models only, safe for weights_only. Operations that would change nothing are left out.
std::vector<Operation> laptopOperations(const Document& document, const Content& content, const TreeIndex& tree);

/// The operations that the prefix catalogue suggests for this state dict, repeated until nothing is left to remove.
struct WrapperSuggestion {
    PlaceId stateDict{};
    std::string prefix; ///< as shown: "module."
    std::uint64_t keys = 0; ///< that have it
    std::uint64_t total = 0;
    std::vector<Operation> fix;
    bool isCertain = true; ///< false: "model." and the like, which real models have too
    std::string addedBy; ///< "DataParallel", "torch.compile"
};
std::vector<WrapperSuggestion> wrapperSuggestions(const Content& content, const TreeIndex& tree);

} // namespace pthf
