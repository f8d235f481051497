// SPDX-License-Identifier: Apache-2.0
//
// A zip as torch.save writes it (FORMATS 1):
//
//   archive/data.pkl            the pickle; its persistent ids name storages: ('storage', class, '0', 'cuda:0', 64)
//   archive/data/0 …            raw bytes of the storages, stored and aligned
//   archive/byteorder           "little" or "big" (torch ≥ 2.1)
//   archive/version             "3"
//
// TorchScript has code/ and constants.pkl beside them; torch.package keeps storages in .data/<key>.storage and pickles
// under names of their own; torch 1.4 named storages tensors/<key>.
#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <memory>
#include <vector>

#include "core/appendix/edit_mark.h"
#include "core/container/record_sum.h"
#include "core/container/zip_reader.h"
#include "core/opening/opening.h"
#include "core/opening/torch_records.h"
#include "core/roles/script_classes.h"
#include "core/text/size_text.h"

namespace pthf {

namespace {

// Small records that every save writes anew; nothing in them belongs to the user.
constexpr std::array<std::string_view, 6> kWriterRecords{
    "version", "byteorder", ".data/serialization_id", ".format_version", ".storage_alignment", ".data/version"};

constexpr std::uint64_t kMaxSmallRecord = 1024;
constexpr std::uint64_t kMaxCodeBytes = std::uint64_t{16} << 20U; // of one module of TorchScript

/// What a small text record says, without the line's end; nothing where there is no such record.
std::optional<std::string> textRecord(const TorchRecords& zip, std::string_view name, std::uint64_t maxBytes)
{
    const auto record = zip.findInRoot(name);
    if (!record || zip.records()[*record].bytes > maxBytes) {
        return std::nullopt;
    }
    const auto source = zip.open(*record);
    if (!source) {
        return std::nullopt;
    }
    std::string text(static_cast<std::size_t>((*source)->size()), '\0');
    if (!(*source)->readAt(0, std::as_writable_bytes(std::span(text)))) {
        return std::nullopt;
    }
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.pop_back();
    }
    return text;
}

std::optional<std::string> smallText(const TorchRecords& zip, std::string_view name)
{
    return textRecord(zip, name, kMaxSmallRecord);
}

/// Finds storages among the records of a zip.
class ZipHomes final : public StorageHomes {
public:
    ZipHomes(Opening& opening, const TorchRecords& zip, bool isBigEndian)
        : StorageHomes(opening)
        , m_zip(zip)
        , m_isBigEndian(isBigEndian)
        , m_isStorage(zip.records().size(), false)
    {
        numberRecords();
    }

    StorageHome homeOf(const StorageReference& reference) override
    {
        StorageHome home;
        home.isBigEndian = m_isBigEndian && !reference.isUntyped;
        const std::optional<std::uint32_t> record = recordOf(reference.key);
        const std::uint64_t expected = reference.elements * dtypeBytes(reference.dtype);
        Problems& problems = m_opening.document.problems;
        if (!record) {
            const std::string key(reference.key);
            problems.add(Severity::Error, ErrorCode::Truncated,
                "record data/" + key + " is missing: " + std::to_string(expected)
                    + " bytes are described, none are there",
                "data/" + key);
            return home;
        }
        const RecordInfo& info = m_zip.records()[*record];
        if (info.bytes != expected) {
            // torch ≥ 2.10 refuses any difference; older ones read past the end of a short one (FORMATS 1.4).
            problems.add(info.bytes < expected ? Severity::Error : Severity::Warning, ErrorCode::Corrupt,
                "record data/" + std::string(reference.key) + " has " + std::to_string(info.bytes)
                    + " bytes, its storage needs " + std::to_string(expected),
                std::string(info.name), info.headerOffset);
        }
        m_isStorage[*record] = true;
        home.place.kind = StoragePlace::Kind::Record;
        home.place.source = m_opening.source;
        home.place.record = *record;
        home.place.available = std::min(info.bytes, expected);
        return home;
    }

    bool isStorage(std::uint32_t record) const { return m_isStorage[record]; }

private:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    /// torch counts its storages: with their numbers in a table, none of twenty thousand has to be searched for by
    /// name.
    void numberRecords()
    {
        constexpr std::string_view kFolder = "data/";
        const std::size_t count = m_zip.records().size();
        m_byNumber.assign(count, kNone);
        for (std::uint32_t record = 0; record < count; ++record) {
            const std::string_view name = m_zip.nameInRoot(record);
            const auto number = name.starts_with(kFolder) ? numberOf(name.substr(kFolder.size())) : std::nullopt;
            if (number && *number < count && isInRoot(record, name)) {
                m_byNumber[*number] = record; // the last one of a name, as find() gives it
            }
        }
    }

    /// A decimal number as Python writes it.
    static std::optional<std::uint32_t> numberOf(std::string_view text)
    {
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool isWhole = error == std::errc{} && end == text.data() + text.size();
        const bool isCanonical = !text.empty() && (text[0] != '0' || text.size() == 1);
        return isWhole && isCanonical ? std::optional(number) : std::nullopt;
    }

    /// nameInRoot() gives whole names of records outside of the root folder.
    bool isInRoot(std::uint32_t record, std::string_view name) const
    {
        return m_zip.rootFolder().empty() || name.size() < m_zip.records()[record].name.size();
    }

    std::optional<std::uint32_t> recordOf(std::string_view key) const
    {
        if (const auto number = numberOf(key); number && *number < m_byNumber.size() && m_byNumber[*number] != kNone) {
            return m_byNumber[*number];
        }
        const std::string text(key);
        // As torch.save writes it, torch 1.4, torch.package, and torch.package written by C++.
        for (const std::string& name :
            {"data/" + text, "tensors/" + text, ".data/" + text + ".storage", ".data/" + text}) {
            if (const auto record = m_zip.findInRoot(name)) {
                return record;
            }
        }
        return std::nullopt;
    }

    const TorchRecords& m_zip;
    bool m_isBigEndian;
    std::vector<bool> m_isStorage; ///< by record
    std::vector<std::uint32_t> m_byNumber; ///< records by the number of their storage
};

/// Which torch versions may have written the file, by the records they began to add (FORMATS 1.6).
std::string writerOf(const TorchRecords& zip)
{
    if (zip.findInRoot(".format_version")) {
        return "written by torch 2.7 or later";
    }
    if (zip.findInRoot("byteorder") || zip.findInRoot(".data/serialization_id")) {
        return "written by torch 2.1 to 2.6";
    }
    const auto version = smallText(zip, "version");
    if (version == "3" && !zip.rootFolder().empty() && zip.rootFolder() != "archive") {
        return "written by torch 1.13 to 2.0"; // the folder got the file's name in 1.13
    }
    return version && *version != "3" ? "written by torch 1.4 or 1.5" : "written by torch 1.6 to 2.0";
}

/// The pickles of the archive that hold the user's values: data.pkl, or every pickle of a package.
std::vector<std::uint32_t> picklesOf(const TorchRecords& zip, FileKind kind)
{
    if (const auto record = zip.findInRoot("data.pkl"); record && kind != FileKind::TorchPackage) {
        return {*record};
    }
    std::vector<std::uint32_t> found;
    if (kind == FileKind::TorchPackage) {
        for (std::uint32_t i = 0; i < zip.records().size(); ++i) {
            const std::string_view name = zip.nameInRoot(i);
            if (name.ends_with(".pkl") && !name.starts_with(".data/")) {
                found.push_back(i);
            }
        }
    }
    return found;
}

/// Pickles whose checksum is looked at when the file is opened: larger ones hold whole arrays, which opening leaves
/// where they are.
constexpr std::uint64_t kMaxSummed = std::uint64_t{64} << 20U;

/// Whether a description has the bytes that its checksum was made of, as far as that is looked at.
Result<bool> isAsItWasWritten(const RecordInfo& record, const ByteSource& bytes, const Task& task)
{
    return bytes.size() > kMaxSummed ? Result<bool>(true)
                                     : keepsItsSum(record, bytes, [&task](std::uint64_t) { return task.poll(); });
}

/// Reads the pickles into the graph; several of them stand in a dictionary by their names.
Status readPickles(
    Opening& opening, const TorchRecords& zip, const std::vector<std::uint32_t>& pickles, TensorPhrases* phrases)
{
    Document& document = opening.document;
    ValueGraph& graph = document.content.graph;
    std::vector<Entry> entries;
    for (const std::uint32_t record : pickles) {
        const std::string_view name = zip.records()[record].name;
        const auto source = zip.open(record);
        if (!source) {
            return failedWithin(source, name);
        }
        auto pickle = readPickle(*source, 0, graph, opening.options.limits, opening.task, {.phrases = phrases});
        if (!pickle) {
            return failedWithin(pickle, name);
        }
        // torch does not look, and loads it: whoever changed a word in the file by hand goes on working with it.
        if (!PTHF_TRY(isAsItWasWritten(zip.records()[record], **source, opening.task))) {
            document.problems.add(Severity::Warning, ErrorCode::Corrupt,
                "the description was changed since it was written: its bytes do not match their CRC-32",
                std::string(name));
        }
        if (pickle->end < (*source)->size()) {
            document.problems.add(Severity::Info, ErrorCode::Corrupt,
                std::to_string((*source)->size() - pickle->end) + " bytes follow the end of the pickle",
                std::string(name));
        }
        document.content.root = pickle->root;
        entries.push_back({graph.addText(zip.nameInRoot(record)), pickle->root});
        keepPickleFacts(document, std::move(pickle).value());
    }
    if (pickles.size() > 1) {
        document.content.root = graph.addDict(entries);
    } else {
        document.pickleRecord = pickles.front();
    }
    return Done{};
}

} // namespace

namespace {

/// Storages that nothing mentions, and what they weigh.
struct Unused {
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
};

/// Says what an edit in place has left behind, or whoever wrote the file, which a copy would not take along.
void tellUnused(Problems& problems, const Unused& unused, bool isEdited)
{
    if (unused.records != 0) {
        problems.add(Severity::Info, ErrorCode::InvalidArgument,
            (isEdited ? "since an edit in place " : "") + countOf(unused.records, "record") + " of "
                + sizeText(unused.bytes)
                + (isEdited ? " are no longer used: save a copy to reclaim that room, or take the edit back with "
                              "`pthf undo`"
                            : " are used by nothing in the file: a copy is saved without them"));
    }
}

/// "data/17", a storage's name; somebody's own record may be called data/notes.txt.
bool isStorageName(std::string_view name)
{
    constexpr std::string_view kStorages = "data/";
    return name.starts_with(kStorages)
        && name.find_first_not_of("0123456789", kStorages.size()) == std::string_view::npos;
}

} // namespace

Status openRecords(Opening& opening, const TorchRecords& zip)
{
    Document& document = opening.document;
    const auto pickles = picklesOf(zip, document.kind);
    if (const auto model = zip.findInRoot("model.json"); pickles.empty() && model) {
        return openScriptJson(opening, zip, *model);
    }
    if (pickles.empty()) {
        return Error{
            ErrorCode::Corrupt, "the zip has " + std::to_string(zip.records().size()) + " records and no data.pkl"};
    }
    document.detail = document.kind == FileKind::TorchZip ? writerOf(zip) : std::string();
    document.isLittleEndian = smallText(zip, "byteorder").value_or("little") != "big";
    // What other files than torch.save's say beside their tensors (code, constants) refers to how they are spelled. A
    // document that is kept for long holds less when it is folded from the whole graph.
    TensorPhrases ofPlainTensors;
    const bool hasPhrases = document.kind == FileKind::TorchZip && !opening.options.foldsTensors;
    TensorPhrases* const phrases = hasPhrases ? &ofPlainTensors : nullptr;
    PTHF_TRY(readPickles(opening, zip, pickles, phrases));

    ZipHomes homes(opening, zip, !document.isLittleEndian);
    PTHF_TRY(interpretAll(document.content, homes, document.problems, opening.task, phrases));

    if (document.kind == FileKind::TorchScript || document.kind == FileKind::TorchMobile) {
        markScriptTensors(document.content, [&zip](std::string_view module, std::string_view name) {
            std::string path = "code/" + std::string(module);
            std::ranges::replace(path, '.', '/');
            const auto source = textRecord(zip, path + ".py", kMaxCodeBytes);
            return source ? scriptClassIn(*source, name) : std::nullopt;
        });
    }
    const bool isEdited = zip.findInRoot(kEditMark).has_value();
    Unused unused;
    for (std::uint32_t i = 0; i < zip.records().size(); ++i) {
        if (homes.isStorage(i)) {
            continue;
        }
        const std::string_view name = zip.nameInRoot(i);
        const bool isOurs = document.pickleRecord == i || name == kEditMark;
        if (isOurs || name.ends_with('/') || std::ranges::find(kWriterRecords, name) != kWriterRecords.end()) {
            continue;
        }
        if (document.kind == FileKind::TorchZip && isStorageName(name)) {
            ++unused.records;
            unused.bytes += zip.records()[i].storedBytes;
        } else {
            document.otherRecords.push_back(i);
        }
    }
    tellUnused(document.problems, unused, isEdited);
    return Done{};
}

Status openZip(Opening& opening, const Sniffed& sniffed)
{
    Document& document = opening.document;
    document.sources[opening.source].container = sniffed.zip;
    document.rootFolder = sniffed.zip->rootFolder();
    document.problems.append(sniffed.zip->problems());
    document.kind = sniffed.kind;
    document.what = sniffed.what;
    return openRecords(opening, TorchRecords(*sniffed.zip, sniffed.zip->rootFolder()));
}

} // namespace pthf
