// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/fold_tensors.h"

#include "core/meaning/known_globals.h"
#include "core/meaning/torch_words.h"
#include "core/value/graph_walk.h"

// What torch.save writes for nearly every tensor (torch/_utils.py), and all that it says:
//
//   _rebuild_tensor_v2(('storage', class, key, device, count), offset, size, stride, requires_grad, OrderedDict())
//   _rebuild_tensor_v3(the same, dtype)                 where the class is UntypedStorage
//   _rebuild_parameter(one of these, requires_grad, OrderedDict())
//
// core/write/tensor_calls makes the same calls again.

namespace pthf {

namespace {

class Fold {
public:
    explicit Fold(Content& content)
        : m_content(content)
        , m_graph(content.graph)
        , m_globals(content.graph)
        , m_isPart(content.graph.size(), false)
    {
    }

    void turnPlainTensors()
    {
        for (std::uint32_t i = 0; i < m_content.tensors.size(); ++i) {
            const TensorValue& tensor = m_content.tensors[i];
            if (isFoldable(tensor) && m_graph.kind(tensor.value) == ValueKind::Call
                && (tensor.isParameter ? isParameterCall(tensor) : isTensorCall(tensor.value, tensor))) {
                notePartsOf(tensor.value);
                m_graph.turnIntoTensor(tensor.value, i);
            }
        }
    }

    std::vector<ValueId> run()
    {
        turnPlainTensors();
        std::vector<ValueId> newIds = numberKept();
        rebuild(newIds);
        return newIds;
    }

private:
    /// The arguments of a call that has nothing else to it.
    std::span<const ValueId> bareArguments(ValueId call) const
    {
        if (m_graph.kind(call) != ValueKind::Call) {
            return {};
        }
        const Instance& instance = m_graph.instance(call);
        const bool isBare = instance.keywordArguments == kNoValue && instance.listItems == kNoValue
            && instance.dictItems == kNoValue && instance.state == kNoValue;
        return isBare ? sequenceItems(m_graph, instance.arguments) : std::span<const ValueId>{};
    }

    bool isNoHooks(ValueId id)
    {
        return m_globals.calleeMeaning(id) == Meaning::OrderedDict && m_graph.kind(id) == ValueKind::Call
            && m_graph.instance(id).dictItems == kNoValue && m_graph.instance(id).state == kNoValue
            && m_graph.instance(id).arguments != kNoValue && m_graph.items(m_graph.instance(id).arguments).empty();
    }

    /// Whether the call says what the tensor says, but for its requires_grad where that stands outside of it.
    bool isTensorCall(ValueId call, const TensorValue& tensor)
    {
        constexpr std::size_t kSize = 2;
        constexpr std::size_t kStride = 3;
        constexpr std::size_t kRequiresGrad = 4;
        constexpr std::size_t kHooks = 5;
        const Meaning meaning = m_globals.calleeMeaning(call);
        const StorageValue& storage = m_content.storage(tensor.storage);
        const bool isUntyped = storage.isUntyped || dtypeInfo(storage.dtype).storageClass.empty();
        const auto arguments = bareArguments(call);
        const bool isCurrent = isUntyped ? meaning == Meaning::RebuildTensorV3 && arguments.size() == 7
                                         : meaning == Meaning::RebuildTensorV2 && arguments.size() == 6;
        return isCurrent && m_graph.kind(arguments[kSize]) == ValueKind::Tuple
            && m_graph.kind(arguments[kStride]) == ValueKind::Tuple && (isUntyped || storage.dtype == tensor.dtype)
            && isWholeStorage(arguments[0], tensor.storage)
            && plainFlag(m_graph, arguments[kRequiresGrad]) == (tensor.requiresGrad && !tensor.isParameter)
            && isNoHooks(arguments[kHooks]);
    }

    bool isParameterCall(const TensorValue& tensor)
    {
        const auto arguments = bareArguments(tensor.value);
        return m_globals.calleeMeaning(tensor.value) == Meaning::RebuildParameter && arguments.size() == 3
            && m_content.tensorAt(arguments[0]) == kNoTensor && isTensorCall(arguments[0], tensor)
            && plainFlag(m_graph, arguments[1]) == tensor.requiresGrad && isNoHooks(arguments[2]);
    }

    /// A persistent id of a storage, and not of the views of it that torch 0.1.10 to 0.3 knew.
    bool isWholeStorage(ValueId id, StorageId storage) const
    {
        constexpr std::size_t kView = 5;
        if (m_graph.kind(id) != ValueKind::Persistent || m_content.storageAt(id) != storage) {
            return false;
        }
        const auto parts = sequenceItems(m_graph, m_graph.persistentId(id));
        return parts.size() == kView || (parts.size() == kView + 1 && m_graph.kind(parts[kView]) == ValueKind::None);
    }

    /// Notes what a call is made of, down to the numbers of its shape: what goes with it unless something else holds
    /// it.
    void notePartsOf(ValueId call)
    {
        constexpr int kLevels =
            6; // _rebuild_parameter, arguments, _rebuild_tensor_v2, arguments, a storage's id, its parts
        m_level.assign(1, call);
        for (int level = 0; level < kLevels && !m_level.empty(); ++level) {
            m_below.clear();
            for (const ValueId id : m_level) {
                appendParts(m_graph, id, m_below);
            }
            for (const ValueId id : m_below) {
                m_isPart[index(id)] = true;
            }
            m_level.swap(m_below);
        }
    }

    /// Marks a value and all that it is made of as kept.
    void keep(ValueId root, std::vector<ValueId>& newIds)
    {
        constexpr ValueId kKept{0};
        m_level.assign(1, root);
        while (!m_level.empty()) {
            const ValueId id = m_level.back();
            m_level.pop_back();
            if (newIds[index(id)] == kNoValue) {
                newIds[index(id)] = kKept;
                appendParts(m_graph, id, m_level);
            }
        }
    }

    std::vector<ValueId> numberKept()
    {
        std::vector<ValueId> newIds(m_graph.size(), kNoValue);
        keep(m_content.root, newIds);
        for (std::uint32_t id = 0; id < newIds.size(); ++id) {
            if (!m_isPart[id]) { // what nothing leads to (values that the pickle threw away) may be asked about, too
                keep(ValueId{id}, newIds);
            }
        }
        std::uint32_t next = 0;
        for (ValueId& id : newIds) {
            id = id == kNoValue ? kNoValue : ValueId{next++};
        }
        return newIds;
    }

    void rebuild(const std::vector<ValueId>& newIds)
    {
        Content folded;
        folded.graph = m_graph.subset(newIds);
        for (std::uint32_t old = 0; old < newIds.size(); ++old) {
            const TensorId tensor = m_content.tensorAt(ValueId{old});
            const StorageId storage = m_content.storageAt(ValueId{old});
            if (newIds[old] != kNoValue && tensor != kNoTensor) {
                folded.markTensor(newIds[old], tensor);
            } else if (newIds[old] != kNoValue && storage != kNoStorage) {
                folded.markStorage(newIds[old], storage);
            }
        }
        const auto renumbered = [&newIds](ValueId id) { return id == kNoValue ? kNoValue : newIds[index(id)]; };
        folded.root = renumbered(m_content.root);
        folded.tensors = std::move(m_content.tensors);
        folded.storages = std::move(m_content.storages);
        for (TensorValue& tensor : folded.tensors) {
            tensor.value = renumbered(tensor.value);
        }
        for (StorageValue& storage : folded.storages) {
            storage.place.value = renumbered(storage.place.value);
        }
        folded.tensors.shrink_to_fit();
        folded.storages.shrink_to_fit();
        m_content = std::move(folded);
    }

    Content& m_content;
    ValueGraph& m_graph; ///< the content's
    GlobalTable m_globals;
    std::vector<bool> m_isPart; ///< by ValueId: of a folded tensor
    std::vector<ValueId> m_level;
    std::vector<ValueId> m_below;
};

} // namespace

bool isFoldable(const TensorValue& tensor) noexcept
{
    return tensor.form == TensorForm::Strided && tensor.storage != kNoStorage && tensor.value != kNoValue
        && tensor.device.empty() && tensor.extras == nullptr && !tensor.isConjugate && !tensor.isNegative
        && !tensor.isOutOfBounds;
}

void foldInPlace(Content& content)
{
    Fold(content).turnPlainTensors();
}

std::vector<ValueId> foldTensors(Content& content)
{
    return content.root == kNoValue ? std::vector<ValueId>() : Fold(content).run();
}

} // namespace pthf
