// SPDX-License-Identifier: Apache-2.0
#include "core/edit/make_portable.h"

#include <algorithm>

#include "core/base/byte_reader.h"
#include "core/edit/operations.h"
#include "core/edit/plain_words.h"
#include "core/edit/separate_keys.h"
#include "core/edit/tensor_parts.h"
#include "core/meaning/numpy_values.h"
#include "core/meaning/python_repr.h"
#include "core/meaning/torch_words.h"
#include "core/roles/whole_model.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/value/graph_walk.h"

namespace pthf {

namespace {

constexpr std::uint64_t kPollEvery = 4'096;
constexpr std::size_t kMaxKeyText = 200; // as long as such a key is where a path shows it (DESIGN 7)

bool isCallOrObject(ValueKind kind) noexcept
{
    return kind == ValueKind::Call || kind == ValueKind::Object;
}

std::vector<ValueId> valuesOf(const std::vector<ChildStep>& steps)
{
    std::vector<ValueId> values(steps.size());
    std::ranges::transform(steps, values.begin(), &ChildStep::value);
    return values;
}

} // namespace

PortableMaker::PortableMaker(EditDraft& draft)
    : m_draft(draft)
    , m_content(draft.content)
    , m_models(draft)
    , m_nodes(draft.content)
    , m_seen(draft.content.graph.size(), false)
{
}

Status PortableMaker::run()
{
    push(m_content.root, Position::Value);
    PTHF_TRY(visitWaiting());
    std::swap(m_waiting, m_last);
    PTHF_TRY(visitWaiting());
    for (const ValueId dict : m_holders) {
        spreadParts(m_draft, dict, m_apart);
    }
    for (const auto& [dict, reworded] : m_rewordedKeys) {
        separateKeys(m_draft, dict, reworded);
    }
    return Done{};
}

Status PortableMaker::visitWaiting()
{
    std::uint64_t steps = 0;
    while (!m_waiting.empty()) {
        if (++steps % kPollEvery == 0) {
            PTHF_TRY(m_draft.task().poll());
        }
        const auto next = m_waiting.back();
        m_waiting.pop_back();
        visit(next.first, next.second);
    }
    return Done{};
}

/// Whether other values may be what they are by this one: a class, numpy's dtype.
bool PortableMaker::isMentionedByMeaning(ValueId id) const
{
    const ValueGraph& graph = m_content.graph;
    return graph.kind(id) == ValueKind::Global
        || (isCallOrObject(graph.kind(id)) && infoOf(graph, id).meaning == Meaning::NumpyDtype);
}

void PortableMaker::push(ValueId id, Position position)
{
    if (id == kNoValue) {
        return;
    }
    if (index(id) >= m_seen.size()) {
        m_seen.resize(m_content.graph.size(), false);
    }
    if (!m_seen[index(id)]) {
        m_seen[index(id)] = true;
        (isMentionedByMeaning(id) ? m_last : m_waiting).emplace_back(id, position);
    }
}

void PortableMaker::pushParts(ValueId id)
{
    std::vector<ValueId> parts;
    if (m_content.graph.kind(id) == ValueKind::Dict) {
        std::vector<std::uint32_t> reworded;
        const auto entries = m_content.graph.entries(id);
        for (std::uint32_t i = 0; i < entries.size(); ++i) {
            const ValueKind key = m_content.graph.kind(entries[i].key);
            if (isCallOrObject(key) || key == ValueKind::Global || key == ValueKind::Persistent) {
                reworded.push_back(i);
            }
            const TensorId tensor = m_content.tensorAt(entries[i].value);
            const bool mayComeApart = tensor != kNoTensor && !isPlainStrided(m_content.tensor(tensor));
            if (mayComeApart && (m_holders.empty() || m_holders.back() != id)) {
                m_holders.push_back(id);
            }
            push(entries[i].key, Position::Key);
            push(entries[i].value, Position::Value);
        }
        if (!reworded.empty()) {
            m_rewordedKeys.emplace_back(id, std::move(reworded));
        }
        return;
    }
    appendParts(m_content.graph, id, parts);
    for (const ValueId part : parts) {
        push(part, Position::Value);
    }
}

void PortableMaker::visit(ValueId id, Position position)
{
    if (m_content.storageAt(id) != kNoStorage) {
        return;
    }
    if (m_content.tensorAt(id) != kNoTensor) {
        visitTensor(id);
        return;
    }
    const ValueKind kind = m_content.graph.kind(id);
    if (kind == ValueKind::Global) {
        visitGlobal(id);
    } else if (isCallOrObject(kind)) {
        visitCall(id, position);
    } else if (kind == ValueKind::ByteText) {
        visitByteText(id);
    } else if (kind == ValueKind::FrozenSet || position == Position::Key) {
        visitSequence(id, position);
    } else if (kind == ValueKind::Persistent) {
        becomeNone(id);
    } else {
        pushParts(id);
    }
}

void PortableMaker::visitGlobal(ValueId id)
{
    if (!infoOf(m_content.graph, id).isAllowed) {
        becomeText(id, globalText(m_content.graph, id));
    }
}

/// Python 2's strings: weights_only reads no long ones, and none that are no UTF-8.
void PortableMaker::visitByteText(ValueId id)
{
    const std::string bytes(m_content.graph.text(id));
    if (isValidUtf8(bytes, Surrogates::Refused)) {
        becomeText(id, bytes);
    } else {
        become(id, m_content.graph.addBytes(asBytes(bytes)));
    }
}

void PortableMaker::visitSequence(ValueId id, Position position)
{
    // A frozenset in plain words is a list; as a key, which has to be hashable, a tuple.
    if (m_content.graph.kind(id) == ValueKind::FrozenSet) {
        const auto items = m_content.graph.items(id);
        const std::vector<ValueId> copied(items.begin(), items.end());
        become(id, m_content.graph.addSequence(position == Position::Key ? ValueKind::Tuple : ValueKind::List, copied));
    }
    std::vector<ValueId> parts;
    appendParts(m_content.graph, id, parts);
    for (const ValueId part : parts) {
        push(part, position);
    }
}

void PortableMaker::visitCall(ValueId id, Position position)
{
    if (isWholeModel(m_content, id)) {
        m_models.convert(id);
        ++m_changed;
        pushParts(id);
        return;
    }
    const GlobalInfo info = infoOf(m_content.graph, id);
    if (visitKnown(id, info.meaning, position)) {
        return;
    }
    if (info.isAllowed) {
        // The callee is all right; what it is given has to be, too.
        const Instance instance = m_content.graph.instance(id);
        for (const ValueId part :
            {instance.arguments, instance.keywordArguments, instance.listItems, instance.dictItems, instance.state}) {
            push(part, position);
        }
        return;
    }
    visitUnknown(id, position);
}

bool PortableMaker::visitKnown(ValueId id, Meaning meaning, Position position)
{
    const ValueGraph& graph = m_content.graph;
    switch (meaning) {
    case Meaning::NumpyScalar:
        becomeScalar(id);
        return true;
    case Meaning::NumpyReconstruct:
    case Meaning::NumpyFrombuffer:
        if (!becomeArray(id)) {
            becomeNone(id);
        }
        return true;
    case Meaning::NumpyMasked:
        if (!becomeMasked(id)) {
            becomeNone(id);
        }
        return true;
    case Meaning::NumpyDtype: {
        const auto type = numpyDtypeOf(graph, id);
        becomeText(id, type ? type->name : "numpy.dtype");
        return true;
    }
    case Meaning::DefaultDict:
    case Meaning::Dict:
    case Meaning::Namespace:
        becomeDict(id, position);
        return true;
    case Meaning::FrozenSet:
    case Meaning::List:
    case Meaning::Tuple:
    case Meaning::Range:
    case Meaning::Slice: {
        const auto items = plainItemsOf(m_content, id);
        if (!items) {
            return false;
        }
        const bool isTuple = position == Position::Key || meaning == Meaning::Tuple || meaning == Meaning::Slice;
        become(id, m_content.graph.addSequence(isTuple ? ValueKind::Tuple : ValueKind::List, *items));
        pushParts(id);
        return true;
    }
    default:
        return false;
    }
}

void PortableMaker::visitUnknown(ValueId id, Position position)
{
    if (const auto text = plainTextOf(m_content, id)) {
        becomeText(id, *text);
        return;
    }
    if (const ValueId value = enumValueOf(m_content, id); value != kNoValue) {
        become(id, value);
        return;
    }
    const ValueView view = viewOf(m_content, id);
    const std::vector<ChildStep> children = childrenOf(m_content, id);
    const bool hasOnlyArguments = !children.empty()
        && std::ranges::all_of(children, [](const ChildStep& s) { return s.kind == ChildStep::Kind::Argument; });
    const bool isMadeAtOnce = m_content.graph.kind(id) == ValueKind::Object
        || infoOf(m_content.graph, id).meaning == Meaning::Reconstructor; // as protocols 0 and 1 write it
    if (isMadeAtOnce && hasOnlyArguments) {
        // A named tuple: its class, and its fields as arguments.
        become(id, m_content.graph.addSequence(ValueKind::Tuple, valuesOf(children)));
        pushParts(id);
        return;
    }
    const bool isDangerous = infoOf(m_content.graph, id).kind == GlobalClass::Dangerous;
    if (view.kind == ViewKind::Object && !hasOnlyArguments && !children.empty() && !isDangerous) {
        becomeDict(id, position);
        return;
    }
    if (position == Position::Key && !isDangerous) {
        becomeText(id, pythonRepr(m_content.graph, id, kMaxKeyText));
        return;
    }
    becomeNone(id);
}

void PortableMaker::become(ValueId id, ValueId by)
{
    m_content.graph.replace(id, by);
    ++m_changed;
    m_draft.structureChanged();
}

void PortableMaker::becomeText(ValueId id, std::string_view text)
{
    become(id, m_content.graph.addText(std::string(text)));
}

void PortableMaker::becomeNone(ValueId id)
{
    m_lost.push_back(id);
    become(id, m_content.graph.addNone());
}

/// Entries, items and attributes under one roof; names that only __setstate__ understands get a key that says so.
void PortableMaker::becomeDict(ValueId id, Position position)
{
    const std::vector<ChildStep> children = childrenOf(m_content, id);
    const bool isList = !children.empty()
        && std::ranges::all_of(children, [](const ChildStep& s) { return s.kind == ChildStep::Kind::Position; });
    if (position == Position::Key) {
        becomeText(id, pythonRepr(m_content.graph, id, kMaxKeyText));
        return;
    }
    if (isList) {
        become(id, m_content.graph.addSequence(ValueKind::List, valuesOf(children)));
        pushParts(id);
        return;
    }
    std::vector<Entry> entries;
    std::vector<ItemOrigin> origins;
    for (const ChildStep& step : children) {
        ValueId key = step.key;
        if (step.kind == ChildStep::Kind::Argument) {
            continue; // what the constructor was given, an attribute of its object says again
        }
        if (step.kind == ChildStep::Kind::Position) {
            key = m_content.graph.addInt(step.position);
        } else if (key == kNoValue) {
            key = m_content.graph.addText("state");
        }
        entries.push_back({key, step.value});
        origins.push_back(m_draft.originOf(step.owner, step.slot));
    }
    const ValueId dict = m_content.graph.addDict();
    m_draft.setEntries(dict, entries, std::move(origins));
    m_draft.replaceContainer(id, dict);
    ++m_changed;
    pushParts(id);
}

Result<OperationEffect> applyTo(EditDraft& draft, const MakePortable& /*operation*/)
{
    PortableMaker maker(draft);
    PTHF_TRY(maker.run());
    OperationEffect effect;
    effect.changed = maker.changed();
    effect.untouched = maker.lost().size();
    effect.text = countOf(effect.changed, "value");
    if (maker.takenApart() != 0) {
        draft.problems.add(Severity::Warning, ErrorCode::Unsupported,
            "kept as the plain tensors that they are made of, each under the name of its part: "
                + countOf(maker.takenApart(), "tensor") + " of another class");
    }
    if (!maker.cut().empty()) {
        draft.problems.add(Severity::Warning, ErrorCode::Unsupported,
            "only the part that the process which wrote this file had of them: "
                + countOf(maker.cut().size(), "tensor"));
    }
    if (!maker.lost().empty()) {
        effect.text += ", " + countOf(effect.untouched, "value") + " lost";
        const TreeIndex& tree = *PTHF_TRY(draft.tree());
        std::unordered_set<ValueId> lost(maker.lost().begin(), maker.lost().end());
        for (std::uint32_t i = 0; i < tree.places.size(); ++i) {
            if (lost.erase(tree.places[i].step.value) != 0) {
                draft.problems.add(Severity::Warning, ErrorCode::Unsupported,
                    "a value that has no plain form becomes None", tree.pathTextOf(draft.content, PlaceId{i}));
            }
        }
    }
    return effect;
}

} // namespace pthf
