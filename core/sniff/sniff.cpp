// SPDX-License-Identifier: Apache-2.0
#include "core/sniff/sniff.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/base/hex.h"
#include "core/io/range_source.h"
#include "core/legacy/legacy_protocol.h"
#include "core/pickle/pickle_machine.h"
#include "core/sniff/archive_kind.h"
#include "core/sniff/foreign_file.h"
#include "core/text/size_text.h"

// In this order (FORMATS 0), by the first bytes: zip, legacy stream, tar, pickle, the formats with a signature, what is
// text, what is nothing. A signature that text could have by chance comes after the ones it could not.

namespace pthf {

namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kLooked = std::uint64_t{64} * 1024; ///< at either end
constexpr std::uint64_t kMaxSafetensorsHeader = 100'000'000; // safetensors' own limit
constexpr std::string_view kTransferBinary = "transfer it again in binary mode; these bytes cannot be mended";

Sniffed make(FileKind kind, std::string what, std::string_view advice = {})
{
    Sniffed sniffed;
    sniffed.kind = kind;
    sniffed.what = std::move(what);
    sniffed.advice = advice;
    return sniffed;
}

Sniffed make(Recognised&& recognised)
{
    return make(recognised.kind, std::move(recognised.what), recognised.advice);
}

/// Both ends of the file. For a short one they are the same bytes.
struct Ends {
    std::vector<std::byte> front;
    std::vector<std::byte> back;
    std::uint64_t size = 0;

    std::string_view text() const noexcept { return asText(front); }
    bool hasAt(std::size_t offset, std::string_view wanted) const noexcept
    {
        return offset <= front.size() && text().substr(offset).starts_with(wanted);
    }
};

Result<Ends> readEnds(const ByteSource& source)
{
    Ends ends;
    ends.size = source.size();
    const auto length = static_cast<std::size_t>(std::min(ends.size, kLooked));
    ends.front.resize(length);
    PTHF_TRY(source.readAt(0, ends.front));
    ends.back.resize(length);
    PTHF_TRY(source.readAt(ends.size - length, ends.back));
    return ends;
}

bool isZeros(std::span<const std::byte> bytes) noexcept
{
    return std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{0}; });
}

Result<Sniffed> sniffZip(
    std::shared_ptr<const ByteSource> source, const Ends& ends, const Limits& limits, const Task& task)
{
    const auto opened = ZipReader::open(std::move(source), limits, task);
    if (!opened) {
        const ErrorCode code = opened.error().code();
        if (code == ErrorCode::IoFailed || code == ErrorCode::Cancelled) {
            return opened.error();
        }
        Recognised recognised = recogniseBrokenZip(ends.front, ends.size, opened.error());
        Sniffed sniffed = make(std::move(recognised));
        sniffed.damage = opened.error();
        return sniffed;
    }
    Sniffed sniffed = make(recogniseZip(**opened));
    sniffed.zip = *opened;
    return sniffed;
}

Sniffed barePickle(std::uint8_t protocol)
{
    Sniffed sniffed = make(FileKind::Pickle,
        "Python pickle (protocol " + std::to_string(protocol) + "), written by pickle.dump and not by torch.save");
    sniffed.protocol = protocol;
    return sniffed;
}

/// Protocols 0 and 1 have no mark at the front. What reads as a pickle, as far as we look, is one: text does not, for
/// its letters take from an empty stack.
Result<bool> readsAsPickle(
    std::shared_ptr<const ByteSource> source, const Ends& ends, const Limits& limits, const Task& task)
{
    constexpr std::string_view kFirst = "(])}cINFGJKMLSTUVX";
    if (kFirst.find(ends.text().front()) == std::string_view::npos || ends.size < 2) {
        return false;
    }
    const bool isAll = ends.size == ends.front.size();
    ValueGraph scratch;
    const auto front = PTHF_TRY(RangeSource::make(std::move(source), 0, ends.front.size(), "front"));
    const auto read = readPickle(front, 0, scratch, limits, task);
    if (read) {
        return true;
    }
    if (read.error().code() == ErrorCode::IoFailed || read.error().code() == ErrorCode::Cancelled) {
        return read.error();
    }
    return !isAll && read.error().code() == ErrorCode::Truncated;
}

std::optional<Sniffed> sniffPickle(const Ends& ends)
{
    if (ends.hasAt(0, "\x80\x02\x8A\r\n"sv)) {
        return make(FileKind::Other,
            "PyTorch checkpoint (legacy stream) that was damaged in transfer: line ends were changed on the way",
            kTransferBinary);
    }
    if (ends.hasAt(0, "\xC2\x80\x02\xC2\x8A"sv) || ends.hasAt(0, "\xEF\xBF\xBD\x02\xEF\xBF\xBD"sv)) {
        return make(FileKind::Other,
            "PyTorch checkpoint (legacy stream) that was damaged in transfer: its bytes were taken for text (UTF-8)",
            kTransferBinary);
    }
    if (const auto protocol = legacyProtocol(ends.front)) {
        Sniffed sniffed =
            make(FileKind::TorchLegacy, "PyTorch checkpoint (legacy stream, torch 0.1.10 to 1.5 or by choice since)");
        sniffed.protocol = *protocol;
        return sniffed;
    }
    constexpr unsigned kHighestProtocol = 5;
    if (ends.hasAt(0, "\x80"sv) && ends.size > 2) {
        const auto protocol = std::to_integer<std::uint8_t>(ends.front[1]);
        if (protocol <= kHighestProtocol) {
            return barePickle(protocol);
        }
    }
    return std::nullopt;
}

std::optional<Sniffed> sniffSafetensors(const Ends& ends)
{
    if (ends.size < 9 || !ends.hasAt(8, "{")) {
        return std::nullopt;
    }
    const auto header = ByteReader::littleAt<std::uint64_t>(ends.front);
    if (header < 2 || header > kMaxSafetensorsHeader) {
        return std::nullopt;
    }
    return make(FileKind::Safetensors, "safetensors file");
}

/// torch7's binary form begins with a type code, the index 1, and what that type has (FORMATS 10).
bool isTorch7(const Ends& ends) noexcept
{
    if (ends.hasAt(0, "4\n1\n3\nV 1\n"sv) || ends.hasAt(0, "4\n1\n3\nV 0\n"sv) || ends.hasAt(0, "3\n1\n"sv)) {
        return true;
    }
    if (ends.front.size() < 16) {
        return false;
    }
    const std::span<const std::byte> front(ends.front);
    const auto type = ByteReader::littleAt<std::uint32_t>(front);
    const auto index = ByteReader::littleAt<std::uint32_t>(front.subspan(4));
    const auto third = ByteReader::littleAt<std::uint32_t>(front.subspan(8));
    const auto fourth = ByteReader::littleAt<std::uint32_t>(front.subspan(12));
    if (index != 1) {
        return false;
    }
    const bool isObject = type == 4 && third <= 64 && (ends.hasAt(12, "V "sv) || ends.hasAt(12, "torch."sv));
    const bool isTable = type == 3 && fourth <= 8;
    return isObject || isTable;
}

std::optional<Sniffed> sniffReadable(const Ends& ends)
{
    if (ends.hasAt(4, "PTMF"sv)) {
        return make(FileKind::TorchMobile, "TorchScript model for mobile (flatbuffer)",
            "its weights are laid out for the interpreter on phones; open the checkpoint or the TorchScript file that "
            "it "
            "was made from");
    }
    if (ends.hasAt(0, "GGUF"sv)) {
        return make(FileKind::Gguf, "GGUF model");
    }
    if (ends.hasAt(0, "\x93NUMPY"sv)) {
        return make(FileKind::Npy, "numpy array (npy)");
    }
    for (std::size_t offset = 0; offset <= 16384; offset = offset == 0 ? 512 : offset * 2) {
        if (ends.hasAt(offset, "\x89HDF\r\n\x1A\n"sv)) {
            return make(FileKind::KerasH5, "HDF5 file (Keras weights, perhaps)");
        }
    }
    if (auto safetensors = sniffSafetensors(ends)) {
        return safetensors;
    }
    if (isTorch7(ends)) {
        return make(FileKind::Torch7, "torch7 file (Lua Torch)");
    }
    return std::nullopt;
}

Sniffed sniffZeros(const Ends& ends)
{
    const bool isOnlyZeros = isZeros(ends.back);
    return make(FileKind::Unreadable,
        isOnlyZeros ? "file of zeros (" + countText(ends.size) + " bytes)"
                    : "file that begins with " + countText(ends.front.size()) + " zeros or more",
        "the download or copy was broken off after room was made for it: do it again");
}

/// What the last bytes tell: TensorFlow's index files are tables that end with their magic number.
bool isTensorFlowIndex(const Ends& ends) noexcept
{
    return asText(ends.back).ends_with("\x57\xFB\x80\x8B\x24\x75\x47\xDB"sv);
}

Sniffed sniffRest(const Ends& ends)
{
    if (auto signature = recogniseSignature(ends.front)) {
        return make(*std::move(signature));
    }
    if (isTensorFlowIndex(ends)) {
        return make(FileKind::Other, "TensorFlow checkpoint (index)",
            "it is a model of another framework; load it with that framework");
    }
    if (auto text = recogniseText(ends.front, ends.back, ends.size)) {
        return make(*std::move(text));
    }
    std::string front;
    for (const std::byte byte : std::span(ends.front).first(std::min<std::size_t>(ends.front.size(), 8))) {
        front += front.empty() ? "" : " ";
        appendHex(front, std::to_integer<std::uint8_t>(byte), 2);
    }
    return make(FileKind::Unreadable,
        "unknown kind of file (" + countText(ends.size) + " bytes, beginning " + front + ")",
        "no format that is known here begins like that; ask where it came from");
}

} // namespace

Error Sniffed::asError() const
{
    ErrorCode code = ErrorCode::Unsupported;
    if (damage) {
        code = damage->code();
    } else if (kind == FileKind::Unreadable) {
        code = ErrorCode::Corrupt;
    }
    return {
        code, advice.empty() ? what : what + ": " + advice, damage ? damage->offset() : std::optional<std::uint64_t>()};
}

Result<Sniffed> sniff(std::shared_ptr<const ByteSource> source, const Limits& limits, const Task& task)
{
    PTHF_TRY(task.poll());
    if (source->size() == 0) {
        return make(FileKind::Unreadable, "empty file (0 bytes)",
            "whatever wrote it was stopped before the first byte: save, copy or download it again");
    }
    const Ends ends = PTHF_TRY(readEnds(*source));
    if (ends.hasAt(0, "PK\3\4"sv) || ends.hasAt(0, "PK\5\6"sv)) {
        return sniffZip(std::move(source), ends, limits, task);
    }
    if (ends.hasAt(257, "ustar"sv)) {
        return make(PTHF_TRY(recogniseTar(*source)));
    }
    if (auto pickle = sniffPickle(ends)) {
        return *std::move(pickle);
    }
    if (auto readable = sniffReadable(ends)) {
        return *std::move(readable);
    }
    if (isZeros(ends.front)) {
        return sniffZeros(ends);
    }
    if (PTHF_TRY(readsAsPickle(source, ends, limits, task))) {
        return barePickle(0);
    }
    return sniffRest(ends);
}

} // namespace pthf
