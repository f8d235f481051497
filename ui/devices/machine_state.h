// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>
#include <QPointer>

#include "core/compute/machine_report.h"

namespace pthf {

class JobBase;
class JobRunner;

/// What is known of this computer: the driver's word from the start on, LibTorch's once it was asked.
class MachineState final : public QObject {
    Q_OBJECT

public:
    explicit MachineState(JobRunner& runner, QObject* parent = nullptr);

    void setProbe(const MachineDevices& probe);
    /// Asks driver and LibTorch anew, in a job.
    void refresh();

    const MachineReport& report() const noexcept { return m_report; }
    bool isAsking() const noexcept { return !m_job.isNull(); }
    /// Whether LibTorch was asked; what it answered may be why it is not there.
    bool isComplete() const noexcept { return m_isComplete; }
    std::vector<DeviceFacts> devices() const { return devicesOf(m_report); }

Q_SIGNALS:
    void changed();

private:
    JobRunner& m_runner;
    MachineReport m_report;
    bool m_isComplete = false;
    QPointer<JobBase> m_job;
};

} // namespace pthf
