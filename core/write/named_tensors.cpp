// SPDX-License-Identifier: Apache-2.0
#include "core/write/named_tensors.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "core/checkpoint/block_tensor.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Text kept of one value, and how many values are kept as text.
constexpr std::size_t kMaxText = 4096;
constexpr std::size_t kMaxValues = 4096;
/// Names listed in a refusal.
constexpr std::size_t kMaxNamed = 4;

constexpr std::string_view kVersions = "_metadata"; ///< attribute of a state dict: versions of its modules
constexpr std::string_view kMetadata = "__metadata__"; ///< attribute that our reader gives to safetensors files

const std::string* textOfStep(const KeySegment& segment)
{
    return std::get_if<std::string>(&segment.step);
}

bool isAttribute(const KeySegment& segment, std::string_view name)
{
    const auto* attribute = std::get_if<KeySegment::Attribute>(&segment.step);
    return attribute != nullptr && attribute->name == name;
}

/// "a.b.0": what keys of nested containers are together; nothing where one of them is no key.
std::optional<std::string> joined(std::span<const KeySegment> steps)
{
    std::string name;
    for (const KeySegment& step : steps) {
        const auto* number = std::get_if<std::int64_t>(&step.step);
        if (number == nullptr && textOfStep(step) == nullptr) {
            return std::nullopt;
        }
        name += name.empty() && &step == steps.data() ? "" : ".";
        name += number != nullptr ? std::to_string(*number) : *textOfStep(step);
    }
    return name;
}

/// Views of one storage that are the same tensor.
bool isSameView(const TensorValue& a, const TensorValue& b)
{
    return a.storage == b.storage && a.dtype == b.dtype && a.layout == b.layout;
}

class Collection {
public:
    explicit Collection(const PlannedDocument& planned)
        : m_planned(planned)
        , m_content(planned.content)
        , m_tree(planned.tree)
        , m_holdsTensors(planned.tree.places.size(), false)
    {
    }

    Result<NamedTensors> run()
    {
        PTHF_TRY(chooseBase());
        for (const Leaf& leaf : m_tree.leaves) {
            PTHF_TRY(leaf.tensor == kNoTensor ? takeValue(leaf) : takeTensor(leaf));
        }
        noteWhatGoes();
        return std::move(m_found);
    }

private:
    /// The outermost state dict that a place is in; nothing outside of all.
    const StateDict* stateDictOf(PlaceId place) const
    {
        const StateDict* outermost = nullptr;
        for (PlaceId at = place;; at = m_tree.places[index(at)].parent) {
            if (const auto found = m_stateDicts.find(index(at)); found != m_stateDicts.end()) {
                outermost = found->second;
            }
            if (index(at) == 0) {
                return outermost;
            }
        }
    }

    std::string topOf(PlaceId place) const
    {
        const KeyPath path = m_tree.pathOf(m_content, place);
        return path.empty() ? std::string("the root") : segmentText(path.front());
    }

    /// The one state dict whose names the tensors get; the root where there is none.
    Status chooseBase()
    {
        for (const StateDict& stateDict : m_tree.stateDicts) {
            m_stateDicts.emplace(index(stateDict.place), &stateDict);
        }
        std::vector<const StateDict*> holders;
        std::map<std::string, std::uint64_t> outside;
        for (const Leaf& leaf : m_tree.leaves) {
            if (leaf.tensor == kNoTensor) {
                continue;
            }
            for (PlaceId at = leaf.place; !m_holdsTensors[index(at)]; at = m_tree.places[index(at)].parent) {
                m_holdsTensors[index(at)] = true;
            }
            const StateDict* holder = stateDictOf(leaf.place);
            if (holder == nullptr) {
                ++outside[topOf(leaf.place)];
            } else if (std::ranges::find(holders, holder) == holders.end()) {
                holders.push_back(holder);
            }
        }
        if (holders.size() > 1) {
            return severalError(holders);
        }
        if (holders.empty()) {
            return Done{};
        }
        if (!outside.empty()) {
            return besideError(*holders.front(), outside);
        }
        if (holders.front()->isWholeModel) {
            return Error{ErrorCode::Unsupported,
                "safetensors holds names and tensors, and this is a whole model object: add --state-dict, which makes "
                "it "
                "what its state_dict() gives"};
        }
        m_base = holders.front()->place;
        m_baseSteps = m_tree.pathOf(m_content, m_base).size();
        return Done{};
    }

    Error severalError(const std::vector<const StateDict*>& holders) const
    {
        std::string names;
        for (std::size_t i = 0; i < std::min(holders.size(), kMaxNamed); ++i) {
            names += (i == 0 ? "" : ", ") + m_tree.pathTextOf(m_content, holders[i]->place);
        }
        return {ErrorCode::Unsupported,
            "safetensors holds the tensors of one state dict, and the file has " + std::to_string(holders.size()) + " ("
                + names + "): add --extract PATH for one of them"};
    }

    Error besideError(const StateDict& model, const std::map<std::string, std::uint64_t>& outside) const
    {
        std::string names;
        std::size_t named = 0;
        for (const auto& [name, count] : outside) {
            if (++named <= kMaxNamed) {
                names += (names.empty() ? "" : ", ") + name + " (" + countOf(count, "tensor") + ")";
            }
        }
        return {ErrorCode::Unsupported,
            "safetensors holds the tensors of one state dict; beside it stand " + names
                + ", which cannot be in it: add --extract " + m_tree.pathTextOf(m_content, model.place)
                + " to save that alone, or drop the rest"};
    }

    /// The part of a path below the base; nothing for what stands beside it.
    std::optional<std::span<const KeySegment>> belowBase(PlaceId place, const KeyPath& path) const
    {
        for (PlaceId at = place;; at = m_tree.places[index(at)].parent) {
            if (at == m_base) {
                return std::span(path).subspan(m_baseSteps);
            }
            if (index(at) == 0) {
                return std::nullopt;
            }
        }
    }

    Error refused(const Leaf& leaf, const std::string& why, const char* advice = "leave it out with --drop") const
    {
        return {ErrorCode::Unsupported,
            m_tree.pathTextOf(m_content, leaf.place) + " " + why + ", which safetensors cannot hold: " + advice};
    }

    Status takeTensor(const Leaf& leaf)
    {
        const TensorValue& tensor = m_content.tensor(leaf.tensor);
        const KeyPath path = m_tree.pathOf(m_content, leaf.place);
        const auto steps = belowBase(leaf.place, path);
        auto name = steps ? joined(*steps) : std::nullopt;
        if (!name) {
            return refused(leaf, "is a tensor inside an object");
        }
        PTHF_TRY(checkTensor(leaf, tensor, *name));
        if (!m_names.insert(*name).second) {
            return Error{ErrorCode::Unsupported, "two tensors would both be named " + displayText(*name)};
        }
        for (const std::size_t other : m_ofStorage[index(tensor.storage)]) {
            if (isSameView(m_content.tensor(m_found.tensors[other].tensor), tensor)) {
                m_found.ties.emplace_back(std::move(*name), m_found.tensors[other].name);
                return Done{};
            }
        }
        NamedTensor named;
        named.name = std::move(*name);
        named.tensor = leaf.tensor;
        named.shape = tensor.layout.shape;
        PTHF_TRY(giveBytes(named, tensor));
        auto& sharing = m_ofStorage[index(tensor.storage)];
        m_shared += sharing.empty() ? 0U : 1U;
        m_tagged += m_content.deviceOf(tensor) == "cpu" ? 0U : 1U;
        sharing.push_back(m_found.tensors.size());
        m_found.tensors.push_back(std::move(named));
        return Done{};
    }

    Status checkTensor(const Leaf& leaf, const TensorValue& tensor, const std::string& name) const
    {
        if (blockTypeOf(tensor) != nullptr) {
            return Error{ErrorCode::InvalidArgument,
                m_tree.pathTextOf(m_content, leaf.place) + " lies in blocks of " + tensor.extras->className
                    + ": turn such tensors into numbers with --cast float16 (or another type), or leave them out with "
                      "--drop"};
        }
        if (tensor.form != TensorForm::Strided || tensor.storage == kNoStorage) {
            return refused(leaf, "is a " + std::string(tensorFormName(tensor.form)) + " tensor");
        }
        if (dtypeInfo(tensor.dtype).safetensors.empty()) {
            return refused(leaf, "is of type " + std::string(dtypeName(tensor.dtype)));
        }
        if (tensor.isConjugate || tensor.isNegative) {
            return refused(leaf, "is a view that conjugates or negates what it sees");
        }
        if (tensor.dtype == DType::Float4E2M1FNx2 && tensor.layout.shape.empty()) {
            return refused(leaf, "is a packed pair of numbers without a dimension");
        }
        if (tensor.isOutOfBounds) {
            return Error{
                ErrorCode::Corrupt, m_tree.pathTextOf(m_content, leaf.place) + " reaches past the bytes that it has"};
        }
        if (name == kMetadata || !isValidUtf8(name, Surrogates::Refused)) {
            return refused(leaf, "has a name that is " + std::string(name == kMetadata ? "reserved" : "no UTF-8"));
        }
        return Done{};
    }

    /// Where the tensor's own elements come from: a run of the source's bytes, or elements to be gathered.
    Status giveBytes(NamedTensor& named, const TensorValue& tensor) const
    {
        const PlannedStorage& whole = m_planned.storages[index(tensor.storage)];
        const bool isCast = whole.sourceDtype != m_content.storage(tensor.storage).dtype;
        named.dtype = tensor.dtype;
        named.plan = whole;
        named.plan.sourceDtype = isCast ? whole.sourceDtype : tensor.dtype;
        const std::uint64_t size = dtypeBytes(named.plan.sourceDtype);
        const std::uint64_t elements = tensor.elements();
        const bool isRun = isContiguous(tensor.layout) || elements == 0;
        if (whole.gathered || !whole.layers.empty()) {
            // Made by an operation that gives a tensor its own elements; they are in order already.
            return isRun && tensor.layout.offset == 0 ? Status(Done{}) : otherError(named.name);
        }
        if (isRun) {
            named.plan.firstByte += elements == 0 ? 0 : static_cast<std::uint64_t>(tensor.layout.offset) * size;
            named.plan.byteCount = elements * size;
            return Done{};
        }
        if (whole.source == kNoStorage) {
            return otherError(named.name);
        }
        TensorLayout gathered = tensor.layout;
        gathered.offset += static_cast<std::int64_t>(whole.firstByte / size);
        named.plan.gathered = std::make_shared<const TensorLayout>(std::move(gathered));
        named.plan.firstByte = 0;
        named.plan.byteCount = m_planned.documentOf(whole).content.storage(whole.source).bytes();
        return Done{};
    }

    static Error otherError(const std::string& name)
    {
        return {ErrorCode::Unsupported,
            displayText(name) + " is a view into numbers that the plan makes; save as zip first, then as safetensors"};
    }

    Status takeValue(const Leaf& leaf)
    {
        const KeyPath path = m_tree.pathOf(m_content, leaf.place);
        const auto steps = belowBase(leaf.place, path);
        if (steps && !steps->empty() && isAttribute(steps->front(), kVersions)) {
            m_hasVersions = true;
            return Done{};
        }
        const ValueId value = m_tree.places[index(leaf.place)].step.value;
        const ViewKind kind = viewOf(m_content, value).kind;
        if (kind == ViewKind::Bytes) {
            return refused(leaf, "are bytes");
        }
        if (kind == ViewKind::Array) {
            return refused(leaf, "is a numpy array", "add --portable, which makes a tensor of it");
        }
        if (leaf.isReference && m_holdsTensors[index(leaf.first)]) {
            return refused(leaf, "is a container that stands elsewhere too");
        }
        const auto text = readableTextOf(m_content, value);
        const bool isMetadata = steps && steps->size() == 2 && isAttribute(steps->front(), kMetadata);
        if (isMetadata && text && textOfStep(steps->back()) != nullptr) {
            m_found.metadata.emplace_back(*textOfStep(steps->back()), *text);
            return Done{};
        }
        const bool isEmptied = steps && steps->size() == 1 && isAttribute(steps->front(), kMetadata);
        if (path.empty() || isEmptied) {
            return Done{}; // an empty root, or metadata that held nothing but ties
        }
        if (++m_values > kMaxValues) {
            return Error{ErrorCode::Unsupported,
                "the file has more than " + std::to_string(kMaxValues)
                    + " values that are no tensors: add --extract PATH for the part with the tensors"};
        }
        m_texts.emplace_back(pathText(steps ? KeyPath(steps->begin(), steps->end()) : path),
            text ? *text : leafText(m_content, value, kMaxText));
        return Done{};
    }

    /// Plain values become text beside the tensors, and what is not kept is said.
    void noteWhatGoes()
    {
        std::uint64_t kept = 0;
        for (auto& text : m_texts) {
            const bool isTaken = std::ranges::any_of(
                m_found.metadata, [&text](const auto& member) { return member.first == text.first; });
            const bool isNamed = m_names.contains(text.first);
            if (!isTaken && !isNamed) {
                m_found.metadata.push_back(std::move(text));
                ++kept;
            }
        }
        if (kept != 0) {
            m_found.notes.push_back(countOf(kept, "plain value") + " stand as text in __metadata__");
        }
        if (kept != m_texts.size()) {
            m_found.notes.push_back(countOf(m_texts.size() - kept, "plain value") + " left out: their names are taken");
        }
        if (!m_found.ties.empty()) {
            m_found.notes.push_back(countOf(m_found.ties.size(), "tensor")
                + " shared with another name: stored once, recorded in __metadata__");
        }
        if (m_shared != 0) {
            m_found.notes.push_back(countOf(m_shared, "tensor") + " saw parts of another's memory: stored separately");
        }
        if (m_tagged != 0) {
            m_found.notes.push_back("safetensors has no device tags: those of " + countOf(m_tagged, "tensor") + " go");
        }
        if (m_hasVersions) {
            m_found.notes.emplace_back("the versions of modules in _metadata go");
        }
    }

    const PlannedDocument& m_planned;
    const Content& m_content;
    const TreeIndex& m_tree;
    std::vector<bool> m_holdsTensors; ///< by place
    NamedTensors m_found;
    std::unordered_map<std::uint32_t, const StateDict*> m_stateDicts; ///< by place
    PlaceId m_base{};
    std::size_t m_baseSteps = 0;
    std::unordered_set<std::string> m_names;
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> m_ofStorage; ///< tensors found, by storage
    std::vector<std::pair<std::string, std::string>> m_texts;
    std::size_t m_values = 0;
    std::uint64_t m_shared = 0;
    std::uint64_t m_tagged = 0;
    bool m_hasVersions = false;
};

} // namespace

std::uint64_t NamedTensors::bytes() const noexcept
{
    std::uint64_t total = 0;
    for (const NamedTensor& tensor : tensors) {
        total += tensor.bytes();
    }
    return total;
}

BytesOrigin originOf(const PlannedDocument& planned, const NamedTensor& tensor)
{
    return {planned.documentOf(tensor.plan), tensor.plan, tensor.dtype, tensor.name};
}

Result<NamedTensors> namedTensors(const PlannedDocument& planned)
{
    return Collection(planned).run();
}

} // namespace pthf
