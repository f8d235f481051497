// SPDX-License-Identifier: Apache-2.0
#include "core/container/zip_directory.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/byte_reader.h"
#include "core/container/zip_format.h"
#include "core/container/zip_local.h"
#include "core/text/utf8.h"

// A zip, from behind:
//
//     local header, payload, descriptor      one group a record, in any order, with anything between them
//     central directory                      an entry a record: what is read here, and nothing before it
//     zip64 end record                       56 bytes, always there in torch's files: count, size, offset in 64 bits
//     zip64 locator                          20 bytes, says where the zip64 end record is
//     end record                             22 bytes: count, size and offset in 16 and 32 bits
//     comment, and what others appended
//
// All offsets are taken from the file's first byte, as torch does: bytes put before an archive are not compensated for.

namespace pthf {

namespace {

/// How far behind the end record torch's reader (miniz) still finds it: it reads blocks of 4096 bytes backwards that
/// overlap by 3, and stops after the first one that begins 65,557 bytes or more before the end.
constexpr std::uint64_t kEndReach = 4096 + 16 * 4093;
constexpr std::uint64_t kDirectoryBlock = std::uint64_t{256} << 10U;

std::string text(std::uint64_t number)
{
    return std::to_string(number);
}

bool hasSignatureAt(const ByteSource& source, std::uint64_t offset, std::uint32_t signature)
{
    std::array<std::byte, 4> bytes{};
    return source.readAt(offset, bytes).has_value() && ByteReader::littleAt<std::uint32_t>(bytes) == signature;
}

struct SmallEnd {
    std::uint16_t disk = 0;
    std::uint16_t directoryDisk = 0;
    std::uint16_t entriesHere = 0;
    std::uint16_t entries = 0;
    std::uint32_t directoryBytes = 0;
    std::uint32_t directoryOffset = 0;
};

SmallEnd parseSmallEnd(std::span<const std::byte> bytes) noexcept
{
    SmallEnd end;
    end.disk = ByteReader::littleAt<std::uint16_t>(bytes.subspan(4));
    end.directoryDisk = ByteReader::littleAt<std::uint16_t>(bytes.subspan(6));
    end.entriesHere = ByteReader::littleAt<std::uint16_t>(bytes.subspan(8));
    end.entries = ByteReader::littleAt<std::uint16_t>(bytes.subspan(10));
    end.directoryBytes = ByteReader::littleAt<std::uint32_t>(bytes.subspan(12));
    end.directoryOffset = ByteReader::littleAt<std::uint32_t>(bytes.subspan(16));
    return end;
}

/// The zip64 end record, where a locator directly before the end record leads to one.
Result<std::optional<ZipEnd>> readEnd64(const ByteSource& source, std::uint64_t endOffset, Problems& problems)
{
    const std::uint64_t base = source.baseOffset();
    if (endOffset < zip::kLocator64Bytes + zip::kEnd64Bytes) {
        return std::optional<ZipEnd>();
    }
    std::array<std::byte, zip::kLocator64Bytes> locator{};
    PTHF_TRY(source.readAt(endOffset - locator.size(), locator));
    const std::span<const std::byte> locatorBytes(locator);
    if (ByteReader::littleAt<std::uint32_t>(locatorBytes) != zip::kLocator64Signature) {
        return std::optional<ZipEnd>();
    }
    const auto offset = ByteReader::littleAt<std::uint64_t>(locatorBytes.subspan(8));
    if (offset > source.size() - zip::kEnd64Bytes) {
        return Error{ErrorCode::Corrupt,
            "zip64 locator points at " + text(offset) + ", the file has " + text(source.size()) + " bytes",
            base + endOffset - locator.size()};
    }
    std::array<std::byte, zip::kEnd64Bytes> bytes{};
    PTHF_TRY(source.readAt(offset, bytes));
    const std::span<const std::byte> all(bytes);
    if (ByteReader::littleAt<std::uint32_t>(all) != zip::kEnd64Signature) {
        return std::optional<ZipEnd>();
    }
    if (offset != endOffset - zip::kLocator64Bytes - zip::kEnd64Bytes) {
        problems.add(Severity::Warning, ErrorCode::Corrupt,
            "zip64 end record is at " + text(offset)
                + " and not before its locator: bytes were put between them, or two archives were joined",
            {}, base + endOffset - zip::kLocator64Bytes);
    }
    ZipEnd end;
    end.isZip64 = true;
    const auto entriesHere = ByteReader::littleAt<std::uint64_t>(all.subspan(24));
    end.entries = ByteReader::littleAt<std::uint64_t>(all.subspan(32));
    end.directoryBytes = ByteReader::littleAt<std::uint64_t>(all.subspan(40));
    end.directoryOffset = ByteReader::littleAt<std::uint64_t>(all.subspan(48));
    if (entriesHere != end.entries) {
        return Error{ErrorCode::Unsupported, "zip archive in several parts", base + offset};
    }
    return std::optional<ZipEnd>(end);
}

Result<std::uint64_t> findEndSignature(const ByteSource& source)
{
    const std::uint64_t size = source.size();
    std::vector<std::byte> tail(static_cast<std::size_t>(std::min(size, kEndReach)));
    const std::uint64_t tailOffset = size - tail.size();
    PTHF_TRY(source.readAt(tailOffset, tail));
    using namespace std::string_view_literals;
    if (tail.size() >= zip::kEndBytes) {
        const std::size_t place = asText(tail).rfind("PK\5\6"sv, tail.size() - zip::kEndBytes);
        if (place != std::string_view::npos) {
            return tailOffset + place;
        }
    }
    return Error{ErrorCode::Truncated,
        "no zip end record in the last " + text(tail.size()) + " of " + text(size) + " bytes",
        source.baseOffset() + size};
}

/// Why there is no directory where the end record says: mostly because something was put before the archive.
Error misplacedDirectory(const ByteSource& source, const ZipEnd& end)
{
    const std::uint64_t behind = end.offset - end.directoryBytes;
    for (const std::uint64_t tail : {zip::kEnd64Bytes + zip::kLocator64Bytes, std::uint64_t{0}}) {
        const std::uint64_t found = behind - std::min(tail, behind);
        if (found <= end.directoryOffset || !hasSignatureAt(source, found, zip::kCentralSignature)) {
            continue;
        }
        const std::uint64_t shift = found - end.directoryOffset;
        const bool isShifted = hasSignatureAt(source, shift, zip::kLocalSignature);
        return {ErrorCode::Corrupt,
            "central directory is at " + text(found) + " where the end record says " + text(end.directoryOffset)
                + (isShifted ? ": " + text(shift) + " bytes were put before the archive, or two archives were joined"
                             : std::string()),
            source.baseOffset() + found};
    }
    return {ErrorCode::Corrupt, "no central directory where the end record says",
        source.baseOffset() + end.directoryOffset};
}

/// The numbers have to agree with each other and with the file before anything is read by them.
Status proveEnd(const ByteSource& source, const ZipEnd& end)
{
    const std::uint64_t base = source.baseOffset();
    if (end.directoryBytes > end.offset || end.directoryOffset > end.offset - end.directoryBytes) {
        return Error{ErrorCode::Corrupt,
            "central directory of " + text(end.directoryBytes) + " bytes at " + text(end.directoryOffset)
                + " does not fit before the end record at " + text(end.offset),
            base + end.offset};
    }
    if (end.entries > end.directoryBytes / zip::kCentralBytes) {
        return Error{ErrorCode::Corrupt,
            "end record claims " + text(end.entries) + " records in a directory of " + text(end.directoryBytes)
                + " bytes",
            base + end.offset};
    }
    if (end.entries == 0 || hasSignatureAt(source, end.directoryOffset, zip::kCentralSignature)) {
        return Done{};
    }
    return misplacedDirectory(source, end);
}

/// The directory's bytes, a window at a time.
class DirectoryWindow {
public:
    DirectoryWindow(const ByteSource& source, const ZipEnd& end) noexcept
        : m_source(source)
        , m_position(end.directoryOffset)
        , m_left(end.directoryBytes)
    {
    }

    std::uint64_t offset() const noexcept { return m_position; }
    std::uint64_t left() const noexcept { return m_left; }
    void advance(std::uint64_t count) noexcept
    {
        m_position += count;
        m_left -= count;
        m_begin += static_cast<std::size_t>(count);
    }

    /// Makes the next count bytes lie one after the other; false where takeError() says why not. A Result for each of
    /// many thousand entries would cost as much as the entries.
    bool have(std::uint64_t count) { return count <= m_filled - m_begin ? true : refill(count); }
    /// After have(); they stay valid until the next call of it.
    std::span<const std::byte> bytes(std::uint64_t count) const noexcept
    {
        return {m_buffer.get() + m_begin, static_cast<std::size_t>(count)};
    }
    Error takeError() { return *std::exchange(m_error, std::nullopt); }

private:
    [[gnu::noinline]] bool refill(std::uint64_t count)
    {
        if (count > m_left) {
            m_error = Error{ErrorCode::Corrupt,
                "directory entry needs " + text(count) + " bytes, " + text(m_left) + " left in the directory",
                m_source.baseOffset() + m_position};
            return false;
        }
        m_filled = static_cast<std::size_t>(std::min(m_left, std::max(count, kDirectoryBlock)));
        m_begin = 0;
        if (m_filled > m_room) {
            m_buffer = std::make_unique_for_overwrite<std::byte[]>(m_filled);
            m_room = m_filled;
        }
        const Status read = m_source.readAt(m_position, {m_buffer.get(), m_filled});
        if (!read) {
            m_error = read.error();
        }
        return read.has_value();
    }

    const ByteSource& m_source;
    std::uint64_t m_position;
    std::uint64_t m_left;
    std::unique_ptr<std::byte[]> m_buffer;
    std::size_t m_room = 0;
    std::size_t m_filled = 0;
    std::size_t m_begin = 0; ///< of what is left in the buffer
    std::optional<Error> m_error;
};

/// Replaces each field that says "see zip64" by the next number of the zip64 block; false where there is none.
bool applyZip64(RecordInfo& record, std::span<const std::byte> extra) noexcept
{
    const std::array<std::uint64_t*, 3> fields{&record.bytes, &record.storedBytes, &record.headerOffset};
    while (extra.size() >= zip::kExtraHeadBytes) {
        const auto id = ByteReader::littleAt<std::uint16_t>(extra);
        const std::size_t length = ByteReader::littleAt<std::uint16_t>(extra.subspan(2));
        extra = extra.subspan(zip::kExtraHeadBytes);
        if (length > extra.size()) {
            return false;
        }
        if (id != zip::kExtraZip64) {
            extra = extra.subspan(length);
            continue;
        }
        auto numbers = extra.first(length);
        for (std::uint64_t* field : fields) {
            if (*field != zip::kSee64) {
                continue;
            }
            if (numbers.size() < sizeof(std::uint64_t)) {
                return false;
            }
            *field = ByteReader::littleAt<std::uint64_t>(numbers);
            numbers = numbers.subspan(sizeof(std::uint64_t));
        }
        return true;
    }
    return false;
}

Status readEntry(DirectoryWindow& window, const Limits& limits, std::uint64_t base, ZipDirectory& directory)
{
    if (!window.have(zip::kCentralBytes)) [[unlikely]] {
        return window.takeError();
    }
    const auto fixed = window.bytes(zip::kCentralBytes);
    if (ByteReader::littleAt<std::uint32_t>(fixed) != zip::kCentralSignature) [[unlikely]] {
        return Error{ErrorCode::Corrupt,
            "directory entry " + text(directory.records.size()) + " of " + text(directory.end.entries)
                + " does not begin with PK\\1\\2",
            base + window.offset()};
    }
    RecordInfo record;
    ZipEntry entry;
    entry.flags = ByteReader::littleAt<std::uint16_t>(fixed.subspan(8));
    entry.method = ByteReader::littleAt<std::uint16_t>(fixed.subspan(10));
    record.method = zipMethod(entry.method);
    record.crc = ByteReader::littleAt<std::uint32_t>(fixed.subspan(16));
    record.storedBytes = ByteReader::littleAt<std::uint32_t>(fixed.subspan(20));
    record.bytes = ByteReader::littleAt<std::uint32_t>(fixed.subspan(24));
    record.headerOffset = ByteReader::littleAt<std::uint32_t>(fixed.subspan(42));
    const std::size_t nameBytes = ByteReader::littleAt<std::uint16_t>(fixed.subspan(28));
    const std::size_t extraBytes = ByteReader::littleAt<std::uint16_t>(fixed.subspan(30));
    const std::size_t commentBytes = ByteReader::littleAt<std::uint16_t>(fixed.subspan(32));
    if (nameBytes > limits.maxNameBytes) [[unlikely]] {
        return Error{ErrorCode::LimitExceeded,
            "record name of " + text(nameBytes) + " bytes, " + text(limits.maxNameBytes) + " allowed",
            base + window.offset()};
    }
    const std::uint64_t whole = zip::kCentralBytes + nameBytes + extraBytes + commentBytes;
    if (!window.have(whole)) [[unlikely]] {
        return window.takeError();
    }
    const auto bytes = window.bytes(whole);
    record.name = directory.names.keep(asText(bytes.subspan(zip::kCentralBytes, nameBytes)));
    const bool needs64 =
        std::max({record.bytes, record.storedBytes, record.headerOffset}) == std::uint64_t{zip::kSee64};
    if (needs64 && !applyZip64(record, bytes.subspan(zip::kCentralBytes + nameBytes, extraBytes))) [[unlikely]] {
        directory.problems.add(Severity::Error, ErrorCode::Corrupt, "directory entry lacks its 64-bit sizes",
            displayText(record.name), base + window.offset());
    }
    window.advance(whole);
    directory.records.push_back(record);
    directory.entries.push_back(entry);
    return Done{};
}

} // namespace

Result<ZipEnd> findZipEnd(const ByteSource& source, Problems& problems)
{
    const std::uint64_t offset = PTHF_TRY(findEndSignature(source));
    std::array<std::byte, zip::kEndBytes> bytes{};
    PTHF_TRY(source.readAt(offset, bytes));
    const SmallEnd small = parseSmallEnd(bytes);
    const auto large = PTHF_TRY(readEnd64(source, offset, problems));
    ZipEnd end;
    if (large) {
        end = *large;
        const bool agrees = (small.entries == zip::kSee64Short || small.entries == end.entries)
            && (small.directoryBytes == zip::kSee64 || small.directoryBytes == end.directoryBytes)
            && (small.directoryOffset == zip::kSee64 || small.directoryOffset == end.directoryOffset);
        if (!agrees) {
            problems.add(Severity::Warning, ErrorCode::Corrupt,
                "end record and zip64 end record disagree; torch goes by the zip64 one, others may not", {},
                source.baseOffset() + offset);
        }
    } else {
        if (small.entriesHere != small.entries || small.disk != small.directoryDisk) {
            return Error{ErrorCode::Unsupported, "zip archive in several parts", source.baseOffset() + offset};
        }
        end.entries = small.entries;
        end.directoryBytes = small.directoryBytes;
        end.directoryOffset = small.directoryOffset;
    }
    end.offset = offset;
    end.trailingBytes = source.size() - offset - zip::kEndBytes;
    PTHF_TRY(proveEnd(source, end));
    return end;
}

Result<ZipDirectory> readZipDirectory(const ByteSource& source, const Limits& limits, const Task& task)
{
    constexpr std::uint64_t kPollEvery = 4096;
    ZipDirectory directory;
    directory.end = PTHF_TRY(findZipEnd(source, directory.problems));
    const ZipEnd& end = directory.end;
    const std::uint64_t base = source.baseOffset();
    if (end.entries > limits.maxRecords) {
        return Error{ErrorCode::LimitExceeded,
            "zip of " + text(end.entries) + " records, " + text(limits.maxRecords) + " allowed", base + end.offset};
    }
    directory.records.reserve(static_cast<std::size_t>(end.entries));
    directory.entries.reserve(static_cast<std::size_t>(end.entries));
    DirectoryWindow window(source, end);
    for (std::uint64_t i = 0; i < end.entries; ++i) {
        if (i % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        PTHF_TRY(readEntry(window, limits, base, directory));
    }
    if (window.left() != 0) {
        directory.problems.add(Severity::Warning, ErrorCode::Corrupt,
            "central directory has " + text(window.left()) + " bytes behind its " + text(end.entries) + " entries", {},
            base + window.offset());
    }
    if (end.trailingBytes != 0) {
        directory.problems.add(Severity::Info, ErrorCode::Corrupt,
            text(end.trailingBytes) + " bytes follow the zip's end record", {}, base + end.offset + zip::kEndBytes);
    }
    return directory;
}

} // namespace pthf
