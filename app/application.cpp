// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QApplication>
#include <QFileInfo>
#include <QPalette>
#include <QTimer>

#include "core/compute/device_probe.h"
#include "ui/base/icons.h"
#include "ui/base/pthf_style.h"

namespace pthf {

namespace {

/// The sample of an installation, or that of the source tree the program was built from.
QString samplePath()
{
    const QString installed = QCoreApplication::applicationDirPath() + QStringLiteral("/../share/pthfinder/sample.pth");
    return QFileInfo::exists(installed) ? QFileInfo(installed).canonicalFilePath() : QStringLiteral(PTHF_SAMPLE_FILE);
}

ThemeKind themeKind(ThemeChoice choice, bool isSystemDark)
{
    switch (choice) {
    case ThemeChoice::Auto:
        return isSystemDark ? ThemeKind::Dark : ThemeKind::Light;
    case ThemeChoice::Light:
        return ThemeKind::Light;
    case ThemeChoice::Dark:
        return ThemeKind::Dark;
    case ThemeChoice::HighContrast:
        return isSystemDark ? ThemeKind::HighContrastDark : ThemeKind::HighContrast;
    }
    return ThemeKind::Light;
}

} // namespace

Application::Application(const CommandLine& line)
    : m_settings(line.settingsFile)
    , m_recent(m_settings)
    , m_theme(line.theme)
    , m_isSystemDark(QApplication::palette().color(QPalette::Window).lightness() < 128) // Qt 6.4 has no better word
{
    m_style = new PthfStyle(themeKind(m_theme.value_or(m_settings.theme()), m_isSystemDark));
    QApplication::setStyle(m_style); // takes it
    QApplication::setPalette(m_style->standardPalette());
    QApplication::setWindowIcon(applicationIcon());

    for (const QString& file : line.files) {
        addWindow().widget->openFile(file);
    }
    if (line.files.isEmpty()) {
        Window& window = addWindow();
        if (line.opensSample) {
            window.widget->openSample();
        }
    }
    // The driver is asked once the window is there: loading it takes a tenth of a second.
    QTimer::singleShot(0, this, &Application::askForDevices);
}

Application::~Application() = default;

Application::Window& Application::addWindow()
{
    auto window = std::make_unique<Window>();
    window->session = std::make_unique<DocumentSession>(window->runner, PlanContext{});
    window->widget = std::make_unique<MainWindow>(window->runner, *window->session, m_settings, m_recent, samplePath());
    connect(window->widget.get(), &MainWindow::settingsChanged, this, &Application::applyTheme);
    window->widget->show();
    m_windows.push_back(std::move(window));
    return *m_windows.back();
}

void Application::applyTheme()
{
    m_theme.reset();
    m_style->applyTheme(themeKind(m_settings.theme(), m_isSystemDark));
}

void Application::askForDevices()
{
    for (const auto& window : m_windows) {
        auto* job = window->runner.run<MachineDevices>(
            JobLane::Analysis, JobLabel{}, [](const Task&) -> Result<MachineDevices> { return probeDevices(); },
            window->session.get());
        connect(job, &JobBase::finished, this, [job, &window = *window] {
            if (job->result()) {
                window.session->setAutoDevice(autoDevice(*job->result()));
                window.widget->setMachine(*job->result());
            }
        });
    }
}

} // namespace pthf
