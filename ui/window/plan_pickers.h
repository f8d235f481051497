// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>

#include "core/compute/compute_devices.h"
#include "core/plan/operation.h"
#include "ui/session/opened_document.h"
#include "ui/widgets/plan_picker.h"

class QMenu;

namespace pthf {

class DocumentSession;

/// The three pickers of the tool bar, kept in step with the session: target device, prefix, number type.
class PlanPickers final : public QObject {
    Q_OBJECT

public:
    PlanPickers(DocumentSession& session, QWidget* parent);

    PlanPicker* device() const noexcept { return m_device; }
    PlanPicker* prefix() const noexcept { return m_prefix; }
    PlanPicker* number() const noexcept { return m_number; }
    void setCaptions(PlanPicker::Caption caption);

    /// What "auto" means on this machine, and what it has; named in the menu.
    void setMachine(const QString& autoDevice, const std::vector<DeviceFacts>& devices);

Q_SIGNALS:
    void mapDevicesRequested();
    void otherDeviceRequested();
    void checkRequested();
    void devicesRequested();
    void removePrefixRequested();
    void addPrefixRequested();

private:
    /// A prefix that can be taken away, over all state dicts that have it.
    struct PrefixChoice {
        QString prefix;
        std::uint64_t keys = 0;
        std::uint64_t total = 0;
        QString addedBy;
        bool isCertain = true;
        std::vector<Operation> fix;
    };

    void refresh();
    void refreshDevice();
    void refreshPrefix();
    void refreshNumber();
    void fillDeviceMenu();
    void fillPrefixMenu();
    void fillNumberMenu();
    std::vector<PrefixChoice> prefixChoices() const;
    /// What came of the first operation for which the test holds: "642 tensors".
    QString effectOf(bool (*isMeant)(const Operation&)) const;
    QStringList fileDevices() const;
    QStringList offeredDevices() const;
    /// "cuda:0 (this computer: NVIDIA H100, 78.1 of 79.6 GB free)"
    QString deviceText(const QString& device) const;
    QString fileNumberType() const;
    void chooseDevice(const QString& device);

    DocumentSession& m_session;
    QString m_autoDevice;
    std::vector<DeviceFacts> m_machine;
    PlanPicker* m_device = nullptr;
    PlanPicker* m_prefix = nullptr;
    PlanPicker* m_number = nullptr;
};

} // namespace pthf
