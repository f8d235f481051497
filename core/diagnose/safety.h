// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/diagnose/finding.h"

namespace pthf {

/// What weights_only=True of torch 2.6 and later does with the file.
struct WeightsOnlyVerdict {
    struct Reason {
        std::string global; ///< "numpy.core.multiarray.scalar"; or "opcode FRAME", where no global stands in the way
        KeyPath path; ///< of the value that needs it
        bool isDangerous = false;

        bool operator==(const Reason&) const = default;
    };
    bool loads = true;
    std::vector<Reason> because;

    bool operator==(const WeightsOnlyVerdict&) const = default;
};

/// The document's own content is judged by the opcodes and names its pickle has; a planned content by what our writer
/// makes of it (protocol 2, allowed opcodes). Files that are no pickles (safetensors) load: nothing in them can run.
WeightsOnlyVerdict weightsOnlyVerdict(const Document& document, const Content& content, const TreeIndex& tree);

/// "torch 2.6 to 2.10" where these accept what newer ones refuse, as the list of allowed names got shorter; else empty.
std::string_view acceptedBy(const WeightsOnlyVerdict& verdict) noexcept;

/// Whether torch cannot load the file as it is for storages without a class: the legacy stream has to have one for
/// each.
bool hasUntypedLegacyStorage(const Document& document) noexcept;

/// The operations after which weights_only=True takes the file: MakePortable, which says objects, numpy values and
/// whole models in plain values. Empty when it loads already.
std::vector<Operation> weightsOnlyFix(const WeightsOnlyVerdict& verdict);

/// What has to be done to a TorchScript program or a package first, of which nothing but the devices can be changed:
/// its tensors are taken out. Of other files, and of what only moves tensors, the operations as they are; none where
/// there is no model to take out.
std::vector<Operation> takenOutOfProgram(
    const Document& document, const Content& content, const TreeIndex& tree, std::vector<Operation> fix);

/// Dangerous calls, each with its place, and what keeps weights_only=True from loading the file.
std::vector<Finding> safetyFindings(const Document& document, const Content& content, const TreeIndex& tree);

} // namespace pthf
