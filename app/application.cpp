// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <algorithm>

#include <QApplication>
#include <QFileInfo>
#include <QPalette>
#include <QTimer>

#include "ui/base/icons.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"

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
    , m_systemFont(QApplication::font())
    , m_theme(line.theme)
    , m_isSystemDark(QApplication::palette().color(QPalette::Window).lightness() < 128) // Qt 6.4 has no better word
{
    if (!m_settings.moduleFolder().isEmpty() && qEnvironmentVariableIsEmpty("PTHF_MODULE_DIR")) {
        qputenv("PTHF_MODULE_DIR", m_settings.moduleFolder().toUtf8());
    }
    if (!m_settings.preferredModule().isEmpty() && qEnvironmentVariableIsEmpty("PTHF_MODULE")) {
        qputenv("PTHF_MODULE", m_settings.preferredModule().toUtf8());
    }
    applyFont();
    applyLanguage();
    m_style = new PthfStyle(themeKind(m_theme.value_or(m_settings.theme()), m_isSystemDark));
    QApplication::setStyle(m_style); // takes it
    QApplication::setPalette(m_style->standardPalette());
    QApplication::setWindowIcon(applicationIcon());

    QStringList files = line.files;
    if (files.isEmpty() && !line.opensSample && m_settings.restoresSession()) {
        for (const QString& file : m_settings.sessionFiles()) {
            if (QFileInfo::exists(file)) {
                files.append(file);
            }
        }
    }
    for (const QString& file : files) {
        openWindow(file);
    }
    if (files.isEmpty()) {
        Window& window = addWindow();
        if (line.opensSample) {
            window.widget->openSample();
        }
    }
    // The driver is asked once the window is there: loading it takes a tenth of a second.
    QTimer::singleShot(0, this, &Application::askForDevices);
}

Application::~Application() = default;

QList<MainWindow*> Application::windows() const
{
    QList<MainWindow*> widgets;
    for (const auto& window : m_windows) {
        widgets.append(window->widget.get());
    }
    return widgets;
}

Application::Window& Application::addWindow()
{
    m_isQuitting = false;
    auto window = std::make_unique<Window>();
    window->session = std::make_unique<DocumentSession>(window->runner, PlanContext{});
    window->widget = makeWidget(*window);
    window->widget->show();
    m_windows.push_back(std::move(window));
    return *m_windows.back();
}

std::unique_ptr<MainWindow> Application::makeWidget(Window& window)
{
    auto widget = std::make_unique<MainWindow>(window.runner, *window.session, m_settings, m_recent, samplePath());
    const MainWindow* key = widget.get();
    // Queued: what asks is still on its way through the window that is to be made anew, or to go.
    connect(key, &MainWindow::settingsChanged, this, &Application::applySettings, Qt::QueuedConnection);
    connect(key, &MainWindow::newWindowRequested, this, &Application::openWindow);
    connect(key, &MainWindow::quitRequested, this, &Application::quit, Qt::QueuedConnection);
    connect(
        key, &MainWindow::closed, this, [this, key] { removeWindow(key); }, Qt::QueuedConnection);
    if (m_machine) {
        window.session->setAutoDevice(autoDevice(*m_machine));
        widget->setMachine(*m_machine);
    }
    return widget;
}

void Application::openWindow(const QString& path)
{
    Window& window = addWindow();
    if (m_windows.size() > 1) { // not right on top of the one before
        window.widget->move(m_windows[m_windows.size() - 2]->widget->pos() + QPoint(24, 24));
    }
    if (!path.isEmpty()) {
        window.widget->openFile(path);
    }
}

void Application::removeWindow(const MainWindow* widget)
{
    if (!m_isQuitting) {
        keepSession(); // with the window that goes, if it is the last
    }
    std::erase_if(m_windows, [widget](const auto& window) { return window->widget.get() == widget; });
    if (!m_isQuitting && !m_windows.empty()) {
        keepSession();
    }
}

void Application::keepSession()
{
    QStringList files;
    for (const auto& window : m_windows) {
        if (window->session->opened()) {
            files.append(pathToQString(window->session->opened()->document->path));
        }
    }
    m_settings.setSessionFiles(files);
}

void Application::quit()
{
    keepSession();
    m_isQuitting = true; // stays: a window with running work closes later
    QApplication::closeAllWindows();
}

bool Application::applyFont()
{
    QFont font = m_systemFont;
    const double scale = m_settings.fontScale() / 100.0;
    if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * scale);
    } else {
        font.setPixelSize(qRound(font.pixelSize() * scale));
    }
    if (font == QApplication::font()) {
        return false;
    }
    QApplication::setFont(font);
    return true;
}

bool Application::applyLanguage()
{
    return m_language.choose(languageFor(m_settings.language()));
}

void Application::applyTheme()
{
    m_theme.reset();
    m_style->applyTheme(themeKind(m_settings.theme(), m_isSystemDark));
}

void Application::applySettings()
{
    applyTheme();
    const bool isOtherFont = applyFont();
    const bool isOtherLanguage = applyLanguage();
    if (isOtherFont || isOtherLanguage) {
        renewWindows();
    }
}

void Application::renewWindows()
{
    const bool quits = QApplication::quitOnLastWindowClosed();
    QApplication::setQuitOnLastWindowClosed(false);
    for (const auto& window : m_windows) {
        auto widget = makeWidget(*window);
        widget->takeOver(*window->widget);
        widget->show();
        window->widget = std::move(widget);
    }
    QApplication::setQuitOnLastWindowClosed(quits);
}

void Application::askForDevices()
{
    auto* job = m_runner.run<MachineDevices>(
        JobLane::Analysis, JobLabel{}, [](const Task&) -> Result<MachineDevices> { return probeDevices(); }, this);
    connect(job, &JobBase::finished, this, [this, job] {
        if (!job->result()) {
            return;
        }
        m_machine = *job->result();
        for (const auto& window : m_windows) {
            window->session->setAutoDevice(autoDevice(*m_machine));
            window->widget->setMachine(*m_machine);
        }
    });
}

} // namespace pthf
