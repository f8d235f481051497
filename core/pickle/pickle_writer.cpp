// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_writer.h"

#include <algorithm>
#include <array>

#include "core/pickle/pickle_leaf_writer.h"
#include "core/value/graph_walk.h"

namespace pthf {

// Values are written in the order in which CPython's pickler writes them (Lib/pickle.py), with a stack of frames where
// that one recurses:
//
//     list    EMPTY_LIST PUT MARK items APPENDS …          a thousand items at a time; PUT before the items: cycles
//     dict    EMPTY_DICT PUT MARK keys and values SETITEMS …
//     tuple   items TUPLE1-3 PUT, or MARK items TUPLE PUT
//     call    callee arguments REDUCE PUT, items, entries, state BUILD
//
// PUT only where something else mentions the value, too. A tuple or a call can be met again while it is being written
// (a list within holds it): then it is written a second time, inside, and memoized there; the outer one throws away
// what it made and fetches that (CPython issue 12687). This ends because lists and dictionaries are memoized before
// their items, so such a graph is begun anew with a PUT for every value.

namespace {

constexpr std::uint32_t kBatch = 1'000; // items between a MARK and its APPENDS, as CPython has it
constexpr std::uint32_t kStride = 4'096;

class PickleWriter {
public:
    PickleWriter(const ValueGraph& graph, const Limits& limits, const Task& task, PutRule rule)
        : m_graph(graph)
        , m_task(task)
        , m_rule(rule)
        , m_leaves(graph, limits, task, rule)
        , m_out(m_leaves.out())
    {
    }

    Result<std::vector<std::byte>> write(ValueId root);
    /// Whether write() gave up because a tuple or a call contains itself, which takes PutRule::Everywhere.
    bool hasMetItself() const noexcept { return m_hasMetItself; }

private:
    struct Frame {
        ValueId id = kNoValue;
        bool isItemsOnly = false; ///< what a call was given: its list and its entries without an object around them
        std::uint32_t position = 0; ///< items, keys and values, or parts already begun
    };

    Status countMentions(ValueId root);
    void finishMade(ValueId id, Opcode discard, std::size_t discarded);

    Status begin(ValueId id);
    Status beginNew(ValueId id);
    Status step(Frame frame);
    Status stepTuple(Frame frame);
    Status stepItems(Frame frame, std::span<const ValueId> items);
    Status stepEntries(Frame frame);
    Status stepInstance(Frame frame);
    Status stepInstanceContents(Frame frame, const Instance& instance);
    Status stepSet(Frame frame);
    Status stepPersistent(Frame frame);
    Status push(Frame frame);

    const ValueGraph& m_graph;
    const Task& m_task;
    PutRule m_rule;
    PickleLeafWriter m_leaves;
    PickleOutput& m_out;
    std::vector<Frame> m_frames;
    std::uint64_t m_begun = 0;
    bool m_hasMetItself = false;
};

Result<std::vector<std::byte>> PickleWriter::write(ValueId root)
{
    PTHF_TRY(countMentions(root));
    m_out.protocol(2);
    PTHF_TRY(begin(root));
    std::uint32_t steps = 0;
    while (!m_frames.empty()) {
        const Frame frame = m_frames.back();
        ++m_frames.back().position;
        PTHF_TRY(step(frame));
        if (++steps % kStride == 0) {
            PTHF_TRY(m_task.poll());
            PTHF_TRY(m_leaves.checkSize(0));
        }
    }
    m_out.opcode(Opcode::Stop);
    PTHF_TRY(m_leaves.checkSize(0));
    return std::move(m_out).take();
}

Status PickleWriter::countMentions(ValueId root)
{
    std::vector<ValueId> waiting{root};
    std::uint32_t steps = 0;
    while (!waiting.empty()) {
        const ValueId id = waiting.back();
        waiting.pop_back();
        if (m_leaves.countMention(id)) {
            appendParts(m_graph, id, waiting);
        }
        if (++steps % kStride == 0) {
            PTHF_TRY(m_task.poll());
        }
    }
    return Done{};
}

/// A value that is made from its parts stands on the stack, or its parts do; if it was made within itself meanwhile,
/// that one is taken instead.
void PickleWriter::finishMade(ValueId id, Opcode discard, std::size_t discarded)
{
    if (m_leaves.isMemoized(id)) {
        m_out.opcode(discard, discarded);
        m_leaves.fetch(id);
    } else {
        m_leaves.memoize(id);
    }
}

Status PickleWriter::push(Frame frame)
{
    // Each value is begun once, and once more for each cycle that leads through a tuple or a call.
    if (++m_begun > 4 * std::uint64_t{m_graph.size()} + 1'000'000) {
        return Error{ErrorCode::Unsupported, "tuples and calls that contain themselves in too many ways to be written"};
    }
    m_frames.push_back(frame);
    m_leaves.markOpen(frame.id);
    return Done{};
}

Status PickleWriter::begin(ValueId id)
{
    if (m_leaves.isMemoized(id)) {
        m_leaves.fetch(id);
        return Done{};
    }
    if (m_rule == PutRule::WhereShared && m_leaves.isOpen(id)) {
        m_hasMetItself = true;
        return Error{ErrorCode::Internal, "a value that contains itself"};
    }
    return beginNew(id);
}

Status PickleWriter::beginNew(ValueId id)
{
    switch (m_graph.kind(id)) {
    case ValueKind::List:
        m_out.opcode(Opcode::EmptyList);
        m_leaves.memoize(id);
        return m_graph.items(id).empty() ? Status(Done{}) : push({.id = id});
    case ValueKind::Dict:
        m_out.opcode(Opcode::EmptyDict);
        m_leaves.memoize(id);
        return m_graph.entries(id).empty() ? Status(Done{}) : push({.id = id});
    case ValueKind::Tuple:
        if (m_graph.items(id).empty()) {
            m_out.opcode(Opcode::EmptyTuple);
            return Done{};
        }
        if (m_graph.items(id).size() > 3) {
            m_out.opcode(Opcode::Mark);
        }
        return push({.id = id});
    case ValueKind::Set:
    case ValueKind::FrozenSet:
        m_leaves.writeWord(
            m_graph.kind(id) == ValueKind::Set ? PickleLeafWriter::Word::Set : PickleLeafWriter::Word::FrozenSet);
        m_out.opcode(Opcode::EmptyList);
        m_leaves.memoizeUnnamed();
        return push({.id = id});
    case ValueKind::Call:
    case ValueKind::Object:
    case ValueKind::Persistent:
        return push({.id = id});
    default:
        return m_leaves.writeLeaf(id);
    }
}

Status PickleWriter::step(Frame frame)
{
    switch (m_graph.kind(frame.id)) {
    case ValueKind::List:
        return stepItems(frame, m_graph.items(frame.id));
    case ValueKind::Tuple:
        return stepTuple(frame);
    case ValueKind::Dict:
        return stepEntries(frame);
    case ValueKind::Set:
    case ValueKind::FrozenSet:
        return frame.isItemsOnly ? stepItems(frame, m_graph.items(frame.id)) : stepSet(frame);
    case ValueKind::Persistent:
        return stepPersistent(frame);
    default:
        return stepInstance(frame);
    }
}

Status PickleWriter::stepItems(Frame frame, std::span<const ValueId> items)
{
    const std::uint32_t position = frame.position;
    if (position != 0 && (position % kBatch == 0 || position == items.size())) {
        m_out.opcode(Opcode::Appends);
    }
    if (position == items.size()) {
        m_frames.pop_back();
        return Done{};
    }
    if (position % kBatch == 0) {
        m_out.opcode(Opcode::Mark);
    }
    return begin(items[position]);
}

Status PickleWriter::stepEntries(Frame frame)
{
    const auto entries = m_graph.entries(frame.id);
    const std::size_t position = frame.position;
    if (position != 0 && (position % (2 * kBatch) == 0 || position == 2 * entries.size())) {
        m_out.opcode(Opcode::SetItems);
    }
    if (position == 2 * entries.size()) {
        m_frames.pop_back();
        return Done{};
    }
    if (position % (2 * kBatch) == 0) {
        m_out.opcode(Opcode::Mark);
    }
    const Entry& entry = entries[position / 2];
    return begin(position % 2 == 0 ? entry.key : entry.value);
}

Status PickleWriter::stepTuple(Frame frame)
{
    static constexpr std::array kShort{Opcode::Tuple1, Opcode::Tuple2, Opcode::Tuple3};
    const auto items = m_graph.items(frame.id);
    if (frame.position < items.size()) {
        return begin(items[frame.position]);
    }
    m_frames.pop_back();
    const bool isShort = items.size() <= kShort.size();
    if (!m_leaves.isMemoized(frame.id)) {
        m_out.opcode(isShort ? kShort[items.size() - 1] : Opcode::Tuple);
    }
    finishMade(frame.id, isShort ? Opcode::Pop : Opcode::PopMark, isShort ? items.size() : 1);
    return Done{};
}

Status PickleWriter::stepSet(Frame frame)
{
    if (frame.position == 0) {
        return m_graph.items(frame.id).empty() ? Status(Done{}) : push({.id = frame.id, .isItemsOnly = true});
    }
    m_frames.pop_back();
    m_out.opcode(Opcode::Tuple1);
    m_leaves.memoizeUnnamed();
    m_out.opcode(Opcode::Reduce);
    finishMade(frame.id, Opcode::Pop, 1);
    return Done{};
}

Status PickleWriter::stepPersistent(Frame frame)
{
    if (frame.position == 0) {
        return begin(m_graph.persistentId(frame.id));
    }
    m_frames.pop_back();
    m_out.opcode(Opcode::BinPersId);
    finishMade(frame.id, Opcode::Pop, 1);
    return Done{};
}

Status PickleWriter::stepInstance(Frame frame)
{
    const Instance& instance = m_graph.instance(frame.id);
    const bool hasKeywords = instance.keywordArguments != kNoValue;
    switch (frame.position) {
    case 0:
        if (hasKeywords) {
            m_leaves.writeWord(PickleLeafWriter::Word::NewObjectWithKeywords);
        }
        return begin(instance.callee);
    case 1:
        return begin(instance.arguments);
    case 2:
        return hasKeywords ? begin(instance.keywordArguments) : Status(Done{});
    case 3: {
        if (hasKeywords) {
            m_out.opcode(Opcode::Tuple3);
            m_leaves.memoizeUnnamed();
        }
        const bool isObject = m_graph.kind(frame.id) == ValueKind::Object && !hasKeywords;
        m_out.opcode(isObject ? Opcode::NewObj : Opcode::Reduce);
        const bool wasMadeWithin = m_leaves.isMemoized(frame.id);
        finishMade(frame.id, Opcode::Pop, 1);
        if (wasMadeWithin) { // with all that belongs to it
            m_frames.pop_back();
        }
        return Done{};
    }
    default:
        return stepInstanceContents(frame, instance);
    }
}

Status PickleWriter::stepInstanceContents(Frame frame, const Instance& instance)
{
    switch (frame.position) {
    case 4:
        return instance.listItems == kNoValue || m_graph.items(instance.listItems).empty()
            ? Status(Done{})
            : push({.id = instance.listItems, .isItemsOnly = true});
    case 5:
        return instance.dictItems == kNoValue || m_graph.entries(instance.dictItems).empty()
            ? Status(Done{})
            : push({.id = instance.dictItems, .isItemsOnly = true});
    case 6:
        return instance.state == kNoValue ? Status(Done{}) : begin(instance.state);
    default:
        m_frames.pop_back();
        if (instance.state != kNoValue) {
            m_out.opcode(Opcode::Build);
        }
        return Done{};
    }
}

} // namespace

Result<std::vector<std::byte>> writePickle(
    const ValueGraph& graph, ValueId root, const Limits& limits, const Task& task)
{
    PickleWriter writer(graph, limits, task, PutRule::WhereShared);
    auto pickle = writer.write(root);
    if (!pickle && writer.hasMetItself()) {
        return PickleWriter(graph, limits, task, PutRule::Everywhere).write(root);
    }
    return pickle;
}

} // namespace pthf
