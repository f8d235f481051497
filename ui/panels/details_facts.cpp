// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/details_facts.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/checkpoint/optimizer_view.h"
#include "core/checkpoint/value_view.h"
#include "ui/base/text.h"
#include "ui/models/value_words.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::Details)
};

constexpr int kNamedSharers = 3;
/// Joining slots to names takes a moment for each of them: of larger files the Optimizer view, which has a job, says
/// it.
constexpr std::size_t kMostJoined = 200'000;

QStringList shownDevices(const DeviceNames& names, std::uint64_t set)
{
    return names.names(set);
}

/// What the sizes of a weight are, by torch's order; nothing where that cannot be said from the shape.
QString dimensionRoles(const QString& key, std::size_t rank)
{
    const QString last = key.section(QLatin1Char('.'), -1);
    if (last != QLatin1String("weight")) {
        return {};
    }
    switch (rank) {
    case 2: {
        const QString lower = key.toLower();
        const bool isTable = lower.contains(QLatin1String("embed")) || lower.contains(QLatin1String("wte"))
            || lower.contains(QLatin1String("wpe"));
        return isTable ? Words::tr("entries, features") : Words::tr("out, in");
    }
    case 3:
        return Words::tr("out, in, length");
    case 4:
        return Words::tr("out, in, height, width");
    case 5:
        return Words::tr("out, in, depth, height, width");
    default:
        return {};
    }
}

/// The path as the plan will write it: every step with its new key.
std::string plannedPath(const OpenedDocument& opened, const PlannedDocument& planned, PlaceId place)
{
    KeyPath path;
    for (PlaceId at = place; index(at) != 0; at = opened.tree.places[index(at)].parent) {
        const ChildStep& step = opened.tree.places[index(at)].step;
        const ItemChange* change = planned.changeOf(step);
        const auto newKey =
            change == nullptr || change->newKey == kNoValue ? std::nullopt : textOf(planned.content, change->newKey);
        if (newKey) {
            path.push_back(KeySegment{std::string(*newKey)});
        } else if (change != nullptr && !change->newKeyText.empty()) {
            path.push_back(KeySegment{change->newKeyText});
        } else {
            path.push_back(segmentOf(opened.document->content, step));
        }
    }
    std::reverse(path.begin(), path.end());
    return pathText(path);
}

QString lastSegment(const OpenedDocument& opened, PlaceId place)
{
    return shownText(displaySegment(segmentOf(opened.document->content, opened.tree.places[index(place)].step)));
}

} // namespace

void DetailsSource::setDocument(const OpenedPtr& opened)
{
    m_opened = opened;
    m_outcome.reset();
    m_slots.reset();
}

ValueId DetailsSource::valueAt(PlaceId place) const
{
    return index(place) == 0 ? m_opened->document->content.root : m_opened->tree.places[index(place)].step.value;
}

PlannedPlace DetailsSource::plannedPlace(PlaceId place) const
{
    return m_outcome && m_outcome->planned ? m_outcome->places.places[index(place)] : PlannedPlace{};
}

const TensorValue* DetailsSource::plannedTensor(PlaceId place) const
{
    if (!m_outcome || !m_outcome->planned || plannedPlace(place).isDropped) {
        return nullptr;
    }
    const Content& planned = m_outcome->planned->content;
    const TensorId tensor = planned.tensorAt(valueAt(place));
    return tensor == kNoTensor ? nullptr : &planned.tensor(tensor);
}

Details DetailsSource::at(PlaceId place) const
{
    const Content& content = m_opened->document->content;
    Details details;
    const std::string path = m_opened->tree.pathTextOf(content, place);
    details.copyText = toQString(path);
    details.title = index(place) == 0 ? Words::tr("the whole file") : shownText(path);
    const TensorId tensor = content.tensorAt(valueAt(place));
    details.subtitle = subtitleOf(place, tensor != kNoTensor);
    if (plannedPlace(place).isDropped) {
        details.subtitle = Words::tr("Dropped by the plan");
    } else if (m_outcome && m_outcome->planned) {
        const std::string after = plannedPath(*m_opened, *m_outcome->planned, place);
        if (after != path) {
            details.facts.push_back({Words::tr("Key"), lastSegment(*m_opened, place),
                shownText(after.substr(after.rfind('/') + 1)), {}, {}, {}, true, {}});
            details.subtitle = Words::tr("Was %1").arg(details.title);
            details.title = shownText(after);
        }
    }
    const RoleNode* role = m_opened->roleAt(place);
    const ViewKind kind = viewOf(content, valueAt(place)).kind;
    details.icon = role == nullptr ? iconOfView(kind) : iconOf(role->role);
    if (tensor != kNoTensor) {
        addTensorFacts(details, place, content.tensor(tensor));
    } else {
        addContainerFacts(details, place);
    }
    return details;
}

QString DetailsSource::subtitleOf(PlaceId place, bool isTensor) const
{
    // The nearest node with a role says what the value belongs to.
    PlaceId owner = place;
    while (index(owner) != 0 && m_opened->roleAt(owner) == nullptr) {
        owner = m_opened->tree.places[index(owner)].parent;
    }
    const RoleNode* role = m_opened->roleAt(owner);
    const QString ownerName = index(owner) == 0 ? Words::tr("the file") : m_opened->pathAt(owner);
    if (!isTensor) {
        return role == nullptr || owner != place ? Words::tr("In %1").arg(ownerName) : roleTag(*role);
    }
    std::uint64_t before = 0;
    std::uint64_t total = 0;
    const auto isBelow = [this, owner](PlaceId at) {
        while (at != owner && index(at) != 0) {
            at = m_opened->tree.places[index(at)].parent;
        }
        return at == owner;
    };
    for (const TensorLine& line : m_opened->tensors) {
        if (!isBelow(line.place)) {
            continue;
        }
        ++total;
        if (index(line.place) <= index(place)) {
            ++before;
        }
    }
    return Words::tr("Tensor %1 of %2 in %3").arg(shownCount(before), shownCount(total), ownerName);
}

void DetailsSource::addTensorFacts(Details& details, PlaceId place, const TensorValue& tensor) const
{
    const TensorValue* after = plannedTensor(place);
    const QString type = tensorTypeText(tensor);
    DetailFact typeFact{Words::tr("Type"), type, {}, tensor.isParameter ? Words::tr("parameter") : Words::tr("tensor"),
        {}, {}, true, {}};
    if (after != nullptr && tensorTypeText(*after) != type) {
        typeFact.newValue = tensorTypeText(*after);
    }
    details.facts.push_back(std::move(typeFact));
    const QString key = lastSegment(*m_opened, place);
    details.facts.push_back({Words::tr("Shape"), shownShape(tensor.layout.shape), {},
        dimensionRoles(key, tensor.layout.shape.size()), {}, {}, true, {}});
    details.facts.push_back({Words::tr("Elements"), shownCount(tensor.elements()), {}, {}, {}, {}, false, {}});
    addStorageFacts(details, place, tensor);
    addDevices(details, place);
    DetailFact grad{Words::tr("Requires grad"), tensor.requiresGrad ? Words::tr("yes") : Words::tr("no"), {}, {}, {},
        {}, false, {}};
    if (after != nullptr && after->requiresGrad != tensor.requiresGrad) {
        grad.newValue = after->requiresGrad ? Words::tr("yes") : Words::tr("no");
    }
    details.facts.push_back(std::move(grad));
    addSharing(details, place, tensor);
    addOptimizer(details, place);
    if (tensor.storage != kNoStorage) {
        addFilePlace(details, tensor.storage);
    }
}

void DetailsSource::addFilePlace(Details& details, StorageId id) const
{
    const StorageValue& storage = m_opened->document->content.storage(id);
    const bool isRange = storage.place.kind == StoragePlace::Kind::Range;
    const bool isRecord = storage.place.kind == StoragePlace::Kind::Record;
    const auto offset = isRange      ? std::optional(storage.place.offset)
        : isRecord && m_recordOffset ? m_recordOffset(id)
                                     : std::nullopt;
    details.facts.push_back({Words::tr("In the file"),
        isRecord ? QLatin1String("data/") + shownText(storage.key)
                 : Words::tr("storage %1").arg(shownText(storage.key)),
        {}, offset ? Words::tr("at byte %1").arg(shownCount(*offset)) : QString(), {}, {}, isRecord, {}});
}

void DetailsSource::addStorageFacts(Details& details, PlaceId place, const TensorValue& tensor) const
{
    DetailFact size{Words::tr("Size"), shownSize(tensor.bytes()), {}, {}, {}, {}, false, {}};
    if (const TensorValue* after = plannedTensor(place); after != nullptr && after->bytes() != tensor.bytes()) {
        size.newValue = shownSize(after->bytes());
    }
    if (tensor.storage == kNoStorage) {
        details.facts.push_back(std::move(size));
        return;
    }
    const StorageValue& storage = m_opened->document->content.storage(tensor.storage);
    const double used =
        storage.bytes() == 0 ? 1.0 : static_cast<double>(tensor.bytes()) / static_cast<double>(storage.bytes());
    size.detail = storage.bytes() == tensor.bytes()
        ? Words::tr("all of its storage")
        : Words::tr("%1 of a storage of %2").arg(percentText(used), shownSize(storage.bytes()));
    details.facts.push_back(std::move(size));
    if (!tensor.layout.strides.empty()) {
        QString words = isContiguous(tensor.layout) ? Words::tr("contiguous") : Words::tr("not contiguous");
        if (tensor.layout.offset != 0) {
            words = Words::tr("%1, from element %2")
                        .arg(words, shownCount(static_cast<std::uint64_t>(tensor.layout.offset)));
        }
        details.facts.push_back({Words::tr("Strides"), shownShape(tensor.layout.strides), {}, words, {}, {}, true, {}});
    }
    if (storage.stored() != Stored::Whole) {
        details.facts.push_back({Words::tr("Stored"),
            Words::tr("%1 of %2").arg(shownSize(storage.place.available), shownSize(storage.bytes())), {},
            Words::tr("the file ends before the rest"), {}, {}, false, {}});
    }
}

void DetailsSource::addDevices(Details& details, PlaceId place) const
{
    const QStringList before = shownDevices(m_opened->summary.devices(), m_opened->sumsAt(place).devices);
    if (before.isEmpty()) {
        return;
    }
    QStringList after;
    if (m_outcome && m_outcome->planned && !plannedPlace(place).isDropped) {
        after = shownDevices(m_outcome->places.devices, plannedPlace(place).devices);
    }
    details.facts.push_back(
        {Words::tr("Device"), {}, {}, {}, before, after == before ? QStringList() : after, false, {}});
}

void DetailsSource::addSharing(Details& details, PlaceId place, const TensorValue& tensor) const
{
    if (tensor.storage == kNoStorage) {
        return;
    }
    const Content& content = m_opened->document->content;
    std::vector<const TensorLine*> others;
    for (const TensorLine& line : m_opened->tensors) {
        if (line.place != place && content.tensor(line.tensor).storage == tensor.storage) {
            others.push_back(&line);
        }
    }
    if (others.empty()) {
        details.facts.push_back({Words::tr("Shared with"), Words::tr("nothing"), {}, {}, {}, {}, false, {}});
        return;
    }
    for (std::size_t number = 0; number < others.size() && number < kNamedSharers; ++number) {
        details.facts.push_back({number == 0 ? Words::tr("Shared with") : QString(),
            m_opened->pathAt(others[number]->place), {}, {}, {}, {}, true, others[number]->place});
    }
    if (others.size() > kNamedSharers) {
        details.facts.push_back(
            {{}, Words::tr("and %1 more").arg(shownCount(others.size() - kNamedSharers)), {}, {}, {}, {}, false, {}});
    }
}

const std::map<std::string, DetailsSource::Slot>& DetailsSource::slotsByKey() const
{
    if (m_slots) {
        return *m_slots;
    }
    m_slots.emplace();
    const Content& content = m_opened->document->content;
    const auto& stateDicts = m_opened->tree.stateDicts;
    const auto model = std::find_if(
        stateDicts.begin(), stateDicts.end(), [](const StateDict& stateDict) { return stateDict.role == Role::Model; });
    if (model == stateDicts.end() || m_opened->tree.leaves.size() > kMostJoined) {
        return *m_slots;
    }
    const std::vector<StateDictEntry> entries = stateDictEntries(content, *model);
    for (const RoleNode& role : m_opened->tree.roles) {
        const auto facts = role.role == Role::Optimizer ? optimizerOf(content, role.value, entries) : std::nullopt;
        if (!facts) {
            continue;
        }
        for (const OptimizerSlot& optimizerSlot : facts->slots) {
            if (optimizerSlot.name.empty() || optimizerSlot.state == kNoValue) {
                continue;
            }
            Slot slot;
            slot.isStated = optimizerSlot.naming == SlotNaming::Stated;
            for (const ChildStep& step : childrenOf(content, optimizerSlot.state)) {
                slot.names.append(shownText(displaySegment(segmentOf(content, step))));
            }
            m_slots->emplace(optimizerSlot.name, std::move(slot));
        }
    }
    return *m_slots;
}

void DetailsSource::addOptimizer(Details& details, PlaceId place) const
{
    const Content& content = m_opened->document->content;
    const auto slot = slotsByKey().find(displaySegment(segmentOf(content, m_opened->tree.places[index(place)].step)));
    // Only the model's own entries have slots: the key is looked up where a state dict holds it.
    const StateDict* owner = m_opened->stateDictAt(m_opened->tree.places[index(place)].parent);
    if (slot == slotsByKey().end() || owner == nullptr) {
        return;
    }
    details.facts.push_back({Words::tr("Optimizer"), slot->second.names.join(QLatin1String(", ")), {},
        slot->second.isStated ? Words::tr("named in the file") : Words::tr("by order, shapes agree"), {}, {}, true,
        {}});
}

void DetailsSource::addContainerFacts(Details& details, PlaceId place) const
{
    const Content& content = m_opened->document->content;
    const ValueView view = viewOf(content, valueAt(place));
    details.facts.push_back({Words::tr("Type"), shownText(view.typeName), {}, {}, {}, {}, true, {}});
    const Leaf* leaf = m_opened->leafAt(place);
    if (leaf == nullptr) {
        const PlaceSummary sums = m_opened->sumsAt(place);
        details.facts.push_back({Words::tr("Holds"), countsText(sums), {}, {}, {}, {}, false, {}});
        if (sums.tensors > 0) {
            details.facts.push_back({Words::tr("Size"), shownSize(sums.bytes), {}, {}, {}, {}, false, {}});
        }
        addDevices(details, place);
        return;
    }
    if (leaf->isReference) {
        details.facts.push_back(
            {Words::tr("Same as"), m_opened->pathAt(leaf->first), {}, {}, {}, {}, true, leaf->first});
        return;
    }
    DetailFact value{Words::tr("Value"), shownText(leafText(content, valueAt(place), 4000)), {}, {}, {}, {}, true, {}};
    if (m_outcome && m_outcome->planned && !plannedPlace(place).isDropped) {
        const QString after = shownText(leafText(m_outcome->planned->content, valueAt(place), 4000));
        value.newValue = after == value.value ? QString() : after;
    }
    details.facts.push_back(std::move(value));
}

} // namespace pthf
