// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/plan_state.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace pthf {

namespace {

using Chooser = std::function<bool(const Operation&)>;

bool isMapLocation(const Operation& operation)
{
    return std::holds_alternative<MapLocation>(operation);
}

bool isPrefixOperation(const Operation& operation)
{
    return std::holds_alternative<RemovePrefix>(operation) || std::holds_alternative<AddPrefix>(operation)
        || std::holds_alternative<RemoveSegment>(operation);
}

bool isPlainCast(const Operation& operation)
{
    const auto* cast = std::get_if<Cast>(&operation);
    return cast != nullptr && cast->glob.empty();
}

/// Whether nothing an earlier MapLocation did could be seen after this one.
bool movesEverything(const Operation& operation)
{
    const auto* map = std::get_if<MapLocation>(&operation);
    return map != nullptr && !map->device.empty() && map->table.empty() && map->rules.empty();
}

/// Puts the operations where the first chosen one stood (at the end if none did) and takes the chosen ones out.
PlanState withReplaced(PlanState state, const Chooser& isChosen, const std::vector<Operation>& operations)
{
    const auto chosenItem = [&](const PlanItem& item) { return isChosen(item.operation); };
    const auto first = std::ranges::find_if(state.items, chosenItem);
    const auto place = first - state.items.begin();
    std::erase_if(state.items, chosenItem);
    std::vector<PlanItem> items;
    items.reserve(operations.size());
    for (const Operation& operation : operations) {
        items.push_back(PlanItem{operation, true});
    }
    state.items.insert(state.items.begin() + place, items.begin(), items.end());
    return state;
}

} // namespace

EditPlan PlanState::enabled() const
{
    EditPlan plan;
    for (const PlanItem& item : items) {
        if (item.isEnabled) {
            plan.operations.push_back(item.operation);
        }
    }
    return plan;
}

std::optional<std::size_t> PlanState::numberInPlan(std::size_t item) const
{
    if (item >= items.size() || !items[item].isEnabled) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(std::count_if(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(item),
        [](const PlanItem& before) { return before.isEnabled; }));
}

PlanState withOperations(PlanState state, const std::vector<Operation>& added)
{
    for (const Operation& operation : added) {
        if (movesEverything(operation)) {
            state = withReplaced(std::move(state), isMapLocation, {operation});
            continue;
        }
        if (isPlainCast(operation)) {
            state = withReplaced(std::move(state), isPlainCast, {operation});
            continue;
        }
        const auto same = std::ranges::find(state.items, operation, &PlanItem::operation);
        // A prefix may have to come off several times: the suggested fix says so by naming it again.
        const bool mayRepeat = std::ranges::count(added, operation) > 1;
        if (same != state.items.end() && !mayRepeat) {
            same->isEnabled = true;
        } else {
            state.items.push_back(PlanItem{operation, true});
        }
    }
    return state;
}

PlanState withoutItem(PlanState state, std::size_t item)
{
    if (item < state.items.size()) {
        state.items.erase(state.items.begin() + static_cast<std::ptrdiff_t>(item));
    }
    return state;
}

PlanState withoutOperations(PlanState state, const std::vector<Operation>& removed)
{
    std::erase_if(
        state.items, [&](const PlanItem& item) { return std::ranges::find(removed, item.operation) != removed.end(); });
    return state;
}

PlanState withSwitched(PlanState state, std::size_t item, Switch position)
{
    if (item < state.items.size()) {
        state.items[item].isEnabled = position == Switch::On;
    }
    return state;
}

PlanState withMoved(PlanState state, std::size_t from, std::size_t to)
{
    if (from >= state.items.size() || to >= state.items.size()) {
        return state;
    }
    PlanItem moved = std::move(state.items[from]);
    state.items.erase(state.items.begin() + static_cast<std::ptrdiff_t>(from));
    state.items.insert(state.items.begin() + static_cast<std::ptrdiff_t>(to), std::move(moved));
    return state;
}

PlanState withMapLocation(PlanState state, std::optional<MapLocation> map)
{
    const auto operations = map ? std::vector<Operation>{*std::move(map)} : std::vector<Operation>{};
    return withReplaced(std::move(state), isMapLocation, operations);
}

std::optional<MapLocation> mapLocationOf(const PlanState& state)
{
    for (const PlanItem& item : state.items) {
        if (const auto* map = std::get_if<MapLocation>(&item.operation); map != nullptr && item.isEnabled) {
            return *map;
        }
    }
    return std::nullopt;
}

PlanState withPrefixOperations(PlanState state, const std::vector<Operation>& operations)
{
    return withReplaced(std::move(state), isPrefixOperation, operations);
}

std::vector<Operation> prefixOperationsOf(const PlanState& state)
{
    std::vector<Operation> operations;
    for (const PlanItem& item : state.items) {
        if (item.isEnabled && isPrefixOperation(item.operation)) {
            operations.push_back(item.operation);
        }
    }
    return operations;
}

PlanState withCast(PlanState state, std::optional<DType> dtype)
{
    const auto operations = dtype ? std::vector<Operation>{Cast{*dtype, {}}} : std::vector<Operation>{};
    return withReplaced(std::move(state), isPlainCast, operations);
}

std::optional<DType> castOf(const PlanState& state)
{
    for (const PlanItem& item : state.items) {
        if (item.isEnabled && isPlainCast(item.operation)) {
            return std::get<Cast>(item.operation).dtype;
        }
    }
    return std::nullopt;
}

} // namespace pthf
