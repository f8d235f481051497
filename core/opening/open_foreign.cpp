// SPDX-License-Identifier: Apache-2.0
//
// The formats that are not torch's: core/foreign reads them, and here their content becomes a document.
#include <algorithm>
#include <string>
#include <utility>

#include "core/foreign/gguf.h"
#include "core/foreign/joblib.h"
#include "core/foreign/keras_hdf5.h"
#include "core/foreign/numpy_file.h"
#include "core/foreign/torch_tar.h"
#include "core/io/helper_process.h"
#include "core/opening/opening.h"
#include "core/text/size_text.h"
#include "core/torch7/torch7.h"

namespace pthf {

namespace {

Result<ForeignContent> readForeign(const Opening& opening, const Sniffed& sniffed)
{
    const std::shared_ptr<const ByteSource> source = opening.bytes();
    const Limits& limits = opening.options.limits;
    switch (sniffed.kind) {
    case FileKind::Npy:
        return readNpy(source, limits, opening.task);
    case FileKind::Npz:
        return readNpz(*sniffed.zip, limits, opening.task);
    case FileKind::TorchTar:
        return readTorchTar(source, limits, opening.task);
    case FileKind::Torch7:
        return readTorch7(*source, limits, opening.task);
    case FileKind::Gguf:
        return readGguf(*source, limits, opening.task);
    case FileKind::KerasH5: {
        const auto helper = helperPath("pthf-hdf5");
        return sniffed.zip ? readKerasArchive(*sniffed.zip, helper, limits, opening.task)
                           : readHdf5(source, helper, limits, opening.task);
    }
    default:
        return Error{ErrorCode::Unsupported, sniffed.what + ": recognised, and not read by this version"};
    }
}

/// Bytes that the description mentions and the file does not hold.
void tellMissing(Document& document)
{
    const auto& storages = document.content.storages;
    const auto isCut = [](const StorageValue& storage) { return storage.stored() != Stored::Whole; };
    document.hasDescriptionOnly = std::ranges::any_of(storages, isCut);
    // What lies in no place at all was told by its reader: bytes in another file are no damage to this one.
    const auto cut = std::ranges::count_if(storages, [&isCut](const StorageValue& storage) {
        return isCut(storage) && storage.place.kind != StoragePlace::Kind::None;
    });
    if (cut != 0) {
        document.problems.add(Severity::Error, ErrorCode::Truncated,
            "the file ends after " + std::to_string(document.fileBytes) + " bytes, before " + std::to_string(cut)
                + " of its " + std::to_string(storages.size()) + " tensors are whole",
            {}, document.fileBytes);
    }
}

/// Tensors that reach past the storages they name.
void tellOutOfBounds(Document& document)
{
    const auto& tensors = document.content.tensors;
    const auto found = std::ranges::find_if(tensors, &TensorValue::isOutOfBounds);
    if (found != tensors.end()) {
        const auto count = std::ranges::count_if(tensors, &TensorValue::isOutOfBounds);
        document.problems.add(Severity::Error, ErrorCode::Corrupt,
            countOf(static_cast<std::uint64_t>(count), "tensor") + " reach past their storages, the first with shape "
                + shapeText(found->layout.shape));
    }
}

} // namespace

Status openForeign(Opening& opening, const Sniffed& sniffed)
{
    Document& document = opening.document;
    if (opening.source != 0 || document.content.graph.size() != 0) {
        return Error{ErrorCode::Unsupported, sniffed.what + ": not a file that others can be joined with"};
    }
    ForeignContent read = PTHF_TRY(readForeign(opening, sniffed));
    document.kind = sniffed.kind;
    document.what = std::move(read.what);
    document.detail = std::move(read.detail);
    document.content = std::move(read.content);
    if (sniffed.zip) {
        document.sources[0].container = sniffed.zip;
        document.problems.append(sniffed.zip->problems());
    }
    document.problems.append(read.problems);
    for (auto& source : read.sources) {
        document.sources.push_back({std::move(source), nullptr});
    }
    for (PickleResult& pickle : read.pickles) {
        keepPickleFacts(document, std::move(pickle));
    }
    tellMissing(document);
    tellOutOfBounds(document);
    StorageHomes homes(opening);
    return interpretAll(document.content, homes, document.problems, opening.task);
}

Result<bool> openCompressed(Opening& opening)
{
    Document& document = opening.document;
    const Limits& limits = opening.options.limits;
    const auto pickle = PTHF_TRY(openCompressedPickle(opening.bytes(), limits, opening.task));
    if (!pickle) {
        return false;
    }
    if (opening.nesting >= limits.maxNesting) {
        return Error{ErrorCode::LimitExceeded,
            "compressed files within compressed files, more than " + std::to_string(limits.maxNesting) + " deep"};
    }
    Opening inner = {document, opening.options, opening.task, opening.nesting + 1,
        static_cast<std::uint32_t>(document.sources.size()), opening.firstStorage};
    document.sources.push_back({pickle->bytes, nullptr});
    PTHF_TRY(openInto(inner));
    document.what += ", compressed (" + std::string(pickle->method) + ")";
    return true;
}

} // namespace pthf
