// SPDX-License-Identifier: Apache-2.0
//
// A folder of DeepSpeed (FORMATS 8). Without ZeRO, or with its first stages, one file a model-parallel rank has the
// model, and one file a rank a piece of the optimizer; in the third stage the model's files are a rank's too:
//
//     mp_rank_00_model_states.pt                               {"module": …, "param_shapes": …, "ds_version": …}
//     [bf16_]zero_pp_rank_0_mp_rank_00_optim_states.pt …       {"optimizer_state_dict": {"zero_stage": 2, …}}
//     zero_pp_rank_0_mp_rank_00_model_states.pt …              third stage
//     layer_00-model_00-model_states.pt …                      pipelines
//
// They become one tree: what the model's file holds, the float32 weights joined from the pieces, and the pieces.
#include <algorithm>
#include <map>

#include "core/folders/checkpoint_folder.h"
#include "core/folders/folder_files.h"
#include "core/folders/folder_opening.h"
#include "core/folders/zero_partitions.h"
#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"
#include "core/roles/role_names.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::string_view kModelEnd = "_model_states.pt";
constexpr std::string_view kOptimizerEnd = "_optim_states.pt";

/// "00" of "zero_pp_rank_3_mp_rank_00_optim_states.pt"; nothing for layers, experts and others.
std::optional<std::string> modelRankOf(std::string_view name)
{
    constexpr std::string_view kRank = "mp_rank_";
    const std::size_t place = name.rfind(kRank);
    const std::size_t end = name.ends_with(kModelEnd) ? name.size() - kModelEnd.size()
        : name.ends_with(kOptimizerEnd)               ? name.size() - kOptimizerEnd.size()
                                                      : std::string_view::npos;
    if (place == std::string_view::npos || end == std::string_view::npos || end <= place + kRank.size()) {
        return std::nullopt;
    }
    const bool isExpert = name.find("expert") != std::string_view::npos || name.starts_with("expp_rank");
    const std::string_view digits = name.substr(place + kRank.size(), end - place - kRank.size());
    const bool isNumber = std::ranges::all_of(digits, [](char letter) { return letter >= '0' && letter <= '9'; });
    return isNumber && !isExpert ? std::optional(std::string(digits)) : std::nullopt;
}

class DeepSpeedReader {
public:
    DeepSpeedReader(FolderOpening& opening, const std::filesystem::path& folder)
        : m_opening(opening)
        , m_document(opening.document)
        , m_content(opening.document.content)
        , m_files(folder)
    {
    }

    Status read(const std::vector<std::string>& names)
    {
        std::optional<Error> first;
        for (const std::string& name : names) {
            PTHF_TRY(m_opening.task.poll());
            const bool isModel = name.ends_with("model_states.pt");
            if (!isModel && !name.ends_with(kOptimizerEnd)) {
                continue;
            }
            const Status read = readFile(name, isModel);
            if (!read) {
                first = first ? first : read.error();
                m_document.problems.add(
                    Severity::Error, read.error().code(), read.error().message(), displayText(name, 200));
                m_document.hasDescriptionOnly = true;
            }
        }
        if (m_ranks.empty() && m_others.empty()) {
            return first ? *first : Error{ErrorCode::Corrupt, "no file of the folder can be read"};
        }
        build();
        m_document.fileBytes += m_files.bytes();
        return Done{};
    }

    std::int64_t stage() const { return m_ranks.empty() ? 0 : zeroStageOf(m_content, m_ranks.begin()->second.files); }
    std::size_t rankCount() const { return m_ranks.empty() ? 0 : m_ranks.begin()->second.files.optimizers.size(); }
    bool isJoined() const noexcept { return m_isJoined; }

private:
    struct Rank {
        ZeroFiles files;
        std::vector<Entry> parts; ///< the files that are not the first of the model, under their names
    };

    Status readFile(const std::string& name, bool isModel) // NOLINT: what the name says
    {
        const std::string stem = name.substr(0, name.size() - 3); // without ".pt"
        auto bytes = PTHF_TRY(m_files.open(name));
        const ValueId root = PTHF_TRY(m_opening.readPart(std::move(bytes), stem + ":"));
        const ValueId key = m_content.graph.addText(stem);
        const auto rank = modelRankOf(name);
        if (!rank) {
            m_others.push_back({key, root});
            return Done{};
        }
        Rank& files = m_ranks[*rank];
        if (!isModel || !files.files.models.empty()) {
            files.parts.push_back({key, root});
        }
        (isModel ? files.files.models : files.files.optimizers).push_back(root);
        return Done{};
    }

    /// What the model's file holds, with the joined weights and the other files beside it.
    std::vector<Entry> entriesOf(Rank& rank)
    {
        ValueGraph& graph = m_content.graph;
        std::vector<Entry> entries;
        const std::int64_t zero = zeroStageOf(m_content, rank.files);
        ValueId joined = kNoValue;
        if (zero > 0) {
            const auto weights = joinZeroPartitions(m_opening, rank.files);
            if (weights) {
                joined = *weights;
                m_isJoined = true;
            } else {
                m_document.problems.add(Severity::Warning, weights.error().code(),
                    "the float32 weights cannot be joined: " + weights.error().message());
            }
        }
        if (!rank.files.models.empty()) {
            for (const ChildStep& child : childrenOf(m_content, rank.files.models.front())) {
                if (child.key == kNoValue) {
                    continue;
                }
                const bool isModule = plainText(graph, child.key) == "module";
                // In the third stage the module's own tensors are empty: each rank has a piece of each.
                const bool isEmptied = isModule && zero == 3 && joined != kNoValue;
                entries.push_back({child.key, isEmptied ? joined : child.value});
                joined = isEmptied ? kNoValue : joined;
            }
        }
        if (joined != kNoValue) {
            entries.push_back({graph.addText(kJoinedWeights), joined});
        }
        if (!rank.parts.empty()) {
            const ValueId key = graph.addText("partitions");
            entries.push_back({key, graph.addDict(rank.parts)});
        }
        return entries;
    }

    void build()
    {
        ValueGraph& graph = m_content.graph;
        std::vector<Entry> entries;
        if (m_ranks.size() == 1) {
            entries = entriesOf(m_ranks.begin()->second);
        } else {
            for (auto& [number, rank] : m_ranks) {
                const std::vector<Entry> own = entriesOf(rank);
                const ValueId key = graph.addText("mp_rank_" + number);
                entries.push_back({key, graph.addDict(own)});
            }
        }
        entries.insert(entries.end(), m_others.begin(), m_others.end());
        m_content.root = graph.addDict(entries);
    }

    FolderOpening& m_opening;
    Document& m_document;
    Content& m_content;
    FolderFiles m_files;
    std::map<std::string, Rank> m_ranks; ///< by model-parallel rank
    std::vector<Entry> m_others; ///< layers of pipelines, experts
    bool m_isJoined = false;
};

} // namespace

Status openDeepSpeed(FolderOpening& opening, const std::filesystem::path& folder)
{
    DeepSpeedReader reader(opening, folder);
    PTHF_TRY(reader.read(fileNamesIn(folder)));
    Document& document = opening.document;
    document.kind = FileKind::DeepSpeed;
    document.what = "DeepSpeed checkpoint folder";
    if (reader.stage() > 0) {
        document.what +=
            " (ZeRO stage " + std::to_string(reader.stage()) + ", " + countOf(reader.rankCount(), "rank") + ')';
    }
    document.detail = reader.isJoined() ? "float32 weights joined from the partitions of its ranks" : "";
    return Done{};
}

} // namespace pthf
