// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace pthf {

/// Every ceiling that stands between a number in a file and our memory. Tests shrink them.
struct Limits {
    /// safetensors' own ceiling for its JSON header, in bytes.
    std::uint64_t maxHeaderBytes = 100'000'000;
    /// Records of one container: against directory bombs.
    std::uint64_t maxRecords = 1'000'000;
    /// A record's name; torch's own listing buffer holds 511.
    std::uint64_t maxNameBytes = 4'096;
    /// One pickle stream: what a description of tensors never reaches.
    std::uint64_t maxPickleBytes = std::uint64_t{1} << 30U;
    /// Values of one graph: 16 bytes each before their contents.
    std::uint64_t maxGraphNodes = 50'000'000;
    /// Different classes and functions that pickles of one document name.
    std::uint64_t maxGlobals = 65'536;
    /// Bytes of one integer: decimal conversion is quadratic.
    std::uint64_t maxIntegerBytes = 4'096;
    /// Levels where something recurses (JSON).
    std::uint32_t maxDepth = 256;
    /// deflate's own ceiling; anything above it is a lie in the directory.
    std::uint64_t maxInflateRatio = 1'032;
    /// A record that is inflated into memory as a whole.
    std::uint64_t maxInflatedBytes = std::uint64_t{4} << 30U;
    /// Pickles inside pickles, archives inside archives.
    std::uint32_t maxNesting = 4;
    /// Text shown of one value.
    std::size_t maxTextPreview = std::size_t{64} * 1024;
};

} // namespace pthf
