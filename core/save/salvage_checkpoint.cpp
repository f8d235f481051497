// SPDX-License-Identifier: Apache-2.0
#include "core/save/salvage_checkpoint.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/checkpoint/tensor_bytes.h"
#include "core/container/container.h"
#include "core/container/record_sum.h"
#include "core/edit/edit_draft.h"
#include "core/save/save_checkpoint.h"
#include "core/text/size_text.h"
#include "core/write/save_progress.h"

namespace pthf {

namespace {

/// Whether a record can be read, and is what its checksum was made of.
Result<bool> isWhole(const Container& container, std::uint32_t record, SaveProgress& progress)
{
    const auto bytes = container.open(record);
    if (!bytes) {
        return false;
    }
    const auto isGood =
        keepsItsSum(container.records()[record], **bytes, [&](std::uint64_t count) { return progress.advance(count); });
    PTHF_TRY(progress.task().poll());
    return isGood && *isGood;
}

class Salvage {
public:
    Salvage(const DocumentPtr& document, const TreeIndex& tree, const Task& task)
        : m_document(document)
        , m_content(document->content)
        , m_tree(tree)
        , m_task(task)
    {
    }

    Result<PlannedDocument> plan()
    {
        PTHF_TRY(checkSums());
        EditDraft draft(m_document, m_tree, PlanContext{}, m_task);
        draft.gatherPairs();
        const TreeIndex& tree = *PTHF_TRY(draft.tree());
        leaveOut(draft, tree);
        const PlannedDocumentPtr finished = PTHF_TRY(draft.finish(EditPlan{}, m_tree, {}));
        PlannedDocument planned = *finished;
        shortenStorages(planned);
        return planned;
    }

    std::uint64_t whole() const noexcept { return m_whole; }
    std::vector<LostTensor> takeLost() { return std::move(m_lost); }
    std::vector<std::string> takeNotes() { return std::move(m_notes); }

private:
    Status checkSums()
    {
        m_isBroken.assign(m_content.storages.size(), false);
        SaveProgress progress(m_task, m_document->fileBytes);
        for (std::size_t i = 0; i < m_content.storages.size(); ++i) {
            const StoragePlace& place = m_content.storages[i].place;
            const bool isRecord = place.kind == StoragePlace::Kind::Record;
            if (isRecord && m_document->sources[place.source].container) {
                const bool isGood =
                    PTHF_TRY(isWhole(*m_document->sources[place.source].container, place.record, progress));
                m_isBroken[i] = !isGood;
            }
        }
        if (m_document->pickleRecord && m_document->sources.front().container) {
            const bool isGood =
                PTHF_TRY(isWhole(*m_document->sources.front().container, *m_document->pickleRecord, progress));
            if (!isGood) {
                m_notes.emplace_back(
                    "the description (data.pkl) does not match its checksum: names and plain values may be wrong");
            }
        }
        return Done{};
    }

    /// Why a tensor cannot be saved; empty for one whose bytes are all there.
    std::string whyLost(const TensorValue& tensor) const
    {
        if (tensor.storage != kNoStorage) {
            const StorageValue& storage = m_content.storage(tensor.storage);
            const std::uint64_t size = dtypeBytes(tensor.dtype);
            if (storage.dtype == DType::Unknown) {
                return "its storage is of a class whose elements are unknown";
            }
            if (tensor.isOutOfBounds) {
                return "reaches past its storage of " + sizeText(storage.bytes());
            }
            if (m_isBroken[index(tensor.storage)]) {
                return "its bytes do not match their checksum";
            }
            if (!fitsIn(tensor.layout, storage.place.available / size)) {
                return "its storage has " + countText(storage.place.available) + " of "
                    + countOf(storage.bytes(), "byte");
            }
        }
        if (tensor.extras) {
            for (const TensorPart& part : tensor.extras->parts) {
                // Parts have none of their own.
                const std::string why =
                    part.tensor == kNoTensor ? std::string() : whyLost(m_content.tensor(part.tensor));
                if (!why.empty()) {
                    return part.name + ": " + why;
                }
            }
        }
        return {};
    }

    void leaveOut(EditDraft& draft, const TreeIndex& tree)
    {
        std::map<ValueId, std::set<std::uint32_t>> removed;
        std::vector<ChildStep> emptied;
        for (const Leaf& leaf : tree.leaves) {
            if (leaf.tensor == kNoTensor) {
                continue;
            }
            const TensorValue& tensor = m_content.tensor(leaf.tensor);
            std::string why = whyLost(tensor);
            if (why.empty()) {
                ++m_whole;
                continue;
            }
            LostTensor lost{tree.pathOf(draft.content, leaf.place), Stored::Lost, std::move(why)};
            if (tensor.storage != kNoStorage) {
                lost.stored = m_content.storage(tensor.storage).stored();
            }
            m_lost.push_back(std::move(lost));
            const ChildStep& step = tree.places[index(leaf.place)].step;
            if (step.owner != kNoValue && draft.content.graph.kind(step.owner) != ValueKind::Tuple) {
                removed[step.owner].insert(step.slot);
            } else {
                emptied.push_back(step);
            }
        }
        for (const ChildStep& step : emptied) {
            if (step.owner == kNoValue) {
                draft.setRoot(draft.content.graph.addNone());
            } else {
                draft.setItem(step.owner, step.slot, draft.content.graph.addNone());
                m_notes.emplace_back("None stands for a lost tensor in a tuple, whose items cannot be left out");
            }
        }
        for (const auto& [owner, slots] : removed) {
            const std::vector<std::uint32_t> ascending(slots.begin(), slots.end());
            draft.removeSlots(owner, ascending);
        }
    }

    /// Storages that are there in part, and hold whole tensors in that part, end where their bytes do.
    static void shortenStorages(PlannedDocument& planned)
    {
        for (std::size_t i = 0; i < planned.source->content.storages.size(); ++i) {
            StorageValue& storage = planned.content.storages[i];
            if (planned.storages[i].isUsed && storage.stored() != Stored::Whole) {
                storage.elements = storage.place.available / dtypeBytes(storage.dtype);
                planned.storages[i].byteCount = storage.bytes();
            }
        }
    }

    const DocumentPtr& m_document;
    const Content& m_content;
    const TreeIndex& m_tree;
    const Task& m_task;
    std::vector<bool> m_isBroken; ///< by storage: whole, and not what was written
    std::uint64_t m_whole = 0;
    std::vector<LostTensor> m_lost;
    std::vector<std::string> m_notes;
};

} // namespace

Result<SalvageReceipt> salvageCheckpoint(
    const DocumentPtr& document, const TreeIndex& tree, const SaveOptions& options, const Task& task)
{
    if (document->kind == FileKind::TorchScript || document->kind == FileKind::TorchPackage) {
        return Error{ErrorCode::Unsupported, "a program beside tensors cannot be salvaged"};
    }
    PTHF_TRY(checkTarget(*document, options));
    Salvage salvage(document, tree, task);
    const PlannedDocument planned = PTHF_TRY(salvage.plan());
    SalvageReceipt salvaged;
    salvaged.receipt = PTHF_TRY(writeCheckpoint(planned, options, task));
    salvaged.whole = salvage.whole();
    salvaged.lost = salvage.takeLost();
    const auto notes = salvage.takeNotes();
    salvaged.receipt.notes.insert(salvaged.receipt.notes.end(), notes.begin(), notes.end());
    return salvaged;
}

} // namespace pthf
