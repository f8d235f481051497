// SPDX-License-Identifier: Apache-2.0
#include "core/sniff/archive_kind.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/container/tar_directory.h"
#include "core/container/zip_format.h"
#include "core/container/zip_local.h"
#include "core/legacy/legacy_protocol.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kShownName = 80;
constexpr std::size_t kShownNames = 3;
constexpr std::size_t kMaxTarMembers = 64; ///< looked at; torch's four come first
constexpr std::string_view kCopyAgain =
    "copy or download it again and compare the sizes; `pthf salvage` keeps what is whole";

Recognised make(FileKind kind, std::string_view what, std::string_view advice = {})
{
    return {kind, std::string(what), std::string(advice)};
}

bool isFolder(const RecordInfo& record) noexcept
{
    return record.name.ends_with('/');
}

/// The root folder's "name", or the record of that very name: archives without a root folder have both alike.
bool has(const ZipReader& zip, std::string_view name)
{
    return zip.findInRoot(name).has_value();
}

/// What torch._inductor.aoti_compile_and_package writes: a library for one kind of machine, its weights within.
bool isCompiled(const ZipReader& zip)
{
    for (std::uint32_t record = 0; record < zip.records().size(); ++record) {
        if (zip.nameInRoot(record).starts_with("data/aotinductor/")) {
            return true;
        }
    }
    return false;
}

std::optional<Recognised> recogniseTorch(const ZipReader& zip)
{
    if (has(zip, "constants.pkl")) {
        return has(zip, "bytecode.pkl")
            ? make(FileKind::TorchMobile, "TorchScript model for mobile (lite interpreter, zip)")
            : make(FileKind::TorchScript, "TorchScript model (torch.jit.save, zip)");
    }
    if (has(zip, "archive_format") && (has(zip, "archive_version") || has(zip, ".data/version"))) {
        return make(FileKind::Pt2,
            isCompiled(zip) ? "compiled model (AOTInductor package, .pt2 archive)"
                            : "exported program (torch.export, .pt2 archive)");
    }
    if (has(zip, "serialized_exported_program.json")) {
        return make(FileKind::Pt2, "exported program (torch.export of torch ≤ 2.7)");
    }
    if (has(zip, ".data/extern_modules") || has(zip, ".data/python_version")) {
        return make(FileKind::TorchPackage, "torch.package archive");
    }
    if (has(zip, "data.pkl")) {
        return make(FileKind::TorchZip, "PyTorch checkpoint (zip, torch ≥ 1.6)");
    }
    if (has(zip, "model.json") && has(zip, "version")) {
        return make(FileKind::TorchScript, "TorchScript model of torch 1.0 to 1.2 (zip with model.json)");
    }
    return std::nullopt;
}

std::optional<Recognised> recogniseOther(const ZipReader& zip)
{
    const std::vector<RecordInfo>& records = zip.records();
    const auto isNpy = [](const RecordInfo& record) { return record.name.ends_with(".npy"); };
    if (std::ranges::all_of(records, isNpy)) {
        return make(FileKind::Npz, "numpy arrays (npz)");
    }
    if (zip.find("config.json") && zip.find("model.weights.h5")) {
        return make(FileKind::KerasH5, "Keras model (.keras archive)");
    }
    constexpr std::string_view kNotWeights = "it holds no weights; look for the file that was meant";
    if (zip.find("[Content_Types].xml")) {
        return make(FileKind::Other, "Office document (docx, xlsx or pptx)", kNotWeights);
    }
    if (zip.find("AndroidManifest.xml")) {
        return make(FileKind::Other, "Android app", kNotWeights);
    }
    if (zip.find("META-INF/MANIFEST.MF")) {
        return make(FileKind::Other, "Java archive", kNotWeights);
    }
    return std::nullopt;
}

/// What one record of an ordinary archive is, where it is a checkpoint itself.
std::optional<std::string> checkpointIn(const ZipReader& zip, std::uint32_t number)
{
    const auto opened = zip.open(number);
    if (!opened) {
        return std::nullopt;
    }
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>((*opened)->size(), 64));
    std::array<std::byte, 64> front{};
    const auto there = std::span(front).first(size);
    if (!(*opened)->readAt(0, there)) {
        return std::nullopt;
    }
    constexpr std::array kZip{std::byte{'P'}, std::byte{'K'}, std::byte{3}, std::byte{4}};
    const bool isZip = size >= kZip.size() && std::ranges::equal(there.first(kZip.size()), kZip);
    if (!isZip && !legacyProtocol(there)) {
        return std::nullopt;
    }
    return displayText(zip.records()[number].name, kShownName);
}

Recognised ordinaryZip(const ZipReader& zip)
{
    const std::vector<RecordInfo>& records = zip.records();
    std::string names;
    std::uint64_t files = 0;
    std::uint32_t first = 0;
    for (std::uint32_t number = 0; number < records.size(); ++number) {
        if (isFolder(records[number])) {
            continue;
        }
        first = files == 0 ? number : first;
        if (files < kShownNames) {
            names += (files == 0 ? "" : ", ") + displayText(records[number].name, kShownName);
        }
        ++files;
    }
    if (files == 0) {
        return make(FileKind::Other, "empty zip archive", "copy or download it again");
    }
    if (files == 1) {
        if (const auto inside = checkpointIn(zip, first)) {
            return make(FileKind::Other, "zip archive around one file, " + *inside + ", that is a checkpoint or a zip",
                "unzip it once and open the file inside");
        }
    }
    return make(FileKind::Other,
        "zip archive of " + countOf(files, "file") + " (" + names + (files > kShownNames ? ", …" : "") + ")",
        "unzip it and open the checkpoint inside, if there is one");
}

/// The name of the first record that is no folder, as a program that zips folders writes them first; empty where the
/// front does not reach to it.
std::string_view firstRecordName(std::span<const std::byte> front)
{
    while (front.size() >= zip::kLocalBytes) {
        const auto header = parseLocalHeader(front);
        if (!header) {
            return {};
        }
        const std::string_view name = asText(front).substr(zip::kLocalBytes, header->nameBytes);
        if (!name.ends_with('/') || header->storedBytes != 0) {
            return name;
        }
        front = front.subspan(
            std::min<std::size_t>(front.size(), zip::kLocalBytes + header->nameBytes + header->extraBytes));
    }
    return {};
}

/// Names that only torch's archives have, for archives whose folder was lost when they were zipped again.
bool isTorchWithoutFolder(std::string_view name)
{
    constexpr std::string_view kData = "data/";
    const bool isStorage = name.starts_with(kData) && name.size() > kData.size()
        && name.find_first_not_of("0123456789", kData.size()) == std::string_view::npos;
    return isStorage || name == "data.pkl" || name == "byteorder" || name == "constants.pkl"
        || name.starts_with(".data/serialization_id");
}

/// The kind of a zip by the name of its first record: all there is to go by when the directory is gone.
FileKind kindByFirstRecord(std::span<const std::byte> front)
{
    const std::string_view name = firstRecordName(front);
    const std::size_t slash = name.find('/');
    const std::string_view inRoot = slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
    constexpr std::array kTorch{"data.pkl"sv, "version"sv, "byteorder"sv, "constants.pkl"sv};
    const bool isTorch = std::ranges::find(kTorch, inRoot) != kTorch.end() || inRoot.starts_with("data/")
        || inRoot.starts_with("tensors/") || inRoot.starts_with(".data/") || inRoot.starts_with("code/");
    return isTorch || isTorchWithoutFolder(name) ? FileKind::TorchZip : FileKind::Other;
}

/// Whether every line feed stands behind a carriage return: four by chance are one in four billion.
bool hasOnlyDosLines(std::string_view bytes) noexcept
{
    std::size_t feeds = 0;
    for (std::size_t place = bytes.find('\n'); place != std::string_view::npos; place = bytes.find('\n', place + 1)) {
        if (place == 0 || bytes[place - 1] != '\r') {
            return false;
        }
        ++feeds;
    }
    return feeds >= 4;
}

/// Whether binary bytes went through a program that took them for text: then they are valid UTF-8, which tensors never
/// are by chance.
bool wentThroughUtf8(std::string_view bytes) noexcept
{
    const auto isHigh = [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; };
    const std::string_view whole = cutUtf8(bytes, bytes.size() - std::min<std::size_t>(bytes.size(), 3));
    return std::ranges::count_if(whole, isHigh) >= 16 && isValidUtf8(whole);
}

/// What a transfer in text mode did to a file of binary bytes; empty where it did nothing.
std::string_view manglingOf(std::string_view front) noexcept
{
    if (hasOnlyDosLines(front)) {
        return "line ends were changed on the way (LF to CR LF)";
    }
    if (wentThroughUtf8(front)) {
        return "its bytes were taken for text on the way (UTF-8)";
    }
    return {};
}

} // namespace

Recognised recogniseZip(const ZipReader& zip)
{
    if (zip.records().empty()) {
        return ordinaryZip(zip);
    }
    if (auto torch = recogniseTorch(zip)) {
        return *std::move(torch);
    }
    if (auto other = recogniseOther(zip)) {
        return *std::move(other);
    }
    return ordinaryZip(zip);
}

Recognised recogniseBrokenZip(std::span<const std::byte> front, std::uint64_t fileBytes, const Error& error)
{
    const FileKind kind = kindByFirstRecord(front);
    const std::string what = kind == FileKind::TorchZip ? "PyTorch checkpoint (zip)" : "zip archive";
    if (const std::string_view mangling = manglingOf(asText(front)); !mangling.empty()) {
        return make(FileKind::Other, what + " that was damaged in transfer: " + std::string(mangling),
            "transfer it again in binary mode; these bytes cannot be mended");
    }
    if (error.code() == ErrorCode::Truncated) {
        return make(kind,
            what + ", cut short after " + countText(fileBytes) + " bytes: the zip's end record is missing", kCopyAgain);
    }
    if (error.message().find("two archives were joined") != std::string::npos) {
        return make(FileKind::Other, "several zip archives in one file, as in the .distcp files of a checkpoint folder",
            "open the folder, if it is one of these; else the parts have to be taken apart");
    }
    return make(kind, what + " with a damaged directory", kCopyAgain);
}

Result<Recognised> recogniseTar(const ByteSource& source)
{
    const std::vector<TarMember> members = PTHF_TRY(readTarDirectory(source, kMaxTarMembers));
    constexpr std::array kTorch{"sys_info"sv, "pickle"sv, "tensors"sv, "storages"sv};
    const bool isTorch = std::ranges::all_of(kTorch,
        [&](std::string_view wanted) { return std::ranges::find(members, wanted, &TarMember::name) != members.end(); });
    if (isTorch) {
        return make(FileKind::TorchTar, "PyTorch checkpoint (tar, torch 0.1.1 to 0.1.9)");
    }
    std::string what = "tar archive";
    if (!members.empty()) {
        what += " (" + displayText(members.front().name, kShownName) + (members.size() > 1 ? ", …)" : ")");
    }
    return make(FileKind::Other, what, "unpack it (tar xf) and open the checkpoint inside");
}

} // namespace pthf
