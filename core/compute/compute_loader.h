// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/compute/compute_engine.h"

namespace pthf {

/// What a module says of itself in its file, read without loading it.
struct ModuleStamp {
    std::uint32_t interfaceNumber = 0;
    std::string build; ///< of the face it was compiled against
    std::string libtorch; ///< "1.13.1"
    std::string builtFor; ///< "CUDA 13.0", "cpu"

    bool operator==(const ModuleStamp&) const = default;
};

/// A file that may be the module.
struct ModuleCandidate {
    std::filesystem::path path;
    ModuleStamp stamp;
    std::optional<std::string> refusal; ///< why it is not taken, in a sentence

    bool operator==(const ModuleCandidate&) const = default;
};

struct LoaderOptions {
    std::filesystem::path folder; ///< empty: $PTHF_MODULE_DIR, else ../lib/pthfinder beside the program
    /// A module by file name or by "cpu", "cuda"; empty: $PTHF_MODULE, else CUDA where the driver reports a GPU.
    std::string prefer;
};

/// The modules that were found and what came of them.
struct ModuleChoice {
    std::vector<ModuleCandidate> modules; ///< in the order in which they are tried; those that cannot be used say why
    std::shared_ptr<ComputeEngine> engine; ///< of the first without a refusal; null where there is none
    std::string note; ///< why there is none, in one sentence with what to do

    /// The module that the engine is of; null where there is none.
    const ModuleCandidate* chosen() const noexcept;
};

/// The folder that is looked in.
std::filesystem::path moduleFolder(const LoaderOptions& options);

/// Every pthf_torch*.so there, in the order they would be tried: usable ones first. Loads nothing.
std::vector<ModuleCandidate> findModules(const LoaderOptions& options);

/// Loads the first module that can be loaded; what was loaded stays for as long as the process lives. Takes 0.3 to 1 s
/// the first time and nothing after.
ModuleChoice chooseModule(const LoaderOptions& options = {});

/// Its engine; Unsupported with its note where there is none that fits: missing, broken, built for another Pthfinder,
/// without its LibTorch.
Result<std::shared_ptr<ComputeEngine>> loadComputeEngine(const LoaderOptions& options = {});

} // namespace pthf
