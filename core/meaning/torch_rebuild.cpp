// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/torch_rebuild.h"

#include <vector>

#include "core/meaning/fold_tensors.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/storage_table.h"
#include "core/meaning/tensor_reader.h"
#include "core/meaning/torch_words.h"
#include "core/value/graph_walk.h"

namespace pthf {

class TensorInterpreter::Impl {
public:
    Impl(Content& content, StorageResolver& resolver, Problems& problems, const TensorPhrases* phrases)
        : m_content(content)
        , m_phrases(phrases)
        , m_globals(content.graph)
        , m_storages(content, m_globals, resolver, problems)
        , m_reader(content, m_globals, m_storages, resolver, problems, phrases)
    {
    }

    TensorId interpret(ValueId id)
    {
        const TensorId known = m_content.tensorAt(id);
        if (known != kNoTensor) {
            return known;
        }
        const bool isTensor = m_content.graph.kind(id) == ValueKind::Tensor;
        const auto phrase = isTensor && m_phrases != nullptr ? m_phrases->numberOf(m_content.graph, id) : std::nullopt;
        if (isTensor && !phrase) {
            const std::uint32_t number = m_content.graph.tensorNumber(id);
            if (number >= m_content.tensors.size()) {
                return kNoTensor;
            }
            m_content.markTensor(id, TensorId{number});
            return TensorId{number};
        }
        auto tensor = phrase ? m_reader.readPhrase(*phrase) : m_reader.read(id);
        if (!tensor) {
            return kNoTensor;
        }
        const TensorId made{static_cast<std::uint32_t>(m_content.tensors.size())};
        m_content.tensors.push_back(std::move(*tensor));
        m_content.markTensor(id, made);
        return made;
    }

    StorageId interpretStorage(ValueId id) { return m_storages.storageOf(id); }
    std::vector<ValueId> takeAttachments() { return m_reader.takeAttachments(); }

    void settlePhrases()
    {
        for (std::size_t i = 0; m_phrases != nullptr && i < m_phrases->size(); ++i) {
            const ValueId value = (*m_phrases)[i].value;
            if (m_phrases->numberOf(m_content.graph, value) != i) {
                continue; // spelled out while it was read
            }
            const TensorId tensor = m_content.tensorAt(value);
            if (tensor != kNoTensor && saysAll(m_content, tensor)) {
                m_content.graph.turnIntoTensor(value, index(tensor));
                continue;
            }
            const TensorPhrases::Parts parts = m_phrases->spellOut(m_content.graph, i);
            if (m_reader.hasRead(i)) {
                m_storages.storageOf(parts.storage);
            }
        }
    }

private:
    /// Whether a Tensor value stands for the phrase as well as its call does.
    static bool saysAll(const Content& content, TensorId id)
    {
        const TensorValue& tensor = content.tensor(id);
        return isFoldable(tensor) && !content.storage(tensor.storage).isUntyped
            && !dtypeInfo(tensor.dtype).storageClass.empty();
    }

    Content& m_content;
    const TensorPhrases* m_phrases;
    GlobalTable m_globals;
    StorageTable m_storages;
    TensorReader m_reader;
};

TensorInterpreter::TensorInterpreter(
    Content& content, StorageResolver& resolver, Problems& problems, const TensorPhrases* phrases)
    : m_impl(std::make_unique<Impl>(content, resolver, problems, phrases))
{
}

TensorInterpreter::~TensorInterpreter() = default;

TensorId TensorInterpreter::interpret(ValueId id)
{
    return m_impl->interpret(id);
}

StorageId TensorInterpreter::interpretStorage(ValueId id)
{
    return m_impl->interpretStorage(id);
}

std::vector<ValueId> TensorInterpreter::takeAttachments()
{
    return m_impl->takeAttachments();
}

void TensorInterpreter::settlePhrases()
{
    m_impl->settlePhrases();
}

namespace {

/// Visits what can be reached from the root, tensors as leaves, in file order. What hangs on a tensor (attributes,
/// hooks) is visited too, for the storages in it, but its tensors are no leaves of the tree.
class Walk {
public:
    Walk(Content& content, StorageResolver& resolver, Problems& problems, const TensorPhrases* phrases)
        : m_content(content)
        , m_interpreter(content, resolver, problems, phrases)
        , m_seen(content.graph.size(), Seen::Never)
    {
    }

    Status run(const Task& task)
    {
        reserve();
        push(m_content.root, Seen::InTree);
        constexpr std::uint32_t kPollEvery = 4'096;
        std::uint32_t steps = 0;
        while (!m_pending.empty()) {
            if (++steps % kPollEvery == 0) {
                PTHF_TRY(task.poll());
            }
            const Pending next = m_pending.back();
            m_pending.pop_back();
            visit(next);
        }
        m_interpreter.settlePhrases();
        return Done{};
    }

private:
    enum class Seen : std::uint8_t { Never, InTensor, InTree };
    struct Pending {
        ValueId id;
        Seen where;
    };

    static bool isTensorLike(ValueKind kind) { return kind == ValueKind::Persistent || kind == ValueKind::Tensor; }

    /// Room for as many tensors as there are persistent ids and phrases, which is what a checkpoint without ties has.
    void reserve()
    {
        constexpr std::size_t kMost = 65'536; // more than that grows as it comes: ids cost a hostile file little
        std::size_t count = 0;
        for (std::uint32_t i = 0; i < m_content.graph.size() && count < kMost; ++i) {
            count += isTensorLike(m_content.graph.kind(ValueId{i})) ? 1U : 0U;
        }
        m_content.tensors.reserve(m_content.tensors.size() + count);
        m_content.storages.reserve(m_content.storages.size() + count);
    }

    static bool isLeaf(ValueKind kind)
    {
        switch (kind) {
        case ValueKind::List:
        case ValueKind::Tuple:
        case ValueKind::Dict:
        case ValueKind::Set:
        case ValueKind::FrozenSet:
        case ValueKind::Call:
        case ValueKind::Object:
        case ValueKind::Persistent:
        case ValueKind::Tensor:
            return false;
        default:
            return true;
        }
    }

    void push(ValueId id, Seen where)
    {
        if (id != kNoValue && !isLeaf(m_content.graph.kind(id)) && m_seen[index(id)] < where) {
            m_pending.push_back({id, where});
        }
    }

    void visit(const Pending& next)
    {
        if (m_seen[index(next.id)] >= next.where) {
            return;
        }
        m_seen[index(next.id)] = next.where;
        if (isTensor(next) || m_interpreter.interpretStorage(next.id) != kNoStorage) {
            return;
        }
        descend(next);
    }

    bool isTensor(const Pending& next)
    {
        const ValueKind kind = m_content.graph.kind(next.id);
        const bool canBe = kind == ValueKind::Call || kind == ValueKind::Object || kind == ValueKind::Persistent
            || kind == ValueKind::Tensor;
        if (!canBe) {
            return false;
        }
        const auto before = m_content.tensors.size();
        const TensorId tensor = m_interpreter.interpret(next.id);
        for (const ValueId attached : m_interpreter.takeAttachments()) {
            push(attached, Seen::InTensor);
        }
        if (tensor == kNoTensor) {
            return false;
        }
        const bool isNew = index(tensor) >= before;
        if (next.where == Seen::InTree) {
            m_content.tensor(tensor).isPart = false;
        } else if (isNew) {
            m_content.tensor(tensor).isPart = true;
        }
        return true;
    }

    void descend(const Pending& next)
    {
        m_parts.clear();
        appendParts(m_content.graph, next.id, m_parts);
        for (std::size_t i = m_parts.size(); i-- > 0;) { // the first part is on top
            push(m_parts[i], next.where);
        }
    }

    Content& m_content;
    TensorInterpreter m_interpreter;
    std::vector<Seen> m_seen;
    std::vector<Pending> m_pending;
    std::vector<ValueId> m_parts;
};

} // namespace

Status interpretAll(
    Content& content, StorageResolver& resolver, Problems& problems, const Task& task, const TensorPhrases* phrases)
{
    if (content.root == kNoValue) {
        return Done{};
    }
    return Walk(content, resolver, problems, phrases).run(task);
}

ValueId plainTensorOf(const Content& content, ValueId tensor)
{
    const ValueGraph& graph = content.graph;
    constexpr int kMaxWraps = 8;
    ValueId id = tensor;
    for (int wraps = 0; wraps < kMaxWraps; ++wraps) {
        if (graph.kind(id) != ValueKind::Call && graph.kind(id) != ValueKind::Object) {
            break;
        }
        const auto arguments = sequenceItems(graph, graph.instance(id).arguments);
        switch (infoOf(graph, id).meaning) {
        case Meaning::RebuildParameter:
        case Meaning::RebuildParameterWithState:
        case Meaning::Parameter:
        case Meaning::Buffer:
        case Meaning::Variable:
            break;
        default:
            return id;
        }
        if (arguments.empty()) {
            return id;
        }
        id = arguments[0];
    }
    return id;
}

} // namespace pthf
