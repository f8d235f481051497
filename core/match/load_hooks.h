// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/reference/key_list.h"

namespace pthf {

/// What modules of a model do to a state dict before they look for their names in it, as far as the model's names tell
/// which modules they are: torch.nn.utils.parametrizations.weight_norm (2.1 and newer) takes the weight_g and weight_v
/// of its predecessor for its own original0 and original1.
class LoadHooks {
public:
    static constexpr std::uint32_t kNone = 0xffffffffU;

    explicit LoadHooks(const KeyList& model);

    bool isEmpty() const noexcept { return m_pairs.empty(); }
    /// The model's key that a name of the file is loaded into under another name; kNone for every other name, and where
    /// the other half of the pair is not among the names. Empty ones count as dropped.
    std::vector<std::uint32_t> targets(std::span<const std::string> names) const;

private:
    /// The two old names of one weight, and the model's keys that they stand for.
    struct Pair {
        std::string g;
        std::string v;
        std::uint32_t original0 = kNone;
        std::uint32_t original1 = kNone;
    };
    std::vector<Pair> m_pairs;
};

} // namespace pthf
