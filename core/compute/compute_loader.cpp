// SPDX-License-Identifier: Apache-2.0
#include "core/compute/compute_loader.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include <dlfcn.h>

#include "core/compute/device_probe.h"
#include "core/compute/module_stamp.h"

namespace pthf {
namespace {

constexpr std::string_view kModulePrefix = "pthf_torch";
constexpr std::string_view kModuleSuffix = ".so";
constexpr std::string_view kCpu = "cpu";

bool isNamedLikeAModule(const std::string& name)
{
    return name.starts_with(kModulePrefix) && name.ends_with(kModuleSuffix);
}

std::optional<std::string> refusalOf(const ModuleStamp& stamp)
{
    const ModuleStamp expected = expectedStamp();
    if (stamp.interfaceNumber < expected.interfaceNumber) {
        return "it is too old: its interface has number " + std::to_string(stamp.interfaceNumber)
            + ", this Pthfinder needs " + std::to_string(expected.interfaceNumber);
    }
    if (stamp.interfaceNumber > expected.interfaceNumber) {
        return "it belongs to a newer Pthfinder: its interface has number " + std::to_string(stamp.interfaceNumber)
            + ", this one needs " + std::to_string(expected.interfaceNumber);
    }
    if (stamp.build != expected.build) {
        return "it was built with another Pthfinder: its build is " + stamp.build + ", this one's is " + expected.build;
    }
    return std::nullopt;
}

ModuleCandidate candidateAt(const std::filesystem::path& path)
{
    ModuleCandidate candidate;
    candidate.path = path;
    auto stamp = readModuleStamp(path);
    if (!stamp) {
        candidate.refusal = stamp.error().message();
        return candidate;
    }
    candidate.stamp = std::move(stamp).value();
    candidate.refusal = refusalOf(candidate.stamp);
    return candidate;
}

/// Smaller is better.
int rankOf(const ModuleCandidate& candidate, const std::string& prefer, bool hasGpu)
{
    const bool isForCpu = candidate.stamp.builtFor == kCpu;
    if (candidate.refusal) {
        return 3;
    }
    if (!prefer.empty()) {
        const std::string name = candidate.path.filename().string();
        const bool isPreferred = prefer == name || (prefer == kCpu ? isForCpu : prefer == "cuda" && !isForCpu);
        return isPreferred ? 0 : 1;
    }
    return isForCpu == hasGpu ? 1 : 0;
}

std::string preferenceOf(const LoaderOptions& options)
{
    const char* named = std::getenv("PTHF_MODULE");
    return !options.prefer.empty() || named == nullptr ? options.prefer : std::string(named);
}

std::string sentenceOf(const ModuleCandidate& candidate)
{
    return candidate.path.filename().string() + ": " + *candidate.refusal;
}

/// dlopen's text with a word on what to do: its own is "libtorch.so: cannot open shared object file: …".
std::string loadFailure(const char* text)
{
    const std::string said = text == nullptr ? "the system gives no reason" : text;
    const std::size_t colon = said.find(": cannot open shared object file");
    if (colon != std::string_view::npos) {
        return "it needs " + said.substr(0, colon)
            + ", which is not on this machine; install the LibTorch it was built "
              "with, or another module";
    }
    return "it cannot be loaded: " + said;
}

Result<std::shared_ptr<ComputeEngine>> load(const ModuleCandidate& candidate)
{
    // Local: LibTorch brings its own copies of common libraries, whose symbols are nobody else's. Never closed again,
    // as LibTorch's thread pools and registries do not survive it.
    void* handle = dlopen(candidate.path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (handle == nullptr) {
        return Error{ErrorCode::Unsupported, loadFailure(dlerror())};
    }
    // POSIX promises that a function's address survives the way through void*.
    const auto entry = reinterpret_cast<ModuleEntry>(dlsym(handle, kModuleEntry));
    ComputeEngine* engine = entry == nullptr ? nullptr : entry();
    if (engine == nullptr) {
        return Error{ErrorCode::Unsupported, "it gives no engine"};
    }
    return std::shared_ptr<ComputeEngine>(engine);
}

} // namespace

const ModuleCandidate* ModuleChoice::chosen() const noexcept
{
    const auto found = std::ranges::find_if(modules, [](const ModuleCandidate& module) { return !module.refusal; });
    return !engine || found == modules.end() ? nullptr : &*found;
}

std::filesystem::path moduleFolder(const LoaderOptions& options)
{
    if (!options.folder.empty()) {
        return options.folder;
    }
    if (const char* named = std::getenv("PTHF_MODULE_DIR"); named != nullptr && *named != '\0') {
        return named;
    }
    std::error_code ignored;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return program.parent_path().parent_path() / "lib" / "pthfinder";
}

std::vector<ModuleCandidate> findModules(const LoaderOptions& options)
{
    const std::string prefer = preferenceOf(options);
    std::vector<ModuleCandidate> found;
    std::error_code failed;
    std::filesystem::directory_iterator entries(moduleFolder(options), failed);
    for (; !failed && entries != std::filesystem::directory_iterator(); entries.increment(failed)) {
        std::error_code ignored;
        if (isNamedLikeAModule(entries->path().filename().string()) && entries->is_regular_file(ignored)) {
            found.push_back(candidateAt(entries->path()));
        }
    }
    // One module needs no choice, and asking a GPU's driver takes a while.
    const bool hasGpu = found.size() > 1 && prefer.empty() && !probeDevices().gpus.empty();
    std::ranges::sort(found, {}, &ModuleCandidate::path);
    std::ranges::stable_sort(
        found, {}, [&](const ModuleCandidate& candidate) { return rankOf(candidate, prefer, hasGpu); });
    return found;
}

ModuleChoice chooseModule(const LoaderOptions& options)
{
    ModuleChoice choice;
    choice.modules = findModules(options);
    const std::string folder = moduleFolder(options).string();
    std::string refusals;
    for (ModuleCandidate& candidate : choice.modules) {
        if (!candidate.refusal) {
            auto engine = load(candidate);
            if (engine) {
                choice.engine = *engine;
                return choice;
            }
            candidate.refusal = engine.error().message();
        }
        refusals += (refusals.empty() ? "" : "; ") + sentenceOf(candidate);
    }
    choice.note = refusals.empty()
        ? "this needs the compute module, and " + folder
            + " holds none: build it against LibTorch (target pthf_torch), or name its folder in PTHF_MODULE_DIR"
        : "this needs the compute module, and none in " + folder + " can be used: " + refusals;
    return choice;
}

Result<std::shared_ptr<ComputeEngine>> loadComputeEngine(const LoaderOptions& options)
{
    const ModuleChoice choice = chooseModule(options);
    if (!choice.engine) {
        return Error{ErrorCode::Unsupported, choice.note};
    }
    return choice.engine;
}

} // namespace pthf
