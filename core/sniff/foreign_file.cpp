// SPDX-License-Identifier: Apache-2.0
#include "core/sniff/foreign_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "core/base/byte_reader.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kShownText = 120;

constexpr std::string_view kUnpack = "unpack it and open the checkpoint inside";
constexpr std::string_view kOtherModel = "it is a model of another framework; load it with that framework";
constexpr std::string_view kZlib = "it holds no pickle; load it with the program that compressed it";
constexpr std::string_view kNoModel = "it holds no weights; look for the file that was meant";
constexpr std::string_view kAgain = "download the file again, logged in or from another address where it asks for that";

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    std::string_view what;
    std::string_view advice;
};

constexpr std::array kSignatures{
    Signature{0, "\x1F\x8B"sv, "gzip file"sv, "unpack it (gunzip) and open what is inside"sv},
    Signature{0, "BZh"sv, "bzip2 file"sv, "unpack it (bunzip2) and open what is inside"sv},
    Signature{0, "\xFD\x37zXZ\0"sv, "xz file"sv, "unpack it (unxz) and open what is inside"sv},
    Signature{0, "\x5D\0\0"sv, "lzma file"sv, "unpack it (unlzma) and open what is inside"sv},
    Signature{0, "\x28\xB5\x2F\xFD"sv, "zstd file"sv, "unpack it (unzstd) and open what is inside"sv},
    Signature{0, "\x04\x22\x4D\x18"sv, "lz4 file"sv, "unpack it (unlz4) and open what is inside"sv},
    Signature{0, "x\x01"sv, "zlib stream"sv, kZlib},
    Signature{0, "x^"sv, "zlib stream"sv, kZlib},
    Signature{0, "x\x9C"sv, "zlib stream"sv, kZlib},
    Signature{0, "x\xDA"sv, "zlib stream"sv, kZlib},
    Signature{0, "Rar!\x1A\x07"sv, "RAR archive"sv, kUnpack},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, "7z archive"sv, kUnpack},
    Signature{0, "PYTORCH1"sv, "PyTorch container of a preview before 1.0"sv,
        "no torch reads it any more; it has to be saved again with the preview that wrote it"sv},
    Signature{4, "TFL3"sv, "TensorFlow Lite model"sv, kOtherModel},
    Signature{
        4, "ET12"sv, "ExecuTorch program"sv, "load it with ExecuTorch; the checkpoint it was made from has names"sv},
    Signature{0, "lmgg"sv, "GGML model"sv, "convert it to GGUF with llama.cpp"sv},
    Signature{0, "fmgg"sv, "GGML model"sv, "convert it to GGUF with llama.cpp"sv},
    Signature{0, "tjgg"sv, "GGML model"sv, "convert it to GGUF with llama.cpp"sv},
    Signature{0, "\x89PNG\r\n\x1A\n"sv, "PNG picture"sv, kNoModel},
    Signature{0, "\xFF\xD8\xFF"sv, "JPEG picture"sv, kNoModel},
    Signature{0, "GIF8"sv, "GIF picture"sv, kNoModel},
    Signature{0, "RIFF"sv, "RIFF file (sound, video or picture)"sv, kNoModel},
    Signature{4, "ftyp"sv, "MP4 or HEIF file (video or picture)"sv, kNoModel},
    Signature{0, "OggS"sv, "Ogg file (sound or video)"sv, kNoModel},
    Signature{0, "ID3"sv, "MP3 file"sv, kNoModel},
    Signature{0, "%PDF-"sv, "PDF document"sv, kNoModel},
    Signature{0,
        "\x7F"
        "ELF"sv,
        "ELF program or library"sv, kNoModel},
    Signature{0, "MZ\x90"sv, "Windows program or library"sv, kNoModel},
    Signature{0, "\xCF\xFA\xED\xFE"sv, "macOS program or library"sv, kNoModel},
    Signature{0, "\xCA\xFE\xBA\xBE"sv, "Java class or macOS program"sv, kNoModel},
    Signature{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "Microsoft Office document"sv, kNoModel},
    Signature{0, "SQLite format 3\0"sv, "SQLite database"sv, kNoModel},
    Signature{0, "PAR1"sv, "Parquet file"sv, kNoModel},
    Signature{0, "ARROW1"sv, "Arrow file"sv, kNoModel},
    Signature{0, "MATLAB 5.0"sv, "MATLAB file"sv, "load it with scipy.io.loadmat"sv},
    Signature{0, "\x93PACK"sv, "MessagePack file"sv, kOtherModel},
    Signature{0, "\x12\1\0\0\0\0\0\0"sv, "MXNet parameters"sv, kOtherModel},
    Signature{0, "\0\0\0\0\2\0\0\0\5\0\0\0"sv, "Darknet weights"sv, kOtherModel},
};

bool hasAt(std::span<const std::byte> bytes, std::size_t offset, std::string_view wanted) noexcept
{
    return offset <= bytes.size() && asText(bytes.subspan(offset)).starts_with(wanted);
}

Recognised make(FileKind kind, std::string what, std::string_view advice)
{
    return {kind, std::move(what), std::string(advice)};
}

bool isPrintable(std::byte letter) noexcept
{
    return letter >= std::byte{0x20} && letter < std::byte{0x7F};
}

constexpr std::byte kFirstField{0x0A}; ///< field 1, whose length follows
constexpr std::byte kSecondField{0x12};

/// What follows a field's length, which is written in groups of seven bits: all but the last have the top bit.
std::span<const std::byte> afterLength(std::span<const std::byte> field) noexcept
{
    constexpr std::size_t kMostGroups = 5; // of 32 bits
    std::size_t last = 0;
    while (last + 1 < kMostGroups && last < field.size() && (field[last] & std::byte{0x80}) != std::byte{0}) {
        ++last;
    }
    return field.subspan(std::min(last + 1, field.size()));
}

bool beginsWith(std::span<const std::byte> message, std::byte field) noexcept
{
    return !message.empty() && message.front() == field;
}

/// graph.proto, GraphDef: a node (field 1) that begins with its name (field 1) and its operation (field 2).
bool isFrozenGraph(std::span<const std::byte> front) noexcept
{
    if (!beginsWith(front, kFirstField)) {
        return false;
    }
    const auto node = afterLength(front.subspan(1));
    if (node.size() < 2 || !beginsWith(node, kFirstField)) {
        return false;
    }
    const auto nameBytes = std::to_integer<std::size_t>(node[1]); // of one group: names are short
    const auto rest = node.subspan(2);
    return nameBytes != 0 && nameBytes < 0x80 && rest.size() > nameBytes && rest[nameBytes] == kSecondField
        && std::ranges::all_of(rest.first(nameBytes), isPrintable);
}

/// Protocol buffers have no signature; these begin with a version number or a named node.
std::optional<Recognised> recogniseProtobuf(std::span<const std::byte> front)
{
    if (isFrozenGraph(front)) {
        return make(FileKind::Other, "TensorFlow frozen graph (by its first bytes)", kOtherModel);
    }
    if (front.size() < 4 || front[0] != std::byte{0x08}) {
        return std::nullopt;
    }
    const auto version = std::to_integer<unsigned>(front[1]);
    const auto next = std::to_integer<unsigned>(front[2]); // number and kind of the second field
    if (version == 1 && next == 0x12) { // saved_model.proto: schema version 1, then a meta graph
        return make(FileKind::Other, "TensorFlow SavedModel", kOtherModel);
    }
    // Model.proto: specificationVersion, then a description that begins with an input, where ONNX has a name's letters
    if (next == 0x12 && beginsWith(afterLength(front.subspan(3)), kFirstField)) {
        return make(FileKind::Other, "Core ML model (by its first bytes)", kOtherModel);
    }
    // onnx.proto: ir_version, then producer_name, producer_version, domain, graph or opset_import
    constexpr std::array kFields{0x12U, 0x1AU, 0x22U, 0x3AU, 0x42U};
    if (version >= 3 && version <= 20 && std::ranges::find(kFields, next) != kFields.end()) {
        return make(FileKind::Other, "ONNX model (by its first bytes)",
            "load it with onnxruntime; the checkpoint it was exported from has the training's names");
    }
    return std::nullopt;
}

/// MessagePack has no signature either: a small map whose first key is a short text, as Flax writes its weights.
bool isMessagePackMap(std::span<const std::byte> front) noexcept
{
    if (front.size() < 4 || front[0] <= std::byte{0x80} || front[0] > std::byte{0x8F} || front[1] <= std::byte{0xA0}
        || front[1] > std::byte{0xBF}) {
        return false;
    }
    const auto letters = std::to_integer<std::size_t>(front[1]) - 0xA0;
    return front.size() > 2 + letters && std::ranges::all_of(front.subspan(2, letters), isPrintable);
}

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view kSpace = " \t\r\n\f\v";
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    const std::size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
    text.remove_prefix(begin);
    const std::size_t end = text.find_last_not_of(kSpace);
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

std::string lowered(std::string_view text)
{
    std::string low(text);
    std::ranges::transform(low, low.begin(),
        [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
    return low;
}

/// The text between two words, letters' case apart; empty where they do not stand there in this order.
std::string_view between(std::string_view text, std::string_view open, std::string_view close)
{
    const std::string low = lowered(text);
    const std::size_t begin = low.find(open);
    if (begin == std::string::npos) {
        return {};
    }
    // <title lang="en">: the tag goes on to its bracket.
    const std::size_t content = low.find('>', begin);
    const std::size_t end = content == std::string::npos ? content : low.find(close, content);
    return end == std::string::npos ? std::string_view() : trimmed(text.substr(content + 1, end - content - 1));
}

std::string withoutEntities(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kEntities{
        {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}}};
    std::string plain;
    while (!text.empty()) {
        const auto* const entity =
            std::ranges::find_if(kEntities, [&](const auto& candidate) { return text.starts_with(candidate.first); });
        if (entity == kEntities.end()) {
            plain += text.front();
            text.remove_prefix(1);
        } else {
            plain += entity->second;
            text.remove_prefix(entity->first.size());
        }
    }
    return plain;
}

std::string inQuotationMarks(std::string_view text)
{
    return "\"" + displayText(text, kShownText) + "\"";
}

std::string_view firstLine(std::string_view text) noexcept
{
    return trimmed(text.substr(0, std::min(text.find('\n'), text.size())));
}

/// The rest of the line that begins with the word.
std::string_view lineAfter(std::string_view text, std::string_view word) noexcept
{
    const std::size_t place = text.find(word);
    return place == std::string_view::npos ? std::string_view() : firstLine(text.substr(place + word.size()));
}

Recognised lfsPointer(std::string_view text, std::uint64_t fileBytes)
{
    std::string what = "Git LFS pointer (" + sizeText(fileBytes) + ")";
    const std::string_view size = lineAfter(text, "\nsize ");
    std::uint64_t bytes = 0;
    const auto parsed = std::from_chars(size.data(), size.data() + size.size(), bytes);
    if (!size.empty() && parsed.ec == std::errc() && parsed.ptr == size.data() + size.size()) {
        what += " for a file of " + sizeText(bytes) + " (" + countText(bytes) + " bytes)";
    }
    if (const std::string_view oid = lineAfter(text, "\noid "); !oid.empty()) {
        what += ", " + displayText(oid, kShownText);
    }
    return make(FileKind::Other, std::move(what),
        "the weights themselves are not here: run `git lfs pull` in the repository that it comes from");
}

Recognised markup(std::string_view text)
{
    const std::string low = lowered(text.substr(0, 512));
    const bool isHtml = low.find("<html") != std::string::npos || low.starts_with("<!doctype html")
        || low.find("<head") != std::string::npos || low.find("<body") != std::string::npos;
    if (isHtml) {
        const std::string title = withoutEntities(between(text, "<title", "</title"));
        return make(FileKind::Other, title.empty() ? "HTML page" : "HTML page titled " + inQuotationMarks(title),
            "a web page was saved in place of the file: " + std::string(kAgain));
    }
    const std::string message = withoutEntities(between(text, "<message", "</message"));
    const std::string code = withoutEntities(between(text, "<code", "</code"));
    if (!code.empty() || !message.empty()) {
        return make(FileKind::Other,
            "XML error message of a server: "
                + inQuotationMarks(code + (message.empty() || code.empty() ? "" : ": ") + message),
            kAgain);
    }
    return make(FileKind::Other, "XML or HTML text beginning " + inQuotationMarks(firstLine(text)), kNoModel);
}

Recognised jsonText(std::string_view front, std::string_view back)
{
    constexpr std::string_view kWeightMap = "\"weight_map\"";
    if (front.find(kWeightMap) != std::string_view::npos || back.find(kWeightMap) != std::string_view::npos) {
        return make(FileKind::HfShards, "index of a sharded checkpoint (JSON)", {});
    }
    return make(FileKind::Other, "JSON text beginning " + inQuotationMarks(firstLine(front)),
        "it describes something, or says what a server could not do; the weights are elsewhere");
}

/// Characters that text does not have. The last character of a piece may be cut.
bool isText(std::string_view piece) noexcept
{
    const bool hasControls = std::ranges::any_of(piece, [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte < 0x20 && letter != '\n' && letter != '\r' && letter != '\t' && letter != '\f';
    });
    const std::size_t kept = piece.size() - std::min<std::size_t>(piece.size(), 3);
    return !hasControls && (isValidUtf8(piece) || isValidUtf8(cutUtf8(piece, kept)));
}

} // namespace

std::optional<Recognised> recogniseSignature(std::span<const std::byte> front)
{
    for (const Signature& signature : kSignatures) {
        if (hasAt(front, signature.offset, signature.bytes)) {
            return make(FileKind::Other, std::string(signature.what), signature.advice);
        }
    }
    if (isMessagePackMap(front)) {
        return make(FileKind::Other, "MessagePack file (Flax or JAX weights, perhaps)", kOtherModel);
    }
    return recogniseProtobuf(front);
}

std::optional<Recognised> recogniseText(
    std::span<const std::byte> front, std::span<const std::byte> back, std::uint64_t fileBytes)
{
    if (front.empty() || !isText(asText(front))) {
        return std::nullopt;
    }
    const std::string_view text = trimmed(asText(front));
    if (text.starts_with("version https://git-lfs") || text.starts_with("version https://hawser")) {
        return lfsPointer(text, fileBytes);
    }
    if (text.empty()) {
        return make(FileKind::Other, "file of white space", kNoModel);
    }
    if (text.front() == '<') {
        return markup(text);
    }
    if (text.front() == '{' || text.front() == '[') {
        return jsonText(text, asText(back));
    }
    if (text.starts_with("/annex/objects/") || text.find("/annex/objects/") < kShownText) {
        return make(FileKind::Other, "git-annex pointer", "run `git annex get` on it");
    }
    if (text.find("outs:") < kShownText && text.find("md5:") != std::string_view::npos) {
        return make(FileKind::Other, "DVC pointer", "run `dvc pull` on it");
    }
    if (text.starts_with("model_checkpoint_path:")) {
        return make(FileKind::Other, "TensorFlow checkpoint list", kOtherModel);
    }
    return make(FileKind::Other, "text beginning " + inQuotationMarks(firstLine(text)), kNoModel);
}

} // namespace pthf
