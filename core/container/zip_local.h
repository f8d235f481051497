// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/types/record_info.h"

namespace pthf {

/// The fixed part of a local header. Torch's state neither sizes nor CRC: a descriptor behind the payload does.
struct ZipLocalHeader {
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t crc = 0;
    std::uint64_t storedBytes = 0;
    std::uint64_t bytes = 0;
    std::size_t nameBytes = 0;
    std::size_t extraBytes = 0;
    bool hasZip64 = false; ///< the extra field has a zip64 block

    bool statesNothing() const noexcept { return crc == 0 && storedBytes == 0 && bytes == 0; }
};

/// The header at the front of bytes, which hold at least its fixed part; nothing where it does not begin with PK\3\4.
std::optional<ZipLocalHeader> parseLocalHeader(std::span<const std::byte> bytes) noexcept;

/// Takes over what the header's extra field says: sizes of 64 bits, where the header refers to them.
void applyLocalExtra(ZipLocalHeader& header, std::span<const std::byte> extra) noexcept;

/// What stands behind a payload.
struct ZipDescriptor {
    std::uint32_t crc = 0;
    std::uint64_t length = 0; ///< of the descriptor itself
};

/// The descriptor at the front of bytes, if one of its four forms (sizes of 4 or 8 bytes, with a signature or without)
/// states these sizes.
std::optional<ZipDescriptor> parseDescriptor(
    std::span<const std::byte> bytes, std::uint64_t storedBytes, std::uint64_t inflatedBytes) noexcept;

/// Stored, deflated, or something torch does not read.
RecordMethod zipMethod(std::uint16_t method) noexcept;

} // namespace pthf
