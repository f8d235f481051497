// SPDX-License-Identifier: Apache-2.0
#include "core/io/helper_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/io/system_error.h"

namespace pthf {

namespace {

constexpr std::uint64_t kCopyBlock = std::uint64_t{1} << 20U;

std::shared_ptr<const int> owned(int descriptor)
{
    return {new int(descriptor), [](const int* number) {
                ::close(*number);
                delete number;
            }};
}

Status writeAll(int descriptor, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return systemError("the input of a helper program");
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return Done{};
}

Result<std::shared_ptr<const int>> copyToMemory(const ByteSource& source)
{
    const int descriptor = ::memfd_create("pthf-input", MFD_CLOEXEC);
    if (descriptor < 0) {
        return systemError("memory for the input of a helper program");
    }
    auto copy = owned(descriptor);
    std::vector<std::byte> block(static_cast<std::size_t>(std::min(source.size(), kCopyBlock)));
    for (std::uint64_t at = 0; at < source.size(); at += block.size()) {
        const auto part =
            std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), source.size() - at)));
        PTHF_TRY(source.readAt(at, part));
        PTHF_TRY(writeAll(descriptor, part));
    }
    if (::lseek(descriptor, 0, SEEK_SET) != 0) {
        return systemError("the input of a helper program");
    }
    return copy;
}

/// What a child finds open: its input, the pipe, and nothing behind standard error.
class SpawnActions {
public:
    SpawnActions(int input, int output)
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawn_file_actions_adddup2(&m_actions, input, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&m_actions, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_addopen(&m_actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    ~SpawnActions() { ::posix_spawn_file_actions_destroy(&m_actions); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    SpawnActions(SpawnActions&&) = delete;
    SpawnActions& operator=(SpawnActions&&) = delete;

    const posix_spawn_file_actions_t* get() const { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions{};
};

} // namespace

InputDescriptor::InputDescriptor(std::shared_ptr<const ByteSource> source, std::shared_ptr<const int> copy)
    : m_source(std::move(source))
    , m_copy(std::move(copy))
{
    const auto range = m_copy ? std::nullopt : m_source->fileRange(0);
    m_number = m_copy ? *m_copy : range->descriptor;
    m_offset = m_copy ? 0 : range->offset;
}

Result<InputDescriptor> InputDescriptor::make(std::shared_ptr<const ByteSource> source, std::uint64_t maxCopied)
{
    if (source->fileRange(0)) {
        return InputDescriptor(std::move(source), nullptr);
    }
    if (source->size() > maxCopied) {
        return Error{ErrorCode::LimitExceeded,
            source->name() + " has " + std::to_string(source->size()) + " bytes that are no range of a file; at most "
                + std::to_string(maxCopied) + " are read that way"};
    }
    auto copy = PTHF_TRY(copyToMemory(*source));
    return InputDescriptor(std::move(source), std::move(copy));
}

Result<std::unique_ptr<HelperProcess>> HelperProcess::start(const std::filesystem::path& program,
    const std::vector<std::string>& arguments, const InputDescriptor& input, std::chrono::milliseconds patience)
{
    if (::access(program.c_str(), X_OK) != 0) {
        return Error{ErrorCode::Unsupported,
            "the helper program " + program.filename().string() + " is missing: it is looked for at " + program.string()
                + "; install Pthfinder with HDF5 support, or put it there"};
    }
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
        return systemError("a pipe to " + program.filename().string());
    }
    std::vector<std::string> words{program.filename().string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    std::ranges::transform(words, std::back_inserter(pointers), [](std::string& word) { return word.data(); });
    pointers.push_back(nullptr);
    std::array<char*, 1> noEnvironment{nullptr};
    pid_t process = 0;
    const SpawnActions actions(input.number(), pipe[1]);
    const int failed =
        ::posix_spawn(&process, program.c_str(), actions.get(), nullptr, pointers.data(), noEnvironment.data());
    ::close(pipe[1]);
    if (failed != 0) {
        ::close(pipe[0]);
        return systemError("the helper program " + program.string(), failed);
    }
    return std::unique_ptr<HelperProcess>(new HelperProcess(process, pipe[0], patience));
}

HelperProcess::HelperProcess(int process, int output, std::chrono::milliseconds patience)
    : m_process(process)
    , m_output(output)
    , m_patience(patience)
{
}

HelperProcess::~HelperProcess()
{
    ::close(m_output);
    ::kill(m_process, SIGKILL);
    int status = 0;
    while (::waitpid(m_process, &status, 0) < 0 && errno == EINTR) { }
}

Result<std::size_t> HelperProcess::read(std::span<std::byte> to, const std::stop_token& stop)
{
    constexpr int kPollMilliseconds = 50;
    const auto deadline = std::chrono::steady_clock::now() + m_patience;
    while (true) {
        if (stop.stop_requested()) {
            return Error{ErrorCode::Cancelled, "cancelled"};
        }
        pollfd wait{m_output, POLLIN, 0};
        const int ready = ::poll(&wait, 1, kPollMilliseconds);
        if (ready > 0) {
            const ssize_t got = ::read(m_output, to.data(), to.size());
            if (got >= 0) {
                return static_cast<std::size_t>(got);
            }
        }
        if (ready != 0 && errno != EINTR) {
            return systemError("reading from a helper program");
        }
        if (std::chrono::steady_clock::now() > deadline) {
            return Error{ErrorCode::LimitExceeded,
                "a helper program said nothing for " + std::to_string(m_patience.count()) + " ms and was stopped"};
        }
    }
}

std::filesystem::path helperPath(std::string_view name)
{
    std::error_code failed;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
    const auto folder = self.parent_path();
    auto beside = folder / name;
    auto inBin = folder.parent_path() / "bin" / name;
    return ::access(beside.c_str(), X_OK) != 0 && ::access(inBin.c_str(), X_OK) == 0 ? inBin : beside;
}

} // namespace pthf
