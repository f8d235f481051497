// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/result.h"
#include "core/compute/compute_loader.h"

namespace pthf {

/// Begins the stamp in a module's file: "PTHF-COMPUTE-MODULE|interface|build|libtorch|built for|". Written apart, so
/// that the programs that look for it do not hold it themselves.
inline constexpr std::string_view kStampBegin = "PTHF-COMPUTE-";
inline constexpr std::string_view kStampRest = "MODULE|";

/// Reads a module's stamp from its file. Corrupt where it has none: it is some other library.
Result<ModuleStamp> readModuleStamp(const std::filesystem::path& path);

/// The stamp that this program asks of a module: interface number and build.
ModuleStamp expectedStamp();

/// The function that a module exports under the name kModuleEntry; the caller owns the engine.
using ModuleEntry = ComputeEngine* (*)();
inline constexpr const char* kModuleEntry = "pthf_compute_engine";

} // namespace pthf
