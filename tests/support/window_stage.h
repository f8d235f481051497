// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QTest>

#include "tests/support/temp_folder.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/document_session.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"
#include "ui/window/main_window.h"
#include "ui/window/workspace.h"

namespace pthf::tests {

/// A window with settings of its own. Includes Qt and the window: for tests that link pthf_ui.
struct WindowStage {
    static constexpr int kOpenTimeout = 10'000;

    TempFolder folder;
    Settings settings{pathToQString(folder.path() / "settings.ini")};
    RecentFiles recent{settings};
    JobRunner runner;
    DocumentSession session{runner, PlanContext{}};
    MainWindow window{runner, session, settings, recent, QStringLiteral(PTHF_SAMPLE_FILE)};

    WindowStage()
    {
        window.resize(1280, 800);
        window.show();
    }
    template<typename T>
    T* find(const char* name) const
    {
        return window.findChild<T*>(QLatin1String(name));
    }
    /// The dialog that is open, once it is there.
    QDialog* dialog(const char* name) const
    {
        auto* dialog = QTest::qWaitFor([&] { return find<QDialog>(name) != nullptr; }) ? find<QDialog>(name) : nullptr;
        return dialog != nullptr && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
    }
    bool openSample()
    {
        window.openSample();
        return QTest::qWaitFor([this] { return session.opened() != nullptr; }, kOpenTimeout);
    }
};

} // namespace pthf::tests
