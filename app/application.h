// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QFont>
#include <QObject>

#include "app/command_line.h"
#include "core/compute/device_probe.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/document_session.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"
#include "ui/window/main_window.h"
#include "ui/words/language.h"

namespace pthf {

class PthfStyle;

/// Puts the program together: settings, style, language, and for each window its jobs and its session. The only place
/// that knows all types.
class Application final : public QObject {
    Q_OBJECT

public:
    explicit Application(const CommandLine& line);
    ~Application() override;
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    Application(Application&&) = delete;
    Application& operator=(Application&&) = delete;

    Settings& settings() noexcept { return m_settings; }
    /// The windows that are open, oldest first.
    QList<MainWindow*> windows() const;
    /// Shows theme, language and size of type as the settings have them. A window holds the words and lengths it was
    /// made with, so one that needs others is made anew over its session: nothing of the work is lost.
    void applySettings();

private:
    /// In the order they are made; windows go before what they show.
    struct Window {
        JobRunner runner;
        std::unique_ptr<DocumentSession> session;
        std::unique_ptr<MainWindow> widget;
    };

    Window& addWindow();
    std::unique_ptr<MainWindow> makeWidget(Window& window);
    void openWindow(const QString& path);
    void removeWindow(const MainWindow* widget);
    void renewWindows();
    bool applyFont();
    bool applyLanguage();
    void applyTheme();
    void keepSession();
    void quit();
    void askForDevices();

    Settings m_settings;
    RecentFiles m_recent;
    Language m_language;
    QFont m_systemFont;
    std::optional<ThemeChoice> m_theme; ///< of the command line
    bool m_isSystemDark = false;
    PthfStyle* m_style = nullptr; ///< QApplication owns it
    JobRunner m_runner; ///< for what belongs to no window
    std::optional<MachineDevices> m_machine;
    std::vector<std::unique_ptr<Window>> m_windows;
    bool m_isQuitting = false;
};

} // namespace pthf
