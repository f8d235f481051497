// SPDX-License-Identifier: Apache-2.0
#include "core/container/zip_writer.h"

#include <algorithm>
#include <array>

#include "core/base/byte_writer.h"
#include "core/base/crc32.h"

// One record, as miniz writes it for torch (FORMATS 1.3):
//
//   local header   PK\3\4, sizes and CRC all 0, flag "descriptor follows" unless the record is empty
//     name         root/name
//     zip64 block  only from 4 GiB on: size, 0, own offset (off the standard, but torch's)
//     FB block     'FB', length, 'Z' × length: what aligns the payload
//   payload        aligned to 64
//   descriptor     PK\7\8, CRC, sizes (32 bit, or 64 with a zip64 block); none behind an empty record
//
// and at the end the directory, the zip64 end record with its locator (always) and the end record.

namespace pthf {

namespace {

/// Stays in the processor's cache between reading, summing and writing.
constexpr std::uint64_t kSummedBlock = std::uint64_t{1} << 19U;

constexpr std::uint16_t kMadeByMiniz = 0x031E;
constexpr std::uint16_t kNeedsZip64 = 45;

std::uint32_t low32(std::uint64_t value) noexcept
{
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, zip::kSee64));
}

std::uint16_t flagsOf(std::uint64_t bytes) noexcept
{
    const unsigned descriptor = bytes == 0 ? 0U : zip::kFlagDescriptor;
    return static_cast<std::uint16_t>(descriptor | zip::kFlagUtf8);
}

/// The zip64 block of a directory entry: only what does not fit its field (APPNOTE 4.5.3).
void writeCentralZip64(ByteWriter& to, std::uint64_t bytes, std::uint64_t headerOffset)
{
    const bool isLarge = bytes >= zip::kSee64;
    const bool isFar = headerOffset >= zip::kSee64;
    if (!isLarge && !isFar) {
        return;
    }
    to.u16(zip::kExtraZip64);
    to.u16(static_cast<std::uint16_t>((isLarge ? 16 : 0) + (isFar ? 8 : 0)));
    if (isLarge) {
        to.u64(bytes);
        to.u64(bytes);
    }
    if (isFar) {
        to.u64(headerOffset);
    }
}

/// The zip64 block of a local header, in torch's own way: the packed size is 0, and the offset is there too.
void writeLocalZip64(ByteWriter& to, std::uint64_t bytes, std::uint64_t headerOffset)
{
    const std::uint64_t length = zip::torchLocalZip64Bytes(headerOffset, bytes);
    if (length == 0) {
        return;
    }
    to.u16(zip::kExtraZip64);
    to.u16(static_cast<std::uint16_t>(length - zip::kExtraHeadBytes));
    if (bytes >= zip::kSee64) {
        to.u64(bytes);
        to.u64(0);
    }
    if (headerOffset >= zip::kSee64) {
        to.u64(headerOffset);
    }
}

/// One more number in an order-sensitive hash (FNV-1a over its bytes).
void mix(std::uint64_t& hash, std::span<const std::byte> bytes) noexcept
{
    constexpr std::uint64_t kPrime = 0x100000001B3;
    for (const std::byte byte : bytes) {
        hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * kPrime;
    }
}

std::string twentyDigits(std::uint64_t value)
{
    std::string digits = std::to_string(value);
    constexpr std::size_t kDigits = 20;
    return std::string(kDigits - digits.size(), '0') + digits;
}

} // namespace

ZipWriter::ZipWriter(ByteSink& sink, std::string rootFolder, std::uint64_t alignment)
    : m_sink(sink)
    , m_root(std::move(rootFolder))
    , m_alignment(alignment)
{
}

Status ZipWriter::add(std::string_view name, std::span<const std::byte> bytes)
{
    PTHF_TRY(begin(name, bytes.size()));
    PTHF_TRY(write(bytes));
    PTHF_TRY(end());
    return Done{};
}

Status ZipWriter::begin(std::string_view name, std::uint64_t bytes)
{
    if (m_isOpen) {
        return Error{ErrorCode::Internal, "a record is begun before " + m_entries.back().name + " has ended"};
    }
    const std::uint64_t offset = m_sink.position();
    std::string whole = m_root + "/" + std::string(name);
    const auto placement = zip::torchPlacement(offset, whole.size(), bytes, bytes, m_alignment);
    if (!placement || whole.size() > zip::kSee64Short) {
        return Error{ErrorCode::InvalidArgument,
            "a record of " + std::to_string(bytes) + " bytes at " + std::to_string(offset) + " with a name of "
                + std::to_string(whole.size()) + " bytes does not fit a zip"};
    }
    ByteWriter header;
    header.u32(zip::kLocalSignature);
    header.u16(0); // version needed
    header.u16(flagsOf(bytes));
    header.u16(zip::kMethodStored);
    header.u32(0); // time and date
    header.u32(0); // CRC, and both sizes: in the descriptor
    header.u32(0);
    header.u32(0);
    header.u16(static_cast<std::uint16_t>(whole.size()));
    header.u16(static_cast<std::uint16_t>(placement->zip64Bytes + zip::kExtraHeadBytes + placement->padding));
    header.text(whole);
    writeLocalZip64(header, bytes, offset);
    header.u16(zip::kExtraPadding);
    header.u16(static_cast<std::uint16_t>(placement->padding));
    header.fill(static_cast<std::size_t>(placement->padding), std::byte{zip::kPaddingByte});
    PTHF_TRY(m_sink.write(header.data()));
    m_entries.push_back({std::move(whole), bytes, offset, 0});
    m_left = bytes;
    m_crc = 0;
    m_isOpen = true;
    return Done{};
}

Status ZipWriter::room(std::uint64_t length) const
{
    if (!m_isOpen || length > m_left) {
        return Error{ErrorCode::Internal,
            std::to_string(length) + " bytes for a record that has room for " + std::to_string(m_left)};
    }
    return Done{};
}

Status ZipWriter::write(std::span<const std::byte> bytes)
{
    PTHF_TRY(room(bytes.size()));
    m_crc = crc32(bytes, m_crc);
    m_left -= bytes.size();
    return m_sink.write(bytes);
}

Status ZipWriter::copyFrom(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task)
{
    PTHF_TRY(room(length));
    PTHF_TRY(checkRange(source, offset, length));
    std::vector<std::byte> block(static_cast<std::size_t>(std::min(length, kSummedBlock)));
    while (length > 0) {
        PTHF_TRY(task.poll());
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(length, block.size()));
        const auto part = std::span(block).first(count);
        PTHF_TRY(source.readAt(offset, part));
        PTHF_TRY(write(part));
        offset += count;
        length -= count;
    }
    return Done{};
}

Status ZipWriter::copyUnseen(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task)
{
    PTHF_TRY(room(length));
    m_left -= length;
    return m_sink.copyFrom(source, offset, length, task);
}

Result<std::uint32_t> ZipWriter::end(std::optional<std::uint32_t> knownCrc)
{
    if (!m_isOpen || m_left != 0) {
        return Error{ErrorCode::Internal, std::to_string(m_left) + " bytes of a record were not written"};
    }
    Entry& entry = m_entries.back();
    entry.crc = knownCrc.value_or(m_crc);
    m_isOpen = false;
    if (entry.bytes == 0) {
        return entry.crc;
    }
    ByteWriter descriptor;
    descriptor.u32(zip::kDescriptorSignature);
    descriptor.u32(entry.crc);
    for (int sizes = 0; sizes < 2; ++sizes) {
        if (zip::torchLocalZip64Bytes(entry.headerOffset, entry.bytes) != 0) {
            descriptor.u64(entry.bytes);
        } else {
            descriptor.u32(static_cast<std::uint32_t>(entry.bytes));
        }
    }
    PTHF_TRY(m_sink.write(descriptor.data()));
    return entry.crc;
}

Status ZipWriter::finish()
{
    if (m_isOpen) {
        return Error{ErrorCode::Internal, "the zip is finished before its last record is"};
    }
    const std::uint64_t directoryOffset = m_sink.position();
    PTHF_TRY(writeDirectory());
    return writeEnd(directoryOffset, m_entries.size());
}

Status ZipWriter::finishBehind(std::span<const KeptEntry> kept)
{
    if (m_isOpen) {
        return Error{ErrorCode::Internal, "the zip is finished before its last record is"};
    }
    const std::uint64_t directoryOffset = m_sink.position();
    std::vector<bool> isWritten(m_entries.size(), false);
    ByteWriter entries;
    for (const KeptEntry& old : kept) {
        const auto found = std::ranges::find(m_entries, old.name, &Entry::name);
        if (found == m_entries.end()) {
            entries.bytes(old.bytes);
        } else {
            writeEntry(entries, *found);
            isWritten[static_cast<std::size_t>(found - m_entries.begin())] = true;
        }
    }
    std::uint64_t count = kept.size();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (!isWritten[i]) {
            writeEntry(entries, m_entries[i]);
            ++count;
        }
    }
    PTHF_TRY(m_sink.write(entries.data()));
    return writeEnd(directoryOffset, count);
}

Status ZipWriter::writeEnd(std::uint64_t directoryOffset, std::uint64_t entries)
{
    const std::uint64_t endOffset = m_sink.position();
    const std::uint64_t directoryBytes = endOffset - directoryOffset;
    ByteWriter tail;
    tail.u32(zip::kEnd64Signature);
    tail.u64(zip::kEnd64Bytes - 12); // of what follows this field (APPNOTE 4.3.14.1)
    tail.u16(kMadeByMiniz);
    tail.u16(kNeedsZip64);
    tail.u32(0); // disks
    tail.u32(0);
    tail.u64(entries);
    tail.u64(entries);
    tail.u64(directoryBytes);
    tail.u64(directoryOffset);
    tail.u32(zip::kLocator64Signature);
    tail.u32(0);
    tail.u64(endOffset);
    tail.u32(1);
    const auto small = static_cast<std::uint16_t>(std::min<std::uint64_t>(entries, zip::kSee64Short));
    tail.u32(zip::kEndSignature);
    tail.u16(0); // disks
    tail.u16(0);
    tail.u16(small);
    tail.u16(small);
    tail.u32(low32(directoryBytes));
    tail.u32(low32(directoryOffset));
    tail.u16(0); // comment
    return m_sink.write(tail.data());
}

void ZipWriter::writeEntry(ByteWriter& to, const Entry& entry)
{
    ByteWriter zip64;
    writeCentralZip64(zip64, entry.bytes, entry.headerOffset);
    to.u32(zip::kCentralSignature);
    to.u16(0); // made by
    to.u16(0); // version needed
    to.u16(flagsOf(entry.bytes));
    to.u16(zip::kMethodStored);
    to.u32(0); // time and date
    to.u32(entry.crc);
    to.u32(low32(entry.bytes));
    to.u32(low32(entry.bytes));
    to.u16(static_cast<std::uint16_t>(entry.name.size()));
    to.u16(static_cast<std::uint16_t>(zip64.size()));
    to.u16(0); // comment
    to.u16(0); // disk
    to.u16(0); // internal attributes
    to.u32(0); // external attributes
    to.u32(low32(entry.headerOffset));
    to.text(entry.name);
    to.bytes(zip64.data());
}

Status ZipWriter::writeDirectory()
{
    ByteWriter entries;
    for (const Entry& entry : m_entries) {
        writeEntry(entries, entry);
        constexpr std::size_t kFlushAt = std::size_t{1} << 16U;
        if (entries.size() >= kFlushAt) {
            PTHF_TRY(m_sink.write(entries.data()));
            entries.clear();
        }
    }
    return m_sink.write(entries.data());
}

std::string ZipWriter::serializationId() const
{
    constexpr std::uint64_t kBasis = 0xCBF29CE484222325;
    std::uint64_t names = kBasis;
    std::uint64_t sums = kBasis;
    for (const Entry& entry : m_entries) {
        mix(names, asBytes(entry.name));
        mix(names, std::array{std::byte{0}});
        ByteWriter sum;
        sum.u32(entry.crc);
        mix(sums, sum.data());
    }
    return twentyDigits(names) + twentyDigits(sums);
}

} // namespace pthf
