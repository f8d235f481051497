// SPDX-License-Identifier: Apache-2.0
#include "core/write/pickle_content.h"

#include <array>
#include <unordered_map>
#include <unordered_set>

#include "core/pickle/pickle_writer.h"
#include "core/value/graph_walk.h"
#include "core/write/tensor_calls.h"

namespace pthf {

namespace {

constexpr std::size_t kPollEvery = 4096;

/// A copy of the planned graph in which persistent ids say what was planned, and whose tensors are all torch's calls.
class Preparation {
public:
    Preparation(const PlannedDocument& planned, SaveFormat format, StorageKeys keys)
        : m_content(planned.content)
        , m_format(format)
        , m_isNewlyLegacy(format == SaveFormat::Legacy && planned.source->kind != FileKind::TorchLegacy)
        , m_keys(keys)
        , m_graph(planned.content.graph)
        , m_calls(m_graph)
    {
    }

    Status run(const Task& task)
    {
        findRewritten();
        PTHF_TRY(collect(task));
        return change();
    }

    const ValueGraph& graph() const noexcept { return m_graph; }
    std::vector<StorageId> takeStorages() { return std::move(m_storages); }

private:
    /// Whether the mention of a storage in the file cannot serve this tensor as it is.
    bool isMisled(const TensorValue& tensor, ValueId node) const
    {
        return m_content.storageAt(node) != tensor.storage || hasView(node)
            || m_calls.hasDtype(m_calls.plainCall(tensor.value)) != isUntyped(m_content, tensor.storage);
    }

    /// Whether a mention is of a part of a storage, as torch 0.1.10 to 0.3 wrote them (FORMATS 2.2). The tensor's
    /// offset counts from the storage's start once it is read.
    bool hasView(ValueId node) const
    {
        constexpr std::size_t kView = 5;
        if (m_graph.kind(node) != ValueKind::Persistent) {
            return false;
        }
        const ValueId id = m_graph.persistentId(node);
        return m_graph.kind(id) == ValueKind::Tuple && m_graph.items(id).size() > kView
            && m_graph.kind(m_graph.items(id)[kView]) != ValueKind::None;
    }

    static bool isUntyped(const Content& content, StorageId storage)
    {
        return storage != kNoStorage && !hasStorageClass(content.storage(storage));
    }

    /// The value that stands for the storage of a tensor, where the tensor is a call that we know.
    ValueId storageNode(const TensorValue& tensor) const
    {
        const ValueId plain = m_calls.plainCall(tensor.value);
        return plain == kNoValue ? kNoValue : m_calls.storageOf(plain);
    }

    bool isRewritten(ValueId tensor) const { return m_rewritten.contains(index(tensor)); }

    /// Tensors whose calls have to be made anew, and the mentions of storages that go with the old ones.
    void findRewritten()
    {
        for (const TensorValue& tensor : m_content.tensors) {
            if (tensor.value == kNoValue || tensor.storage == kNoStorage
                || m_graph.kind(tensor.value) == ValueKind::Tensor) {
                continue;
            }
            const ValueId node = storageNode(tensor);
            if (node != kNoValue && isMisled(tensor, node)) {
                m_rewritten.insert(index(tensor.value));
                m_left.insert(index(node));
            }
        }
        // One mention can serve two tensors (TorchScript's pickler); the one that stays needs a mention of its own
        // then.
        for (const TensorValue& tensor : m_content.tensors) {
            if (!m_left.empty() && tensor.value != kNoValue && tensor.storage != kNoStorage
                && m_left.contains(index(storageNode(tensor)))) {
                m_rewritten.insert(index(tensor.value));
            }
        }
    }

    void mention(StorageId storage)
    {
        if (storage != kNoStorage && m_seen.insert(index(storage)).second) {
            m_storages.push_back(storage);
        }
    }

    /// Storages in the order in which a pickle mentions them, and the values that have to be changed.
    Status collect(const Task& task)
    {
        std::size_t count = 0;
        for (GraphWalk walk(m_graph, m_content.root); const auto id = walk.next();) {
            if (++count % kPollEvery == 0) {
                PTHF_TRY(task.poll());
            }
            if (m_isNewlyLegacy) {
                PTHF_TRY(checkForLegacy(*id));
            }
            if (const TensorId tensor = m_content.tensorAt(*id); tensor != kNoTensor) {
                collectTensor(*id, tensor);
            } else if (const StorageId storage = m_content.storageAt(*id); storage != kNoStorage) {
                walk.skipParts();
                if (!m_left.contains(index(*id))) {
                    mention(storage);
                    m_mentions.push_back(*id);
                }
            } else if (m_graph.kind(*id) == ValueKind::Persistent) {
                PTHF_TRY(collectOther(*id));
            }
        }
        return Done{};
    }

    /// torch reads the numbers of a legacy stream after its pickle. What takes numbers while the pickle is read gets
    /// them too early: the sizes of a nested tensor, the state of a generator.
    Status checkForLegacy(ValueId id) const
    {
        const TensorId tensor = m_content.tensorAt(id);
        const bool isNested = tensor != kNoTensor && m_content.tensor(tensor).form == TensorForm::Nested
            && m_content.tensor(tensor).extras && m_content.tensor(tensor).extras->parts.front().name == "buffer";
        const bool isGenerator = m_graph.kind(id) == ValueKind::Global && m_graph.globalName(id) == "Generator"
            && (m_graph.globalModule(id) == "torch" || m_graph.globalModule(id) == "torch._C");
        // torch/ao/nn/quantized: its __setstate__ packs numbers that are not there yet.
        const bool isPacked = m_graph.kind(id) == ValueKind::Global && m_graph.globalName(id) == "ScriptObject"
            && (m_graph.globalModule(id) == "torch" || m_graph.globalModule(id) == "torch._C");
        if (!isNested && !isGenerator && !isPacked) {
            return Done{};
        }
        return Error{ErrorCode::Unsupported,
            std::string(isNested ? "a nested tensor"
                    : isPacked   ? "a packed part of a quantized module"
                                 : "a torch.Generator")
                + " cannot be loaded from a legacy file, whose numbers come after the values: save it as zip"};
    }

    void collectTensor(ValueId id, TensorId tensor)
    {
        const TensorValue& value = m_content.tensor(tensor);
        if (m_graph.kind(id) == ValueKind::Tensor) {
            mention(value.storage);
            m_made.push_back(id);
        } else if (isRewritten(value.value) && id == value.value) {
            mention(value.storage);
            m_changed.push_back(tensor);
        }
    }

    /// Persistent ids that are no storages: classes of legacy whole models, with their source (FORMATS 2.2).
    Status collectOther(ValueId id)
    {
        // Kept pickles keep what else they refer to: it stays in its record.
        if (m_format == SaveFormat::Legacy || m_keys == StorageKeys::Kept) {
            return Done{};
        }
        const ValueId idValue = m_graph.persistentId(id);
        if (m_graph.kind(idValue) == ValueKind::Tuple && m_graph.items(idValue).size() >= 2) {
            const ValueId what = m_graph.items(idValue)[0];
            const ValueId named = m_graph.items(idValue)[1];
            if (m_graph.kind(what) == ValueKind::Text && m_graph.text(what) == "module"
                && m_graph.kind(named) == ValueKind::Global) {
                m_modules.emplace_back(id, named);
                return Done{};
            }
        }
        return Error{ErrorCode::Unsupported,
            "the file refers to something outside the pickle that is no storage; a zip cannot hold that"};
    }

    Status change()
    {
        m_persistent.assign(m_content.storages.size(), kNoValue);
        for (std::size_t i = 0; i < m_storages.size(); ++i) {
            const ValueId id = PTHF_TRY(makeId(m_storages[i], i));
            m_persistent[index(m_storages[i])] = m_graph.addPersistent(id);
        }
        for (const ValueId mentioned : m_mentions) {
            m_graph.replace(mentioned, m_persistent[index(m_content.storageAt(mentioned))]);
        }
        for (const auto& module : m_modules) {
            m_graph.replace(module.first, module.second);
        }
        for (const TensorId tensor : m_changed) {
            const TensorValue& value = m_content.tensor(tensor);
            PTHF_TRY(m_calls.rewrite(value, isUntyped(m_content, value.storage), m_persistent[index(value.storage)]));
        }
        for (const ValueId made : m_made) {
            PTHF_TRY(makeCall(made));
        }
        return Done{};
    }

    Status makeCall(ValueId id)
    {
        const TensorValue& value = m_content.tensor(m_content.tensorAt(id));
        const ValueId storage = value.storage == kNoStorage ? kNoValue : m_persistent[index(value.storage)];
        const ValueId call = PTHF_TRY(m_calls.make(value, isUntyped(m_content, value.storage), storage));
        m_graph.replace(id, call);
        return Done{};
    }

    /// ('storage', class, key, device, elements), with a sixth element in a legacy stream.
    Result<ValueId> makeId(StorageId storage, std::size_t number)
    {
        const StorageValue& value = m_content.storage(storage);
        if (value.dtype == DType::Unknown) {
            return Error{ErrorCode::Unsupported,
                "storage " + value.key
                    + " is of a class whose elements are unknown: nobody knows how many bytes are its own"};
        }
        const bool hasClass = hasStorageClass(value);
        if (!hasClass && m_format == SaveFormat::Legacy) {
            return Error{ErrorCode::Unsupported,
                "storage " + value.key + " has no class of its own (" + std::string(dtypeName(dtypeOf(storage)))
                    + "), which the legacy format cannot hold; save as zip, or cast it"};
        }
        if (m_word == kNoValue) {
            m_word = m_graph.addText("storage");
        }
        std::vector<ValueId> items{m_word, classOf(storage),
            m_graph.addText(m_keys == StorageKeys::Kept ? value.key : std::to_string(number)),
            deviceText(value.device.empty() ? std::string("cpu") : value.device.string()),
            m_graph.addInt(static_cast<std::int64_t>(hasClass ? value.elements : value.bytes()))};
        if (m_format == SaveFormat::Legacy) {
            items.push_back(m_graph.addNone()); // no view: 0.1.10 to 0.3 had those
        }
        return m_graph.addSequence(ValueKind::Tuple, items);
    }

    DType dtypeOf(StorageId storage) const
    {
        for (const TensorValue& tensor : m_content.tensors) {
            if (tensor.storage == storage) {
                return tensor.dtype;
            }
        }
        return m_content.storage(storage).dtype;
    }

    ValueId classOf(StorageId storage)
    {
        const StorageValue& value = m_content.storage(storage);
        const std::string name = hasStorageClass(value) ? "torch " + std::string(dtypeInfo(value.dtype).storageClass)
                                                        : "torch.storage UntypedStorage";
        const auto [place, isNew] = m_classes.emplace(name, kNoValue);
        if (isNew) {
            const std::size_t space = name.find(' ');
            place->second = m_graph.addGlobal(name.substr(0, space), name.substr(space + 1));
        }
        return place->second;
    }

    ValueId deviceText(const std::string& device)
    {
        const auto [place, isNew] = m_devices.emplace(device, kNoValue);
        if (isNew) {
            place->second = m_graph.addText(device);
        }
        return place->second;
    }

    const Content& m_content;
    SaveFormat m_format;
    bool m_isNewlyLegacy; ///< it was another format before
    StorageKeys m_keys;
    ValueGraph m_graph;
    TensorCalls m_calls;

    std::unordered_set<std::uint32_t> m_rewritten; ///< values of tensors
    std::unordered_set<std::uint32_t> m_left; ///< mentions that nothing needs any more
    std::unordered_set<std::uint32_t> m_seen; ///< storages
    std::vector<StorageId> m_storages;
    std::vector<ValueId> m_mentions;
    std::vector<TensorId> m_changed;
    std::vector<ValueId> m_made;
    std::vector<std::pair<ValueId, ValueId>> m_modules;
    std::vector<ValueId> m_persistent; ///< by StorageId
    std::unordered_map<std::string, ValueId> m_classes;
    std::unordered_map<std::string, ValueId> m_devices;
    ValueId m_word = kNoValue;
};

} // namespace

bool hasStorageClass(const StorageValue& storage) noexcept
{
    return !storage.isUntyped && !dtypeInfo(storage.dtype).storageClass.empty();
}

Result<PickledContent> pickleContent(
    const PlannedDocument& planned, SaveFormat format, const Task& task, StorageKeys keys)
{
    Preparation preparation(planned, format, keys);
    PTHF_TRY(preparation.run(task));
    PickledContent content;
    content.pickle = PTHF_TRY(writePickle(preparation.graph(), planned.content.root, Limits{}, task));
    content.storages = preparation.takeStorages();
    return content;
}

Result<std::vector<std::vector<std::byte>>> picklesOf(
    const PlannedDocument& planned, std::span<const ValueId> roots, const Task& task)
{
    Preparation preparation(planned, SaveFormat::Zip, StorageKeys::Kept);
    PTHF_TRY(preparation.run(task));
    std::vector<std::vector<std::byte>> pickles;
    for (const ValueId root : roots) {
        pickles.push_back(PTHF_TRY(writePickle(preparation.graph(), root, Limits{}, task)));
    }
    return pickles;
}

} // namespace pthf
