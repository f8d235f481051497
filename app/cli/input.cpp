// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/container/sniff.h"
#include "core/folders/checkpoint_folder.h"
#include "core/io/file_source.h"
#include "core/opening/open_checkpoint.h"
#include "core/report/folder_listing.h"

namespace pthf::cli {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;
constexpr int kPollMilliseconds = 100;

struct CloseFile {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using TemporaryFile = std::unique_ptr<std::FILE, CloseFile>;

Error systemError(const char* what)
{
    return Error{ErrorCode::IoFailed, std::string(what) + ": " + std::generic_category().message(errno)};
}

/// Whether there is something to read; asks the stop token while there is not.
Result<bool> waitForInput(const Task& task)
{
    for (;;) {
        PTHF_TRY(task.poll());
        pollfd input{STDIN_FILENO, POLLIN, 0};
        const int ready = poll(&input, 1, kPollMilliseconds);
        if (ready > 0) {
            return true;
        }
        if (ready < 0 && errno != EINTR) {
            return systemError("standard input");
        }
    }
}

Result<TemporaryFile> spoolStandardInput(const Task& task)
{
    TemporaryFile file(std::tmpfile());
    if (!file) {
        return systemError("a temporary file for standard input");
    }
    std::vector<char> block(kBlock);
    for (;;) {
        PTHF_TRY(waitForInput(task));
        const ssize_t count = read(STDIN_FILENO, block.data(), block.size());
        if (count < 0 && errno != EINTR) {
            return systemError("standard input");
        }
        if (count == 0) {
            break;
        }
        const auto bytes = count > 0 ? static_cast<std::size_t>(count) : std::size_t{0};
        if (std::fwrite(block.data(), 1, bytes, file.get()) != bytes) {
            return systemError("a temporary file for standard input");
        }
    }
    if (std::fflush(file.get()) != 0) {
        return systemError("a temporary file for standard input");
    }
    return file;
}

Result<DocumentPtr> openDescriptor(int descriptor, const Task& task, const OpenOptions& options)
{
    auto source = PTHF_TRY(FileSource::ofDescriptor(descriptor));
    return openCheckpoint(std::shared_ptr<const ByteSource>(std::move(source)), options, task);
}

Result<DocumentPtr> openStandardInput(const Task& task, const OpenOptions& options)
{
    struct stat status { };
    if (fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode)) {
        return openDescriptor(STDIN_FILENO, task, options);
    }
    const TemporaryFile file = PTHF_TRY(spoolStandardInput(task));
    return openDescriptor(fileno(file.get()), task, options);
}

/// Whether a file that nobody named is meant: what is no checkpoint by its content, or by nobody's guess, is one only
/// where its name says so. A README beside the weights is none; a Git LFS pointer in their place is.
Result<bool> isMeant(const std::filesystem::path& path, const Task& task)
{
    constexpr std::array<std::string_view, 13> kNames{
        ".pt", ".pth", ".ckpt", ".bin", ".safetensors", ".pkl", ".tar", ".t7", ".npy", ".npz", ".h5", ".gguf", ".pt2"};
    if (isFolder(path.string()) || std::ranges::find(kNames, path.extension().string()) != kNames.end()) {
        return true;
    }
    auto source = FileSource::open(path);
    if (!source) {
        return true; // and the way in says why it cannot be read
    }
    const Sniffed sniffed = PTHF_TRY(sniff(std::move(source).value(), Limits{}, task));
    return sniffed.isCheckpoint();
}

} // namespace

Result<DocumentPtr> openInput(const std::string& name, const Task& task, const OpenOptions& options)
{
    return name == "-" ? openStandardInput(task, options) : openCheckpoint(std::filesystem::path(name), options, task);
}

bool isFolder(const std::string& name)
{
    std::error_code ignored;
    return name != "-" && std::filesystem::is_directory(name, ignored);
}

bool isFolderOfFiles(const std::string& name)
{
    return isFolder(name) && !checkpointFolderAt(name);
}

Result<std::vector<std::string>> expandInputs(const std::vector<std::string>& inputs, Recursive recursive)
{
    SilentProgress progress;
    std::vector<std::string> files;
    for (const std::string& input : inputs) {
        if (recursive == Recursive::No || !isFolderOfFiles(input)) {
            files.push_back(input);
            continue;
        }
        for (const auto& below : PTHF_TRY(checkpointsIn(input, FolderDepth::Below, Task{{}, progress}))) {
            if (PTHF_TRY(isMeant(below, Task{{}, progress}))) {
                files.push_back(below.string());
            }
        }
    }
    return files;
}

} // namespace pthf::cli
