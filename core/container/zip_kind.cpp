// SPDX-License-Identifier: Apache-2.0
#include "core/container/zip_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/container/sniff.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kShownName = 80;
constexpr std::size_t kShownNames = 3;

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

std::optional<Recognised> recogniseTorch(const ZipReader& zip)
{
    if (has(zip, "constants.pkl")) {
        return has(zip, "bytecode.pkl")
            ? make(FileKind::TorchMobile, "TorchScript model for mobile (lite interpreter, zip)")
            : make(FileKind::TorchScript, "TorchScript model (torch.jit.save, zip)");
    }
    if (has(zip, "archive_format") && (has(zip, "archive_version") || has(zip, ".data/version"))) {
        return make(FileKind::Pt2, "exported program (torch.export, .pt2 archive)");
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

} // namespace pthf
