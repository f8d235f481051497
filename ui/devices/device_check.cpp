// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/device_check.h"

#include <algorithm>
#include <utility>

#include "core/compute/compute_loader.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/document_session.h"

namespace pthf {

DeviceCheck::DeviceCheck(JobRunner& runner, DocumentSession& session, QObject* parent)
    : QObject(parent)
    , m_runner(runner)
    , m_session(session)
{
    connect(&session, &DocumentSession::outcomeChanged, this, [this] {
        if (!m_saved && m_session.isSettled() && m_state != State::Running) {
            refresh();
        }
    });
}

DeviceCheck::~DeviceCheck()
{
    cancel();
}

void DeviceCheck::setDevice(const QString& device)
{
    m_device = device;
    m_isDeviceChosen = true;
    refresh();
}

Result<DeviceCheck::Forecast> DeviceCheck::forecast(const PlannedDocumentPtr& planned, const std::string& device)
{
    const auto engine = PTHF_TRY(loadComputeEngine());
    Forecast forecast;
    forecast.planned = planned;
    forecast.machine = PTHF_TRY(engine->facts());
    auto devices = forecastDevices(*planned, device, forecast.machine);
    if (devices) {
        forecast.devices = *devices;
    } else {
        forecast.error = devices.error();
    }
    return forecast;
}

void DeviceCheck::refresh()
{
    if (m_state == State::Running || (!m_saved && !m_session.opened())) {
        return;
    }
    m_proof.reset();
    m_error.reset();
    const PlannedDocumentPtr known = m_saved ? m_saved : m_session.isSettled() ? m_session.planned() : nullptr;
    const JobLabel label{tr("Asking whether it fits"), QStringLiteral("deviceForecast"), true};
    auto* job = m_runner.run<Forecast>(
        JobLane::Device, label,
        [known, opened = m_session.opened(), plan = m_session.plan().enabled(), context = m_session.context(),
            device = toUtf8(m_device)](const Task& task) -> Result<Forecast> {
            if (known) {
                return forecast(known, device);
            }
            const PlannedDocumentPtr planned =
                PTHF_TRY(planDocument(opened->document, opened->tree, plan, context, task));
            return forecast(planned, device);
        },
        &m_runner);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (job == m_job) {
            m_job.clear();
            takeForecast(job->result());
        }
    });
    setState(State::Asking);
}

void DeviceCheck::takeForecast(const Result<Forecast>& forecast)
{
    if (!forecast) {
        m_forecast = {};
        m_error = forecast.error();
        setState(State::Impossible);
        return;
    }
    m_forecast = *forecast;
    m_error = m_forecast.error;
    if (m_error && !m_isDeviceChosen && m_device.isEmpty() && !devices().empty()
        && m_error->code() == ErrorCode::InvalidArgument) {
        // The plan names no device: the first one is as good a question.
        setDevice(toQString(devices().front().device));
        return;
    }
    setState(m_error ? State::Impossible : State::Ready);
    if (std::exchange(m_startsWhenReady, false)) {
        start();
    }
}

bool DeviceCheck::canStart() const
{
    return (m_state == State::Ready || m_state == State::Finished) && !forecasts().empty()
        && std::ranges::all_of(forecasts(), &DeviceForecast::fits);
}

void DeviceCheck::start()
{
    if (!canStart()) {
        return;
    }
    m_proof.reset();
    m_error.reset();
    QStringList names;
    for (const DeviceForecast& device : forecasts()) {
        names.append(toQString(device.device));
    }
    const JobLabel label{
        tr("Checking on %1").arg(names.join(QStringLiteral(", "))), QStringLiteral("deviceCheck"), true};
    auto* job = m_runner.run<DeviceProof>(
        JobLane::Device, label,
        [planned = m_forecast.planned, device = toUtf8(m_device)](const Task& task) -> Result<DeviceProof> {
            const auto engine = PTHF_TRY(loadComputeEngine());
            return proveOnDevice(*planned, device, *engine, task);
        },
        &m_runner);
    m_job = job;
    connect(job, &JobBase::progressed, this, &DeviceCheck::progressed);
    connect(job, &JobBase::finished, this, [this, job] {
        if (job != m_job) {
            return;
        }
        m_job.clear();
        if (job->result()) {
            m_proof = *job->result();
            m_forecast.devices = m_proof->forecasts;
        } else {
            m_error = job->result().error();
        }
        setState(State::Finished);
    });
    setState(State::Running);
}

void DeviceCheck::startWhenReady()
{
    if (m_state == State::Asking) {
        m_startsWhenReady = true;
    } else {
        start();
    }
}

void DeviceCheck::cancel()
{
    m_startsWhenReady = false;
    if (m_job) {
        m_job->cancel();
    }
}

void DeviceCheck::applyOffer(const Cast& cast)
{
    m_saved.reset();
    m_session.addOperations({cast}, tr("cast to %1").arg(toQString(dtypeName(cast.dtype))));
}

JobProgress DeviceCheck::progress() const
{
    return m_job ? m_job->progress() : JobProgress{};
}

void DeviceCheck::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace pthf
