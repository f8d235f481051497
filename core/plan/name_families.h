// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan/operation.h"

namespace pthf {

/// Names that other code gives the same parameters (USERS 4.2): what weight_norm calls them before and after torch 2,
/// what PEFT calls them on disk and in memory. Nothing but names changes.
struct NameFamily {
    std::string_view id; ///< "weight-norm-new"
    std::string_view text; ///< "Rename weight_norm's weight_g and weight_v to parametrizations"
    bool isOfSegments = false; ///< whole segments come or go: comparing with a model finds it without knowing it
};

std::span<const NameFamily> nameFamilies() noexcept;
/// Null where no family is called so.
const NameFamily* nameFamily(std::string_view id) noexcept;

/// The operations that rename the keys of a family, those that find something among these; empty where none does.
std::vector<Operation> familyOperations(
    const NameFamily& family, std::span<const std::string> keys, const StateDictPaths& in);

} // namespace pthf
