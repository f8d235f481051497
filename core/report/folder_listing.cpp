// SPDX-License-Identifier: Apache-2.0
#include "core/report/folder_listing.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "core/folders/checkpoint_folder.h"
#include "core/report/card.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 1'000'000;

/// Files of a folder, and the folders in it, each sorted.
struct Listed {
    std::vector<fs::path> files;
    std::vector<fs::path> folders;
};

Result<Listed> list(const fs::path& folder, const Task& task)
{
    Listed listed;
    std::error_code error;
    fs::directory_iterator walk(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && walk != fs::directory_iterator() && listed.files.size() < kMostFiles; walk.increment(error)) {
        PTHF_TRY(task.poll());
        const fs::path& path = walk->path();
        std::error_code ignored;
        if (path.filename().string().starts_with('.')) {
            continue;
        }
        if (walk->is_regular_file(ignored)) {
            listed.files.push_back(path);
        } else if (walk->is_directory(ignored) && !walk->is_symlink(ignored)) {
            listed.folders.push_back(path); // links could lead round in circles
        }
    }
    if (error) {
        return Error{ErrorCode::IoFailed, "the folder cannot be listed: " + error.message()};
    }
    const auto byName = [](const fs::path& a, const fs::path& b) {
        return isNaturallyLess(a.filename().string(), b.filename().string());
    };
    std::ranges::sort(listed.files, byName);
    std::ranges::sort(listed.folders, byName);
    return listed;
}

std::string countingFact(const Card& card)
{
    constexpr std::array<std::string_view, 5> kNames{"epoch", "iteration", "global_step", "global_steps", "step"};
    for (const std::string_view name : kNames) {
        for (const auto& [fact, json] : card.facts) {
            if (fact == name) {
                return name == "epoch" ? json : std::string(name) + ' ' + json;
            }
        }
    }
    return {};
}

std::string bestFact(const Card& card)
{
    for (const auto& [fact, json] : card.facts) {
        const bool isNumber = !json.empty() && (json.front() == '-' || (json.front() >= '0' && json.front() <= '9'));
        if (fact.starts_with("best") && isNumber) {
            return fact + ' ' + json;
        }
    }
    return {};
}

} // namespace

Result<std::vector<fs::path>> checkpointsIn(const fs::path& folder, FolderDepth depth, const Task& task)
{
    std::vector<fs::path> found;
    std::vector<fs::path> waiting{folder};
    bool isFirst = true;
    while (!waiting.empty()) {
        const fs::path here = std::move(waiting.back());
        waiting.pop_back();
        const auto listed = list(here, task);
        if (!listed) {
            if (isFirst || listed.error().code() == ErrorCode::Cancelled) {
                return listed.error();
            }
            continue;
        }
        isFirst = false;
        found.insert(found.end(), listed->files.begin(), listed->files.end());
        for (auto below = listed->folders.rbegin(); below != listed->folders.rend(); ++below) {
            if (depth == FolderDepth::Below && !checkpointFolderAt(*below)) {
                waiting.push_back(*below); // the last one first on the stack
            }
        }
        for (const fs::path& below : listed->folders) {
            if (checkpointFolderAt(below)) {
                found.push_back(below);
            }
        }
    }
    return found;
}

Result<FolderRow> folderRow(const fs::path& path, const OpenOptions& options, const Task& task)
{
    const DocumentPtr document = PTHF_TRY(openCheckpoint(path, options, task));
    const TreeIndex tree = PTHF_TRY(indexTree(document->content, task));
    Card card = makeCard(*document, document->content, tree);
    FolderRow row;
    row.path = path;
    row.bytes = card.bytes;
    row.kind = card.kind;
    row.epoch = countingFact(card);
    row.best = bestFact(card);
    row.tensors = card.tensors;
    row.parameters = card.parameters;
    row.what = std::move(card.what);
    row.holds = std::move(card.holds);
    row.devices = std::move(card.devices);
    row.loadsOn = std::move(card.loadsOn);
    row.isDamaged = document->isDamaged();
    return row;
}

std::string folderRowText(const FolderRow& row)
{
    std::string text = displayText(row.path.string()) + "  " + sizeText(row.bytes) + "  " + row.holds;
    if (!row.best.empty()) {
        text += "  " + displayText(row.best);
    }
    for (const auto& [device, count] : row.devices) {
        text += (count.tensors == 0 ? "" : "  ") + displayText(device);
    }
    return row.isDamaged ? text + "  damaged" : text;
}

} // namespace pthf
