// SPDX-License-Identifier: Apache-2.0
//
// A zip that was cut short has lost its directory, which stands at the end. torch.save writes the pickle first, so the
// description of every tensor is usually there, and it tells how long each storage's record is (FORMATS 13).
#include <algorithm>
#include <optional>
#include <string>

#include "core/container/zip_salvage.h"
#include "core/opening/opening.h"

namespace pthf {

namespace {

/// Reads the description when the walk comes to it, and tells the lengths of what comes after.
class CutZipReader {
public:
    explicit CutZipReader(Opening& opening)
        : m_opening(opening)
        , m_homes(opening)
    {
    }

    std::optional<std::uint64_t> lengthOf(const WalkedRecord& record)
    {
        if (record.nameInRoot == "data.pkl" && !m_hasDescription) {
            return readDescription(m_opening.bytes(), record.payloadOffset);
        }
        constexpr std::string_view kData = "data/";
        if (!record.nameInRoot.starts_with(kData)) {
            return std::nullopt;
        }
        const auto expected = m_homes.expectationOf(record.nameInRoot.substr(kData.size()));
        return expected ? std::optional(expected->elements * expected->elementBytes) : std::nullopt;
    }

    /// The same from a record that tells its own length: deflated, or written by another program than torch.
    void readRecord(const SalvagedZip& zip)
    {
        const auto record = zip.findInRoot("data.pkl");
        if (!record || m_hasDescription) {
            return;
        }
        auto bytes = zip.open(*record);
        if (!bytes) {
            m_error = failedWithin(bytes, "data.pkl");
            return;
        }
        readDescription(*std::move(bytes), 0);
    }

    const std::optional<Error>& error() const noexcept { return m_error; }
    bool hasDescription() const noexcept { return m_hasDescription; }

private:
    std::optional<std::uint64_t> readDescription(const std::shared_ptr<const ByteSource>& bytes, std::uint64_t offset)
    {
        Document& document = m_opening.document;
        auto pickle = readPickle(bytes, offset, document.content.graph, m_opening.options.limits, m_opening.task);
        if (!pickle) {
            m_error = failedWithin(pickle, "data.pkl");
            return std::nullopt;
        }
        const std::uint64_t length = pickle->end - offset;
        document.content.root = pickle->root;
        keepPickleFacts(document, std::move(pickle).value());
        if (auto done = interpretAll(document.content, m_homes, document.problems, m_opening.task); !done) {
            m_error = done.error();
            return std::nullopt;
        }
        m_hasDescription = true;
        return length;
    }

    Opening& m_opening;
    LaterHomes m_homes;
    std::optional<Error> m_error;
    bool m_hasDescription = false;
};

/// Gives each storage what the walk found of it, and says what is missing.
void placeStorages(const Opening& opening, const SalvagedZip& zip)
{
    std::uint64_t lost = 0;
    std::uint64_t partly = 0;
    for (StorageValue& storage : opening.storages()) {
        if (storage.place.kind != StoragePlace::Kind::None) {
            continue; // a stream within the pickle
        }
        const auto record = zip.findInRoot("data/" + storage.key);
        if (record) {
            storage.place.kind = StoragePlace::Kind::Record;
            storage.place.source = opening.source;
            storage.place.record = *record;
            const RecordInfo& info = zip.records()[*record];
            storage.place.available =
                std::min(info.method == RecordMethod::Deflated ? info.bytes : info.storedBytes, storage.bytes());
        }
        lost += storage.stored() == Stored::Lost && storage.bytes() != 0 ? 1U : 0U;
        partly += storage.stored() == Stored::Partly ? 1U : 0U;
    }
    const std::size_t total = opening.storages().size();
    opening.document.problems.add(Severity::Error, ErrorCode::Truncated,
        std::to_string(total - lost - partly) + " of " + std::to_string(total) + " storages are whole, "
            + std::to_string(partly) + " partly there, " + std::to_string(lost) + " lost");
}

} // namespace

Status openCutZip(Opening& opening, const Error& whyNoDirectory)
{
    Document& document = opening.document;
    CutZipReader reader(opening);
    const auto zip = salvageZip(
        opening.bytes(), [&reader](const WalkedRecord& record) { return reader.lengthOf(record); },
        opening.options.limits, opening.task);
    if (zip) {
        reader.readRecord(**zip);
    }
    if (!reader.hasDescription()) {
        if (zip || zip.error().code() != ErrorCode::Cancelled) {
            return reader.error() ? *reader.error() : whyNoDirectory;
        }
        return zip.error();
    }
    if (!zip) {
        return zip.error();
    }
    document.sources[opening.source].container = *zip;
    document.rootFolder = (*zip)->rootFolder();
    document.pickleRecord = (*zip)->findInRoot("data.pkl");
    document.kind = FileKind::TorchZip;
    document.what = "PyTorch checkpoint (zip), cut short: its directory is missing";
    document.hasDescriptionOnly = true;
    document.problems.add(
        Severity::Error, whyNoDirectory.code(), whyNoDirectory.message(), {}, whyNoDirectory.offset());
    document.problems.append((*zip)->problems());
    placeStorages(opening, **zip);
    return Done{};
}

} // namespace pthf
