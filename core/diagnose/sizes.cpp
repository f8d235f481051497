// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/sizes.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/checkpoint/value_view.h"
#include "core/diagnose/devices_finding.h"
#include "core/meaning/value_parts.h"
#include "core/roles/whole_model.h"
#include "core/text/size_text.h"

namespace pthf {
namespace {

std::uint64_t saturatingAdd(std::uint64_t a, std::uint64_t b) noexcept
{
    return b > std::numeric_limits<std::uint64_t>::max() - a ? std::numeric_limits<std::uint64_t>::max() : a + b;
}

/// A run of a storage's bytes that some tensor shows.
struct Run {
    std::uint32_t storage;
    std::uint64_t begin;
    std::uint64_t end;

    bool operator<(const Run& other) const noexcept
    {
        return std::tie(storage, begin, end) < std::tie(other.storage, other.begin, other.end);
    }
};

/// What makes two tensors one for whoever counts parameters.
struct Tie {
    std::uint32_t storage;
    std::uint64_t offset;
    std::uint64_t elements;
    bool requiresGrad;

    bool isSame(const Tie& other) const noexcept
    {
        return storage == other.storage && offset == other.offset && elements == other.elements;
    }
    bool operator<(const Tie& other) const noexcept
    {
        return std::tie(storage, offset, elements, other.requiresGrad)
            < std::tie(other.storage, other.offset, other.elements, requiresGrad);
    }
};

class Count {
public:
    Count(const Content& content, const TreeIndex& tree)
        : m_content(content)
        , m_tree(tree)
        , m_isUsed(content.storages.size(), false)
        , m_isFull(content.storages.size(), false)
        , m_isModel(content.storages.size(), false)
    {
    }

    Sizes run()
    {
        markEntries();
        const std::vector<Role> roles = rolesOfLeaves(m_tree);
        m_ties.reserve(static_cast<std::size_t>(std::ranges::count(roles, Role::Model)));
        for (std::size_t i = 0; i < m_tree.leaves.size(); ++i) {
            if (m_tree.leaves[i].tensor != kNoTensor) {
                addLeaf(m_tree.leaves[i], roles[i]);
            } else if (!m_tree.leaves[i].isReference) {
                addArray(m_tree.places[index(m_tree.leaves[i].place)].step.value);
            }
        }
        countParameters();
        countUnused();
        sortDevices(m_sizes.devices);
        return std::move(m_sizes);
    }

private:
    /// What the state dicts of module objects would have.
    void markEntries()
    {
        for (const StateDict& stateDict : m_tree.stateDicts) {
            if (!stateDict.isWholeModel) {
                continue;
            }
            m_isEntry.resize(m_content.tensors.size(), false);
            for (const StateDictEntry& entry : stateDictEntries(m_content, stateDict)) {
                if (entry.tensor != kNoTensor) {
                    m_isEntry[index(entry.tensor)] = true;
                }
            }
        }
    }

    /// Whether a module object holds a tensor that its state dict leaves out: a buffer that is not persistent, a mere
    /// attribute (what weight_norm computes). Tensors deeper in other objects, packed weights, are counted.
    bool isLeftOut(const Leaf& leaf) const
    {
        if (m_isEntry.empty() || m_isEntry[index(leaf.tensor)] || index(leaf.place) == 0) {
            return false;
        }
        const PlaceId holder = m_tree.places[index(leaf.place)].parent;
        const Place& held = m_tree.places[index(holder)];
        if (isWholeModel(m_content, held.step.value)) {
            return true;
        }
        const bool isBuffer = held.step.kind == ChildStep::Kind::Attribute && held.step.key != kNoValue
            && textOf(m_content, held.step.key) == "_buffers";
        return isBuffer && isWholeModel(m_content, m_tree.places[index(held.parent)].step.value);
    }

    void addLeaf(const Leaf& leaf, Role role)
    {
        const TensorValue& tensor = m_content.tensor(leaf.tensor);
        const std::uint64_t bytes = shownBytes(m_content, tensor);
        ++m_sizes.tensors;
        m_sizes.tensorBytes = saturatingAdd(m_sizes.tensorBytes, bytes);
        TensorCount& ofDtype = m_sizes.dtypes[static_cast<std::size_t>(tensor.dtype)];
        ++ofDtype.tensors;
        ofDtype.bytes = saturatingAdd(ofDtype.bytes, bytes);
        DeviceUse& ofDevice = deviceUse(shownDevice(m_content, tensor));
        ++ofDevice.tensors;
        ofDevice.bytes = saturatingAdd(ofDevice.bytes, bytes);
        if (role == Role::Model && !isLeftOut(leaf)) {
            addParameter(leaf.tensor, tensor);
        }
        if (role == Role::Model || role == Role::Ema) {
            ++m_sizes.modelTensors;
            m_sizes.emptyTensors += tensor.layout.shape == Dims{0} ? 1U : 0U;
        }
        addStorage(tensor, role, tensor.storage == kNoStorage ? 0 : bytes);
        if (tensor.storage != kNoStorage && m_content.storage(tensor.storage).stored() != Stored::Whole) {
            m_sizes.firstIncomplete = m_sizes.incomplete == 0 ? leaf.place : m_sizes.firstIncomplete;
            ++m_sizes.incomplete;
        }
        if (tensor.extras) {
            for (const TensorPart& part : tensor.extras->parts) {
                const TensorValue& held = m_content.tensor(part.tensor);
                addStorage(held, role, held.bytes());
            }
        }
    }

    void addArray(ValueId id)
    {
        if (partsOf(m_content, id).kind == ViewKind::Array) {
            ++m_sizes.arrays;
            m_sizes.arrayElements =
                saturatingAdd(m_sizes.arrayElements, elementCount(viewOf(m_content, id).arrayShape).value_or(0));
        }
    }

    DeviceUse& deviceUse(std::string_view device)
    {
        std::vector<DeviceUse>& uses = m_sizes.devices;
        if (uses.empty() || uses[m_lastDevice].device != device) { // neighbours are mostly on one device
            const auto [entry, isNew] = m_deviceNumbers.try_emplace(device, uses.size());
            if (isNew) {
                uses.push_back({std::string(device), 0, 0});
            }
            m_lastDevice = entry->second;
        }
        return uses[m_lastDevice];
    }

    void addParameter(TensorId id, const TensorValue& tensor)
    {
        const bool hasStorage = tensor.storage != kNoStorage;
        // Tensors without a storage are their own: numbered from above, where no storage is.
        const std::uint32_t number = hasStorage ? index(tensor.storage) : ~index(id);
        if (!hasStorage || m_isModel[number]) {
            m_mayBeTied = true;
        } else {
            m_isModel[number] = true;
        }
        m_ties.push_back({number, hasStorage ? static_cast<std::uint64_t>(tensor.layout.offset) : 0, tensor.elements(),
            tensor.requiresGrad});
    }

    /// `bytes` are those that the tensor shows.
    void addStorage(const TensorValue& tensor, Role role, std::uint64_t bytes)
    {
        if (tensor.storage == kNoStorage) {
            return;
        }
        const std::uint32_t number = index(tensor.storage);
        const StorageValue& storage = m_content.storage(tensor.storage);
        if (!m_isUsed[number]) {
            m_isUsed[number] = true;
            ++m_sizes.storages;
            m_sizes.storageBytes = saturatingAdd(m_sizes.storageBytes, storage.bytes());
            std::uint64_t& ofRole = m_sizes.storageBytesByRole[static_cast<std::size_t>(role)];
            ofRole = saturatingAdd(ofRole, storage.bytes());
        }
        addRun(tensor, storage, number, bytes);
    }

    void addRun(const TensorValue& tensor, const StorageValue& storage, std::uint32_t number, std::uint64_t bytes)
    {
        if (tensor.isOutOfBounds || m_isFull[number]) {
            return;
        }
        // Within the storage's bytes, which were proven not to overflow.
        const std::uint64_t begin = static_cast<std::uint64_t>(tensor.layout.offset) * dtypeBytes(tensor.dtype);
        if (begin == 0 && bytes == storage.bytes() && isContiguous(tensor.layout)) {
            m_isFull[number] = true; // as nearly all are
        } else if (const auto span = elementSpan(tensor.layout)) {
            m_runs.push_back({number, begin, begin + *span * dtypeBytes(tensor.dtype)});
        }
    }

    void countParameters()
    {
        if (m_mayBeTied) {
            std::ranges::sort(m_ties, std::less<>{});
        }
        for (std::size_t i = 0; i < m_ties.size(); ++i) {
            if (i != 0 && m_ties[i].isSame(m_ties[i - 1])) {
                continue;
            }
            m_sizes.parameters = saturatingAdd(m_sizes.parameters, m_ties[i].elements);
            if (m_ties[i].requiresGrad) {
                m_sizes.trainable = saturatingAdd(m_sizes.trainable, m_ties[i].elements);
            }
        }
    }

    void countUnused()
    {
        std::sort(m_runs.begin(), m_runs.end());
        for (std::size_t first = 0; first < m_runs.size();) {
            const std::uint32_t number = m_runs[first].storage;
            std::uint64_t reached = 0;
            std::uint64_t shown = 0;
            std::size_t last = first;
            for (; last < m_runs.size() && m_runs[last].storage == number; ++last) {
                const std::uint64_t begin = std::max(m_runs[last].begin, reached);
                shown += m_runs[last].end > begin ? m_runs[last].end - begin : 0;
                reached = std::max(reached, m_runs[last].end);
            }
            const std::uint64_t bytes = m_content.storages[number].bytes();
            if (!m_isFull[number] && shown < bytes) {
                m_sizes.unusedBytes = saturatingAdd(m_sizes.unusedBytes, bytes - shown);
                m_sizes.draggingTensors += last - first;
            }
            first = last;
        }
    }

    const Content& m_content;
    const TreeIndex& m_tree;
    std::vector<bool> m_isUsed; ///< by storage
    std::vector<bool> m_isFull; ///< by storage: one tensor shows all of it
    std::vector<bool> m_isModel; ///< by storage: some tensor of a model is over it
    bool m_mayBeTied = false; ///< two of a model's tensors may be one
    std::vector<bool> m_isEntry; ///< by tensor: of a module object's state dict; empty where there is no such object
    std::vector<Run> m_runs; ///< of tensors that show only a part
    std::vector<Tie> m_ties;
    std::unordered_map<std::string_view, std::size_t> m_deviceNumbers; ///< names are views into the content
    std::size_t m_lastDevice = 0;
    Sizes m_sizes;
};

std::string percentText(std::uint64_t part, std::uint64_t whole)
{
    const double share = whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    return std::to_string(static_cast<unsigned>(std::min(100.0, share + 0.5))) + " %";
}

/// DeepSpeed's third stage leaves [0] in the place of every weight that was not gathered before it was saved.
std::optional<Finding> emptyWeights(const Sizes& sizes)
{
    if (sizes.emptyTensors == 0) {
        return std::nullopt;
    }
    Finding finding;
    finding.id = "empty-weights";
    finding.severity = sizes.emptyTensors * 2 >= sizes.modelTensors ? Severity::Warning : Severity::Info;
    finding.text = countText(sizes.emptyTensors) + " of " + countOf(sizes.modelTensors, "model tensor")
        + (sizes.modelTensors == 1 ? " holds" : " hold")
        + " no number at all: DeepSpeed ZeRO-3 leaves them empty where it did not gather the weights before it saved "
          "them";
    return finding;
}

} // namespace

Sizes sizesOf(const Content& content, const TreeIndex& tree)
{
    return Count(content, tree).run();
}

std::uint64_t shownBytes(const Content& content, const TensorValue& tensor)
{
    if (!tensor.extras || tensor.extras->parts.empty() || tensor.storage != kNoStorage) {
        return tensor.form == TensorForm::Meta ? 0 : tensor.bytes();
    }
    std::uint64_t bytes = 0;
    for (const TensorPart& part : tensor.extras->parts) {
        bytes = saturatingAdd(bytes, content.tensor(part.tensor).bytes());
    }
    return bytes;
}

std::string_view shownDevice(const Content& content, const TensorValue& tensor)
{
    const bool asksParts = tensor.storage == kNoStorage && tensor.device.empty() && tensor.extras;
    return asksParts && !tensor.extras->parts.empty()
        ? content.deviceOf(content.tensor(tensor.extras->parts.front().tensor))
        : content.deviceOf(tensor);
}

std::vector<Role> rolesOfLeaves(const TreeIndex& tree)
{
    std::vector<Role> ofPlace(tree.places.size(), Role::Other);
    std::vector<bool> isOwn(tree.places.size(), false);
    for (const RoleNode& node : tree.roles) {
        ofPlace[index(node.place)] = node.isCopy ? Role::Other : node.role;
        isOwn[index(node.place)] = true;
    }
    // Parents stand before their children.
    for (std::size_t i = 1; i < tree.places.size(); ++i) {
        if (!isOwn[i]) {
            ofPlace[i] = ofPlace[index(tree.places[i].parent)];
        }
    }
    std::vector<Role> roles;
    roles.reserve(tree.leaves.size());
    for (const Leaf& leaf : tree.leaves) {
        roles.push_back(ofPlace[index(leaf.place)]);
    }
    return roles;
}

std::vector<Finding> sizeFindings(
    const Document& document, const Content& content, const TreeIndex& tree, const Sizes& sizes)
{
    // Less than this nobody gets up for.
    constexpr std::uint64_t kWorthwhileShare = 20; // one in twenty
    std::vector<Finding> findings;
    const std::uint64_t optimizer = sizes.storageBytesByRole[static_cast<std::size_t>(Role::Optimizer)];
    if (optimizer != sizes.storageBytes && optimizer >= sizes.storageBytes / kWorthwhileShare && optimizer != 0) {
        const std::uint64_t whole = &content == &document.content ? document.fileBytes : sizes.storageBytes;
        Finding finding;
        finding.id = "optimizer-size";
        finding.text = "The optimizer takes " + percentText(optimizer, std::max(whole, optimizer))
            + " of the file; a copy for inference is " + sizeText(sizes.storageBytes - optimizer);
        const auto node = std::ranges::find(tree.roles, Role::Optimizer, &RoleNode::role);
        finding.path = node == tree.roles.end() ? KeyPath() : tree.pathOf(content, node->place);
        Drop drop;
        drop.roles.push_back(Role::Optimizer);
        finding.fix.emplace_back(std::move(drop));
        finding.fixLabel = "Drop optimizer";
        findings.push_back(std::move(finding));
    }
    if (sizes.unusedBytes != 0 && sizes.unusedBytes >= sizes.storageBytes / kWorthwhileShare) {
        Finding finding;
        finding.id = "views";
        finding.text = countOf(sizes.draggingTensors, "tensor")
            + (sizes.draggingTensors == 1 ? " is a view" : " are views")
            + " of larger storages: " + sizeText(sizes.unusedBytes) + " of " + sizeText(sizes.storageBytes)
            + " are stored and not shown by any tensor";
        finding.fix.emplace_back(Compact{});
        finding.fixLabel = "Compact views";
        findings.push_back(std::move(finding));
    }
    if (auto empty = emptyWeights(sizes)) {
        findings.push_back(std::move(*empty));
    }
    return findings;
}

} // namespace pthf
