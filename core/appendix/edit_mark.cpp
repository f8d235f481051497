// SPDX-License-Identifier: Apache-2.0
#include "core/appendix/edit_mark.h"

#include <algorithm>
#include <array>

#include "core/appendix/memory_sink.h"
#include "core/base/byte_reader.h"
#include "core/container/zip_directory.h"
#include "core/container/zip_writer.h"
#include "core/io/range_source.h"

namespace pthf {

namespace {

constexpr std::uint64_t kBlock = std::uint64_t{1} << 20U;
/// How far behind the file's old end its unfinished appendix can reach; a pickle of a million tensors is less.
constexpr std::uint64_t kMaxAppendix = std::uint64_t{256} << 20U;
/// Bytes that a block shares with the next one, so that a mark between them is seen.
constexpr std::uint64_t kOverlap = 4096;

/// The mark's record to the byte, as it stands behind a file of that length.
Result<std::vector<std::byte>> markBytes(const std::string& rootFolder, std::uint64_t fileBytes)
{
    MemorySink sink(fileBytes);
    ZipWriter writer(sink, rootFolder);
    const std::string text = editMarkText(fileBytes);
    PTHF_TRY(writer.add(kEditMark, asBytes(text)));
    return sink.take();
}

Result<std::shared_ptr<const ZipReader>> openFirst(
    const std::shared_ptr<const ByteSource>& source, std::uint64_t length, const Limits& limits, const Task& task)
{
    std::shared_ptr<const ByteSource> before =
        PTHF_TRY(RangeSource::make(source, 0, length, "the file before the edit"));
    return ZipReader::open(before, limits, task);
}

/// How many bytes from a place on are those of the mark that belongs there.
Result<std::uint64_t> markedBytesAt(const ByteSource& source, const std::string& rootFolder, std::uint64_t place)
{
    const auto mark = PTHF_TRY(markBytes(rootFolder, place));
    std::vector<std::byte> found(static_cast<std::size_t>(std::min<std::uint64_t>(mark.size(), source.size() - place)));
    PTHF_TRY(source.readAt(place, found));
    const auto differs = std::mismatch(found.begin(), found.end(), mark.begin());
    return static_cast<std::uint64_t>(differs.first - found.begin());
}

/// Whether there is nothing but zeros from a place on: room that the file got before its bytes were written.
Result<bool> isEmptyFrom(const ByteSource& source, std::uint64_t place, const Task& task)
{
    std::vector<std::byte> block(kBlock);
    while (place < source.size()) {
        PTHF_TRY(task.poll());
        const auto part =
            std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, source.size() - place)));
        PTHF_TRY(source.readAt(place, part));
        if (std::ranges::any_of(part, [](std::byte byte) { return byte != std::byte{0}; })) {
            return false;
        }
        place += part.size();
    }
    return true;
}

/// Whether a file that was this long before is followed by an unfinished appendix.
Result<bool> isUnfinishedBehind(
    const std::shared_ptr<const ByteSource>& source, std::uint64_t length, const Limits& limits, const Task& task)
{
    const auto zip = openFirst(source, length, limits, task);
    if (!zip) {
        return zip.error().code() == ErrorCode::Cancelled ? Result<bool>(zip.error()) : Result<bool>(false);
    }
    if ((*zip)->end().trailingBytes != 0) {
        return false;
    }
    const std::uint64_t marked = PTHF_TRY(markedBytesAt(*source, (*zip)->rootFolder(), length));
    const auto mark = PTHF_TRY(markBytes((*zip)->rootFolder(), length));
    return marked == mark.size() ? Result<bool>(true) : isEmptyFrom(*source, length + marked, task);
}

/// End records from the file's end backwards, each with what follows it looked at.
class BackwardSearch {
public:
    BackwardSearch(const std::shared_ptr<const ByteSource>& source, const Limits& limits, const Task& task)
        : m_source(source)
        , m_limits(limits)
        , m_task(task)
    {
    }

    Result<std::optional<std::uint64_t>> run()
    {
        const std::uint64_t size = m_source->size();
        const std::uint64_t first = size - std::min(size, kMaxAppendix);
        for (std::uint64_t end = size; end > first;) {
            PTHF_TRY(m_task.poll());
            const std::uint64_t begin = end - std::min(end - first, kBlock);
            const auto found = PTHF_TRY(searchIn(begin, std::min(size, end + kOverlap)));
            if (found) {
                return found;
            }
            end = begin;
        }
        return std::optional<std::uint64_t>();
    }

private:
    Result<std::optional<std::uint64_t>> searchIn(std::uint64_t begin, std::uint64_t end)
    {
        using namespace std::string_view_literals;
        m_block.resize(static_cast<std::size_t>(end - begin));
        PTHF_TRY(m_source->readAt(begin, m_block));
        const std::string_view text = asText(m_block);
        for (std::size_t at = text.rfind("PK\5\6"sv); at != std::string_view::npos;
             at = text.rfind("PK\5\6"sv, at - 1)) {
            const std::uint64_t length = begin + at + zip::kEndBytes;
            if (length < m_source->size() && m_tried++ < kMaxTried) {
                const bool isIt = PTHF_TRY(isUnfinishedBehind(m_source, length, m_limits, m_task));
                if (isIt) {
                    return std::optional(length);
                }
            }
            if (at == 0) {
                break;
            }
        }
        return std::optional<std::uint64_t>();
    }

    /// Places that look like an end record; tensors may be made of them.
    static constexpr int kMaxTried = 64;

    const std::shared_ptr<const ByteSource>& m_source;
    const Limits& m_limits;
    const Task& m_task;
    std::vector<std::byte> m_block;
    int m_tried = 0;
};

} // namespace

std::string editMarkText(std::uint64_t fileBytes)
{
    return R"({"pthf_edit":1,"length":)" + std::to_string(fileBytes) + "}";
}

Result<std::optional<std::uint64_t>> lengthBeforeEdit(
    const std::shared_ptr<const ByteSource>& source, const ZipReader& zip, const Task& task)
{
    const auto record = zip.findInRoot(kEditMark);
    if (!record) {
        return std::optional<std::uint64_t>();
    }
    const std::uint64_t length = zip.records()[*record].headerOffset;
    const auto mark = PTHF_TRY(markBytes(zip.rootFolder(), length));
    const std::uint64_t marked =
        length < source->size() ? PTHF_TRY(markedBytesAt(*source, zip.rootFolder(), length)) : 0;
    if (marked != mark.size()) {
        return Error{ErrorCode::Corrupt,
            "the mark of the edit in place at " + std::to_string(length) + " does not say that the file was that long",
            length};
    }
    const auto before = openFirst(source, length, zip.limits(), task);
    if (!before) {
        return failedWithin(before, "the file before the edit");
    }
    return std::optional(length);
}

Result<std::optional<std::uint64_t>> lengthBeforeInterruptedEdit(
    const std::shared_ptr<const ByteSource>& source, const Limits& limits, const Task& task)
{
    std::array<std::byte, 4> head{};
    if (source->size() < zip::kEndBytes + head.size()) {
        return std::optional<std::uint64_t>();
    }
    PTHF_TRY(source->readAt(0, head));
    if (ByteReader::littleAt<std::uint32_t>(head) != zip::kLocalSignature) {
        return std::optional<std::uint64_t>();
    }
    Problems ignored;
    if (const auto end = findZipEnd(*source, ignored); end && end->trailingBytes == 0) {
        return std::optional<std::uint64_t>(); // whole to its end
    }
    return BackwardSearch(source, limits, task).run();
}

} // namespace pthf
