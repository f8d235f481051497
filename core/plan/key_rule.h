// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pthf {

// Keys of state dicts change by whole dotted segments, never by substring: "module." is no part of "submodule.x".

/// A prefix or segment as people type it, without its final dot: "module." and "module" are one.
std::string_view bareSegments(std::string_view text) noexcept;

/// Why this can be no prefix or segment; nothing when it can: it is empty, or holds an empty segment ("a..b", ".a").
std::optional<std::string> segmentsMistake(std::string_view text);

/// Whether withoutPrefix and withoutSegment would take something away; these allocate nothing.
bool hasPrefix(std::string_view key, std::string_view prefix) noexcept;
bool hasSegment(std::string_view key, std::string_view segment) noexcept;

/// The key without the prefix at its start, once; nothing if it does not start with it, or if nothing would be left.
std::optional<std::string> withoutPrefix(std::string_view key, std::string_view prefix);

std::string withPrefix(std::string_view key, std::string_view prefix);

/// The key without the segment (or run of segments) wherever it stands; nothing if it stands nowhere. The last segment
/// stays: it is the name of the parameter itself.
std::optional<std::string> withoutSegment(std::string_view key, std::string_view segment);

} // namespace pthf
