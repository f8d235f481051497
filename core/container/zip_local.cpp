// SPDX-License-Identifier: Apache-2.0
#include "core/container/zip_local.h"

#include <algorithm>

#include "core/base/byte_reader.h"
#include "core/container/zip_format.h"

namespace pthf {

std::optional<ZipLocalHeader> parseLocalHeader(std::span<const std::byte> bytes) noexcept
{
    if (ByteReader::littleAt<std::uint32_t>(bytes) != zip::kLocalSignature) {
        return std::nullopt;
    }
    ZipLocalHeader header;
    header.flags = ByteReader::littleAt<std::uint16_t>(bytes.subspan(6));
    header.method = ByteReader::littleAt<std::uint16_t>(bytes.subspan(8));
    header.crc = ByteReader::littleAt<std::uint32_t>(bytes.subspan(14));
    header.storedBytes = ByteReader::littleAt<std::uint32_t>(bytes.subspan(18));
    header.bytes = ByteReader::littleAt<std::uint32_t>(bytes.subspan(22));
    header.nameBytes = ByteReader::littleAt<std::uint16_t>(bytes.subspan(26));
    header.extraBytes = ByteReader::littleAt<std::uint16_t>(bytes.subspan(28));
    return header;
}

void applyLocalExtra(ZipLocalHeader& header, std::span<const std::byte> extra) noexcept
{
    while (extra.size() >= zip::kExtraHeadBytes) {
        const auto id = ByteReader::littleAt<std::uint16_t>(extra);
        const std::size_t length = std::min<std::size_t>(
            ByteReader::littleAt<std::uint16_t>(extra.subspan(2)), extra.size() - zip::kExtraHeadBytes);
        auto numbers = extra.subspan(zip::kExtraHeadBytes, length);
        extra = extra.subspan(zip::kExtraHeadBytes + length);
        if (id != zip::kExtraZip64) {
            continue;
        }
        header.hasZip64 = true;
        for (std::uint64_t* field : {&header.bytes, &header.storedBytes}) {
            if (*field == zip::kSee64 && numbers.size() >= sizeof(std::uint64_t)) {
                *field = ByteReader::littleAt<std::uint64_t>(numbers);
                numbers = numbers.subspan(sizeof(std::uint64_t));
            }
        }
    }
}

std::optional<ZipDescriptor> parseDescriptor(
    std::span<const std::byte> bytes, std::uint64_t storedBytes, std::uint64_t inflatedBytes) noexcept
{
    constexpr std::size_t kSignatureBytes = 4;
    constexpr std::size_t kSmallBytes = 12;
    constexpr std::size_t kLargeBytes = 20;
    const bool isSigned =
        bytes.size() >= kSignatureBytes && ByteReader::littleAt<std::uint32_t>(bytes) == zip::kDescriptorSignature;
    for (const std::size_t head : {isSigned ? kSignatureBytes : 0, std::size_t{0}}) {
        const auto fields = bytes.subspan(head);
        if (fields.size() >= kSmallBytes && ByteReader::littleAt<std::uint32_t>(fields.subspan(4)) == storedBytes
            && ByteReader::littleAt<std::uint32_t>(fields.subspan(8)) == inflatedBytes) {
            return ZipDescriptor{ByteReader::littleAt<std::uint32_t>(fields), head + kSmallBytes};
        }
        if (fields.size() >= kLargeBytes && ByteReader::littleAt<std::uint64_t>(fields.subspan(4)) == storedBytes
            && ByteReader::littleAt<std::uint64_t>(fields.subspan(12)) == inflatedBytes) {
            return ZipDescriptor{ByteReader::littleAt<std::uint32_t>(fields), head + kLargeBytes};
        }
    }
    return std::nullopt;
}

RecordMethod zipMethod(std::uint16_t method) noexcept
{
    if (method == zip::kMethodStored) {
        return RecordMethod::Stored;
    }
    return method == zip::kMethodDeflated ? RecordMethod::Deflated : RecordMethod::Other;
}

} // namespace pthf
