// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "core/container/zip_reader.h"
#include "core/folders/folder_opening.h"
#include "core/opening/opening.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// The only file of the archive; nothing where there are none or several. What macOS adds does not count.
std::optional<std::uint32_t> onlyFile(const ZipReader& zip)
{
    std::optional<std::uint32_t> only;
    for (std::uint32_t i = 0; i < zip.records().size(); ++i) {
        const std::string_view name = zip.records()[i].name;
        if (name.ends_with('/') || name.starts_with("__MACOSX/")) {
            continue;
        }
        if (only) {
            return std::nullopt;
        }
        only = i;
    }
    return only;
}

} // namespace

Result<ValueId> openPart(Opening& whole, std::shared_ptr<const ByteSource> bytes, const std::string& keyPrefix)
{
    if (whole.nesting >= whole.options.limits.maxNesting) {
        return Error{ErrorCode::LimitExceeded,
            "files within files, more than " + std::to_string(whole.options.limits.maxNesting) + " deep"};
    }
    Document& document = whole.document;
    Content& content = document.content;
    const auto firstStorage = static_cast<std::uint32_t>(content.storages.size());
    const auto source = static_cast<std::uint32_t>(document.sources.size());
    document.sources.push_back({std::move(bytes), nullptr});
    PickleFacts before = std::exchange(document.pickle, {});
    content.root = kNoValue;
    Opening part{document, whole.options, whole.task, whole.nesting + 1, source, firstStorage};
    const Status read = openInto(part);
    for (StorageValue& storage : part.storages()) {
        storage.key.insert(0, keyPrefix);
    }
    joinPickleFacts(before, std::exchange(document.pickle, {}));
    document.pickle = std::move(before);
    // What only a document of one archive has.
    document.rootFolder.clear();
    document.pickleRecord.reset();
    document.otherRecords.clear();
    document.detail.clear();
    if (!read) {
        return read.error();
    }
    return content.root;
}

// A checkpoint that somebody zipped, or that a web site did before the download: a zip of one file.
Status openInner(Opening& opening, const Sniffed& sniffed)
{
    const auto record = onlyFile(*sniffed.zip);
    auto bytes = record ? sniffed.zip->open(*record) : Result<std::shared_ptr<const ByteSource>>(sniffed.asError());
    if (!bytes) {
        return record ? Status(bytes.error()) : sniffed.asError();
    }
    const Sniffed inner = PTHF_TRY(sniff(*bytes, opening.options.limits, opening.task));
    if (!inner.isCheckpoint() && !inner.zip) {
        return sniffed.asError();
    }
    Document& document = opening.document;
    const ValueId root = PTHF_TRY(openPart(opening, *std::move(bytes), {}));
    document.content.root = root;
    document.sources[opening.source].container = sniffed.zip;
    document.problems.append(sniffed.zip->problems());
    document.what += ", inside a zip archive";
    document.detail = "the archive holds it as " + displayText(sniffed.zip->records()[*record].name, 200);
    return Done{};
}

Result<DocumentPtr> openFolder(
    const std::filesystem::path& path, const CheckpointFolder& folder, const OpenOptions& options, const Task& task)
{
    auto document = std::make_shared<Document>();
    document->path = path;
    Opening whole{*document, options, task};
    FolderOpening opening{*document, options.limits, task,
        [&whole](std::shared_ptr<const ByteSource> bytes, const std::string& keyPrefix) {
            return openPart(whole, std::move(bytes), keyPrefix);
        },
        [limits = options](std::shared_ptr<const ByteSource> bytes) {
            SilentProgress progress;
            return openCheckpoint(std::move(bytes), limits, Task{{}, progress});
        }};
    Status read = Done{};
    switch (folder.kind) {
    case FileKind::HfShards:
        read = openShards(opening, folder.main);
        break;
    case FileKind::Dcp:
        read = !dcpMetadataFiles(folder.main).empty() ? openDcp(opening, folder.main)
            : !dcpShardNames(folder.main).empty()     ? openDcpShards(opening, folder.main)
                                                      : openRankFiles(opening, folder.main);
        break;
    case FileKind::DeepSpeed:
        read = openDeepSpeed(opening, folder.main);
        break;
    case FileKind::TorchZip:
    case FileKind::TorchScript:
        read = openUnpacked(whole, folder.main);
        break;
    default:
        read = Error{ErrorCode::Unsupported, "a kind of folder that is not read"};
        break;
    }
    if (!read) {
        return read.error();
    }
    DocumentPtr finished = std::move(document);
    return finished;
}

} // namespace pthf
