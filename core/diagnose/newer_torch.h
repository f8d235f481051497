// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "core/checkpoint/tree_index.h"
#include "core/types/dtype.h"
#include "core/value/content.h"

namespace pthf {

/// A release of torch by its first two numbers: 1.12 is newer than 1.8.
struct TorchVersion {
    int major = 0;
    int minor = 0;

    bool isNone() const noexcept { return major == 0; }
    std::string text() const { return std::to_string(major) + '.' + std::to_string(minor); }
    auto operator<=>(const TorchVersion&) const = default;
};

/// What some tensors need of torch that 1.6 does not have.
struct NewerTorch {
    TorchVersion version; ///< the newest that one of them needs
    std::uint64_t tensors = 0;
    DType example = DType::Unknown; ///< of one that needs it
    bool isFloatOnly = true; ///< casting helps
};

NewerTorch newerTorchFor(const Content& content, const TreeIndex& tree);

} // namespace pthf
