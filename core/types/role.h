// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pthf {

/// What a node of a checkpoint is for.
enum class Role : std::uint8_t {
    Model,
    Ema,
    Optimizer,
    Scheduler,
    Scaler,
    Rng,
    Counter, ///< epoch, iteration, global_step
    Metric, ///< best_acc, loss
    Config, ///< args, cfg, hyper_parameters
    Other
};

inline constexpr std::size_t kRoleCount = static_cast<std::size_t>(Role::Other) + 1;

/// "model", "ema", "optimizer", "scheduler", "scaler", "rng", "counter", "metric", "config", "other".
std::string_view roleName(Role role) noexcept;
std::optional<Role> roleFromName(std::string_view name) noexcept;

} // namespace pthf
