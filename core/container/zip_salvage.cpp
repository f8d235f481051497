// SPDX-License-Identifier: Apache-2.0
#include "core/container/zip_salvage.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/base/byte_reader.h"
#include "core/container/inflate_source.h"
#include "core/container/zip_format.h"
#include "core/container/zip_local.h"
#include "core/io/range_source.h"
#include "core/text/utf8.h"

// What torch's writer leaves behind when it is cut off (FORMATS 13):
//
//     PK\3\4  no sizes, no CRC        archive/data.pkl     its end: the pickle's STOP
//     ....... pickle ................ PK\7\8 crc size size
//     PK\3\4  no sizes, no CRC        archive/data/0       its end: elements × size, as the pickle says
//     ....... payload ............... PK\7\8 crc size size
//     PK\3\4  no sizes, no CRC        archive/data/1
//     ....... payl                    <- the file ends here
//
// Nothing stands between a descriptor and the next local header: padding lies inside the header's extra field.

namespace pthf {

namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kBlock = std::uint64_t{1} << 20U;
constexpr std::size_t kInflateBlock = std::size_t{64} * 1024;
constexpr std::size_t kShownNameBytes = 200;

/// What a search reads at once beyond its place, so that a find at the end of a block can be looked at.
constexpr std::uint64_t kOverlap = 64;

/// The next place at or after offset where `matches` agrees about bytes that begin with the signature. matches is given
/// at least 30 bytes, or all that the file has left.
Result<std::optional<std::uint64_t>> findSignature(const ByteSource& source, std::uint64_t offset,
    std::string_view signature, const std::function<bool(std::uint64_t, std::span<const std::byte>)>& matches,
    const Task& task)
{
    std::vector<std::byte> block;
    while (offset < source.size()) {
        PTHF_TRY(task.poll());
        task.progress.report(offset, source.size());
        block.resize(static_cast<std::size_t>(std::min(source.size() - offset, kBlock)));
        PTHF_TRY(source.readAt(offset, block));
        const bool isLast = offset + block.size() == source.size();
        const std::size_t searched = isLast ? block.size() : block.size() - kOverlap;
        const std::string_view characters = asText(block);
        for (std::size_t place = characters.find(signature); place < searched;
             place = characters.find(signature, place + 1)) {
            if (matches(offset + place, std::span<const std::byte>(block).subspan(place))) {
                return std::optional(offset + place);
            }
        }
        offset += searched;
    }
    return std::optional<std::uint64_t>();
}

/// Whether bytes that begin like a local header may be one.
bool isPlausibleHeader(std::span<const std::byte> bytes, const Limits& limits) noexcept
{
    if (bytes.size() < zip::kLocalBytes) {
        return false;
    }
    const auto header = parseLocalHeader(bytes);
    return header && header->nameBytes > 0 && header->nameBytes <= limits.maxNameBytes
        && zipMethod(header->method) != RecordMethod::Other;
}

} // namespace

SalvagedZip::SalvagedZip(std::shared_ptr<const ByteSource> source, const Limits& limits)
    : m_source(std::move(source))
    , m_limits(limits)
{
}

std::optional<std::uint32_t> SalvagedZip::find(std::string_view name) const noexcept
{
    return m_index.find(m_records, name);
}

std::optional<std::uint32_t> SalvagedZip::findInRoot(std::string_view name) const
{
    const auto inRoot = m_rootFolder.empty() ? std::nullopt : find(m_rootFolder + "/" + std::string(name));
    return inRoot ? inRoot : find(name); // zipped again without its folder, "data/0" looks like a record of a folder
}

Result<std::shared_ptr<const ByteSource>> SalvagedZip::open(std::uint32_t record) const
{
    const RecordInfo& info = m_records[record];
    auto stored =
        PTHF_TRY(RangeSource::make(m_source, m_places[record].payloadOffset, info.storedBytes, std::string(info.name)));
    if (info.method == RecordMethod::Stored) {
        return std::shared_ptr<const ByteSource>(std::move(stored));
    }
    return std::shared_ptr<const ByteSource>(PTHF_TRY(InflateSource::make(std::move(stored), info.bytes, m_limits)));
}

/// The walk itself: what it has found goes straight into the SalvagedZip.
class SalvageWalk {
public:
    static Result<std::shared_ptr<const SalvagedZip>> over(std::shared_ptr<const ByteSource> source,
        const PayloadLength& payloadLength, const Limits& limits, const Task& task)
    {
        const std::shared_ptr<SalvagedZip> zip(new SalvagedZip(std::move(source), limits));
        PTHF_TRY(SalvageWalk(*zip, payloadLength, task).run());
        return std::shared_ptr<const SalvagedZip>(zip);
    }

private:
    SalvageWalk(SalvagedZip& zip, const PayloadLength& payloadLength, const Task& task)
        : m_zip(zip)
        , m_source(*zip.m_source)
        , m_base(m_source.baseOffset())
        , m_payloadLength(payloadLength)
        , m_task(task)
    {
    }

    Status run()
    {
        if (!PTHF_TRY(readHeader())) {
            return Error{m_source.size() < zip::kLocalBytes ? ErrorCode::Truncated : ErrorCode::Corrupt,
                "no zip record at the front of " + std::to_string(m_source.size()) + " bytes", m_base};
        }
        bool goesOn = true;
        while (goesOn) {
            PTHF_TRY(m_task.poll());
            m_task.progress.report(m_position, m_source.size());
            if (m_zip.m_records.size() >= m_zip.m_limits.maxRecords) {
                return Error{ErrorCode::LimitExceeded,
                    "more than " + std::to_string(m_zip.m_limits.maxRecords) + " records", m_base + m_position};
            }
            PTHF_TRY(measure());
            goesOn = PTHF_TRY(moveOn());
        }
        m_zip.m_end = m_position;
        m_zip.m_index = RecordIndex(m_zip.m_records);
        return Done{};
    }

    /// Reads the local header at the position; false where there is none, or not all of it.
    Result<bool> readHeader()
    {
        m_isCutHeader = false;
        std::array<std::byte, zip::kLocalBytes> fixed{};
        const std::uint64_t left = m_source.size() - m_position;
        const auto there =
            std::span(fixed).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, fixed.size())));
        PTHF_TRY(m_source.readAt(m_position, there));
        if (there.size() < fixed.size()) {
            m_isCutHeader = !there.empty() && "PK\3\4"sv.starts_with(asText(there).substr(0, 4));
            return false;
        }
        if (!isPlausibleHeader(fixed, m_zip.m_limits)) {
            return false;
        }
        m_header = *parseLocalHeader(fixed);
        const std::size_t length = m_header.nameBytes + m_header.extraBytes;
        if (length > left - fixed.size()) {
            m_isCutHeader = true;
            return false;
        }
        m_variable.resize(length);
        PTHF_TRY(m_source.readAt(m_position + fixed.size(), m_variable));
        applyLocalExtra(m_header, std::span<const std::byte>(m_variable).subspan(m_header.nameBytes));
        m_record = RecordInfo();
        m_record.name = m_zip.m_names.keep(asText(std::span<const std::byte>(m_variable).first(m_header.nameBytes)));
        m_record.method = zipMethod(m_header.method);
        m_record.headerOffset = m_position;
        m_record.crc = m_header.crc;
        m_payload = m_position + fixed.size() + length;
        if (m_zip.m_records.empty()) {
            m_zip.m_rootFolder = m_record.name.substr(0, std::min(m_record.name.find('/'), m_record.name.size()));
            if (m_zip.m_rootFolder.size() == m_record.name.size()) {
                m_zip.m_rootFolder.clear();
            }
        }
        return true;
    }

    /// Finds out where the record's payload ends, keeps the record and steps behind it.
    Status measure()
    {
        const std::uint64_t left = m_source.size() - m_payload;
        Salvaged salvaged = Salvaged::Whole;
        if (m_record.method == RecordMethod::Deflated) {
            salvaged = PTHF_TRY(inflate(left));
        } else if (!hasDescriptor()) {
            m_record.bytes = m_header.storedBytes;
        } else if (const auto told = m_payloadLength(walked())) {
            m_record.bytes = PTHF_TRY(confirm(*told));
        } else if (const auto found = PTHF_TRY(searchDescriptor())) {
            m_record.bytes = *found;
        } else {
            m_record.bytes = left;
            salvaged = Salvaged::OpenEnded;
        }
        if (m_record.method == RecordMethod::Stored) {
            m_record.storedBytes = std::min(m_record.bytes, left);
            if (m_record.bytes > left) {
                salvaged = Salvaged::Cut;
            }
        }
        m_position = m_payload + m_record.storedBytes;
        if (salvaged == Salvaged::Whole && hasDescriptor()) {
            PTHF_TRY(takeDescriptor());
        }
        m_zip.m_places.push_back({m_payload, salvaged});
        m_zip.m_records.push_back(m_record);
        return Done{};
    }

    bool hasDescriptor() const noexcept { return (m_header.flags & zip::kFlagDescriptor) != 0; }

    WalkedRecord walked() const
    {
        std::string_view inRoot = m_record.name;
        const std::string& root = m_zip.m_rootFolder;
        if (!root.empty() && inRoot.size() > root.size() && inRoot.starts_with(root) && inRoot[root.size()] == '/') {
            inRoot.remove_prefix(root.size() + 1);
        }
        return {m_record.name, inRoot, m_payload};
    }

    /// A deflated record ends where its stream does.
    Result<Salvaged> inflate(std::uint64_t left)
    {
        Inflater inflater(m_source, m_payload, left);
        m_inflated.resize(kInflateBlock);
        auto salvaged = Salvaged::Whole;
        while (true) {
            PTHF_TRY(m_task.poll());
            const auto count = inflater.read(m_inflated);
            if (!count) {
                salvaged = Salvaged::OpenEnded;
                break;
            }
            if (*count == 0) {
                break;
            }
            m_task.progress.report(m_payload + inflater.consumed(), m_source.size());
        }
        m_record.bytes = inflater.position();
        m_record.storedBytes = inflater.consumed();
        if (salvaged == Salvaged::OpenEnded && m_record.storedBytes < left) {
            add("deflated data is damaged after " + std::to_string(m_record.bytes) + " inflated bytes");
        }
        return salvaged;
    }

    /// The length that was told, unless the bytes behind it say otherwise.
    Result<std::uint64_t> confirm(std::uint64_t told)
    {
        const std::uint64_t left = m_source.size() - m_payload;
        if (told >= left || m_isSearchVain) {
            return told;
        }
        if (PTHF_TRY(descriptorAt(m_payload + told, told, told)) || PTHF_TRY(isBoundary(m_payload + told))) {
            return told;
        }
        const auto found = PTHF_TRY(searchDescriptor());
        if (!found) {
            return told;
        }
        add("record has " + std::to_string(*found) + " bytes where its description says " + std::to_string(told));
        return *found;
    }

    Result<std::optional<ZipDescriptor>> descriptorAt(
        std::uint64_t offset, std::uint64_t storedBytes, std::uint64_t inflatedBytes)
    {
        std::array<std::byte, zip::kDescriptor64Bytes> bytes{};
        const std::uint64_t left = offset < m_source.size() ? m_source.size() - offset : 0;
        const auto there =
            std::span(bytes).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size())));
        PTHF_TRY(m_source.readAt(m_source.size() - left, there));
        return parseDescriptor(there, storedBytes, inflatedBytes);
    }

    /// Whether a local header or the directory begins there, or the file ends before that can be told.
    Result<bool> isBoundary(std::uint64_t offset)
    {
        std::array<std::byte, 4> bytes{};
        const std::uint64_t left = m_source.size() - offset;
        const auto there =
            std::span(bytes).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size())));
        PTHF_TRY(m_source.readAt(offset, there));
        return "PK\3\4"sv.starts_with(asText(there)) || "PK\1\2"sv.starts_with(asText(there));
    }

    /// The distance to a descriptor that states just that distance. One search that goes to the end of the file in vain
    /// is enough: a file of records that contradict their description must not be searched once for each of them.
    Result<std::optional<std::uint64_t>> searchDescriptor()
    {
        const auto matches = [this](std::uint64_t offset, std::span<const std::byte> bytes) {
            return parseDescriptor(bytes, offset - m_payload, offset - m_payload).has_value();
        };
        const auto found = PTHF_TRY(findSignature(m_source, m_payload, "PK\7\10"sv, matches, m_task));
        if (!found) {
            m_isSearchVain = true;
            return std::optional<std::uint64_t>();
        }
        return std::optional(*found - m_payload);
    }

    Status takeDescriptor()
    {
        const auto descriptor = PTHF_TRY(descriptorAt(m_position, m_record.storedBytes, m_record.bytes));
        if (!descriptor) {
            if (m_position < m_source.size()) {
                add("no descriptor behind the record");
            }
            return Done{};
        }
        m_record.crc = descriptor->crc;
        m_position += descriptor->length;
        return Done{};
    }

    /// To the next local header; false where there is none any more.
    Result<bool> moveOn()
    {
        if (PTHF_TRY(readHeader())) {
            return true;
        }
        if (m_isCutHeader) {
            m_zip.m_problems.add(
                Severity::Error, ErrorCode::Truncated, "file ends within a record's header", {}, m_base + m_position);
            return false;
        }
        if (m_position >= m_source.size() || PTHF_TRY(isBoundary(m_position))) {
            return false;
        }
        const std::uint64_t begin = m_position;
        const auto matches = [this](std::uint64_t, std::span<const std::byte> bytes) {
            return isPlausibleHeader(bytes, m_zip.m_limits);
        };
        const auto found = PTHF_TRY(findSignature(m_source, begin, "PK\3\4"sv, matches, m_task));
        m_zip.m_problems.add(Severity::Error, ErrorCode::Corrupt,
            std::to_string(found.value_or(m_source.size()) - begin) + " bytes belong to no record", {}, m_base + begin);
        if (!found) {
            return false;
        }
        m_position = *found;
        return readHeader();
    }

    void add(std::string message)
    {
        m_zip.m_problems.add(Severity::Error, ErrorCode::Corrupt, std::move(message),
            displayText(m_record.name, kShownNameBytes), m_base + m_payload);
    }

    SalvagedZip& m_zip;
    const ByteSource& m_source;
    std::uint64_t m_base;
    const PayloadLength& m_payloadLength;
    const Task& m_task;
    std::uint64_t m_position = 0; ///< where the next local header should be

    // The record at hand.
    ZipLocalHeader m_header;
    std::vector<std::byte> m_variable; ///< its name and extra field
    RecordInfo m_record;
    std::uint64_t m_payload = 0;
    std::vector<std::byte> m_inflated;

    bool m_isCutHeader = false;
    bool m_isSearchVain = false;
};

Result<std::shared_ptr<const SalvagedZip>> salvageZip(std::shared_ptr<const ByteSource> source,
    const PayloadLength& payloadLength, const Limits& limits, const Task& task)
{
    return SalvageWalk::over(std::move(source), payloadLength, limits, task);
}

} // namespace pthf
