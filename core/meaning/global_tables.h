// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "core/meaning/known_globals.h"

namespace pthf {

/// A row of the policy table, by Python 3's names.
struct KnownGlobal {
    std::string_view module;
    std::string_view name;
    GlobalInfo info;
};

/// The rows for single names, sorted by name, then module.
std::span<const KnownGlobal> knownGlobals();
/// Modules of which everything is dangerous that has no row of its own, with all modules below them.
std::span<const std::string_view> dangerousModules();
/// Modules whose classes are plain data.
std::span<const std::string_view> plainModules();

} // namespace pthf
