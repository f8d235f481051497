// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/checked_math.h"

/// The bytes of a zip, as APPNOTE.TXT gives them and as torch's writer lays them out (FORMATS 1.3).
namespace pthf::zip {

inline constexpr std::uint32_t kLocalSignature = 0x04034B50; ///< "PK\3\4"
inline constexpr std::uint32_t kCentralSignature = 0x02014B50; ///< "PK\1\2"
inline constexpr std::uint32_t kDescriptorSignature = 0x08074B50; ///< "PK\7\8"
inline constexpr std::uint32_t kEndSignature = 0x06054B50; ///< "PK\5\6"
inline constexpr std::uint32_t kEnd64Signature = 0x06064B50; ///< "PK\6\6"
inline constexpr std::uint32_t kLocator64Signature = 0x07064B50; ///< "PK\6\7"

/// Fixed parts, without name, extra field and comment.
inline constexpr std::uint64_t kLocalBytes = 30; // APPNOTE 4.3.7
inline constexpr std::uint64_t kCentralBytes = 46; // 4.3.12
inline constexpr std::uint64_t kEndBytes = 22; // 4.3.16
inline constexpr std::uint64_t kEnd64Bytes = 56; // 4.3.14
inline constexpr std::uint64_t kLocator64Bytes = 20; // 4.3.15
inline constexpr std::uint64_t kDescriptorBytes = 16; // 4.3.9, with the signature that everybody writes
inline constexpr std::uint64_t kDescriptor64Bytes = 24;

inline constexpr std::uint16_t kFlagEncrypted = 1U << 0U;
inline constexpr std::uint16_t kFlagDescriptor = 1U << 3U; ///< CRC and sizes follow the payload
inline constexpr std::uint16_t kFlagStrongEncryption = 1U << 6U;
inline constexpr std::uint16_t kFlagUtf8 = 1U << 11U;
inline constexpr std::uint16_t kFlagMasked = 1U << 13U; ///< local header values are hidden by encryption

inline constexpr std::uint16_t kMethodStored = 0;
inline constexpr std::uint16_t kMethodDeflated = 8;

inline constexpr std::uint16_t kExtraZip64 = 0x0001; // 4.5.3
inline constexpr std::uint16_t kExtraPadding = 0x4246; ///< "FB": torch's alignment padding
inline constexpr std::uint8_t kPaddingByte = 0x5A; ///< what torch fills it with
inline constexpr std::uint64_t kExtraHeadBytes = 4; ///< id and length of a block of an extra field

/// Stands in a 16 or 32 bit field whose value is found in a zip64 structure instead.
inline constexpr std::uint16_t kSee64Short = 0xFFFF;
inline constexpr std::uint32_t kSee64 = 0xFFFFFFFF;

/// What torch aligns payloads to (.storage_alignment says otherwise since 2.7).
inline constexpr std::uint64_t kTorchAlignment = 64;

/// Bytes of the zip64 block that torch puts into a local header: none for records below 4 GiB that start below 4 GiB.
/// bytes is the record's size before compression.
constexpr std::uint64_t torchLocalZip64Bytes(std::uint64_t headerOffset, std::uint64_t bytes) noexcept
{
    const std::uint64_t sizes = bytes >= kSee64 ? 16 : 0;
    const std::uint64_t offset = headerOffset >= kSee64 ? 8 : 0;
    return sizes + offset == 0 ? 0 : kExtraHeadBytes + sizes + offset;
}

/// Bytes of the descriptor that torch puts after a payload: it follows the zip64 block of the same record, and empty
/// records have none.
constexpr std::uint64_t torchDescriptorBytes(std::uint64_t headerOffset, std::uint64_t bytes) noexcept
{
    if (bytes == 0) {
        return 0;
    }
    return torchLocalZip64Bytes(headerOffset, bytes) == 0 ? kDescriptorBytes : kDescriptor64Bytes;
}

/// Where torch's writer puts things when a record's local header goes to headerOffset.
struct TorchPlacement {
    std::uint64_t zip64Bytes = 0; ///< of the zip64 block, its head included
    std::uint64_t padding = 0; ///< bytes of 'Z' in the FB block, its head not included
    std::uint64_t payloadOffset = 0; ///< aligned
    std::uint64_t end = 0; ///< behind the descriptor: where the next local header goes

    bool operator==(const TorchPlacement&) const = default;
};

/// The placement of a record (FORMATS 1.3). nameBytes counts the root folder too, bytes is the size before compression,
/// storedBytes after it, alignment a power of two. Nothing on overflow or where the padding would not fit its field.
constexpr std::optional<TorchPlacement> torchPlacement(std::uint64_t headerOffset, std::uint64_t nameBytes,
    std::uint64_t bytes, std::uint64_t storedBytes, std::uint64_t alignment = kTorchAlignment) noexcept
{
    TorchPlacement placement;
    placement.zip64Bytes = torchLocalZip64Bytes(headerOffset, bytes);
    const auto start = checkedAdd(headerOffset, kLocalBytes + nameBytes + kExtraHeadBytes + placement.zip64Bytes);
    const auto payload = start ? checkedAlignUp(*start, alignment) : std::nullopt;
    const auto payloadEnd = payload ? checkedAdd(*payload, storedBytes) : std::nullopt;
    const auto end = payloadEnd ? checkedAdd(*payloadEnd, torchDescriptorBytes(headerOffset, bytes)) : std::nullopt;
    if (!end) {
        return std::nullopt;
    }
    placement.padding = *payload - *start;
    placement.payloadOffset = *payload;
    placement.end = *end;
    if (placement.zip64Bytes + kExtraHeadBytes + placement.padding > kSee64Short) {
        return std::nullopt;
    }
    return placement;
}

} // namespace pthf::zip
