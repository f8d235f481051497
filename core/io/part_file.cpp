// SPDX-License-Identifier: Apache-2.0
#include "core/io/part_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/system_error.h"

namespace pthf {

namespace {

constexpr std::string_view kSuffix = ".pthf-part";
constexpr std::size_t kRandomLetters = 6;
/// NAME_MAX of the file systems we meet, less what we put around the name.
constexpr std::size_t kMaxNameKept = 255 - (1 + 1 + kRandomLetters + kSuffix.size());
/// As many as the kernel follows itself.
constexpr int kMaxLinks = 40;

/// ".NAME." of a target.
std::string partPrefix(const std::filesystem::path& target)
{
    return "." + target.filename().string().substr(0, kMaxNameKept) + ".";
}

bool isPartOf(std::string_view name, std::string_view prefix) noexcept
{
    return name.size() == prefix.size() + kRandomLetters + kSuffix.size() && name.starts_with(prefix)
        && name.ends_with(kSuffix);
}

/// Whether this descriptor is still what the name stands for (nobody took our part for a stale one).
bool isStillNamed(int descriptor) noexcept
{
    struct stat facts { };
    return ::fstat(descriptor, &facts) == 0 && facts.st_nlink > 0;
}

int openToLook(const std::filesystem::path& part) noexcept
{
    return ::open(part.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK); // NOLINT: open's own way
}

void removeIfStale(const std::filesystem::path& part) noexcept
{
    const int descriptor = openToLook(part);
    if (descriptor < 0) {
        return;
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
        ::unlink(part.c_str());
    }
    ::close(descriptor);
}

std::uint32_t processUmask()
{
    // umask() can only be asked by setting it, which other threads would feel; Linux tells it here.
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with("Umask:")) {
            constexpr int kOctal = 8;
            return static_cast<std::uint32_t>(std::strtoul(line.c_str() + 6, nullptr, kOctal));
        }
    }
    return S_IRWXG | S_IRWXO;
}

} // namespace

Result<std::filesystem::path> resolveTarget(const std::filesystem::path& target)
{
    std::filesystem::path resolved = target;
    for (int links = 0; links < kMaxLinks; ++links) {
        std::error_code failed;
        if (!std::filesystem::is_symlink(std::filesystem::symlink_status(resolved, failed))) {
            return resolved;
        }
        const auto next = std::filesystem::read_symlink(resolved, failed);
        if (failed) {
            return systemError("the link cannot be followed", failed.value());
        }
        resolved = resolved.parent_path() / next;
    }
    return Error{ErrorCode::IoFailed, "more than " + std::to_string(kMaxLinks) + " links lead on from here"};
}

Result<PartFile> makePartFile(const std::filesystem::path& target)
{
    const std::string pattern =
        (target.parent_path() / (partPrefix(target) + std::string(kRandomLetters, 'X'))).string().append(kSuffix);
    while (true) {
        std::string path = pattern;
        const int descriptor = ::mkostemps(path.data(), static_cast<int>(kSuffix.size()), O_CLOEXEC);
        if (descriptor < 0) {
            const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
            return systemError("cannot make a file in the folder " + folder.string());
        }
        const bool isLocked = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
        const bool isLooking = !isLocked && errno == EWOULDBLOCK; // somebody is, whether this is stale
        if (!isLooking && (!isLocked || isStillNamed(descriptor))) {
            return PartFile{std::move(path), descriptor}; // without locks on this file system, it is ours all the same
        }
        ::unlink(path.c_str());
        ::close(descriptor);
    }
}

std::vector<std::filesystem::path> partFilesOf(const std::filesystem::path& target)
{
    std::vector<std::filesystem::path> parts;
    const std::string prefix = partPrefix(target);
    const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
    std::error_code failed;
    auto entry = std::filesystem::directory_iterator(folder, failed);
    const std::filesystem::directory_iterator end;
    while (!failed && entry != end) {
        if (isPartOf(entry->path().filename().string(), prefix)) {
            parts.push_back(entry->path());
        }
        entry.increment(failed);
    }
    return parts;
}

bool isPartLiving(const std::filesystem::path& part) noexcept
{
    const int descriptor = openToLook(part);
    if (descriptor < 0) {
        return false;
    }
    const bool isLocked = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return isLocked;
}

std::optional<std::string> targetOfPart(std::string_view name)
{
    constexpr std::size_t kAround = 1 + 1 + kRandomLetters + kSuffix.size();
    const bool isPart = name.size() > kAround && name.starts_with('.') && name.ends_with(kSuffix)
        && name[name.size() - kSuffix.size() - kRandomLetters - 1] == '.';
    return isPart ? std::optional(std::string(name.substr(1, name.size() - kAround))) : std::nullopt;
}

void removeStaleParts(const std::filesystem::path& target) noexcept
{
    for (const std::filesystem::path& part : partFilesOf(target)) {
        removeIfStale(part);
    }
}

std::uint32_t permissionsFor(const std::filesystem::path& target) noexcept
{
    constexpr std::uint32_t kReadWrite = 0666;
    constexpr std::uint32_t kAllBits = 0777;
    struct stat facts { };
    if (::stat(target.c_str(), &facts) == 0) {
        return facts.st_mode & kAllBits;
    }
    return kReadWrite & ~processUmask();
}

} // namespace pthf
