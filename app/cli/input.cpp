// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/folders/checkpoint_folder.h"
#include "core/io/file_source.h"
#include "core/io/system_error.h"
#include "core/opening/open_checkpoint.h"
#include "core/report/folder_listing.h"
#include "core/sniff/sniff.h"

namespace pthf::cli {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;
constexpr int kPollMilliseconds = 100;

struct CloseFile {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using TemporaryFile = std::unique_ptr<std::FILE, CloseFile>;

bool isStandardInput(const std::string& name)
{
    return name == "-" || name == "/dev/stdin";
}

/// A descriptor of our own, or standard input, which is not ours to close.
class Stream {
public:
    explicit Stream(const std::string& name)
        : m_descriptor(isStandardInput(name)
                ? STDIN_FILENO
                : open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) // NOLINT
    {
    }
    ~Stream()
    {
        if (m_descriptor > STDIN_FILENO) {
            close(m_descriptor);
        }
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    Stream(Stream&&) = delete;
    Stream& operator=(Stream&&) = delete;

    int descriptor() const noexcept { return m_descriptor; }

    /// How many bytes came; 0 at the end. Asks the stop token while nothing comes.
    Result<std::size_t> read(std::span<char> block, const Task& task) const
    {
        for (;;) {
            PTHF_TRY(task.poll());
            pollfd input{m_descriptor, POLLIN, 0};
            const int ready = poll(&input, 1, kPollMilliseconds);
            if (ready > 0) {
                const ssize_t count = ::read(m_descriptor, block.data(), block.size());
                if (count >= 0) {
                    return static_cast<std::size_t>(count);
                }
            }
            if (ready != 0 && errno != EINTR && errno != EAGAIN) {
                return systemError("cannot be read");
            }
        }
    }

private:
    int m_descriptor;
};

constexpr const char* kNoTemporary = "a temporary file for what comes through a pipe";

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
    if (!isStream(name)) {
        auto opened = openCheckpoint(std::filesystem::path(name), options, task);
        if (!opened && opened.error().code() != ErrorCode::Cancelled && isFolderOfFiles(name)) {
            return Error{opened.error().code(), opened.error().message() + ": pthf info lists the checkpoints in it"};
        }
        return opened;
    }
    std::shared_ptr<const ByteSource> source = PTHF_TRY(takeStream(name, task));
    return openCheckpoint(std::move(source), options, task);
}

bool isStream(const std::string& name)
{
    std::error_code ignored;
    return isStandardInput(name) || std::filesystem::is_fifo(name, ignored);
}

Result<std::shared_ptr<const FileSource>> takeStream(const std::string& name, const Task& task)
{
    const Stream stream(name);
    struct stat status { };
    if (fstat(stream.descriptor(), &status) != 0) {
        return systemError("cannot be opened");
    }
    if (S_ISREG(status.st_mode)) {
        return FileSource::ofDescriptor(stream.descriptor());
    }
    const TemporaryFile file(std::tmpfile());
    if (!file) {
        return systemError(kNoTemporary);
    }
    std::vector<char> block(kBlock);
    while (const std::size_t count = PTHF_TRY(stream.read(block, task))) {
        if (std::fwrite(block.data(), 1, count, file.get()) != count) {
            return systemError(kNoTemporary);
        }
    }
    return std::fflush(file.get()) == 0 ? FileSource::ofDescriptor(fileno(file.get()))
                                        : Result<std::shared_ptr<const FileSource>>(systemError(kNoTemporary));
}

Status checkOutputName(const std::string& name)
{
    return name == "-"
        ? Status(Error{ErrorCode::InvalidArgument,
            "a checkpoint cannot be written to a pipe: it gets its name when it is whole; ./- is a file of that name"})
        : Status(Done{});
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
