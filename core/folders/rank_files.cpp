// SPDX-License-Identifier: Apache-2.0
//
// What training scripts, accelerate and verl call them: model_rank0.pt, pytorch_model_fsdp_rank1.bin,
// optim_world_size_8_rank_3.pt, checkpoint-rank-02.pth. The word is "rank", and a number follows it.
#include "core/folders/rank_files.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "core/folders/checkpoint_folder.h"
#include "core/io/file_source.h"
#include "core/pickle/pickle_scanner.h"
#include "core/sniff/sniff.h"

namespace pthf {

namespace {

constexpr std::string_view kRank = "rank";
constexpr std::string_view kSeparators = "-_.=";
constexpr std::size_t kMostDigits = 9;

/// A name without its rank, and the rank.
struct RankName {
    std::string set;
    std::uint64_t rank = 0;
};

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
        [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; });
    return lower;
}

std::optional<RankName> rankNameOf(std::string_view name)
{
    const std::size_t word = lowerCase(name).rfind(kRank);
    if (word == std::string::npos) {
        return std::nullopt;
    }
    std::size_t begin = word + kRank.size();
    if (begin < name.size() && kSeparators.find(name[begin]) != std::string_view::npos) {
        ++begin;
    }
    const std::size_t end = std::min(name.find_first_not_of("0123456789", begin), name.size());
    RankName found;
    if (end == begin || end - begin > kMostDigits
        || std::from_chars(name.data() + begin, name.data() + end, found.rank).ec != std::errc()) {
        return std::nullopt;
    }
    std::string_view before = name.substr(0, word);
    while (!before.empty() && kSeparators.find(before.back()) != std::string_view::npos) {
        before.remove_suffix(1);
    }
    const std::string_view after = name.substr(end);
    const std::string_view extension = after.substr(std::min(after.rfind('.'), after.size()));
    found.set = std::string(before) + std::string(after.substr(0, after.size() - extension.size()));
    found.set = found.set.empty() ? std::string(kRank) : found.set;
    return found;
}

bool isDistributed(const ScannedGlobal& global)
{
    return global.module.starts_with("torch.distributed.")
        && (global.name == "DTensor" || global.name == "ShardedTensor");
}

bool mentionsDistributed(const std::shared_ptr<const ByteSource>& source, std::uint64_t offset, int pickles)
{
    SilentProgress progress;
    const Task task{{}, progress};
    for (int i = 0; i < pickles; ++i) {
        const auto scan = scanPickle(source, offset, Limits{}, task);
        if (!scan) {
            return false;
        }
        if (std::ranges::any_of(scan->globals, isDistributed)) {
            return true;
        }
        offset = scan->end;
    }
    return false;
}

} // namespace

bool isRankFileName(std::string_view name)
{
    return rankNameOf(name).has_value();
}

std::vector<RankSet> rankSetsIn(const std::filesystem::path& folder)
{
    std::map<std::string, RankSet> sets;
    for (const std::string& name : fileNamesIn(folder)) {
        const auto found = rankNameOf(name);
        if (!found) {
            continue;
        }
        RankSet& set = sets[found->set];
        set.name = found->set;
        const bool isKnown = std::ranges::find(set.files, found->rank, &RankSet::File::rank) != set.files.end();
        if (!isKnown) {
            set.files.push_back({found->rank, name});
        }
    }
    std::vector<RankSet> listed;
    for (auto& [name, set] : sets) {
        std::ranges::sort(set.files, {}, &RankSet::File::rank);
        listed.push_back(std::move(set));
    }
    return listed;
}

bool holdsDistributedTensors(const std::filesystem::path& file)
{
    const auto source = FileSource::open(file);
    if (!source) {
        return false;
    }
    SilentProgress progress;
    const auto sniffed = sniff(*source, Limits{}, Task{{}, progress});
    if (sniffed && sniffed->kind == FileKind::TorchLegacy) {
        constexpr int kPickles = 4; // magic number, protocol, system, the object
        return mentionsDistributed(*source, 0, kPickles);
    }
    if (!sniffed || sniffed->kind != FileKind::TorchZip || !sniffed->zip) {
        return false;
    }
    const auto& records = sniffed->zip->records();
    const auto pickle =
        std::ranges::find_if(records, [](const RecordInfo& record) { return record.name.ends_with("/data.pkl"); });
    const auto bytes = pickle == records.end()
        ? Result<std::shared_ptr<const ByteSource>>(Error{ErrorCode::Corrupt, {}})
        : sniffed->zip->open(static_cast<std::uint32_t>(pickle - records.begin()));
    return bytes && mentionsDistributed(*bytes, 0, 1);
}

bool isRankFolder(const std::filesystem::path& folder)
{
    const std::vector<RankSet> sets = rankSetsIn(folder);
    return std::ranges::any_of(
        sets, [&folder](const RankSet& set) { return holdsDistributedTensors(folder / set.files.front().name); });
}

} // namespace pthf
