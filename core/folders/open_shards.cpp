// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "core/folders/folder_files.h"
#include "core/folders/folder_opening.h"
#include "core/folders/shard_index.h"
#include "core/folders/shard_names.h"
#include "core/foreign/foreign_content.h"
#include "core/io/file_source.h"
#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kShownName = 200;

class ShardReader {
public:
    ShardReader(FolderOpening& opening, const std::filesystem::path& folder, const ShardIndex& index)
        : m_opening(opening)
        , m_document(opening.document)
        , m_files(folder)
        , m_index(index)
    {
    }

    Status read()
    {
        std::optional<Error> first;
        std::size_t whole = 0;
        for (std::size_t i = 0; i < m_index.files.size(); ++i) {
            PTHF_TRY(m_opening.task.poll());
            Status read = readShard(m_index.files[i], "s" + std::to_string(i + 1) + ":");
            if (!read && read.error().code() == ErrorCode::Cancelled) {
                return read;
            }
            whole += read ? 1U : 0U;
            if (!read) {
                lose(read.error().code(), read.error().message(), m_index.files[i]);
                first = first ? first : read.error();
            }
        }
        if (whole == 0) {
            return first ? Status(*first) : Error{ErrorCode::Corrupt, "the index names no files"};
        }
        gather();
        compareTotal();
        m_document.fileBytes += m_files.bytes();
        return Done{};
    }

private:
    void lose(ErrorCode code, const std::string& message, const std::string& where)
    {
        m_document.problems.add(Severity::Error, code, message, displayText(where, kShownName));
        m_document.hasDescriptionOnly = true;
    }

    Status readShard(const std::string& name, const std::string& prefix)
    {
        auto file = PTHF_TRY(m_files.open(name));
        const auto root = m_opening.readPart(std::move(file), prefix);
        if (!root) {
            return failedWithin(root, displayText(name, kShownName));
        }
        const Content& content = m_document.content;
        std::unordered_map<std::string, ValueId> values;
        for (const ChildStep& child : childrenOf(content, *root)) {
            const auto key = child.kind == ChildStep::Kind::Key ? plainText(content.graph, child.key) : std::nullopt;
            if (key) {
                m_order.emplace_back(name, std::string(*key), child.value);
                values.emplace(std::string(*key), child.value);
            }
        }
        m_shards.emplace(name, std::move(values));
        if (m_attributes == kNoValue && content.graph.kind(*root) == ValueKind::Call) {
            m_attributes = content.graph.instance(*root).state;
        }
        return Done{};
    }

    /// The state dict in the order of the index, then what the shards have and the index does not mention.
    void gather()
    {
        std::vector<Entry> entries;
        std::unordered_set<std::string_view> taken;
        std::map<std::string_view, std::size_t> lostIn;
        ValueGraph& graph = m_document.content.graph;
        for (const auto& [name, file] : m_index.weights) {
            const auto shard = m_shards.find(file);
            const bool isThere = shard != m_shards.end() && shard->second.contains(name);
            const Found* elsewhere = isThere ? nullptr : foundElsewhere(name);
            if (elsewhere != nullptr) {
                // Who loads the shards one after another never asks the index, and misses nothing.
                m_document.problems.add(Severity::Warning, ErrorCode::Corrupt,
                    "the index says " + displayText(name, kShownName) + " is in " + displayText(file, kShownName)
                        + ", it is in " + displayText(elsewhere->file, kShownName),
                    name);
                taken.insert(name);
                entries.push_back({graph.addText(name), elsewhere->value});
                continue;
            }
            if (shard == m_shards.end()) {
                ++lostIn[file];
                continue;
            }
            if (!isThere) {
                lose(ErrorCode::Corrupt,
                    "the index says " + displayText(name, kShownName) + " is in " + displayText(file, kShownName)
                        + ", which does not have it",
                    name);
                continue;
            }
            taken.insert(name);
            entries.push_back({graph.addText(name), shard->second.at(name)});
        }
        for (const auto& [file, count] : lostIn) {
            lose(ErrorCode::Truncated,
                countOf(count, "tensor") + (count == 1 ? " is" : " are") + " lost with "
                    + displayText(file, kShownName),
                std::string(file));
        }
        for (const auto& [file, name, value] : m_order) {
            if (taken.insert(name).second) {
                m_document.problems.add(Severity::Warning, ErrorCode::Corrupt,
                    displayText(name, kShownName) + " is in " + displayText(file, kShownName)
                        + ", and the index does not say so",
                    name);
                entries.push_back({graph.addText(name), value});
            }
        }
        m_document.content.root = addOrderedDict(graph, m_document.problems, entries);
        Instance instance = graph.instance(m_document.content.root);
        instance.state = m_attributes;
        graph.setInstance(m_document.content.root, instance);
    }

    /// The index states the bytes of all tensors; a difference is a sign that it belongs to other files.
    void compareTotal()
    {
        std::uint64_t bytes = 0;
        for (const TensorValue& tensor : m_document.content.tensors) {
            bytes += tensor.isPart ? 0 : tensor.bytes();
        }
        if (m_index.totalBytes && !m_document.hasDescriptionOnly && *m_index.totalBytes != bytes) {
            m_document.problems.add(Severity::Info, ErrorCode::Corrupt,
                "the index states " + countText(*m_index.totalBytes) + " bytes of tensors, the shards hold "
                    + countText(bytes));
        }
    }

    struct Found {
        Found(std::string inFile, std::string named, ValueId id)
            : file(std::move(inFile))
            , name(std::move(named))
            , value(id)
        {
        }
        std::string file;
        std::string name;
        ValueId value;
    };

    /// The tensor of that name in whichever shard has it.
    const Found* foundElsewhere(const std::string& name)
    {
        if (m_byName.empty()) {
            for (const Found& found : m_order) {
                m_byName.emplace(found.name, &found);
            }
        }
        const auto found = m_byName.find(name);
        return found == m_byName.end() ? nullptr : found->second;
    }

    FolderOpening& m_opening;
    Document& m_document;
    FolderFiles m_files;
    const ShardIndex& m_index;
    std::unordered_map<std::string, std::unordered_map<std::string, ValueId>> m_shards;
    std::vector<Found> m_order;
    std::unordered_map<std::string_view, const Found*> m_byName; ///< of m_order; made when it is first asked for
    ValueId m_attributes = kNoValue; ///< of the first shard's dictionary
};

} // namespace

Status openShards(FolderOpening& opening, const std::filesystem::path& path)
{
    const auto file = PTHF_TRY(FileSource::open(path));
    const auto index = readShardIndex(*file, opening.limits);
    if (!index) {
        return failedWithin(index, displayText(path.filename().string(), kShownName));
    }
    Document& document = opening.document;
    document.fileBytes += file->size();
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    PTHF_TRY(ShardReader(opening, folder, *index).read());
    if (const auto names = shardNamesOf(path)) {
        const std::string left = leftoversText(shardLeftovers(*names, index->files));
        if (!left.empty()) {
            document.problems.add(Severity::Info, ErrorCode::Truncated, left);
        }
    }
    const bool isSafetensors = index->files.front().ends_with(".safetensors");
    document.kind = FileKind::HfShards;
    document.what = std::string(isSafetensors ? "safetensors" : "PyTorch") + " checkpoint in "
        + countOf(index->files.size(), "shard") + " (Hugging Face index)";
    document.detail = "opened by " + displayText(path.filename().string(), kShownName);
    return Done{};
}

} // namespace pthf
