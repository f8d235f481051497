// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/device_tools.h"

#include <QFileInfo>

#include "core/witness/witness_file.h"
#include "ui/base/text.h"
#include "ui/devices/check_dialog.h"
#include "ui/devices/devices_dialog.h"
#include "ui/jobs/job_runner.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

QString witnessWords(const WitnessReport& report)
{
    const QString why = coreText(report.why);
    switch (report.verdict) {
    case WitnessVerdict::Agrees:
        return DeviceTools::tr("LibTorch's own reader agrees: %1 records, %2 tensors by name, shape and number type, "
                               "%3 of values")
            .arg(shownCount(report.records), shownCount(report.tensors), shownSize(report.bytes));
    case WitnessVerdict::AgreesOnRecords:
        return DeviceTools::tr("LibTorch's own reader lists the same %1 records and reads the same %2 tensors; %3")
            .arg(shownCount(report.records), shownCount(report.tensors), why);
    case WitnessVerdict::Silent:
        return DeviceTools::tr("LibTorch's own reader was not heard: %1").arg(why);
    case WitnessVerdict::Differs:
        break;
    }
    QStringList lines{why.isEmpty()
            ? DeviceTools::tr("LibTorch's own reader differs in %1 places:").arg(shownCount(report.differenceCount))
            : DeviceTools::tr("LibTorch's own reader differs: %1").arg(why)};
    for (const std::string& difference : report.differences) {
        lines.append(QString(u"  " % coreText(difference)));
    }
    return lines.join(u'\n');
}

} // namespace

DeviceTools::DeviceTools(JobRunner& runner, DocumentSession& session, QWidget& window)
    : QObject(&window)
    , m_runner(runner)
    , m_session(session)
    , m_window(window)
    , m_machine(runner)
{
    connect(&session, &DocumentSession::moreAsked, this, &DeviceTools::afterSave);
}

void DeviceTools::showDevices()
{
    if (!m_devices) {
        m_devices = new DevicesDialog(m_machine, &m_window);
        m_devices->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_machine.refresh(); // free memory moves
    m_devices->show();
    m_devices->activateWindow();
}

CheckDialog* DeviceTools::openCheck()
{
    if (m_check) {
        m_check->close();
    }
    m_check = new CheckDialog(m_runner, m_session, &m_window);
    m_check->setAttribute(Qt::WA_DeleteOnClose);
    m_check->show();
    return m_check;
}

void DeviceTools::check()
{
    if (m_session.opened()) {
        openCheck()->check().refresh();
    }
}

void DeviceTools::afterSave(const PlannedDocumentPtr& planned, const SaveWays& ways, const QString& target)
{
    if (ways.hasWitness) {
        askWitnessOf(target);
    }
    if (ways.proveOn) {
        DeviceCheck& check = openCheck()->check();
        check.setPlanned(planned);
        check.setDevice(*ways.proveOn);
        check.startWhenReady();
    }
}

void DeviceTools::askWitnessOf(const QString& target)
{
    const JobLabel label{tr("Asking LibTorch about %1").arg(QFileInfo(target).fileName()), {}, true};
    auto* job = m_runner.run<WitnessReport>(
        JobLane::Device, label, [path = toPath(target)](const Task& task) { return askWitness(path, task); },
        &m_runner);
    connect(job, &JobBase::finished, this, [this, job, target] {
        const auto& result = job->result();
        if (result) {
            Q_EMIT witnessed(target, witnessWords(*result));
        } else if (result.error().code() != ErrorCode::Cancelled) {
            Q_EMIT witnessed(target, tr("LibTorch was not asked: %1").arg(coreText(result.error().message())));
        }
    });
}

} // namespace pthf
