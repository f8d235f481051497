// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/plan_pickers.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QAction>
#include <QMenu>

#include "ui/base/text.h"
#include "ui/devices/device_model.h"
#include "ui/models/value_words.h"
#include "ui/session/document_session.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

bool isDeviceOperation(const Operation& operation)
{
    return std::holds_alternative<MapLocation>(operation);
}

bool isPrefixOperation(const Operation& operation)
{
    return std::holds_alternative<RemovePrefix>(operation) || std::holds_alternative<AddPrefix>(operation)
        || std::holds_alternative<RemoveSegment>(operation);
}

bool isNumberOperation(const Operation& operation)
{
    const auto* cast = std::get_if<Cast>(&operation);
    return cast != nullptr && cast->glob.empty();
}

QAction* addChoice(QMenu& menu, const QString& text, const QString& detail, bool isChosen)
{
    // The tab puts the counts in the column of shortcuts.
    QAction* action = menu.addAction(detail.isEmpty() ? text : QString(text % u'\t' % detail));
    action->setCheckable(true);
    action->setChecked(isChosen);
    return action;
}

QString keysText(std::uint64_t keys, std::uint64_t total)
{
    return PlanPickers::tr("%1 of %2 keys").arg(shownCount(keys), shownCount(total));
}

} // namespace

PlanPickers::PlanPickers(DocumentSession& session, QWidget* parent)
    : QObject(parent)
    , m_session(session)
    , m_device(new PlanPicker(Icon::Device, parent))
    , m_prefix(new PlanPicker(Icon::Prefix, parent))
    , m_number(new PlanPicker(Icon::Number, parent))
{
    m_device->setObjectName(QStringLiteral("devicePicker"));
    m_prefix->setObjectName(QStringLiteral("prefixPicker"));
    m_number->setObjectName(QStringLiteral("numberPicker"));
    for (PlanPicker* picker : {m_device, m_prefix, m_number}) {
        picker->setMenu(new QMenu(picker));
        picker->setPopupMode(QToolButton::InstantPopup);
        picker->setFocusPolicy(Qt::TabFocus);
    }
    connect(m_device->menu(), &QMenu::aboutToShow, this, &PlanPickers::fillDeviceMenu);
    connect(m_prefix->menu(), &QMenu::aboutToShow, this, &PlanPickers::fillPrefixMenu);
    connect(m_number->menu(), &QMenu::aboutToShow, this, &PlanPickers::fillNumberMenu);
    connect(&session, &DocumentSession::documentChanged, this, &PlanPickers::refresh);
    connect(&session, &DocumentSession::planChanged, this, &PlanPickers::refresh);
    connect(&session, &DocumentSession::outcomeChanged, this, &PlanPickers::refresh);
    refresh();
}

void PlanPickers::setCaptions(PlanPicker::Caption caption)
{
    for (PlanPicker* picker : {m_device, m_prefix, m_number}) {
        picker->setCaption(caption);
    }
}

void PlanPickers::setMachine(const QString& autoDevice, const std::vector<DeviceFacts>& devices)
{
    m_autoDevice = autoDevice;
    m_machine = devices;
}

QString PlanPickers::deviceText(const QString& device) const
{
    const auto found = std::ranges::find(m_machine, toUtf8(device), &DeviceFacts::device);
    if (found != m_machine.end()) {
        const QString facts = deviceFactsText(*found);
        return facts.isEmpty() ? tr("%1 (this computer)").arg(device) : tr("%1 (this computer: %2)").arg(device, facts);
    }
    return device == m_autoDevice ? tr("%1 (this computer)").arg(device) : device;
}

void PlanPickers::refresh()
{
    const bool isOpen = m_session.opened() != nullptr;
    for (PlanPicker* picker : {m_device, m_prefix, m_number}) {
        picker->setEnabled(isOpen);
    }
    if (isOpen) {
        refreshDevice();
        refreshPrefix();
        refreshNumber();
    }
}

QString PlanPickers::effectOf(bool (*isMeant)(const Operation&)) const
{
    const PlannedDocumentPtr planned = m_session.planned();
    if (!planned || !m_session.isSettled()) {
        return {};
    }
    const auto& operations = planned->plan.operations;
    const auto found = std::ranges::find_if(operations, isMeant);
    const auto number = static_cast<std::size_t>(found - operations.begin());
    return number < planned->effects.size() ? coreText(planned->effects[number].text) : QString();
}

QStringList PlanPickers::fileDevices() const
{
    QStringList devices;
    for (const auto& [device, count] : m_session.opened()->card.devices) {
        devices.append(shownText(device));
    }
    return devices;
}

void PlanPickers::refreshDevice()
{
    PickerState state;
    state.name = tr("Target device");
    state.keepWord = tr("Keep");
    state.devicesBefore = fileDevices();
    if (mapLocationOf(m_session.plan())) {
        state.isInPlan = true;
        state.effect = effectOf(isDeviceOperation);
        for (const auto& [device, count] : m_session.plannedCard().devices) {
            state.devicesAfter.append(shownText(device));
        }
    }
    m_device->setState(state);
}

std::vector<PlanPickers::PrefixChoice> PlanPickers::prefixChoices() const
{
    std::vector<PrefixChoice> choices;
    for (const WrapperSuggestion& wrapper : m_session.opened()->wrappers) {
        const QString prefix = shownText(wrapper.prefix);
        auto found = std::ranges::find(choices, prefix, &PrefixChoice::prefix);
        if (found == choices.end()) {
            choices.push_back({prefix, 0, 0, shownText(wrapper.addedBy), wrapper.isCertain, {}});
            found = choices.end() - 1;
        }
        found->keys += wrapper.keys;
        found->total += wrapper.total;
        found->fix.insert(found->fix.end(), wrapper.fix.begin(), wrapper.fix.end());
    }
    return choices;
}

void PlanPickers::refreshPrefix()
{
    PickerState state;
    state.name = tr("Prefix");
    state.keepWord = tr("Keep");
    const auto choices = prefixChoices();
    if (!choices.empty()) {
        state.before = choices.front().prefix;
        state.isCode = true;
        state.effect = tr("on %1").arg(keysText(choices.front().keys, choices.front().total));
    } else {
        state.keepWord.clear();
        state.before = tr("none found");
    }
    const std::vector<Operation> operations = prefixOperationsOf(m_session.plan());
    if (!operations.empty()) {
        state.isInPlan = true;
        state.effect = effectOf(isPrefixOperation);
        const auto* added = std::get_if<AddPrefix>(&operations.back());
        const auto* removed = std::get_if<RemovePrefix>(&operations.front());
        const auto* segment = std::get_if<RemoveSegment>(&operations.front());
        state.before = removed != nullptr ? shownText(removed->prefix)
            : segment != nullptr          ? shownText(segment->segment)
                                          : QString();
        state.after = added != nullptr ? shownText(added->prefix) : tr("none");
        state.isCode = true;
    }
    m_prefix->setState(state);
}

QString PlanPickers::fileNumberType() const
{
    QString type;
    std::uint64_t most = 0;
    for (const auto& [name, count] : m_session.opened()->card.dtypes) {
        const auto dtype = dtypeFromName(name);
        if (dtype && isFloating(*dtype) && count.bytes >= most) {
            most = count.bytes;
            type = toQString(name);
        }
    }
    return type;
}

void PlanPickers::refreshNumber()
{
    PickerState state;
    state.name = tr("Number type");
    state.keepWord = tr("Keep");
    state.before = fileNumberType();
    if (const auto dtype = castOf(m_session.plan())) {
        state.isInPlan = true;
        state.effect = effectOf(isNumberOperation);
        state.after = toQString(dtypeName(*dtype));
    }
    m_number->setState(state);
}

void PlanPickers::chooseDevice(const QString& device)
{
    const auto map = device.isEmpty() ? std::nullopt : std::optional(MapLocation{toUtf8(device), {}, {}});
    m_session.setPlan(withMapLocation(m_session.plan(), map),
        device.isEmpty() ? tr("keep devices") : tr("move everything to %1").arg(device));
}

void PlanPickers::fillDeviceMenu()
{
    QMenu& menu = *m_device->menu();
    menu.clear();
    if (!m_session.opened()) {
        return;
    }
    const auto map = mapLocationOf(m_session.plan());
    const bool isOneDevice = map && map->table.empty() && map->rules.empty();
    const QString chosen = isOneDevice ? toQString(map->device) : QString();
    const Card& card = m_session.opened()->card;
    const auto add = [&](const QString& text, const QString& device) {
        std::uint64_t moved = card.tensors;
        for (const auto& [name, count] : card.devices) {
            if (toQString(name) == device) {
                moved -= std::min(moved, count.tensors);
            }
        }
        QAction* action = addChoice(menu, text, tensorsText(moved), isOneDevice && chosen == device);
        action->setObjectName(QStringLiteral("device_") + device);
        connect(action, &QAction::triggered, this, [this, device] { chooseDevice(device); });
    };
    QAction* keep = addChoice(menu, tr("Keep"), {}, !map);
    connect(keep, &QAction::triggered, this, [this] { chooseDevice({}); });
    menu.addSeparator();
    for (const QString& device : offeredDevices()) {
        add(deviceText(device), device);
    }
    menu.addSeparator();
    QAction* mapAction = menu.addAction(tr("Map devices…"));
    mapAction->setCheckable(true);
    mapAction->setChecked(map && !isOneDevice);
    connect(mapAction, &QAction::triggered, this, &PlanPickers::mapDevicesRequested);
    connect(menu.addAction(tr("Other…")), &QAction::triggered, this, &PlanPickers::otherDeviceRequested);
    menu.addSeparator();
    connect(menu.addAction(tr("Check on device…")), &QAction::triggered, this, &PlanPickers::checkRequested);
    connect(menu.addAction(tr("Devices of this computer…")), &QAction::triggered, this, &PlanPickers::devicesRequested);
}

/// The usual ones, those of the file and those of this computer: GPUs by number between cpu and the rest.
QStringList PlanPickers::offeredDevices() const
{
    QStringList devices{
        QStringLiteral("cpu"), QStringLiteral("cuda:0"), QStringLiteral("cuda:1"), QStringLiteral("mps")};
    devices += fileDevices();
    for (const DeviceFacts& facts : m_machine) {
        devices.append(toQString(facts.device));
    }
    devices.removeDuplicates();
    const auto place = [](const QString& device) {
        const bool isCuda = device.startsWith(QLatin1String("cuda"));
        const int number = isCuda ? device.mid(device.indexOf(u':') + 1).toInt() : 0;
        return std::pair(device == QLatin1String("cpu") ? 0 : isCuda ? 1 : 2, number);
    };
    std::ranges::stable_sort(devices, {}, place);
    return devices;
}

void PlanPickers::fillPrefixMenu()
{
    QMenu& menu = *m_prefix->menu();
    menu.clear();
    if (!m_session.opened()) {
        return;
    }
    const std::vector<Operation> present = prefixOperationsOf(m_session.plan());
    QAction* keep = addChoice(menu, tr("Keep"), {}, present.empty());
    connect(keep, &QAction::triggered, this,
        [this] { m_session.setPlan(withPrefixOperations(m_session.plan(), {}), tr("keep prefixes")); });
    menu.addSeparator();
    for (const PrefixChoice& choice : prefixChoices()) {
        QString detail = keysText(choice.keys, choice.total);
        if (!choice.addedBy.isEmpty()) {
            detail += tr(", from %1").arg(choice.addedBy);
        }
        const QString text = choice.isCertain ? tr("Remove %1").arg(choice.prefix)
                                              : tr("Remove %1 (may belong to the model)").arg(choice.prefix);
        QAction* action = addChoice(menu, text, detail, present == choice.fix);
        action->setObjectName(QStringLiteral("remove_") + choice.prefix);
        const std::vector<Operation> fix = choice.fix;
        const QString undoText = tr("remove %1").arg(choice.prefix);
        connect(action, &QAction::triggered, this,
            [this, fix, undoText] { m_session.setPlan(withPrefixOperations(m_session.plan(), fix), undoText); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Remove other…")), &QAction::triggered, this, &PlanPickers::removePrefixRequested);
    connect(menu.addAction(tr("Add prefix…")), &QAction::triggered, this, &PlanPickers::addPrefixRequested);
}

void PlanPickers::fillNumberMenu()
{
    QMenu& menu = *m_number->menu();
    menu.clear();
    if (!m_session.opened()) {
        return;
    }
    const auto present = castOf(m_session.plan());
    QAction* keep = addChoice(menu, tr("Keep"), fileNumberType(), !present);
    connect(keep, &QAction::triggered, this,
        [this] { m_session.setPlan(withCast(m_session.plan(), std::nullopt), tr("keep number types")); });
    menu.addSeparator();
    static constexpr std::array kTypes{std::pair{DType::Float16, QT_TR_NOOP("half the size of float32")},
        std::pair{DType::BFloat16, QT_TR_NOOP("half the size, the range of float32")},
        std::pair{DType::Float32, QT_TR_NOOP("4 bytes a number")},
        std::pair{DType::Float64, QT_TR_NOOP("8 bytes a number")},
        std::pair{DType::Float8E4M3FN, QT_TR_NOOP("1 byte, 3 bits of fraction")},
        std::pair{DType::Float8E5M2, QT_TR_NOOP("1 byte, the range of float16")}};
    for (const auto& [type, words] : kTypes) {
        const DType dtype = type;
        const QString name = toQString(dtypeName(dtype));
        QAction* action = addChoice(menu, name, tr(words), present == dtype);
        connect(action, &QAction::triggered, this,
            [this, dtype, name] { m_session.setPlan(withCast(m_session.plan(), dtype), tr("cast to %1").arg(name)); });
    }
}

} // namespace pthf
