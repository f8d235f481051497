// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QObject>

#include "app/command_line.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/document_session.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"
#include "ui/window/main_window.h"

namespace pthf {

class PthfStyle;

/// Puts the program together: settings, style, and for each window its jobs and its session. The only place that knows
/// all types.
class Application final : public QObject {
    Q_OBJECT

public:
    explicit Application(const CommandLine& line);
    ~Application() override;
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    Application(Application&&) = delete;
    Application& operator=(Application&&) = delete;

private:
    /// In the order they are made; windows go before what they show.
    struct Window {
        JobRunner runner;
        std::unique_ptr<DocumentSession> session;
        std::unique_ptr<MainWindow> widget;
    };

    Window& addWindow();
    void applyTheme();
    void askForDevices();

    Settings m_settings;
    RecentFiles m_recent;
    std::optional<ThemeChoice> m_theme; ///< of the command line
    bool m_isSystemDark = false;
    PthfStyle* m_style = nullptr; ///< QApplication owns it
    std::vector<std::unique_ptr<Window>> m_windows;
};

} // namespace pthf
