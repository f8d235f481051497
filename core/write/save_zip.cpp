// SPDX-License-Identifier: Apache-2.0
#include "core/write/save_zip.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/byte_reader.h"
#include "core/base/crc32.h"
#include "core/container/container.h"
#include "core/container/zip_writer.h"
#include "core/text/utf8.h"
#include "core/write/pickle_content.h"
#include "core/write/storage_bytes.h"

namespace pthf {

namespace {

constexpr std::string_view kDefaultRoot = "archive";
/// Records that every save writes itself (FORMATS 1.2).
constexpr std::array<std::string_view, 6> kOwnRecords{
    ".format_version", ".storage_alignment", "byteorder", "version", ".data/version", ".data/serialization_id"};

/// torch finds records by their names in any case (FORMATS 1.1).
std::string folded(std::string_view name)
{
    std::string lower(name);
    for (char& letter : lower) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return lower;
}

/// Whether a record would stand in the way of a description or a storage that is written.
bool isInTheWay(std::string_view lower)
{
    constexpr std::string_view kStorages = "data/";
    return std::ranges::find(kOwnRecords, lower) != kOwnRecords.end() || lower == "data.pkl"
        || (lower.starts_with(kStorages)
            && lower.find_first_not_of("0123456789", kStorages.size()) == std::string_view::npos);
}

class ZipSave {
public:
    ZipSave(const PlannedDocument& planned, ByteSink& sink, SaveProgress& progress)
        : m_planned(planned)
        , m_progress(progress)
        , m_zip(sink, planned.source->rootFolder.empty() ? std::string(kDefaultRoot) : planned.source->rootFolder)
    {
    }

    // The order is that of torch/serialization.py _save.
    Result<WrittenFile> run()
    {
        const PickledContent content = PTHF_TRY(pickleContent(m_planned, SaveFormat::Zip, m_progress.task()));
        PTHF_TRY(m_zip.add("data.pkl", content.pickle));
        PTHF_TRY(m_zip.add(".format_version", asBytes("1")));
        PTHF_TRY(m_zip.add(".storage_alignment", asBytes(std::to_string(zip::kTorchAlignment))));
        PTHF_TRY(m_zip.add("byteorder", asBytes("little")));
        for (std::size_t i = 0; i < content.storages.size(); ++i) {
            const auto written = writeStorage(content.storages[i], std::to_string(i));
            if (!written) {
                return written.error();
            }
        }
        PTHF_TRY(writeOtherRecords());
        PTHF_TRY(m_zip.add("version", asBytes("3\n")));
        PTHF_TRY(m_zip.add(".data/serialization_id", asBytes(m_zip.serializationId())));
        PTHF_TRY(m_zip.finish());
        return std::move(m_file);
    }

private:
    Status writeStorage(StorageId storage, std::string key)
    {
        WrittenStorage written;
        written.storage = storage;
        written.isConverted = !isCopied(originOf(m_planned, storage));
        PTHF_TRY(m_zip.begin("data/" + key, m_planned.content.storage(storage).bytes()));
        written.crc = PTHF_TRY(written.isConverted ? convert(storage) : copy(storage));
        written.key = std::move(key);
        m_file.storages.push_back(std::move(written));
        return Done{};
    }

    Result<std::uint32_t> convert(StorageId storage)
    {
        const BlockSink sink = [this](std::span<const std::byte> block) -> Status {
            PTHF_TRY(m_zip.write(block));
            m_file.convertedBytes += block.size();
            return m_progress.advance(block.size());
        };
        PTHF_TRY(streamConverted(originOf(m_planned, storage), m_file.counts, sink, m_progress.task()));
        return m_zip.end();
    }

    Result<std::uint32_t> copy(StorageId storage)
    {
        const CopiedBytes bytes = PTHF_TRY(openCopied(originOf(m_planned, storage)));
        PTHF_TRY(m_progress.copyInPieces(bytes.length, [&](std::uint64_t offset, std::uint64_t length) {
            return bytes.crc ? m_zip.copyUnseen(*bytes.source, bytes.offset + offset, length, m_progress.task())
                             : m_zip.copyFrom(*bytes.source, bytes.offset + offset, length, m_progress.task());
        }));
        m_file.copiedBytes += bytes.length;
        return m_zip.end(bytes.crc);
    }

    /// Extra files that somebody put beside the pickle: kept, as torch keeps out of their way.
    Status writeOtherRecords()
    {
        const Document& source = *m_planned.source;
        // Code and sources are of no use to a state dict that was taken out of them.
        const bool isPlain = source.kind == FileKind::TorchZip;
        if (!isPlain || source.sources.empty() || source.sources.front().container == nullptr) {
            return Done{};
        }
        const Container& container = *source.sources.front().container;
        const std::string prefix = source.rootFolder + "/";
        std::set<std::string> names;
        for (const std::uint32_t number : source.otherRecords) {
            const std::string_view whole = container.records()[number].name;
            if (!whole.starts_with(prefix) || whole.ends_with('/')) {
                m_file.notes.push_back("record " + displayText(whole) + " is outside the folder "
                    + displayText(source.rootFolder) + ", where torch refuses it, and was left out");
                continue;
            }
            const std::string name(whole.substr(prefix.size()));
            const std::string lower = folded(name);
            if (!isInTheWay(lower) && names.insert(lower).second) {
                PTHF_TRY(copyRecord(container, number, name));
            } else if (std::ranges::find(kOwnRecords, name) == kOwnRecords.end()) {
                m_file.notes.push_back(
                    "record " + displayText(whole) + " has the name of another one, and was left out");
            }
        }
        return Done{};
    }

    Status copyRecord(const Container& container, std::uint32_t number, const std::string& name)
    {
        const auto bytes = PTHF_TRY(container.open(number));
        PTHF_TRY(m_zip.begin(name, bytes->size()));
        PTHF_TRY(m_zip.copyFrom(*bytes, 0, bytes->size(), m_progress.task()));
        PTHF_TRY(m_zip.end());
        return Done{};
    }

    const PlannedDocument& m_planned;
    SaveProgress& m_progress;
    ZipWriter m_zip;
    WrittenFile m_file;
};

} // namespace

Result<WrittenFile> saveZip(const PlannedDocument& planned, ByteSink& sink, SaveProgress& progress)
{
    return ZipSave(planned, sink, progress).run();
}

} // namespace pthf
