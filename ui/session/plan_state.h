// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/plan/edit_plan.h"

namespace pthf {

/// An operation of the plan as the window holds it: it can be left out for a while without being forgotten.
struct PlanItem {
    Operation operation;
    bool isEnabled = true;

    bool operator==(const PlanItem&) const = default;
};

/// The plan with the operations that are switched off. A value: every change gives a new one, undo is the one before.
struct PlanState {
    std::vector<PlanItem> items;

    /// What will be done.
    EditPlan enabled() const;
    /// Number of the operations in `enabled()` at which that item stands; nothing for one that is switched off.
    std::optional<std::size_t> numberInPlan(std::size_t item) const;
    bool isEmpty() const noexcept { return items.empty(); }
    bool operator==(const PlanState&) const = default;
};

/// What a fix or a recipe adds. A move of everything takes the place of the moves before it, a cast without a pattern
/// that of another one; an operation that is there already is switched on rather than repeated.
PlanState withOperations(PlanState state, const std::vector<Operation>& added);
PlanState withoutItem(PlanState state, std::size_t item);
/// Without these operations, wherever they stand: what Undo of a mended finding asks for.
PlanState withoutOperations(PlanState state, const std::vector<Operation>& removed);
enum class Switch : std::uint8_t { Off, On };
PlanState withSwitched(PlanState state, std::size_t item, Switch position);
/// The item moved so that it stands at `to` afterwards.
PlanState withMoved(PlanState state, std::size_t from, std::size_t to);

/// The one MapLocation of the device picker; nothing keeps the devices as they are.
PlanState withMapLocation(PlanState state, std::optional<MapLocation> map);
std::optional<MapLocation> mapLocationOf(const PlanState& state);
/// The operations of the prefix picker: all that remove or add prefixes and segments are replaced by these.
PlanState withPrefixOperations(PlanState state, const std::vector<Operation>& operations);
std::vector<Operation> prefixOperationsOf(const PlanState& state);
/// The Cast of the number type picker, the one without a pattern; nothing keeps the types as they are.
PlanState withCast(PlanState state, std::optional<DType> dtype);
std::optional<DType> castOf(const PlanState& state);

} // namespace pthf
