// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_run.h"

namespace pthf {

namespace {

bool pushDict(PickleRun& run)
{
    run.dicts.push_back(run.graph.addDict());
    return run.push(run.dicts.back());
}

bool pushEmptyTuple(PickleRun& run)
{
    if (run.emptyTuple == kNoValue) {
        run.emptyTuple = run.graph.addSequence(ValueKind::Tuple);
    }
    return run.push(run.emptyTuple);
}

template<ValueKind Kind>
bool pushEmpty(PickleRun& run)
{
    return run.push(run.graph.addSequence(Kind));
}

/// What lies above the mark becomes a tuple, a list, a frozenset.
template<ValueKind Kind>
bool gather(PickleRun& run)
{
    const auto height = run.popMark();
    if (!height) {
        return false;
    }
    const ValueId made = run.graph.addSequence(Kind, run.above(*height));
    run.stack.resize(*height);
    return run.push(made);
}

template<std::size_t Count>
bool gatherTuple(PickleRun& run)
{
    if (!run.holds(Count)) {
        return false;
    }
    const std::size_t height = run.stack.size() - Count;
    const ValueId made = run.graph.addSequence(ValueKind::Tuple, run.above(height));
    run.stack.resize(height + 1);
    run.stack.back() = made;
    return true;
}

bool gatherDict(PickleRun& run)
{
    const auto height = run.popMark();
    if (!height) {
        return false;
    }
    const auto pairs = run.above(*height);
    if (pairs.size() % 2 != 0) {
        return run.fail(ErrorCode::Corrupt, "key without a value among " + std::to_string(pairs.size()) + " values");
    }
    const ValueId made = run.graph.addDict();
    run.graph.appendPairs(made, pairs);
    run.dicts.push_back(made);
    run.stack.resize(*height);
    return run.push(made);
}

bool isInstance(ValueKind kind) noexcept
{
    return kind == ValueKind::Call || kind == ValueKind::Object;
}

/// Where the items of a list-like value go: itself, or a list beside what is called.
std::optional<ValueId> listOf(PickleRun& run, ValueId target, ValueKind plain)
{
    const ValueKind kind = run.spelledKind(target);
    if (kind == plain) {
        return target;
    }
    if (!isInstance(kind)) {
        run.fail(ErrorCode::Corrupt, "adds items to a value that takes none");
        return std::nullopt;
    }
    Instance instance = run.graph.instance(target);
    if (instance.listItems == kNoValue) {
        instance.listItems = run.graph.addSequence(ValueKind::List);
        run.graph.setInstance(target, instance);
    }
    return instance.listItems;
}

std::optional<ValueId> dictOf(PickleRun& run, ValueId target)
{
    const ValueKind kind = run.spelledKind(target);
    if (kind == ValueKind::Dict) {
        return target;
    }
    if (!isInstance(kind)) {
        run.fail(ErrorCode::Corrupt, "sets entries of a value that has none");
        return std::nullopt;
    }
    Instance instance = run.graph.instance(target);
    if (instance.dictItems == kNoValue) {
        instance.dictItems = run.graph.addDict();
        run.dicts.push_back(instance.dictItems);
        run.graph.setInstance(target, instance);
    }
    return instance.dictItems;
}

/// Everything above `height` goes to the list below it.
bool appendFrom(PickleRun& run, std::size_t height, ValueKind plain)
{
    if (height <= run.fence) {
        return run.holds(run.stack.size() - run.fence + 1);
    }
    const auto items = run.above(height);
    if (items.empty()) {
        return true;
    }
    const auto list = listOf(run, run.stack[height - 1], plain);
    if (!list) {
        return false;
    }
    run.graph.append(*list, items);
    run.stack.resize(height);
    return true;
}

bool setItemsFrom(PickleRun& run, std::size_t height)
{
    if (height <= run.fence) {
        return run.holds(run.stack.size() - run.fence + 1);
    }
    const auto pairs = run.above(height);
    if (pairs.empty()) {
        return true;
    }
    if (pairs.size() % 2 != 0) {
        return run.fail(ErrorCode::Corrupt, "key without a value among " + std::to_string(pairs.size()) + " values");
    }
    const auto dict = dictOf(run, run.stack[height - 1]);
    if (!dict) {
        return false;
    }
    run.graph.appendPairs(*dict, pairs);
    run.stack.resize(height);
    return true;
}

bool append(PickleRun& run)
{
    return run.holds(2) && appendFrom(run, run.stack.size() - 1, ValueKind::List);
}

template<ValueKind Plain>
bool appendMarked(PickleRun& run)
{
    const auto height = run.popMark();
    return height && appendFrom(run, *height, Plain);
}

bool setItem(PickleRun& run)
{
    return run.holds(3) && setItemsFrom(run, run.stack.size() - 2);
}

bool setItemsMarked(PickleRun& run)
{
    const auto height = run.popMark();
    return height && setItemsFrom(run, *height);
}

} // namespace

void addContainerOperations(OperationTable& table)
{
    const auto set = [&table](Opcode opcode, PickleOperation does) { table[static_cast<std::uint8_t>(opcode)] = does; };
    set(Opcode::EmptyTuple, &pushEmptyTuple);
    set(Opcode::EmptyList, &pushEmpty<ValueKind::List>);
    set(Opcode::EmptySet, &pushEmpty<ValueKind::Set>);
    set(Opcode::EmptyDict, &pushDict);
    set(Opcode::Tuple, &gather<ValueKind::Tuple>);
    set(Opcode::Tuple1, &gatherTuple<1>);
    set(Opcode::Tuple2, &gatherTuple<2>);
    set(Opcode::Tuple3, &gatherTuple<3>);
    set(Opcode::List, &gather<ValueKind::List>);
    set(Opcode::FrozenSet, &gather<ValueKind::FrozenSet>);
    set(Opcode::Dict, &gatherDict);
    set(Opcode::Append, &append);
    set(Opcode::Appends, &appendMarked<ValueKind::List>);
    set(Opcode::AddItems, &appendMarked<ValueKind::Set>);
    set(Opcode::SetItem, &setItem);
    set(Opcode::SetItems, &setItemsMarked);
}

} // namespace pthf
