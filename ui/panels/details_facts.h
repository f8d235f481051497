// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <QString>
#include <QStringList>

#include "ui/base/icons.h"
#include "ui/session/opened_document.h"
#include "ui/session/plan_outcome.h"

namespace pthf {

/// One line of the details: "Shape  [64, 3, 7, 7]  out, in, height, width".
struct DetailFact {
    QString label;
    QString value;
    QString newValue; ///< what the plan makes of it; empty where it stays
    QString detail; ///< muted words behind the value
    QStringList devices; ///< shown as a chip instead of the value
    QStringList newDevices;
    bool isFixedFont = false;
    std::optional<PlaceId> place; ///< the value is a link to it

    bool operator==(const DetailFact&) const = default;
};

/// What is known of one place of the tree.
struct Details {
    Icon icon = Icon::Dict;
    QString title; ///< the path, as it will be with the plan
    QString subtitle; ///< "Tensor 1 of 320 in model", "Was model/module.conv1.weight"
    QString copyText; ///< the path
    std::vector<DetailFact> facts;
};

/// Makes the details of a checkpoint's places. Reads no bytes: everything stands in the description.
class DetailsSource {
public:
    void setDocument(const OpenedPtr& opened);
    /// Null: nothing is planned.
    void setOutcome(const PlanOutcomePtr& outcome) { m_outcome = outcome; }

    /// Where a storage's record begins in the file, for those that stand in one; nothing where that is not known (yet).
    using Finder = std::function<std::optional<std::uint64_t>(StorageId)>;
    void setRecordFinder(Finder finder) { m_recordOffset = std::move(finder); }

    /// Of a place of the tree as it was read; a document has to be set.
    Details at(PlaceId place) const;

private:
    struct Slot {
        QStringList names; ///< "exp_avg", "exp_avg_sq", "step"
        bool isStated = false;
    };

    void addTensorFacts(Details& details, PlaceId place, const TensorValue& tensor) const;
    void addStorageFacts(Details& details, PlaceId place, const TensorValue& tensor) const;
    void addFilePlace(Details& details, StorageId id) const;
    void addSharing(Details& details, PlaceId place, const TensorValue& tensor) const;
    void addOptimizer(Details& details, PlaceId place) const;
    void addContainerFacts(Details& details, PlaceId place) const;
    void addDevices(Details& details, PlaceId place) const;
    QString subtitleOf(PlaceId place, bool isTensor) const;
    const std::map<std::string, Slot>& slotsByKey() const;

    const TensorValue* plannedTensor(PlaceId place) const;
    PlannedPlace plannedPlace(PlaceId place) const;
    ValueId valueAt(PlaceId place) const;

    OpenedPtr m_opened;
    PlanOutcomePtr m_outcome;
    Finder m_recordOffset;
    mutable std::optional<std::map<std::string, Slot>> m_slots; ///< joined when the first tensor asks
};

} // namespace pthf
