// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/long_work.h"

#include <memory>

#include <QApplication>
#include <QElapsedTimer>
#include <QWidget>

#include "ui/jobs/job_runner.h"
#include "ui/session/settings.h"

namespace pthf {

LongWork::LongWork(JobRunner& runner, const Settings& settings, QWidget& window)
    : QObject(&window)
    , m_settings(settings)
    , m_window(window)
{
    connect(&runner, &JobRunner::jobAdded, this, &LongWork::follow);
}

void LongWork::follow(JobBase* job)
{
    if (job->label().title.isEmpty()) {
        return; // work of a moment that nobody sees
    }
    auto since = std::make_shared<QElapsedTimer>();
    connect(job, &JobBase::started, this, [since] { since->start(); });
    connect(job, &JobBase::finished, this, [this, job, since] {
        const bool isLong = since->isValid() && since->elapsed() >= m_least;
        if (!isLong || job->isCancelled() || m_window.isActiveWindow() || !m_settings.notifies()) {
            return;
        }
        tell(job->error() ? tr("%1: failed").arg(job->label().title) : tr("%1: done").arg(job->label().title));
    });
}

void LongWork::tell(const QString& text)
{
    QApplication::alert(&m_window);
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        if (m_tray == nullptr) {
            m_tray = new QSystemTrayIcon(m_window.windowIcon(), this);
            connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
                m_window.raise();
                m_window.activateWindow();
            });
        }
        m_tray->show(); // messages come from a visible icon
        m_tray->showMessage(m_window.windowTitle(), text, m_window.windowIcon());
    }
    Q_EMIT told(text);
}

} // namespace pthf
