// SPDX-License-Identifier: Apache-2.0
#include "core/batch/already_saved.h"

#include <system_error>

#include "core/base/crc32.h"
#include "core/io/file_source.h"
#include "core/save/file_form.h"
#include "core/save/save_checkpoint.h"
#include "core/write/pickle_content.h"

namespace pthf {

namespace {

/// Shape and type say nothing of numbers that the plan brings: those are made again, for their sum.
Status sumOtherNumbers(const BytesOrigin& origin, WrittenStorage& storage, const Task& task)
{
    if (!origin.plan.hasOtherNumbers()) {
        return Done{};
    }
    storage.isConverted = true;
    std::uint32_t crc = 0;
    const BlockSink sink = [&crc](std::span<const std::byte> block) -> Status {
        crc = crc32(block, crc);
        return Done{};
    };
    ConvertCounts ignored;
    PTHF_TRY(streamConverted(origin, ignored, sink, task));
    storage.crc = crc;
    return Done{};
}

/// What a writer would say of its file, as far as it is known without writing.
Result<WrittenFile> expectedFile(const PlannedDocument& planned, SaveFormat format, const Task& task)
{
    WrittenFile expected;
    if (format == SaveFormat::Safetensors) {
        const NamedTensors named = PTHF_TRY(namedTensors(planned));
        for (const NamedTensor& tensor : named.tensors) {
            WrittenStorage storage;
            storage.storage = planned.content.tensor(tensor.tensor).storage;
            storage.key = tensor.name;
            PTHF_TRY(sumOtherNumbers(originOf(planned, tensor), storage, task));
            expected.storages.push_back(std::move(storage));
        }
        return expected;
    }
    const PickledContent content = PTHF_TRY(pickleContent(planned, format, task));
    for (std::size_t i = 0; i < content.storages.size(); ++i) {
        const BytesOrigin origin = originOf(planned, content.storages[i]);
        WrittenStorage storage;
        storage.storage = content.storages[i];
        storage.key = std::to_string(i);
        if (isCopied(origin)) {
            storage.crc = PTHF_TRY(openCopied(origin)).crc;
        }
        PTHF_TRY(sumOtherNumbers(origin, storage, task));
        expected.storages.push_back(std::move(storage));
    }
    return expected;
}

Result<bool> isSaved(const PlannedDocument& planned, const SaveOptions& options, const Task& task)
{
    const FileForm form = PTHF_TRY(FileForm::make(planned, options.format));
    const WrittenFile expected = PTHF_TRY(expectedFile(planned, options.format, task));
    SaveProgress progress(task, 0);
    PTHF_TRY(form.verify(expected, options.target, Verification::Structure, progress));
    return true;
}

} // namespace

Result<bool> isAlreadySaved(const PlannedDocument& planned, const SaveOptions& options, const Task& task)
{
    const auto target = FileSource::open(options.target);
    const bool isOlder = target && planned.source->file
        && (*target)->identity().modifiedNanoseconds < planned.source->file->identity().modifiedNanoseconds;
    if (!target || isOlder) {
        return false;
    }
    const auto saved = isSaved(planned, options, task);
    if (!saved && saved.error().code() == ErrorCode::Cancelled) {
        return saved.error();
    }
    return saved.has_value();
}

} // namespace pthf
