// SPDX-License-Identifier: Apache-2.0
#include "core/appendix/zip_appendix.h"

#include <algorithm>

#include "core/appendix/edit_mark.h"
#include "core/appendix/memory_sink.h"
#include "core/base/byte_reader.h"
#include "core/container/zip_format.h"
#include "core/container/zip_writer.h"

namespace pthf {

namespace {

constexpr std::size_t kTailBytes = static_cast<std::size_t>(zip::kEnd64Bytes + zip::kLocator64Bytes + zip::kEndBytes);

/// The entries of the old directory, to the byte.
Result<std::vector<ZipWriter::KeptEntry>> entriesOf(
    const ZipReader& zip, std::span<const std::byte> directory, std::span<const std::string_view> leftOut)
{
    std::vector<ZipWriter::KeptEntry> kept;
    kept.reserve(zip.records().size());
    ByteReader reader(directory, zip.end().directoryOffset);
    for (std::uint32_t i = 0; i < zip.records().size(); ++i) {
        const std::size_t begin = directory.size() - static_cast<std::size_t>(reader.remaining());
        const auto fixed = PTHF_TRY(reader.take(zip::kCentralBytes));
        const std::uint64_t rest = std::uint64_t{ByteReader::littleAt<std::uint16_t>(fixed.subspan(28))}
            + ByteReader::littleAt<std::uint16_t>(fixed.subspan(30))
            + ByteReader::littleAt<std::uint16_t>(fixed.subspan(32));
        PTHF_TRY(reader.take(rest));
        const std::size_t end = directory.size() - static_cast<std::size_t>(reader.remaining());
        if (std::ranges::find(leftOut, zip.nameInRoot(i)) == leftOut.end()) {
            kept.push_back({zip.records()[i].name, directory.subspan(begin, end - begin)});
        }
    }
    return kept;
}

} // namespace

Result<ZipAppendix> makeAppendix(const ZipReader& zip, std::uint64_t fileBytes, std::span<const ReplacedRecord> records,
    std::span<const std::string_view> leftOut)
{
    std::vector<std::byte> directory(static_cast<std::size_t>(zip.end().directoryBytes));
    PTHF_TRY(zip.source().readAt(zip.end().directoryOffset, directory));
    const auto kept = PTHF_TRY(entriesOf(zip, directory, leftOut));
    MemorySink sink(fileBytes);
    ZipWriter writer(sink, zip.rootFolder());
    const std::string mark = editMarkText(fileBytes);
    PTHF_TRY(writer.add(kEditMark, asBytes(mark)));
    for (const ReplacedRecord& record : records) {
        PTHF_TRY(writer.add(record.name, record.bytes));
    }
    PTHF_TRY(writer.finishBehind(kept));
    return ZipAppendix{sink.take(), kTailBytes};
}

} // namespace pthf
