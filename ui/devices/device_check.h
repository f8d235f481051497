// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>

#include "core/edit/planned_document.h"
#include "core/prove/prove_on_device.h"
#include "ui/jobs/job_base.h"

namespace pthf {

class DocumentSession;
class JobRunner;

/// The check that planned weights arrive on devices: first what it would take, then what came of it. Its jobs belong to
/// the runner, so that nobody waits for them who closes what shows them.
class DeviceCheck final : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t {
        Asking, ///< LibTorch is loaded, the devices are asked, the plan is laid over
        Ready, ///< the forecasts are there; it starts if they fit
        Impossible, ///< error() says why
        Running,
        Finished ///< there is a proof, or error() says why not
    };

    DeviceCheck(JobRunner& runner, DocumentSession& session, QObject* parent = nullptr);
    ~DeviceCheck() override;
    DeviceCheck(const DeviceCheck&) = delete;
    DeviceCheck& operator=(const DeviceCheck&) = delete;
    DeviceCheck(DeviceCheck&&) = delete;
    DeviceCheck& operator=(DeviceCheck&&) = delete;

    /// What was just saved is meant, not the plan as it stands.
    void setPlanned(const PlannedDocumentPtr& planned) { m_saved = planned; }
    bool isOfSaved() const noexcept { return m_saved != nullptr; }
    /// Empty: the devices that the plan names. Asks anew.
    void setDevice(const QString& device);
    /// Asks anew, for the plan as it is now.
    void refresh();
    /// Nothing happens where it does not fit, or runs already.
    void start();
    /// Starts as soon as it is known to fit.
    void startWhenReady();
    void cancel();
    /// Puts a cast into the plan; what was saved is no longer meant then.
    void applyOffer(const Cast& cast);

    State state() const noexcept { return m_state; }
    const QString& device() const noexcept { return m_device; }
    bool canStart() const;
    const std::vector<DeviceForecast>& forecasts() const noexcept { return m_forecast.devices; }
    const std::vector<DeviceFacts>& devices() const noexcept { return m_forecast.machine.devices; }
    const std::optional<DeviceProof>& proof() const noexcept { return m_proof; }
    const std::optional<Error>& error() const noexcept { return m_error; }
    JobProgress progress() const;

Q_SIGNALS:
    void changed();
    void progressed(int permille);

private:
    /// What it would take.
    struct Forecast {
        PlannedDocumentPtr planned;
        ComputeFacts machine;
        std::vector<DeviceForecast> devices;
        std::optional<Error> error; ///< the machine is known, and this cannot go there
    };

    static Result<Forecast> forecast(const PlannedDocumentPtr& planned, const std::string& device);
    void takeForecast(const Result<Forecast>& forecast);
    void setState(State state);

    JobRunner& m_runner;
    DocumentSession& m_session;
    QString m_device;
    PlannedDocumentPtr m_saved;
    State m_state = State::Asking;
    bool m_startsWhenReady = false;
    bool m_isDeviceChosen = false;
    Forecast m_forecast;
    std::optional<DeviceProof> m_proof;
    std::optional<Error> m_error;
    QPointer<JobBase> m_job;
};

} // namespace pthf
