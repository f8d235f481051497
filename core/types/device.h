// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pthf {

/// A device tag taken apart: "cuda:1" is type "cuda", index 1; "cuda" has no index. Tags of unknown back ends keep
/// their words; the tag itself is what files hold and what we write back.
struct Device {
    std::string type;
    std::optional<std::uint32_t> index;

    bool operator==(const Device&) const = default;
    std::string text() const; ///< "cuda:1", "cpu", "mps"
};

/// The tag as type and index; "cuda:x" and the like become a type of that whole text without an index.
Device parseDevice(std::string_view tag);

/// What a target is written as: "cpu:0" becomes "cpu", "cuda" becomes "cuda:0", anything else stays to the letter
/// (torch restores "cpu" by equality: torch/serialization.py _cpu_deserialize).
std::string normalizedTarget(std::string_view target);

/// Whether a FROM of a device table means this tag: "cuda" means cuda and every cuda:N, "cuda:0" means only itself.
bool deviceMatches(std::string_view from, std::string_view tag) noexcept;

/// Whether text is a device a person may choose as a target: a word, optionally ":" and a decimal index.
bool isWellFormedDevice(std::string_view text) noexcept;

} // namespace pthf
