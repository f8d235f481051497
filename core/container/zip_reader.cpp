// SPDX-License-Identifier: Apache-2.0
#include "core/container/zip_reader.h"

#include <algorithm>
#include <array>

#include "core/base/checked_math.h"
#include "core/container/inflate_source.h"
#include "core/container/zip_faults.h"
#include "core/container/zip_format.h"
#include "core/container/zip_local.h"
#include "core/io/range_source.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::string_view kPickleRecord = "data.pkl";

std::string_view firstFolder(std::string_view name) noexcept
{
    const std::size_t slash = name.find('/');
    return slash == std::string_view::npos ? std::string_view() : name.substr(0, slash);
}

} // namespace

ZipReader::ZipReader(std::shared_ptr<const ByteSource> source, const Limits& limits, ZipDirectory directory)
    : m_source(std::move(source))
    , m_limits(limits)
    , m_directory(std::move(directory))
    , m_index(m_directory.records)
{
    chooseRootFolder();
    // Other zips (npz, docx) keep their records where they like.
    findDirectoryFaults(
        m_directory, m_index, hasTorchRecords() ? m_rootFolder : std::string_view(), *m_source, m_limits);
}

Result<std::shared_ptr<const ZipReader>> ZipReader::open(
    std::shared_ptr<const ByteSource> source, const Limits& limits, const Task& task)
{
    ZipDirectory directory = PTHF_TRY(readZipDirectory(*source, limits, task));
    return std::shared_ptr<const ZipReader>(new ZipReader(std::move(source), limits, std::move(directory)));
}

std::optional<std::uint32_t> ZipReader::find(std::string_view name) const noexcept
{
    return m_index.find(m_directory.records, name);
}

std::optional<std::uint32_t> ZipReader::findInRoot(std::string_view name) const
{
    return m_rootFolder.empty() ? find(name) : find(m_rootFolder + "/" + std::string(name));
}

std::string_view ZipReader::nameInRoot(std::uint32_t record) const noexcept
{
    std::string_view name = m_directory.records[record].name;
    if (!m_rootFolder.empty() && name.starts_with(m_rootFolder) && name.size() > m_rootFolder.size()
        && name[m_rootFolder.size()] == '/') {
        name.remove_prefix(m_rootFolder.size() + 1);
    }
    return name;
}

/// Whether the root folder has what any of torch's writers puts into it.
bool ZipReader::hasTorchRecords() const
{
    constexpr std::array<std::string_view, 6> kKnown{
        kPickleRecord, "constants.pkl", "version", ".data/version", "model.json", "archive_format"};
    return std::ranges::any_of(kKnown, [this](std::string_view name) { return findInRoot(name).has_value(); });
}

void ZipReader::chooseRootFolder()
{
    const std::vector<RecordInfo>& records = m_directory.records;
    if (records.empty()) {
        return;
    }
    m_rootFolder = firstFolder(records.front().name);
    if (hasTorchRecords()) {
        return;
    }
    // Folders that were zipped again, without their own folder or with one more around it.
    std::optional<std::string_view> found;
    for (const RecordInfo& record : records) {
        const std::string_view name = record.name;
        const bool isPickle = name == kPickleRecord || name.ends_with("/data.pkl");
        if (isPickle && (!found || name.size() < found->size())) {
            found = name;
        }
    }
    if (!found) {
        return;
    }
    m_rootFolder = found->substr(0, found->size() - std::min(found->size(), kPickleRecord.size() + 1));
    m_directory.problems.add(Severity::Warning, ErrorCode::Corrupt,
        m_rootFolder.empty() ? "records stand in no folder: torch.load refuses the file"
                             : "records stand in a folder where torch.load does not look for them",
        displayText(*found));
}

Result<std::uint64_t> ZipReader::payloadOffset(std::uint32_t record) const
{
    const RecordInfo& info = m_directory.records[record];
    const std::uint64_t base = m_source->baseOffset();
    std::array<std::byte, zip::kLocalBytes> header{};
    if (const Status read = m_source->readAt(info.headerOffset, header); !read) {
        return failedWithin(read, displayText(info.name, m_limits.maxTextPreview));
    }
    const auto local = parseLocalHeader(header);
    if (!local) {
        return Error{ErrorCode::Corrupt, "no local header where the directory says", base + info.headerOffset}.within(
            displayText(info.name, m_limits.maxTextPreview));
    }
    // The local name is skipped, not compared: torch trusts the directory, and so does whoever only wants to read.
    const std::uint64_t skipped = zip::kLocalBytes + local->nameBytes + local->extraBytes;
    const auto payload = checkedAdd(info.headerOffset, skipped);
    const auto end = payload ? checkedAdd(*payload, info.storedBytes) : std::nullopt;
    if (!end || *end > m_source->size()) {
        return Error{ErrorCode::Truncated,
            "record needs " + std::to_string(info.storedBytes) + " bytes at "
                + std::to_string(payload.value_or(info.headerOffset)) + ", the file has "
                + std::to_string(m_source->size()),
            base + info.headerOffset}
            .within(displayText(info.name, m_limits.maxTextPreview));
    }
    return *payload;
}

Result<std::shared_ptr<const ByteSource>> ZipReader::open(std::uint32_t record) const
{
    const RecordInfo& info = m_directory.records[record];
    const ZipEntry& flags = m_directory.entries[record];
    const std::string name = displayText(info.name, m_limits.maxTextPreview);
    if (info.method == RecordMethod::Other) {
        return Error{ErrorCode::Unsupported, "compressed by method " + std::to_string(flags.method),
            m_source->baseOffset() + info.headerOffset}
            .within(name);
    }
    if ((flags.flags & (zip::kFlagEncrypted | zip::kFlagStrongEncryption)) != 0) {
        return Error{ErrorCode::Unsupported, "encrypted", m_source->baseOffset() + info.headerOffset}.within(name);
    }
    const std::uint64_t payload = PTHF_TRY(payloadOffset(record));
    auto stored = PTHF_TRY(RangeSource::make(m_source, payload, info.storedBytes, std::string(info.name)));
    if (info.method == RecordMethod::Stored) {
        return std::shared_ptr<const ByteSource>(std::move(stored));
    }
    auto inflated = InflateSource::make(std::move(stored), info.bytes, m_limits);
    if (!inflated) {
        return failedWithin(inflated, name);
    }
    return std::shared_ptr<const ByteSource>(*std::move(inflated));
}

} // namespace pthf
