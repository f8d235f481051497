// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "core/edit/planned_document.h"
#include "ui/devices/machine_state.h"
#include "ui/session/document_session.h"

class QWidget;

namespace pthf {

class CheckDialog;
class DevicesDialog;

/// What a window can ask of this computer's devices, and of LibTorch's own reader.
class DeviceTools final : public QObject {
    Q_OBJECT

public:
    DeviceTools(JobRunner& runner, DocumentSession& session, QWidget& window);

    MachineState& machine() noexcept { return m_machine; }
    /// The devices of this computer, in a dialog that stays.
    void showDevices();
    /// Whether the plan arrives on a device.
    void check();
    /// What a save asked for beside itself: a witness, a proof.
    void afterSave(const PlannedDocumentPtr& planned, const SaveWays& ways, const QString& target);

Q_SIGNALS:
    /// What LibTorch's own reader says of a file that was saved.
    void witnessed(const QString& target, const QString& text);

private:
    CheckDialog* openCheck();
    void askWitnessOf(const QString& target);

    JobRunner& m_runner;
    DocumentSession& m_session;
    QWidget& m_window;
    MachineState m_machine;
    QPointer<DevicesDialog> m_devices;
    QPointer<CheckDialog> m_check;
};

} // namespace pthf
