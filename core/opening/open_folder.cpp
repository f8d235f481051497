// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "core/folders/folder_opening.h"
#include "core/opening/opening.h"

namespace pthf {

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
        read = openDcp(opening, folder.main);
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
