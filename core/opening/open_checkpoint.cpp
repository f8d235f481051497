// SPDX-License-Identifier: Apache-2.0
#include "core/opening/open_checkpoint.h"

#include <utility>

#include "core/appendix/edit_mark.h"
#include "core/folders/shard_names.h"
#include "core/io/file_source.h"
#include "core/io/range_source.h"
#include "core/meaning/fold_tensors.h"
#include "core/opening/opening.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kShownName = 200;

/// What other files than torch's own say beside their tensors (code, constants) refers to how they are spelled. Which
/// calls were read in one go depends on where they stand in the file, and is not to be seen.
void fold(Document& document, const OpenOptions& options)
{
    if (document.kind != FileKind::TorchZip && document.kind != FileKind::TorchLegacy) {
        return;
    }
    if (!options.foldsTensors) {
        foldInPlace(document.content);
        return;
    }
    const std::vector<ValueId> newIds = foldTensors(document.content);
    for (GlobalUse& use : document.pickle.globals) {
        use.value = use.value == kNoValue || newIds.empty() ? use.value : newIds[index(use.value)];
    }
}

Result<DocumentPtr> openAt(std::shared_ptr<const ByteSource> bytes, std::shared_ptr<const FileSource> file,
    const OpenOptions& options, const Task& task)
{
    auto document = std::make_shared<Document>();
    document->fileBytes = bytes->size();
    document->sources.push_back({std::move(bytes), nullptr});
    if (file) {
        document->path = file->path();
        document->file = std::move(file);
        if (auto whole = wholeOf(document->path)) {
            document->whole = std::move(whole->path);
            document->part = std::move(whole->part);
        }
    }
    Opening opening{*document, options, task};
    PTHF_TRY(openInto(opening));
    fold(*document, options);
    DocumentPtr finished = std::move(document);
    return finished;
}

/// What a reader says is wrong, with what to do about it.
Status advised(Status read)
{
    if (read) {
        return read;
    }
    const Error& error = read.error();
    switch (error.code()) {
    case ErrorCode::Truncated:
        return Error{
            error.code(), error.message() + "; the file is cut short: copy or download it again", error.offset()};
    case ErrorCode::Corrupt:
        return Error{
            error.code(), error.message() + "; the file is damaged: copy or download it again", error.offset()};
    default:
        return read;
    }
}

Status readCutZip(Opening& opening, const Error& whyNoDirectory)
{
    const Status read = openCutZip(opening, whyNoDirectory);
    const bool saysWhatToDo = !read && read.error().message() == whyNoDirectory.message();
    return saysWhatToDo ? read : advised(read);
}

Status readAs(Opening& opening, const Sniffed& sniffed)
{
    switch (sniffed.kind) {
    case FileKind::TorchZip:
    case FileKind::TorchScript:
    case FileKind::TorchPackage:
        return sniffed.zip ? advised(openZip(opening, sniffed)) : readCutZip(opening, sniffed.asError());
    case FileKind::TorchMobile:
        if (!sniffed.zip) {
            break; // the flatbuffer form
        }
        return advised(openZip(opening, sniffed));
    case FileKind::TorchLegacy:
        return advised(openLegacy(opening));
    case FileKind::Pt2:
        return advised(openPt2(opening, sniffed));
    case FileKind::Pickle:
        return advised(openPickle(opening));
    case FileKind::Safetensors:
        return advised(openSafetensors(opening));
    case FileKind::TorchTar:
    case FileKind::Torch7:
    case FileKind::Npy:
    case FileKind::Npz:
    case FileKind::Gguf:
    case FileKind::KerasH5:
        return advised(openForeign(opening, sniffed));
    default:
        break;
    }
    if (sniffed.zip && sniffed.kind == FileKind::Other) {
        return openInner(opening, sniffed);
    }
    if (sniffed.isCheckpoint() && sniffed.advice.empty()) {
        return Error{ErrorCode::Unsupported, sniffed.what + ": recognised, and not read by this version"};
    }
    const auto isOpen = sniffed.kind == FileKind::Other ? openCompressed(opening) : Result<bool>(false);
    if (!isOpen) {
        return advised(isOpen.error());
    }
    return *isOpen ? Status(Done{}) : Status(sniffed.asError()); // says what to do itself
}

} // namespace

Status openInto(Opening& opening)
{
    const std::shared_ptr<const ByteSource> source = opening.bytes();
    const Sniffed sniffed = PTHF_TRY(sniff(source, opening.options.limits, opening.task));
    const bool hasMore = sniffed.zip && sniffed.zip->end().trailingBytes != 0;
    if (!sniffed.damage && !hasMore) {
        return readAs(opening, sniffed);
    }
    const auto before = PTHF_TRY(lengthBeforeInterruptedEdit(source, opening.options.limits, opening.task));
    if (!before) {
        return readAs(opening, sniffed);
    }
    opening.document.problems.add(Severity::Warning, ErrorCode::Truncated,
        "an edit in place was cut off: " + countOf(source->size() - *before, "byte")
            + " follow the file as it was before, which is read here and has lost nothing; `pthf undo` cuts them off",
        {}, *before);
    std::shared_ptr<const ByteSource> old = PTHF_TRY(RangeSource::make(source, 0, *before, source->name()));
    const Sniffed intact = PTHF_TRY(sniff(std::move(old), opening.options.limits, opening.task));
    return readAs(opening, intact);
}

Result<DocumentPtr> openCheckpoint(const std::filesystem::path& path, const OpenOptions& options, const Task& task)
{
    if (const auto folder = checkpointFolderAt(path)) {
        return openFolder(path, *folder, options, task);
    }
    if (const auto shard = shardWithoutIndex(path)) {
        return Error{ErrorCode::Truncated,
            "the folder holds shards (" + displayText(*shard, kShownName)
                + " …) and no index that makes them one checkpoint: it is missing, or a save was interrupted before it "
                  "was written; each shard opens by itself"};
    }
    auto file = PTHF_TRY(FileSource::open(path));
    return openAt(file, file, options, task);
}

Result<DocumentPtr> openCheckpoint(
    std::shared_ptr<const ByteSource> bytes, const OpenOptions& options, const Task& task)
{
    return openAt(std::move(bytes), nullptr, options, task);
}

} // namespace pthf
