// SPDX-License-Identifier: Apache-2.0
#include "core/container/zip_check.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/base/checked_math.h"
#include "core/base/crc32.h"
#include "core/base/hex.h"
#include "core/container/inflate_source.h"
#include "core/container/zip_faults.h"
#include "core/container/zip_format.h"
#include "core/container/zip_local.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Bytes at a time: still in the cache of their core when their CRC is taken, which makes a second thread for the
/// reading not worth its turns.
constexpr std::size_t kWindow = std::size_t{1} << 18U;
constexpr std::size_t kShownNameBytes = 200;

std::string hex(std::uint32_t crc)
{
    std::string text;
    appendHex(text, crc, 8);
    return text;
}

/// A window that moves forward over the source, so that small records cost no call each.
class ForwardWindow {
public:
    explicit ForwardWindow(const ByteSource& source)
        : m_source(source)
    {
    }

    /// Exactly count bytes; count is at most kWindow. They stay valid until the next call.
    Result<std::span<const std::byte>> take(std::uint64_t offset, std::uint64_t count)
    {
        if (offset < m_offset || offset > end() || count > end() - offset) {
            PTHF_TRY(fill(offset, count));
        }
        return held(offset).first(static_cast<std::size_t>(count));
    }

    /// At least one byte and at most count: what the window holds, or the next one.
    Result<std::span<const std::byte>> some(std::uint64_t offset, std::uint64_t count)
    {
        if (offset < m_offset || offset >= end()) {
            PTHF_TRY(fill(offset, 1));
        }
        const auto bytes = held(offset);
        return bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(count, bytes.size())));
    }

private:
    std::uint64_t end() const noexcept { return m_offset + m_bytes.size(); }
    std::span<const std::byte> held(std::uint64_t offset) const noexcept
    {
        return std::span<const std::byte>(m_bytes).subspan(static_cast<std::size_t>(offset - m_offset));
    }

    Status fill(std::uint64_t offset, std::uint64_t count)
    {
        const std::uint64_t size = m_source.size();
        const std::uint64_t left = offset < size ? size - offset : 0;
        const std::uint64_t length = std::max(std::min(left, kWindow), count);
        m_offset = offset;
        m_bytes.resize(static_cast<std::size_t>(length));
        Status read = m_source.readAt(offset, m_bytes);
        if (!read) {
            m_bytes.clear();
        }
        return read;
    }

    const ByteSource& m_source;
    std::uint64_t m_offset = 0;
    std::vector<std::byte> m_bytes;
};

class RecordChecker {
public:
    RecordChecker(const ZipReader& zip, const Task& task)
        : m_zip(zip)
        , m_task(task)
        , m_source(zip.source())
        , m_window(zip.source())
    {
    }

    Result<Problems> run()
    {
        std::uint64_t end = 0;
        for (const std::uint32_t number : recordsByOffset(m_zip.records())) {
            const RecordInfo& record = m_zip.records()[number];
            // The directory has told of the overlap. Reading shared bytes once for each claim on them would make a
            // small file as long to check as it likes.
            if (record.headerOffset < end) {
                continue;
            }
            tellGap(end, record.headerOffset);
            const auto checked = check(number);
            if (checked) {
                end = *checked;
            } else if (checked.error().code() == ErrorCode::Cancelled) {
                return checked.error();
            } else {
                add(record, checked.error().code(), checked.error().message(), checked.error().offset());
                end = record.headerOffset + zip::kLocalBytes;
            }
        }
        tellGap(end, m_zip.end().directoryOffset);
        m_task.progress.report(m_source.size(), m_source.size());
        return std::move(m_problems);
    }

private:
    /// Where the record ends, its descriptor included.
    Result<std::uint64_t> check(std::uint32_t number)
    {
        const RecordInfo& record = m_zip.records()[number];
        const ZipEntry& entry = m_zip.entry(number);
        const std::uint64_t payload = PTHF_TRY(checkHeader(record, entry));
        const auto end = checkedAdd(payload, record.storedBytes);
        if (!end || *end > m_source.size()) {
            return Error{ErrorCode::Truncated,
                "record needs " + std::to_string(record.storedBytes) + " bytes at " + std::to_string(payload)
                    + ", the file has " + std::to_string(m_source.size()),
                m_source.baseOffset() + payload};
        }
        const bool isReadable = (entry.flags & zip::kFlagEncrypted) == 0 && record.method != RecordMethod::Other;
        if (isReadable && record.method == RecordMethod::Stored) {
            PTHF_TRY(checkStored(record, payload));
        } else if (isReadable) {
            PTHF_TRY(checkDeflated(record, payload));
        }
        return (entry.flags & zip::kFlagDescriptor) == 0 ? *end : checkDescriptor(record, *end);
    }

    Result<std::uint64_t> checkHeader(const RecordInfo& record, const ZipEntry& entry)
    {
        const std::uint64_t offset = record.headerOffset;
        const auto fixed = PTHF_TRY(m_window.take(offset, zip::kLocalBytes));
        auto header = parseLocalHeader(fixed);
        if (!header) {
            return Error{
                ErrorCode::Corrupt, "no local header where the directory says", m_source.baseOffset() + offset};
        }
        const auto rest = PTHF_TRY(m_window.take(offset + zip::kLocalBytes, header->nameBytes + header->extraBytes));
        applyLocalExtra(*header, rest.subspan(header->nameBytes));
        compare(record, entry, *header, asText(rest.first(header->nameBytes)));
        return offset + zip::kLocalBytes + header->nameBytes + header->extraBytes;
    }

    void compare(
        const RecordInfo& record, const ZipEntry& entry, const ZipLocalHeader& header, std::string_view localName)
    {
        const std::uint64_t offset = m_source.baseOffset() + record.headerOffset;
        if (localName != record.name) {
            add(record, ErrorCode::Corrupt, "local header calls it " + displayText(localName, kShownNameBytes), offset);
        }
        if (header.method != entry.method) {
            add(record, ErrorCode::Corrupt,
                "local header says method " + std::to_string(header.method) + ", the directory "
                    + std::to_string(entry.method),
                offset);
        }
        if (header.flags != entry.flags) {
            const bool isGrave = ((header.flags ^ entry.flags) & zip::kFlagEncrypted) != 0;
            m_problems.add(isGrave ? Severity::Error : Severity::Warning, ErrorCode::Corrupt,
                "local header has flags " + std::to_string(header.flags) + ", the directory "
                    + std::to_string(entry.flags),
                displayText(record.name, kShownNameBytes), offset);
        }
        if ((header.flags & zip::kFlagDescriptor) != 0 && header.statesNothing()) {
            return;
        }
        // Torch's own zip64 headers state an uncompressed size and nothing else.
        if ((header.storedBytes != record.storedBytes || header.bytes != record.bytes)
            && (header.flags & zip::kFlagDescriptor) == 0) {
            add(record, ErrorCode::Corrupt,
                "local header says " + std::to_string(header.storedBytes) + " stored and "
                    + std::to_string(header.bytes) + " inflated bytes, the directory "
                    + std::to_string(record.storedBytes) + " and " + std::to_string(record.bytes),
                offset);
        }
        if (header.crc != 0 && record.crc != 0 && header.crc != record.crc) {
            add(record, ErrorCode::Corrupt,
                "local header says CRC-32 " + hex(header.crc) + ", the directory " + hex(record.crc), offset);
        }
    }

    Status checkStored(const RecordInfo& record, std::uint64_t payload)
    {
        std::uint32_t crc = 0;
        for (std::uint64_t done = 0; done < record.storedBytes;) {
            PTHF_TRY(step(payload + done));
            const auto block = PTHF_TRY(m_window.some(payload + done, record.storedBytes - done));
            crc = crc32(block, crc);
            done += block.size();
        }
        compareCrc(record, crc, payload);
        return Done{};
    }

    Status checkDeflated(const RecordInfo& record, std::uint64_t payload)
    {
        if (!isPossibleInflation(record.storedBytes, record.bytes, m_zip.limits())) {
            return Done{}; // the directory has told
        }
        Inflater inflater(m_source, payload, record.storedBytes);
        m_inflated.resize(kWindow);
        std::uint32_t crc = 0;
        while (true) {
            PTHF_TRY(step(payload + inflater.consumed()));
            const std::size_t count = PTHF_TRY(inflater.read(m_inflated));
            if (count == 0 || inflater.position() > record.bytes) {
                break;
            }
            crc = crc32(std::span<const std::byte>(m_inflated).first(count), crc);
        }
        if (inflater.position() > record.bytes) {
            return Error{ErrorCode::Corrupt,
                "inflates to more than the " + std::to_string(record.bytes) + " bytes that the directory says",
                m_source.baseOffset() + payload};
        }
        if (inflater.position() < record.bytes) {
            return Error{ErrorCode::Corrupt,
                "inflates to " + std::to_string(inflater.position()) + " bytes, the directory says "
                    + std::to_string(record.bytes),
                m_source.baseOffset() + payload};
        }
        if (inflater.consumed() != record.storedBytes) {
            add(record, ErrorCode::Corrupt,
                "deflated data ends after " + std::to_string(inflater.consumed()) + " of "
                    + std::to_string(record.storedBytes) + " stored bytes",
                m_source.baseOffset() + payload);
        }
        compareCrc(record, crc, payload);
        return Done{};
    }

    void compareCrc(const RecordInfo& record, std::uint32_t crc, std::uint64_t payload)
    {
        if (record.crc != 0 && record.crc != crc) {
            add(record, ErrorCode::Corrupt,
                "CRC-32 of its bytes is " + hex(crc) + ", the directory says " + hex(record.crc)
                    + ": they have changed since they were written",
                m_source.baseOffset() + payload);
        }
    }

    Result<std::uint64_t> checkDescriptor(const RecordInfo& record, std::uint64_t offset)
    {
        const std::uint64_t left = m_source.size() - offset;
        const auto bytes = PTHF_TRY(m_window.take(offset, std::min(left, zip::kDescriptor64Bytes)));
        const auto found = parseDescriptor(bytes, record.storedBytes, record.bytes);
        if (found && (record.crc == 0 || found->crc == record.crc)) { // 0: not written
            return offset + found->length;
        }
        add(record, ErrorCode::Corrupt, "no descriptor behind the payload that agrees with the directory",
            m_source.baseOffset() + offset);
        return offset;
    }

    Status step(std::uint64_t offset)
    {
        m_task.progress.report(offset, m_source.size());
        return m_task.poll();
    }

    void tellGap(std::uint64_t end, std::uint64_t next)
    {
        if (next > end) {
            m_problems.add(Severity::Info, ErrorCode::Corrupt,
                std::to_string(next - end) + " bytes at " + std::to_string(end) + " belong to no record", {},
                m_source.baseOffset() + end);
        }
    }

    void add(const RecordInfo& record, ErrorCode code, std::string message, std::optional<std::uint64_t> offset)
    {
        m_problems.add(Severity::Error, code, std::move(message), displayText(record.name, kShownNameBytes), offset);
    }

    const ZipReader& m_zip;
    const Task& m_task;
    const ByteSource& m_source;
    ForwardWindow m_window;
    std::vector<std::byte> m_inflated;
    Problems m_problems;
};

} // namespace

Result<Problems> checkRecords(const ZipReader& zip, const Task& task)
{
    PTHF_TRY(task.poll());
    return RecordChecker(zip, task).run();
}

} // namespace pthf
