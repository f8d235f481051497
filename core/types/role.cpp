// SPDX-License-Identifier: Apache-2.0
#include "core/types/role.h"

#include <array>

namespace pthf {

namespace {

constexpr std::array<std::string_view, kRoleCount> kNames{
    "model", "ema", "optimizer", "scheduler", "scaler", "rng", "counter", "metric", "config", "other"};

} // namespace

std::string_view roleName(Role role) noexcept
{
    return kNames[static_cast<std::size_t>(role)];
}

std::optional<Role> roleFromName(std::string_view name) noexcept
{
    for (std::size_t i = 0; i < kRoleCount; ++i) {
        if (kNames[i] == name) {
            return static_cast<Role>(i);
        }
    }
    return std::nullopt;
}

} // namespace pthf
