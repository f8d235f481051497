// SPDX-License-Identifier: Apache-2.0
//
// Files that the processes of one run wrote, each for itself, with torch.save of a state dict that is spread over them
// (FSDP's sharded state dicts, FSDP 2, tensor parallelism):
//
//     model_rank0.pt   {"w": DTensor [8, 4], its rows 0 to 3}      ShardedTensor, in older ones
//     model_rank1.pt   {"w": DTensor [8, 4], its rows 4 to 7}
//
// The files have the same tree, but for pipelines, whose processes have layers of their own. They are walked side by
// side: what is spread becomes one whole tensor, all else is as the first file has it.
#include <algorithm>
#include <unordered_map>

#include "core/checkpoint/item_source.h"
#include "core/elements/assembled_source.h"
#include "core/folders/folder_files.h"
#include "core/folders/folder_opening.h"
#include "core/folders/rank_files.h"
#include "core/folders/stored_tensor.h"
#include "core/meaning/distributed.h"
#include "core/meaning/unfold.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/value/graph_walk.h"

namespace pthf {

namespace {

constexpr std::size_t kShownName = 200;
constexpr std::size_t kShownRanks = 8;

class RankJoiner {
public:
    RankJoiner(FolderOpening& opening, FolderFiles& files)
        : m_opening(opening)
        , m_document(opening.document)
        , m_content(opening.document.content)
        , m_files(files)
    {
    }

    /// The files of a set as one tree; kNoValue where none of them can be read.
    Result<ValueId> join(const RankSet& set, const std::string& prefix)
    {
        Group roots;
        for (const RankSet::File& file : set.files) {
            PTHF_TRY(m_opening.task.poll());
            auto bytes = m_files.open(file.name);
            auto root = bytes ? m_opening.readPart(*std::move(bytes), file.name + ":") : Result<ValueId>(bytes.error());
            if (!root && root.error().code() == ErrorCode::Cancelled) {
                return root;
            }
            if (!root) {
                lose(root.error().code(), root.error().message(), file.name);
                m_error = m_error ? m_error : root.error();
                continue;
            }
            roots.values.push_back(*root);
            m_ranks.push_back(file.rank);
        }
        if (roots.values.empty()) {
            return kNoValue;
        }
        roots.path = prefix;
        const ValueId first = roots.values.front();
        m_seen.assign(m_content.graph.size(), false);
        m_waiting.push_back(std::move(roots));
        while (!m_waiting.empty()) {
            PTHF_TRY(m_opening.task.poll());
            Group group = std::move(m_waiting.back());
            m_waiting.pop_back();
            visit(group);
        }
        tellMissing();
        m_ranks.clear();
        return first;
    }

    std::size_t joined() const noexcept { return m_joined; }
    const std::optional<Error>& error() const noexcept { return m_error; }

private:
    /// Values that stand at the same place in the files of several processes.
    struct Group {
        std::vector<ValueId> values;
        std::string path;
    };

    void lose(ErrorCode code, const std::string& message, const std::string& where)
    {
        m_document.problems.add(Severity::Error, code, message, displayText(where, kShownName));
        m_document.hasDescriptionOnly = true;
    }

    /// False for values that were here already: what files share, or share on purpose, is walked once.
    bool enter(ValueId value)
    {
        const bool isNew = index(value) >= m_seen.size() || !m_seen[index(value)];
        if (index(value) < m_seen.size()) {
            m_seen[index(value)] = true;
        }
        return isNew;
    }

    void visit(const Group& group)
    {
        const ValueId first = group.values.front();
        if (!enter(first)) {
            return;
        }
        const TensorId tensor = m_content.tensorAt(first);
        if (tensor != kNoTensor) {
            const auto spread = distributionOf(m_content, first);
            const Status done = spread ? joinTensor(group, *spread) : Status(Done{});
            if (!done) {
                m_document.problems.add(Severity::Warning, done.error().code(),
                    "its parts cannot be joined: " + done.error().message(), displayText(group.path, kShownName));
            }
            return;
        }
        walkChildren(group);
    }

    void walkChildren(const Group& group)
    {
        const std::vector<ChildStep> children = childrenOf(m_content, group.values.front());
        std::vector<Group> below(children.size());
        std::unordered_map<std::string, std::size_t> places;
        for (std::size_t i = 0; i < children.size(); ++i) {
            std::string name = segmentText(segmentOf(m_content, children[i]));
            below[i].values.push_back(children[i].value);
            below[i].path = group.path.empty() ? name : group.path + '/' + name;
            places.emplace(std::move(name), i);
        }
        std::vector<Entry> added; // what only later processes have: their stage of a pipeline
        for (std::size_t r = 1; r < group.values.size(); ++r) {
            if (!enter(group.values[r])) {
                continue;
            }
            for (const ChildStep& child : childrenOf(m_content, group.values[r])) {
                std::string name = segmentText(segmentOf(m_content, child));
                const auto [known, isNew] = places.emplace(name, below.size());
                if (!isNew) {
                    below[known->second].values.push_back(child.value);
                    continue;
                }
                below.push_back({{child.value}, group.path.empty() ? name : group.path + '/' + name});
                if (child.kind == ChildStep::Kind::Key) {
                    added.push_back({child.key, child.value});
                }
            }
        }
        if (!added.empty()) {
            addEntries(group.values.front(), children, added);
        }
        for (Group& next : below) {
            m_waiting.push_back(std::move(next));
        }
    }

    /// To the dictionary that holds the others; to an empty one itself.
    void addEntries(ValueId dict, const std::vector<ChildStep>& children, std::span<const Entry> added)
    {
        const auto entry = std::ranges::find(children, ChildStep::Kind::Key, &ChildStep::kind);
        const ValueId owner = entry == children.end() ? dict : entry->owner;
        if (owner != kNoValue && m_content.graph.kind(owner) == ValueKind::Dict) {
            m_content.graph.append(owner, added);
        }
    }

    Status joinTensor(const Group& group, const Distribution& spread)
    {
        const ValueId node = group.values.front();
        const TensorValue whole = m_content.tensor(m_content.tensorAt(node));
        const std::vector<LocalShard> boxes = allShards(spread, whole.layout.shape);
        if (boxes.empty()) {
            return Error{ErrorCode::Unsupported, "the file does not say how it is spread"};
        }
        std::vector<TensorChunk> chunks;
        chunks.reserve(boxes.size() + group.values.size());
        for (const LocalShard& box : boxes) {
            chunks.push_back({box.offsets, box.sizes, nullptr});
        }
        for (const ValueId value : group.values) {
            PTHF_TRY(addHeld(chunks, whole, value));
        }
        auto assembled =
            PTHF_TRY(AssembledSource::make(whole.layout.shape, dtypeBytes(whole.dtype), std::move(chunks), group.path));
        StoredTensor tensor{group.path, whole.dtype, whole.layout.shape, nullptr, assembled->bytesAtFront(), false};
        m_missing += tensor.available < assembled->size() ? 1U : 0U;
        tensor.bytes = std::move(assembled);
        const ValueId made = PTHF_TRY(addStoredTensor(m_document, std::move(tensor)));
        const TensorId id = m_content.tensorAt(made);
        m_content.graph.replace(node, made);
        m_content.markTensor(node, id);
        TensorValue& value = m_content.tensor(id);
        value.value = node;
        value.isParameter = whole.isParameter;
        value.requiresGrad = whole.requiresGrad;
        ++m_joined;
        return Done{};
    }

    /// The boxes that one file holds, put where they belong.
    Status addHeld(std::vector<TensorChunk>& chunks, const TensorValue& whole, ValueId value) const
    {
        const TensorId id = m_content.tensorAt(value);
        if (id == kNoTensor || m_content.tensor(id).layout.shape != whole.layout.shape) {
            return Error{ErrorCode::Corrupt, "the files do not have the same tensor there"};
        }
        for (const LocalShard& held : heldShards(m_content, value)) {
            const TensorId local = m_content.tensorAt(held.tensor);
            const auto isHere = [&held](const TensorChunk& chunk) {
                return chunk.offsets == held.offsets && chunk.sizes == held.sizes;
            };
            const auto chunk = std::ranges::find_if(chunks, isHere);
            const bool isIt = local != kNoTensor && chunk != chunks.end()
                && m_content.tensor(local).layout.shape == held.sizes && m_content.tensor(local).dtype == whole.dtype;
            if (!isIt) {
                return Error{ErrorCode::Corrupt,
                    "a part of " + shapeText(held.sizes) + " at " + shapeText(held.offsets)
                        + " is not what the file says of its processes"};
            }
            if (chunk->bytes == nullptr && elementCount(held.sizes).value_or(0) != 0) {
                chunk->bytes = PTHF_TRY(openElements(m_document, m_content.tensor(local)));
            }
        }
        return Done{};
    }

    /// Which processes' files are not there, by the gaps in their numbers.
    void tellMissing()
    {
        if (m_missing == 0) {
            return;
        }
        std::string text = "not all of the processes' files are there, only those of rank ";
        for (std::size_t i = 0; i < std::min(m_ranks.size(), kShownRanks); ++i) {
            text += (i == 0 ? "" : ", ") + std::to_string(m_ranks[i]);
        }
        text += m_ranks.size() > kShownRanks ? ", …" : "";
        lose(ErrorCode::Truncated, text + ": parts of " + countOf(m_missing, "tensor") + " are missing", {});
        m_missing = 0;
    }

    FolderOpening& m_opening;
    Document& m_document;
    Content& m_content;
    FolderFiles& m_files;
    std::vector<std::uint64_t> m_ranks;
    std::vector<Group> m_waiting;
    std::vector<bool> m_seen; ///< by ValueId
    std::size_t m_joined = 0;
    std::size_t m_missing = 0; ///< tensors of which parts are in no file
    std::optional<Error> m_error;
};

/// What the files named only for what is joined now, nothing names any more.
void forgetUnusedGlobals(Document& document)
{
    const ValueGraph& graph = document.content.graph;
    std::vector<bool> isUsed(graph.globalCount(), false);
    GraphWalk walk(graph, document.content.root);
    while (const auto id = walk.next()) {
        if (graph.kind(*id) == ValueKind::Global) {
            isUsed[graph.globalNumber(*id)] = true;
        }
    }
    std::erase_if(document.pickle.globals, [&](const GlobalUse& use) {
        return use.value != kNoValue && graph.kind(use.value) == ValueKind::Global
            && !isUsed[graph.globalNumber(use.value)];
    });
}

} // namespace

Status openRankFiles(FolderOpening& opening, const std::filesystem::path& folder)
{
    const std::vector<RankSet> sets = rankSetsIn(folder);
    FolderFiles files(folder);
    RankJoiner joiner(opening, files);
    Document& document = opening.document;
    std::vector<Entry> entries;
    std::size_t ranks = 0;
    for (const RankSet& set : sets) {
        const ValueId root = PTHF_TRY(joiner.join(set, sets.size() == 1 ? std::string() : set.name));
        if (root != kNoValue) {
            const ValueId key = document.content.graph.addText(set.name);
            entries.push_back({key, root});
            ranks = std::max(ranks, set.files.size());
        }
    }
    if (entries.empty()) {
        return joiner.error() ? *joiner.error() : Error{ErrorCode::Corrupt, "no file of the folder can be read"};
    }
    document.content.root = sets.size() == 1 ? entries.front().value : document.content.graph.addDict(entries);
    forgetUnusedGlobals(document);
    document.fileBytes += files.bytes();
    document.kind = FileKind::Dcp;
    document.what = "distributed checkpoint (files of " + countOf(ranks, "rank") + ")";
    document.detail = countOf(joiner.joined(), "tensor")
        + " put together from their parts; everything else is as the first rank has it";
    return Done{};
}

} // namespace pthf
