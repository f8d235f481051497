// SPDX-License-Identifier: Apache-2.0
#include "core/folders/checkpoint_folder.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/folders/folder_files.h"
#include "core/folders/rank_files.h"
#include "core/folders/shard_index.h"
#include "core/io/file_source.h"

namespace pthf {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNames = 100'000;
constexpr std::string_view kDcpMetadata = ".metadata";

bool isDigit(char letter) noexcept
{
    return letter >= '0' && letter <= '9';
}

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

bool isFolder(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool isRankMetadata(std::string_view name)
{
    return name.starts_with("__") && name.ends_with(kDcpMetadata);
}

bool isDcpShard(std::string_view name)
{
    return name.starts_with("shard-") && name.find("-model-") != std::string_view::npos
        && name.ends_with(".safetensors");
}

bool isDeepSpeedFile(std::string_view name)
{
    return name.ends_with("_model_states.pt") || name.ends_with("-model_states.pt")
        || name.ends_with("_optim_states.pt");
}

/// How many of the files that an index names are there; nothing for a file that is no index.
std::optional<std::size_t> shardsPresent(const fs::path& index)
{
    const auto file = FileSource::open(index);
    const auto read = file ? readShardIndex(**file, Limits{}) : Result<ShardIndex>(file.error());
    if (!read) {
        return std::nullopt;
    }
    std::size_t count = 0;
    for (const std::string& name : read->files) {
        const auto path = fileInside(index.parent_path(), name);
        count += path && isFile(*path) ? 1U : 0U;
    }
    return count;
}

/// The index of a folder that has more of its shards than the others; safetensors before pickles where both are whole.
std::optional<fs::path> indexIn(const fs::path& folder, const std::vector<std::string>& names)
{
    std::optional<fs::path> best;
    std::size_t most = 0;
    for (const std::string& name : names) {
        if (!isShardIndexName(name)) {
            continue;
        }
        const auto present = shardsPresent(folder / name);
        const bool isBetter = present
            && (!best || *present > most
                || (*present == most && name.find("safetensors") != std::string::npos
                    && best->string().find("safetensors") == std::string::npos));
        if (isBetter) {
            best = folder / name;
            most = *present;
        }
    }
    return best;
}

/// An archive of torch's that was unpacked: its records are files.
std::optional<FileKind> unpackedKind(const fs::path& folder)
{
    if (!isFile(folder / "data.pkl")) {
        return std::nullopt;
    }
    if (isFile(folder / "constants.pkl")) {
        return FileKind::TorchScript;
    }
    const bool hasVersion = isFile(folder / "version") || isFile(folder / ".data/version");
    return hasVersion || isFolder(folder / "data") ? std::optional(FileKind::TorchZip) : std::nullopt;
}

/// The folder that DeepSpeed's `latest` names.
std::optional<fs::path> latestIn(const fs::path& folder)
{
    constexpr std::uint64_t kMostBytes = 4096;
    const auto file = FileSource::open(folder / "latest");
    if (!file || (*file)->size() > kMostBytes) {
        return std::nullopt;
    }
    std::string tag(static_cast<std::size_t>((*file)->size()), '\0');
    if (!(*file)->readAt(0, std::as_writable_bytes(std::span(tag)))) {
        return std::nullopt;
    }
    while (!tag.empty() && (tag.back() == '\n' || tag.back() == '\r' || tag.back() == ' ')) {
        tag.pop_back();
    }
    const auto tagged = fileInside(folder, tag);
    if (!tagged || !isFolder(*tagged)) {
        return std::nullopt;
    }
    return std::ranges::any_of(fileNamesIn(*tagged), isDeepSpeedFile) ? tagged : std::nullopt;
}

std::optional<CheckpointFolder> recogniseFolder(const fs::path& folder)
{
    if (const auto unpacked = unpackedKind(folder)) {
        return CheckpointFolder{*unpacked, folder};
    }
    const std::vector<std::string> names = fileNamesIn(folder);
    const bool hasParts = std::ranges::any_of(names, [](std::string_view name) { return name.ends_with(".distcp"); });
    if (hasParts && !dcpMetadataFiles(folder).empty()) {
        return CheckpointFolder{FileKind::Dcp, folder};
    }
    if (std::ranges::any_of(names, isDeepSpeedFile)) {
        return CheckpointFolder{FileKind::DeepSpeed, folder};
    }
    if (const auto tagged = latestIn(folder)) {
        return CheckpointFolder{FileKind::DeepSpeed, *tagged};
    }
    if (const auto index = indexIn(folder, names)) {
        return CheckpointFolder{FileKind::HfShards, *index};
    }
    return std::ranges::any_of(names, isDcpShard) || isRankFolder(folder)
        ? std::optional(CheckpointFolder{FileKind::Dcp, folder})
        : std::nullopt;
}

/// "shard 1 of 3" of "model-00001-of-00003.safetensors"; empty for other names.
std::string shardText(const std::string& name)
{
    const std::size_t of = name.rfind("-of-");
    if (of == std::string::npos || of == 0) {
        return {};
    }
    std::size_t begin = of;
    while (begin > 0 && isDigit(name[begin - 1])) {
        --begin;
    }
    std::size_t end = of + 4;
    while (end < name.size() && isDigit(name[end])) {
        ++end;
    }
    const auto plain = [](std::string digits) {
        digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
        return digits;
    };
    const bool isShard = begin < of && end > of + 4 && begin > 0 && name[begin - 1] == '-';
    return isShard
        ? "shard " + plain(name.substr(begin, of - begin)) + " of " + plain(name.substr(of + 4, end - of - 4))
        : std::string();
}

} // namespace

bool isNaturallyLess(const std::string& a, const std::string& b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const auto numberAt = [](const std::string& text, std::size_t& at) {
                const std::size_t begin = std::min(text.find_first_not_of('0', at), text.size());
                at = std::max(begin, at);
                const std::size_t first = at;
                while (at < text.size() && isDigit(text[at])) {
                    ++at;
                }
                return std::string_view(text).substr(first, at - first);
            };
            const std::string_view x = numberAt(a, i);
            const std::string_view y = numberAt(b, j);
            if (x != y) {
                return x.size() != y.size() ? x.size() < y.size() : x < y;
            }
            continue;
        }
        if (a[i] != b[j]) {
            return a[i] < b[j];
        }
        ++i;
        ++j;
    }
    return a.size() - i != b.size() - j ? a.size() - i < b.size() - j : a < b;
}

std::vector<std::string> fileNamesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator walk(folder, error);
    for (; !error && walk != fs::directory_iterator() && names.size() < kMostNames; walk.increment(error)) {
        std::error_code ignored;
        if (walk->is_regular_file(ignored)) {
            names.push_back(walk->path().filename().string());
        }
    }
    std::ranges::sort(names, isNaturallyLess);
    return names;
}

std::vector<fs::path> dcpMetadataFiles(const fs::path& folder)
{
    if (isFile(folder / kDcpMetadata)) {
        return {folder / kDcpMetadata};
    }
    std::vector<fs::path> found;
    for (const std::string& name : fileNamesIn(folder)) {
        if (isRankMetadata(name)) {
            found.push_back(folder / name);
        }
    }
    return found;
}

std::vector<std::string> dcpShardNames(const fs::path& folder)
{
    std::vector<std::string> names = fileNamesIn(folder);
    std::erase_if(names, [](const std::string& name) { return !isDcpShard(name); });
    return names;
}

std::optional<CheckpointFolder> checkpointFolderAt(const fs::path& path)
{
    if (isFolder(path)) {
        return recogniseFolder(path);
    }
    const std::string name = path.filename().string();
    if (isShardIndexName(name) && shardsPresent(path)) {
        return CheckpointFolder{FileKind::HfShards, path};
    }
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    auto around = name == kDcpMetadata || isRankMetadata(name) ? recogniseFolder(folder) : std::nullopt;
    if (around && around->kind == FileKind::Dcp) {
        return around;
    }
    const auto tagged = name == "latest" ? latestIn(folder) : std::nullopt;
    return tagged ? std::optional(CheckpointFolder{FileKind::DeepSpeed, *tagged}) : std::nullopt;
}

std::optional<WholeCheckpoint> wholeOf(const fs::path& file)
{
    const std::string name = file.filename().string();
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (isDeepSpeedFile(name)) {
        return WholeCheckpoint{folder, "one file of a DeepSpeed checkpoint"};
    }
    if (name.ends_with(".distcp")) {
        return dcpMetadataFiles(folder).empty()
            ? std::nullopt
            : std::optional(WholeCheckpoint{folder, "one file of a distributed checkpoint"});
    }
    if (isDcpShard(name) || (isRankFileName(name) && holdsDistributedTensors(file))) {
        return WholeCheckpoint{folder, "one rank of a distributed checkpoint"};
    }
    std::string shard = shardText(name);
    if (shard.empty()) {
        return std::nullopt;
    }
    for (const std::string& other : fileNamesIn(folder)) {
        const auto index = isShardIndexName(other)
            ? FileSource::open(folder / other)
            : Result<std::shared_ptr<const FileSource>>(Error{ErrorCode::Unsupported, {}});
        const auto read = index ? readShardIndex(**index, Limits{}) : Result<ShardIndex>(index.error());
        if (read && std::ranges::find(read->files, name) != read->files.end()) {
            return WholeCheckpoint{folder / other, std::move(shard)};
        }
    }
    return std::nullopt;
}

} // namespace pthf
