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
#include <memory>
#include <vector>

#include "core/checkpoint/opening.h"
#include "core/container/zip_reader.h"

namespace pthf {

namespace {

// Small records that every save writes anew; nothing in them belongs to the user.
constexpr std::array<std::string_view, 6> kWriterRecords{
    "version", "byteorder", ".data/serialization_id", ".format_version", ".storage_alignment", ".data/version"};

constexpr std::uint64_t kMaxSmallRecord = 1024;

/// What a small text record says, without the line's end; nothing where there is no such record.
std::optional<std::string> smallText(const ZipReader& zip, std::string_view name)
{
    const auto record = zip.findInRoot(name);
    if (!record || zip.records()[*record].bytes > kMaxSmallRecord) {
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

/// Finds storages among the records of a zip.
class ZipHomes final : public StorageHomes {
public:
    ZipHomes(Opening& opening, const ZipReader& zip, bool isBigEndian)
        : StorageHomes(opening)
        , m_zip(zip)
        , m_isBigEndian(isBigEndian)
        , m_isStorage(zip.records().size(), false)
    {
    }

    StorageHome homeOf(const StorageReference& reference) override
    {
        const std::string key(reference.key);
        StorageHome home;
        home.isBigEndian = m_isBigEndian && !reference.isUntyped;
        auto record = m_zip.findInRoot("data/" + key);
        if (!record) {
            record = m_zip.findInRoot("tensors/" + key); // torch 1.4
        }
        if (!record) {
            record = m_zip.findInRoot(".data/" + key + ".storage"); // torch.package
        }
        if (!record) {
            record = m_zip.findInRoot(".data/" + key); // torch.package, written by C++
        }
        const std::uint64_t expected = reference.elements * dtypeBytes(reference.dtype);
        Problems& problems = m_opening.document.problems;
        if (!record) {
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
                "record data/" + key + " has " + std::to_string(info.bytes) + " bytes, its storage needs "
                    + std::to_string(expected),
                info.name, info.headerOffset);
        }
        m_isStorage[*record] = true;
        home.place.kind = StoragePlace::Kind::Record;
        home.place.record = *record;
        home.place.available = std::min(info.bytes, expected);
        return home;
    }

    bool isStorage(std::uint32_t record) const { return m_isStorage[record]; }

private:
    const ZipReader& m_zip;
    bool m_isBigEndian;
    std::vector<bool> m_isStorage; ///< by record
};

/// Which torch versions may have written the file, by the records they began to add (FORMATS 1.6).
std::string writerOf(const ZipReader& zip)
{
    if (zip.findInRoot(".format_version")) {
        return "written by torch 2.7 or later";
    }
    if (zip.findInRoot("byteorder") || zip.findInRoot(".data/serialization_id")) {
        return "written by torch 2.1 to 2.6";
    }
    const auto version = smallText(zip, "version");
    return version && *version != "3" ? "written by torch 1.4 or 1.5" : "written by torch 1.6 to 2.0";
}

/// The pickles of the archive that hold the user's values: data.pkl, or every pickle of a package.
std::vector<std::uint32_t> picklesOf(const ZipReader& zip, FileKind kind)
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

/// Reads the pickles into the graph; several of them stand in a dictionary by their names.
Status readPickles(Opening& opening, const ZipReader& zip, const std::vector<std::uint32_t>& pickles)
{
    Document& document = opening.document;
    ValueGraph& graph = document.content.graph;
    std::vector<Entry> entries;
    for (const std::uint32_t record : pickles) {
        const std::string& name = zip.records()[record].name;
        const auto source = zip.open(record);
        if (!source) {
            return failedWithin(source, name);
        }
        auto pickle = readPickle(*source, 0, graph, opening.options.limits, opening.task);
        if (!pickle) {
            return failedWithin(pickle, name);
        }
        if (pickle->end < (*source)->size()) {
            document.problems.add(Severity::Info, ErrorCode::Corrupt,
                std::to_string((*source)->size() - pickle->end) + " bytes follow the end of the pickle", name);
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

Status openZip(Opening& opening, const Sniffed& sniffed)
{
    Document& document = opening.document;
    const ZipReader& zip = *sniffed.zip;
    document.sources[0].container = sniffed.zip;
    document.rootFolder = zip.rootFolder();
    document.problems.append(zip.problems());
    document.kind = sniffed.kind;
    document.what = sniffed.what;
    document.detail = sniffed.kind == FileKind::TorchZip ? writerOf(zip) : std::string();

    const auto pickles = picklesOf(zip, document.kind);
    if (pickles.empty()) {
        return Error{
            ErrorCode::Corrupt, "the zip has " + std::to_string(zip.records().size()) + " records and no data.pkl"};
    }
    document.isLittleEndian = smallText(zip, "byteorder").value_or("little") != "big";
    PTHF_TRY(readPickles(opening, zip, pickles));

    ZipHomes homes(opening, zip, !document.isLittleEndian);
    PTHF_TRY(interpretAll(document.content, homes, document.problems, opening.task));

    for (std::uint32_t i = 0; i < zip.records().size(); ++i) {
        const std::string_view name = zip.nameInRoot(i);
        if (!homes.isStorage(i) && document.pickleRecord != i && !name.ends_with('/')
            && std::ranges::find(kWriterRecords, name) == kWriterRecords.end()) {
            document.otherRecords.push_back(i);
        }
    }
    return Done{};
}

} // namespace pthf
