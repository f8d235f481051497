// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/machine_state.h"

#include "ui/jobs/job_runner.h"

namespace pthf {

MachineState::MachineState(JobRunner& runner, QObject* parent)
    : QObject(parent)
    , m_runner(runner)
{
}

void MachineState::setProbe(const MachineDevices& probe)
{
    m_report.probe = probe;
    Q_EMIT changed();
}

void MachineState::refresh()
{
    const JobLabel label{tr("Asking for this computer's devices"), QStringLiteral("machine"), true};
    // The runner's, not ours: whoever closes the window must not wait until LibTorch is loaded.
    auto* job = m_runner.run<MachineReport>(
        JobLane::Device, label, [](const Task&) -> Result<MachineReport> { return gatherMachine(); }, &m_runner);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (job != m_job) {
            return;
        }
        m_job.clear();
        if (job->result()) {
            m_report = *job->result();
            m_isComplete = true;
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

} // namespace pthf
