// SPDX-License-Identifier: Apache-2.0
#include "core/save/edit_in_place.h"

#include <array>
#include <chrono>
#include <unordered_set>

#include "core/appendix/zip_appendix.h"
#include "core/io/file_source.h"
#include "core/io/growing_file.h"
#include "core/save/save_checkpoint.h"
#include "core/save/verify_checkpoint.h"
#include "core/text/size_text.h"
#include "core/write/pickle_content.h"

namespace pthf {

namespace {

const ZipReader* zipOf(const Document& source)
{
    return source.sources.empty() ? nullptr : dynamic_cast<const ZipReader*>(source.sources.front().container.get());
}

Error notInPlace(ErrorCode code, const std::string& why)
{
    return {code, why + ": this cannot be done in place; save a copy"};
}

/// Whether the storage stays where it is, whole, as one record of the zip.
bool staysInPlace(const PlannedDocument& planned, std::size_t number)
{
    const PlannedStorage& plan = planned.storages[number];
    const StorageValue& now = planned.content.storages[number];
    if (plan.source == kNoStorage || index(plan.source) != number || plan.gathered || plan.made || plan.external
        || plan.hasOtherNumbers()) {
        return false;
    }
    const StorageValue& before = planned.source->content.storage(plan.source);
    return before.place.kind == StoragePlace::Kind::Record && before.place.source == 0 && before.place.offset == 0
        && plan.firstByte == 0 && plan.byteCount == before.bytes() && before.dtype == now.dtype
        && before.elements == now.elements && before.isUntyped == now.isUntyped;
}

Status checkFile(const Document& source)
{
    const ZipReader* zip = zipOf(source);
    if (source.kind != FileKind::TorchZip || zip == nullptr || !source.pickleRecord) {
        return notInPlace(ErrorCode::Unsupported,
            "a " + std::string(fileKindName(source.kind)) + " file has no directory that could be renewed");
    }
    if (!source.file) {
        return notInPlace(ErrorCode::InvalidArgument, "what was read is no file");
    }
    if (source.rootFolder.empty() || zip->nameInRoot(*source.pickleRecord) != "data.pkl") {
        return notInPlace(ErrorCode::Unsupported, "the records stand in no folder of their own");
    }
    if (zip->source().size() != source.file->size()) {
        return Error{ErrorCode::InvalidArgument,
            "an edit in place of this file was cut off: take it back first, with `pthf undo`"};
    }
    return Done{};
}

/// Records that torch computes the places of storages by: not to be believed when storages are left out or come in
/// another order than they lie in (torch/serialization.py, calculate_storage_offsets).
bool isOrderKept(const PlannedDocument& planned, const std::vector<StorageId>& mentioned)
{
    for (std::size_t i = 0; i < mentioned.size(); ++i) {
        if (planned.content.storage(mentioned[i]).key != std::to_string(i)) {
            return false;
        }
    }
    return true;
}

class InPlaceEdit {
public:
    InPlaceEdit(const PlannedDocument& planned, const Task& task)
        : m_planned(planned)
        , m_source(*planned.source)
        , m_zip(*zipOf(*planned.source))
        , m_task(task)
    {
    }

    Result<ZipAppendix> prepare()
    {
        PickledContent content = PTHF_TRY(pickleContent(m_planned, SaveFormat::Zip, m_task, StorageKeys::Kept));
        for (const StorageId storage : content.storages) {
            WrittenStorage written;
            written.storage = storage;
            written.key = m_planned.content.storage(storage).key;
            written.crc = m_zip.records()[m_source.content.storage(storage).place.record].crc;
            m_written.storages.push_back(std::move(written));
        }
        std::vector<std::string_view> leftOut;
        if (!isOrderKept(m_planned, content.storages)) {
            leftOut = {".format_version", ".storage_alignment"};
        }
        noteUnused(content.storages);
        const std::array records{ReplacedRecord{"data.pkl", std::move(content.pickle)}};
        return makeAppendix(m_zip, m_source.file->size(), records, leftOut);
    }

    const WrittenFile& written() const noexcept { return m_written; }

private:
    /// What the new description no longer needs stays in the file.
    void noteUnused(const std::vector<StorageId>& mentioned)
    {
        std::unordered_set<std::uint32_t> used;
        for (const StorageId storage : mentioned) {
            used.insert(index(storage));
        }
        std::uint64_t storages = 0;
        std::uint64_t bytes = 0;
        for (std::size_t i = 0; i < m_source.content.storages.size(); ++i) {
            const StorageValue& storage = m_source.content.storages[i];
            if (storage.place.kind == StoragePlace::Kind::Record && !used.contains(static_cast<std::uint32_t>(i))) {
                ++storages;
                bytes += storage.bytes();
            }
        }
        if (storages != 0) {
            m_written.notes.push_back(countOf(storages, "storage") + " that nothing needs any more still take "
                + sizeText(bytes) + ": save a copy to reclaim that");
        }
    }

    const PlannedDocument& m_planned;
    const Document& m_source;
    const ZipReader& m_zip;
    const Task& m_task;
    WrittenFile m_written;
};

/// The appendix behind the file: its end records only when all before them is on disk, so that no reader ever finds a
/// directory that is not there.
Status append(GrowingFile& file, const ZipAppendix& appendix)
{
    const std::span<const std::byte> bytes(appendix.bytes);
    PTHF_TRY(file.append(bytes.first(bytes.size() - appendix.endBytes)));
    PTHF_TRY(file.sync());
    PTHF_TRY(file.append(bytes.last(appendix.endBytes)));
    return file.sync();
}

} // namespace

Status checkInPlace(const PlannedDocument& planned)
{
    if (planned.refusal) {
        return Error{ErrorCode::InvalidArgument, *planned.refusal};
    }
    PTHF_TRY(checkDamage(*planned.source));
    PTHF_TRY(checkFile(*planned.source));
    PTHF_TRY(checkTensors(planned));
    for (std::size_t i = 0; i < planned.storages.size(); ++i) {
        if (planned.storages[i].isUsed && !staysInPlace(planned, i)) {
            return notInPlace(ErrorCode::InvalidArgument,
                "the plan changes bytes of tensors, or makes new ones (storage " + planned.content.storages[i].key
                    + ")");
        }
    }
    return Done{};
}

Result<Receipt> editInPlace(const PlannedDocument& planned, Verification verification, const Task& task)
{
    const auto begin = std::chrono::steady_clock::now();
    PTHF_TRY(checkInPlace(planned));
    const Document& source = *planned.source;
    InPlaceEdit edit(planned, task);
    const ZipAppendix appendix = PTHF_TRY(edit.prepare());
    GrowingFile file = PTHF_TRY(GrowingFile::open(source.file->path(), source.file->identity()));
    PTHF_TRY(append(file, appendix));
    SaveOptions options;
    options.target = source.path;
    options.verification = verification;
    Receipt receipt = receiptOf(planned, options, edit.written());
    receipt.lengthBefore = source.file->size();
    receipt.targetBytes = file.size();
    if (verification != Verification::None) {
        SaveProgress progress(task, source.fileBytes);
        const auto compared = verifyCheckpoint(planned, edit.written(), source.file->path(), verification, progress);
        if (!compared) {
            return failedWithin(compared, "the edited file was checked and cut back");
        }
        receipt.comparedBytes = *compared;
    }
    PTHF_TRY(task.poll());
    file.keep();
    receipt.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return receipt;
}

} // namespace pthf
