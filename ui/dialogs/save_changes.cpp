// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/save_changes.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/checkpoint/value_view.h"
#include "core/value/key_path.h"
#include "ui/base/text.h"
#include "ui/models/value_words.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::SaveChange)
};

/// What a pass over all tensors finds.
struct Counted {
    std::uint64_t moved = 0;
    std::uint64_t renamed = 0;
    std::uint64_t cast = 0;
    QString keyBefore; ///< of the first renamed one, or of the first tensor
    QString keyAfter;
};

QString keyOf(const OpenedDocument& opened, PlaceId place)
{
    return shownText(displaySegment(segmentOf(opened.document->content, opened.tree.places[index(place)].step)));
}

QString newKeyOf(const OpenedDocument& opened, const PlannedDocument& planned, PlaceId place)
{
    const ItemChange* change = planned.changeOf(opened.tree.places[index(place)].step);
    if (change == nullptr || change->isDropped) {
        return {};
    }
    if (change->newKey != kNoValue) {
        const auto text = textOf(planned.content, change->newKey);
        return text ? shownText(*text) : QString();
    }
    return shownText(change->newKeyText);
}

Counted countChanges(const OpenedDocument& opened, const PlanOutcome& outcome)
{
    Counted counted;
    const Content& before = opened.document->content;
    const PlannedDocument& planned = *outcome.planned;
    for (const TensorLine& line : opened.tensors) {
        if (outcome.places.places[index(line.place)].isDropped) {
            continue;
        }
        const TensorId id = planned.content.tensorAt(opened.tree.places[index(line.place)].step.value);
        if (id != kNoTensor) {
            const TensorValue& tensor = before.tensor(line.tensor);
            const TensorValue& after = planned.content.tensor(id);
            counted.moved += before.deviceOf(tensor) == planned.content.deviceOf(after) ? 0U : 1U;
            counted.cast += tensor.dtype == after.dtype ? 0U : 1U;
        }
        const QString key = newKeyOf(opened, planned, line.place);
        if (!key.isEmpty()) {
            if (counted.renamed == 0) {
                counted.keyBefore = keyOf(opened, line.place);
                counted.keyAfter = key;
            }
            ++counted.renamed;
        }
    }
    return counted;
}

QStringList deviceNames(const Card& card)
{
    QStringList names;
    for (const auto& device : card.devices) {
        names.append(shownText(device.first));
    }
    return names;
}

QString dtypeNames(const Card& card)
{
    QStringList names;
    for (const auto& dtype : card.dtypes) {
        names.append(shownText(dtype.first));
    }
    if (names.size() > 3) {
        return Words::tr("%1 and %2 more").arg(names.mid(0, 2).join(QLatin1String(", "))).arg(names.size() - 2);
    }
    return names.join(QLatin1String(", "));
}

QString countOr(std::uint64_t count, const QString& counted)
{
    return count == 0 ? Words::tr("unchanged") : counted.arg(shownCount(count));
}

bool isDropped(const PlanOutcome* outcome, PlaceId place)
{
    return outcome != nullptr && outcome->places.places[index(place)].isDropped;
}

SaveChange optimizerLine(const OpenedDocument& opened, const PlanOutcome* outcome)
{
    SaveChange line;
    line.what = Words::tr("Optimizer");
    std::uint64_t bytes = 0;
    std::uint64_t tensors = 0;
    QStringList names;
    for (const RoleNode& role : opened.tree.roles) {
        if (role.role == Role::Optimizer) {
            names.append(role.label.empty() ? Words::tr("optimizer") : shownText(role.label));
            bytes += role.bytes;
            tensors += role.tensors;
            line.isDropped = line.isDropped || isDropped(outcome, role.place);
        }
    }
    if (names.isEmpty()) {
        line.before = Words::tr("none");
        line.after = Words::tr("none");
        line.count = Words::tr("unchanged");
        return line;
    }
    line.before = Words::tr("%1, %2").arg(names.join(QLatin1String(", ")), shownSize(bytes));
    line.after = line.isDropped ? Words::tr("dropped") : Words::tr("as it was");
    line.count = line.isDropped ? tensorsText(tensors) : Words::tr("unchanged");
    return line;
}

/// What lies beside model and optimizer at the top of the file.
SaveChange otherLine(const OpenedDocument& opened, const PlanOutcome* outcome)
{
    SaveChange line;
    line.what = Words::tr("Everything else");
    QStringList names;
    int values = 0;
    int dropped = 0;
    for (const PlaceId child : opened.summary.childrenOf(PlaceId{0})) {
        const RoleNode* node = opened.roleAt(child);
        const Role role = node == nullptr ? Role::Other : node->role;
        if (role == Role::Model || role == Role::Optimizer || opened.stateDictAt(PlaceId{0}) != nullptr) {
            continue;
        }
        dropped += isDropped(outcome, child) ? 1 : 0;
        if (opened.leafAt(child) != nullptr) {
            ++values;
        } else {
            names.append(keyOf(opened, child));
        }
    }
    const int all = values + int(names.size());
    if (names.size() > 2) {
        const auto more = names.size() - 2;
        names = names.mid(0, 2) + QStringList{Words::tr("%n more", nullptr, int(more))};
    }
    if (values > 0) {
        names.append(Words::tr("%n values", nullptr, values));
    }
    line.before = names.isEmpty() ? Words::tr("nothing") : names.join(QLatin1String(", "));
    line.isDropped = dropped > 0;
    line.after = dropped == 0 ? Words::tr("as it was")
        : dropped == all      ? Words::tr("dropped")
                              : Words::tr("%1 of %2 dropped").arg(dropped).arg(all);
    line.count = dropped == 0 ? Words::tr("unchanged") : QString();
    return line;
}

std::vector<SaveChange> linesOf(const OpenedDocument& opened, const PlanOutcome* outcome)
{
    const Card& before = opened.card;
    const Card& after = outcome == nullptr ? before : outcome->card;
    Counted counted = outcome == nullptr ? Counted{} : countChanges(opened, *outcome);
    std::vector<SaveChange> lines;
    SaveChange devices;
    devices.what = Words::tr("Devices");
    devices.devicesBefore = deviceNames(before);
    devices.devicesAfter = deviceNames(after);
    devices.count = countOr(counted.moved, Words::tr("%1 tensors"));
    lines.push_back(std::move(devices));
    SaveChange keys;
    keys.what = Words::tr("Keys");
    keys.isCode = true;
    if (counted.renamed == 0 && !opened.tensors.empty()) {
        counted.keyBefore = keyOf(opened, opened.tensors.front().place);
        counted.keyAfter = counted.keyBefore;
    }
    keys.before = counted.keyBefore;
    keys.after = counted.keyAfter;
    keys.count = countOr(counted.renamed, Words::tr("%1 keys"));
    lines.push_back(std::move(keys));
    lines.push_back(optimizerLine(opened, outcome));
    SaveChange dtypes;
    dtypes.what = Words::tr("Number type");
    dtypes.isCode = true;
    dtypes.before = dtypeNames(before);
    dtypes.after = dtypeNames(after);
    dtypes.count = countOr(counted.cast, Words::tr("%1 tensors"));
    lines.push_back(std::move(dtypes));
    lines.push_back(otherLine(opened, outcome));
    return lines;
}

} // namespace

std::vector<SaveChange> saveChanges(const OpenedDocument& opened, const PlanOutcome& outcome)
{
    return linesOf(opened, &outcome);
}

std::vector<SaveChange> saveChanges(const OpenedDocument& opened)
{
    return linesOf(opened, nullptr);
}

} // namespace pthf
