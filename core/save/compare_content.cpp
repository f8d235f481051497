// SPDX-License-Identifier: Apache-2.0
#include "core/save/compare_content.h"

#include <string>

#include "core/checkpoint/value_view.h"
#include "core/value/graph_walk.h"

namespace pthf {

namespace {

/// Text compared of one value; what is longer is told apart by its length.
constexpr std::size_t kComparedText = 4096;

class Comparison {
public:
    Comparison(IndexedContent planned, IndexedContent found)
        : m_planned(planned)
        , m_found(found)
        , m_toFound(planned.content.storages.size(), kNoStorage)
        , m_toPlanned(found.content.storages.size(), kNoStorage)
    {
    }

    Status run(const Task& task)
    {
        PTHF_TRY(comparePlaces(task));
        return compareLeaves(task);
    }

    std::vector<StorageId> takeStorages() && { return std::move(m_toFound); }

private:
    Error differs(PlaceId place, const std::string& what) const
    {
        std::string path = m_planned.tree.pathTextOf(m_planned.content, place);
        return {ErrorCode::Internal, (path.empty() ? std::string("the root") : path) + ": " + what};
    }

    /// Keys that hold tensors (an optimizer that was saved as an object has them) speak of storages and devices, which
    /// have other names in the file. The tensors themselves are compared where they stand as values.
    bool isSameStep(const ChildStep& planned, const ChildStep& found) const
    {
        const KeySegment wanted = segmentOf(m_planned.content, planned);
        const KeySegment there = segmentOf(m_found.content, found);
        return wanted == there
            || (wanted.step.index() == there.step.index() && planned.kind == found.kind
                && holdsStorage(m_planned.content, planned.key) && holdsStorage(m_found.content, found.key));
    }

    static bool holdsStorage(const Content& content, ValueId key)
    {
        constexpr std::size_t kMaxLooked = 1000; // of the values that make a key
        std::vector<ValueId> values{key};
        for (std::size_t i = 0; i < values.size() && i < kMaxLooked; ++i) {
            if (content.storageAt(values[i]) != kNoStorage || content.tensorAt(values[i]) != kNoTensor) {
                return true;
            }
            appendParts(content.graph, values[i], values);
        }
        return false;
    }

    Status comparePlaces(const Task& task) const
    {
        const auto& planned = m_planned.tree.places;
        const auto& found = m_found.tree.places;
        for (std::size_t i = 0; i < planned.size() && i < found.size(); ++i) {
            if (i % kPollEvery == 0) {
                PTHF_TRY(task.poll());
            }
            if (planned[i].parent != found[i].parent || (i != 0 && !isSameStep(planned[i].step, found[i].step))) {
                return differs(PlaceId{static_cast<std::uint32_t>(i)},
                    "the file has " + m_found.tree.pathTextOf(m_found.content, PlaceId{static_cast<std::uint32_t>(i)})
                        + " in its place");
            }
        }
        if (planned.size() != found.size()) {
            return Error{ErrorCode::Internal,
                std::to_string(planned.size()) + " values were planned, the file has " + std::to_string(found.size())};
        }
        return Done{};
    }

    Status compareLeaves(const Task& task)
    {
        const auto& planned = m_planned.tree.leaves;
        const auto& found = m_found.tree.leaves;
        if (planned.size() != found.size()) {
            return Error{ErrorCode::Internal,
                std::to_string(planned.size()) + " leaves were planned, the file has " + std::to_string(found.size())};
        }
        for (std::size_t i = 0; i < planned.size(); ++i) {
            if (i % kPollEvery == 0) {
                PTHF_TRY(task.poll());
            }
            if (planned[i].place != found[i].place || planned[i].isReference != found[i].isReference
                || planned[i].first != found[i].first) {
                return differs(planned[i].place, "the file has another value shared here");
            }
            PTHF_TRY(compareLeaf(planned[i], found[i]));
        }
        return Done{};
    }

    Status compareLeaf(const Leaf& planned, const Leaf& found)
    {
        if ((planned.tensor == kNoTensor) != (found.tensor == kNoTensor)) {
            return differs(
                planned.place, planned.tensor == kNoTensor ? "a tensor in the file" : "no tensor in the file");
        }
        if (planned.tensor != kNoTensor) {
            const auto same = compareTensors(planned.tensor, found.tensor);
            return same ? same : differs(planned.place, same.error().message());
        }
        if (planned.isReference) {
            return Done{};
        }
        return compareValues(planned.place);
    }

    Status compareValues(PlaceId place) const
    {
        const ValueId planned = m_planned.tree.places[index(place)].step.value;
        const ValueId found = m_found.tree.places[index(place)].step.value;
        if (hasSameLength(planned, found) || isSameArray(planned, found)) {
            return Done{};
        }
        const std::string wanted = leafText(m_planned.content, planned, kComparedText);
        const std::string there = leafText(m_found.content, found, kComparedText);
        if (wanted != there || viewOf(m_planned.content, planned).kind != viewOf(m_found.content, found).kind) {
            return differs(place, "planned as " + wanted + ", the file has " + there);
        }
        return Done{};
    }

    /// Long bytes that one file leaves where they are and the other spells as text: how many there are is what both
    /// know.
    bool hasSameLength(ValueId planned, ValueId found) const
    {
        const auto wanted = bytesOf(m_planned.content, planned);
        const auto there = bytesOf(m_found.content, found);
        return wanted && there && wanted->length == there->length
            && (wanted->external == nullptr) != (there->external == nullptr);
    }

    /// Texts of numpy arrays that only one of the files has at hand: their type and shape are what both know.
    bool isSameArray(ValueId planned, ValueId found) const
    {
        const ValueView wanted = viewOf(m_planned.content, planned);
        const ValueView there = viewOf(m_found.content, found);
        return wanted.kind == ViewKind::Array && there.kind == ViewKind::Array && wanted.numpyDtype == there.numpyDtype
            && wanted.arrayShape == there.arrayShape;
    }

    Status compareTensors(TensorId plannedId, TensorId foundId)
    {
        const TensorValue& planned = m_planned.content.tensor(plannedId);
        const TensorValue& found = m_found.content.tensor(foundId);
        const auto unequal = [](const char* what, const std::string& wanted, const std::string& there) {
            return Error{ErrorCode::Internal, std::string(what) + " planned as " + wanted + ", the file has " + there};
        };
        if (planned.dtype != found.dtype) {
            return unequal("dtype", std::string(dtypeName(planned.dtype)), std::string(dtypeName(found.dtype)));
        }
        if (planned.layout.shape != found.layout.shape) {
            return unequal("shape", shapeText(planned.layout.shape), shapeText(found.layout.shape));
        }
        if (planned.layout.strides != found.layout.strides) {
            return unequal("strides", shapeText(planned.layout.strides), shapeText(found.layout.strides));
        }
        if (planned.layout.offset != found.layout.offset) {
            return unequal("offset", std::to_string(planned.layout.offset), std::to_string(found.layout.offset));
        }
        if (m_planned.content.deviceOf(planned) != m_found.content.deviceOf(found)) {
            return unequal("device", std::string(m_planned.content.deviceOf(planned)),
                std::string(m_found.content.deviceOf(found)));
        }
        if (planned.form != found.form || planned.requiresGrad != found.requiresGrad
            || planned.isParameter != found.isParameter || planned.isConjugate != found.isConjugate
            || planned.isNegative != found.isNegative) {
            return Error{ErrorCode::Internal, "another kind of tensor is in the file"};
        }
        PTHF_TRY(compareExtras(planned.extras.get(), found.extras.get()));
        return compareStorages(planned.storage, found.storage);
    }

    Status compareExtras(const TensorExtras* planned, const TensorExtras* found)
    {
        static const TensorExtras kNone;
        const TensorExtras& wanted = planned == nullptr ? kNone : *planned;
        const TensorExtras& there = found == nullptr ? kNone : *found;
        if (wanted.quantizer != there.quantizer || wanted.className != there.className
            || wanted.parts.size() != there.parts.size()) {
            return Error{ErrorCode::Internal, "a tensor of other parts is in the file"};
        }
        for (std::size_t i = 0; i < wanted.parts.size(); ++i) {
            if (wanted.parts[i].name != there.parts[i].name) {
                return Error{ErrorCode::Internal, "part " + wanted.parts[i].name + " is not in the file"};
            }
            // Parts are plain tensors: they have none of their own, so this goes one level deep.
            const auto same = compareParts(wanted.parts[i].tensor, there.parts[i].tensor);
            if (!same) {
                return failedWithin(same, wanted.parts[i].name);
            }
        }
        return Done{};
    }

    Status compareParts(TensorId plannedId, TensorId foundId)
    {
        if (plannedId == kNoTensor || foundId == kNoTensor) {
            return plannedId == foundId ? Status(Done{}) : Status(Error{ErrorCode::Internal, "missing in the file"});
        }
        const TensorValue& planned = m_planned.content.tensor(plannedId);
        const TensorValue& found = m_found.content.tensor(foundId);
        if (planned.dtype != found.dtype || planned.layout != found.layout || planned.form != found.form) {
            return Error{ErrorCode::Internal, "another tensor is in the file"};
        }
        return compareStorages(planned.storage, found.storage);
    }

    Status compareStorages(StorageId planned, StorageId found)
    {
        if (planned == kNoStorage || found == kNoStorage) {
            return planned == found ? Status(Done{})
                                    : Status(Error{ErrorCode::Internal, "another storage is in the file"});
        }
        StorageId& there = m_toFound[index(planned)];
        StorageId& back = m_toPlanned[index(found)];
        if (there == kNoStorage && back == kNoStorage) {
            there = found;
            back = planned;
            return compareNewPair(planned, found);
        }
        if (there != found || back != planned) {
            return Error{ErrorCode::Internal, "tensors share storages otherwise than planned"};
        }
        return Done{};
    }

    Status compareNewPair(StorageId planned, StorageId found) const
    {
        const StorageValue& wanted = m_planned.content.storage(planned);
        const StorageValue& there = m_found.content.storage(found);
        const std::string device = wanted.device.empty() ? "cpu" : wanted.device.string();
        if (wanted.bytes() != there.bytes() || there.stored() != Stored::Whole || device != there.device) {
            return Error{ErrorCode::Internal,
                "a storage of " + std::to_string(wanted.bytes()) + " bytes on " + device + " was planned, the file has "
                    + std::to_string(there.place.available) + " of " + std::to_string(there.bytes()) + " on "
                    + there.device.string()};
        }
        return Done{};
    }

    static constexpr std::size_t kPollEvery = 4096;

    IndexedContent m_planned;
    IndexedContent m_found;
    std::vector<StorageId> m_toFound;
    std::vector<StorageId> m_toPlanned;
};

} // namespace

Result<std::vector<StorageId>> compareContents(IndexedContent planned, IndexedContent found, const Task& task)
{
    Comparison comparison(planned, found);
    PTHF_TRY(comparison.run(task));
    return std::move(comparison).takeStorages();
}

} // namespace pthf
