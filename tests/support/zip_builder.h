// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pthf::tests {

/// One record of a zip that a test makes, with every lie it may tell. Without lies it is laid out as torch does.
struct ZipItem {
    std::string name; ///< the whole name, root folder included
    std::vector<std::byte> bytes;
    bool isDeflated = false;
    bool hasCrc = true; ///< false: 0 stands where the CRC goes, as compute_crc32=False writes it
    bool hasDescriptor = true; ///< false: sizes and CRC stand in the local header, as Python's zipfile writes them

    // Lies. The local header and the directory tell the truth where these are unset.
    std::optional<std::string> localName = {};
    std::optional<std::uint16_t> localMethod = {};
    std::optional<std::uint16_t> method = {}; ///< in both headers
    std::optional<std::uint16_t> flags = {}; ///< in both headers
    std::optional<std::uint16_t> localFlags = {};
    std::optional<std::uint32_t> crc = {}; ///< in the directory, and where else a CRC stands
    std::optional<std::uint64_t> claimedBytes = {}; ///< uncompressed size in the directory
    std::optional<std::uint64_t> claimedStoredBytes = {}; ///< compressed size in the directory
    std::optional<std::uint64_t> claimedOffset = {}; ///< of the local header, in the directory
};

/// Writes zips byte by byte, knowing nothing of core/container: to test its reader and its writer against.
class ZipBuilder {
public:
    ZipBuilder& add(ZipItem item);
    ZipBuilder& add(std::string name, std::string_view text);
    /// What payloads are aligned to; 1 leaves the padding block out, as other zip writers do.
    ZipBuilder& alignment(std::uint64_t bytes);
    /// A zip64 end record is written even where none is needed, as torch does (the default), or not.
    ZipBuilder& withEnd64(bool wanted); // NOLINT: reads well at the call
    /// Says so many entries in the end records, whatever stands in the directory.
    ZipBuilder& claimEntries(std::uint64_t count);
    ZipBuilder& comment(std::string text);

    std::vector<std::byte> build() const;

private:
    std::vector<ZipItem> m_items;
    std::uint64_t m_alignment = 64;
    bool m_hasEnd64 = true;
    std::optional<std::uint64_t> m_claimedEntries = {};
    std::string m_comment;
};

/// Raw deflate at zlib's default level.
std::vector<std::byte> deflated(const std::vector<std::byte>& bytes);

} // namespace pthf::tests
