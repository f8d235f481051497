// SPDX-License-Identifier: Apache-2.0
#include "core/save/undo_edit.h"

#include <string>

#include "core/appendix/edit_mark.h"
#include "core/io/file_source.h"
#include "core/io/growing_file.h"
#include "core/io/range_source.h"

namespace pthf {

namespace {

/// The length before the last edit that was finished; nothing where there is none.
Result<std::optional<std::uint64_t>> finishedEdit(const std::shared_ptr<const ByteSource>& source, const Task& task)
{
    const auto zip = PTHF_TRY(ZipReader::open(source, Limits{}, task));
    return lengthBeforeEdit(source, *zip, task);
}

/// How many edits a file of that length has behind it.
Result<std::uint64_t> countEdits(std::shared_ptr<const ByteSource> source, const Task& task)
{
    std::uint64_t edits = 0;
    for (;;) {
        PTHF_TRY(task.poll());
        const auto before = PTHF_TRY(finishedEdit(source, task));
        if (!before) {
            return edits;
        }
        ++edits;
        std::shared_ptr<const ByteSource> old = PTHF_TRY(RangeSource::make(source, 0, *before, source->name()));
        source = std::move(old);
    }
}

} // namespace

Result<UndoneEdit> undoEdit(const std::filesystem::path& path, const Task& task)
{
    const auto file = PTHF_TRY(FileSource::open(path));
    const std::shared_ptr<const ByteSource> source = file;
    auto before = PTHF_TRY(lengthBeforeInterruptedEdit(source, Limits{}, task));
    UndoneEdit undone;
    undone.bytesBefore = file->size();
    undone.wasInterrupted = before.has_value();
    if (!before) {
        before = PTHF_TRY(finishedEdit(source, task));
    }
    if (!before) {
        return Error{ErrorCode::InvalidArgument, "the file has not been edited in place: there is nothing to undo"};
    }
    const auto old = PTHF_TRY(RangeSource::make(source, 0, *before, file->name()));
    undone.editsLeft = PTHF_TRY(countEdits(old, task));
    GrowingFile growing = PTHF_TRY(GrowingFile::open(path, file->identity()));
    PTHF_TRY(growing.cutTo(*before));
    growing.keep();
    undone.bytesAfter = *before;
    return undone;
}

} // namespace pthf
