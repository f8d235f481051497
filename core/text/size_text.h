// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pthf {

/// Decimal, one digit after the point from kilobytes on: "512 B", "37.6 KB", "3.2 GB".
std::string sizeText(std::uint64_t bytes);

/// The same with its sign, for what a plan adds or takes away: "−204.5 MB", "+1.2 KB", "0 B". The minus is U+2212.
std::string signedSizeText(std::int64_t bytes);

/// With separators: "20,000".
std::string countText(std::uint64_t count);

/// Rounded for reading: "999", "25.6 K", "25.6 M", "7.1 B".
std::string roundCountText(std::uint64_t count);

/// "1 key", "320 keys", "1,204 tensors": the count and its noun. Nouns that do not take an s give their plural.
std::string countOf(std::uint64_t count, std::string_view noun, std::string_view plural = {});

/// The inverse, as people write sizes: "5GB" and "5G" are 5·10⁹, "512MiB" is 512·2²⁰, a bare number is bytes. Nothing
/// for anything else.
std::optional<std::uint64_t> bytesFromText(std::string_view text);

} // namespace pthf
