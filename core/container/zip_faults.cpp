// SPDX-License-Identifier: Apache-2.0
#include "core/container/zip_faults.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "core/base/checked_math.h"
#include "core/container/inflate_source.h"
#include "core/container/zip_format.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kShownNameBytes = 200;
/// torch's listing buffer holds 512 bytes with the closing zero (inline_container.cc getAllRecords).
constexpr std::size_t kTorchNameBytes = 511;
constexpr std::uint16_t kEncryptedFlags = zip::kFlagEncrypted | zip::kFlagStrongEncryption | zip::kFlagMasked;

/// Whether no trick is made of it: two looks at a name are all that an ordinary one costs.
bool isPlainName(std::string_view name) noexcept
{
    if (name.empty() || name.front() == '/' || name.size() > kTorchNameBytes) {
        return false;
    }
    bool isPlain = true;
    for (const char letter : name) { // no branches, which compilers make vectors of
        const auto byte = static_cast<signed char>(letter); // negative beyond ASCII
        isPlain = isPlain & (byte >= 0x20) & (byte != 0x7F) & (byte != '\\') & (byte != ':');
    }
    return isPlain && name.find("..") == std::string_view::npos;
}

/// "a/../b", "..", "../x": a part that is "..".
bool climbs(std::string_view name) noexcept
{
    std::size_t begin = 0;
    while (begin <= name.size()) {
        const std::size_t end = std::min(name.find_first_of("/\\", begin), name.size());
        if (name.substr(begin, end - begin) == "..") {
            return true;
        }
        begin = end + 1;
    }
    return false;
}

/// What is odd about a name; empty when nothing is.
std::string_view oddityOf(std::string_view name) noexcept
{
    using namespace std::string_view_literals;
    if (name.empty()) {
        return "record without a name";
    }
    if (name.find('\0') != std::string_view::npos) {
        return "record name holds a NUL: programs that stop there see another name";
    }
    const bool hasDrive = name.size() > 1 && name[1] == ':';
    if (climbs(name) || name.front() == '/' || name.front() == '\\' || hasDrive) {
        return "record name leads out of the folder it would be extracted to";
    }
    if (name.find('\\') != std::string_view::npos) {
        return "record name holds a backslash, which some programs take for a folder";
    }
    if (std::ranges::any_of(name, [](char letter) { return static_cast<unsigned char>(letter) < 0x20; })) {
        return "record name holds control characters";
    }
    if (name.size() > kTorchNameBytes) {
        return "record name is longer than the 511 bytes that torch lists";
    }
    return {};
}

std::string methodName(std::uint16_t method)
{
    switch (method) { // APPNOTE 4.4.5
    case 1:
        return "1 (shrunk)";
    case 6:
        return "6 (imploded)";
    case 9:
        return "9 (deflate64)";
    case 12:
        return "12 (bzip2)";
    case 14:
        return "14 (lzma)";
    case 93:
        return "93 (zstd)";
    case 95:
        return "95 (xz)";
    case 99:
        return "99 (AES encryption)";
    default:
        return std::to_string(method);
    }
}

/// Where a record ends at the earliest: its local header may carry more than its name, its payload a descriptor.
std::uint64_t leastEnd(const RecordInfo& record) noexcept
{
    const auto payload = checkedAdd(record.headerOffset, zip::kLocalBytes + record.name.size());
    const auto end = payload ? checkedAdd(*payload, record.storedBytes) : std::nullopt;
    return end.value_or(std::numeric_limits<std::uint64_t>::max());
}

class FaultFinder {
public:
    FaultFinder(ZipDirectory& directory, std::string_view rootFolder, const ByteSource& source, const Limits& limits)
        : m_directory(directory)
        , m_rootFolder(rootFolder)
        , m_limits(limits)
        , m_base(source.baseOffset())
    {
    }

    void inspect(std::size_t number)
    {
        const RecordInfo& record = m_directory.records[number];
        inspectMethod(record, m_directory.entries[number]);
        if (leastEnd(record) > m_directory.end.directoryOffset) [[unlikely]] {
            add(record, Severity::Error, ErrorCode::Corrupt,
                "record of " + std::to_string(record.storedBytes) + " bytes at " + std::to_string(record.headerOffset)
                    + " reaches into the directory at " + std::to_string(m_directory.end.directoryOffset));
        }
        if (!isPlainName(record.name)) {
            if (const std::string_view oddity = oddityOf(record.name); !oddity.empty()) {
                add(record, Severity::Warning, ErrorCode::Corrupt, std::string(oddity));
            }
        }
        if (!m_rootFolder.empty() && !isInRoot(record.name)) {
            add(record, Severity::Warning, ErrorCode::Corrupt,
                "record outside the folder of all others: torch.load refuses the file");
        }
    }

    void findDuplicates(const RecordIndex& index)
    {
        for (const auto& pair : index.duplicates(m_directory.records)) {
            const RecordInfo& record = m_directory.records[pair.second];
            const bool isExact = record.name == m_directory.records[pair.first].name;
            add(record, Severity::Error, ErrorCode::Corrupt,
                isExact ? "two records of this name"
                        : "two records whose names differ only in upper and lower case: torch takes either");
        }
    }

    void findOverlaps()
    {
        const std::vector<RecordInfo>& records = m_directory.records;
        std::uint64_t end = 0;
        for (const std::uint32_t number : recordsByOffset(records)) {
            const RecordInfo& record = records[number];
            if (record.headerOffset < end) {
                add(record, Severity::Error, ErrorCode::Corrupt,
                    "record at " + std::to_string(record.headerOffset) + " overlaps one that ends at "
                        + std::to_string(end));
            }
            end = std::max(end, leastEnd(record));
        }
    }

private:
    void inspectMethod(const RecordInfo& record, const ZipEntry& entry)
    {
        if ((entry.flags & kEncryptedFlags) != 0) [[unlikely]] {
            add(record, Severity::Error, ErrorCode::Unsupported, "record is encrypted");
        }
        if (record.method == RecordMethod::Other) [[unlikely]] {
            add(record, Severity::Error, ErrorCode::Unsupported,
                "record is compressed by method " + methodName(entry.method)
                    + "; torch reads stored and deflated ones");
        } else if (record.method == RecordMethod::Stored && record.storedBytes != record.bytes) [[unlikely]] {
            add(record, Severity::Error, ErrorCode::Corrupt,
                "stored record of " + std::to_string(record.bytes) + " bytes takes "
                    + std::to_string(record.storedBytes));
        } else if (record.method == RecordMethod::Deflated
            && !isPossibleInflation(record.storedBytes, record.bytes, m_limits)) [[unlikely]] {
            add(record, Severity::Error, ErrorCode::LimitExceeded,
                std::to_string(record.storedBytes) + " deflated bytes cannot inflate to "
                    + std::to_string(record.bytes));
        }
    }

    /// torch.load refuses a file when one of its records, folders apart, is outside the first one's folder.
    bool isInRoot(std::string_view name) const noexcept
    {
        return name.size() > m_rootFolder.size() && name.starts_with(m_rootFolder) && name[m_rootFolder.size()] == '/';
    }

    void add(const RecordInfo& record, Severity severity, ErrorCode code, std::string message)
    {
        m_directory.problems.add(severity, code, std::move(message), displayText(record.name, kShownNameBytes),
            checkedAdd(m_base, record.headerOffset));
    }

    ZipDirectory& m_directory;
    std::string_view m_rootFolder;
    const Limits& m_limits;
    std::uint64_t m_base;
};

} // namespace

std::vector<std::uint32_t> recordsByOffset(const std::vector<RecordInfo>& records)
{
    std::vector<std::uint32_t> order(records.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    const auto offsetOf = [&](std::uint32_t number) { return records[number].headerOffset; };
    if (!std::ranges::is_sorted(order, {}, offsetOf)) {
        std::ranges::stable_sort(order, {}, offsetOf);
    }
    return order;
}

void findDirectoryFaults(ZipDirectory& directory, const RecordIndex& index, std::string_view rootFolder,
    const ByteSource& source, const Limits& limits)
{
    FaultFinder finder(directory, rootFolder, source, limits);
    for (std::size_t number = 0; number < directory.records.size(); ++number) {
        finder.inspect(number);
    }
    finder.findDuplicates(index);
    finder.findOverlaps();
}

} // namespace pthf
