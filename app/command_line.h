// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>
#include <QStringList>

#include "ui/session/settings.h"

namespace pthf {

/// What `pthfinder` was started with.
struct CommandLine {
    QStringList files; ///< absolute, to be opened at once, a window each
    bool opensSample = false;
    QString settingsFile; ///< empty: the user's own
    std::optional<ThemeChoice> theme; ///< for this time only
};

/// Reads the arguments. `--help`, `--version` and arguments that make no sense end the program, as QCommandLineParser
/// does.
CommandLine readCommandLine(const QStringList& arguments);

} // namespace pthf
