// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

namespace pthf {

namespace {

std::optional<ThemeChoice> themeFrom(const QString& name)
{
    if (name == u"light") {
        return ThemeChoice::Light;
    }
    if (name == u"dark") {
        return ThemeChoice::Dark;
    }
    if (name == u"high-contrast") {
        return ThemeChoice::HighContrast;
    }
    if (name == u"auto") {
        return ThemeChoice::Auto;
    }
    return std::nullopt;
}

} // namespace

CommandLine readCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "pthf::CommandLine", "Looks into PyTorch checkpoints and writes the one you need."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption theme(QStringLiteral("theme"),
        QCoreApplication::translate("pthf::CommandLine", "auto, light, dark or high-contrast, for this time only."),
        QStringLiteral("name"));
    const QCommandLineOption settings(QStringLiteral("settings"),
        QCoreApplication::translate("pthf::CommandLine", "Keep window state and recent files in this file."),
        QStringLiteral("file"));
    const QCommandLineOption sample(
        QStringLiteral("sample"), QCoreApplication::translate("pthf::CommandLine", "Open the sample checkpoint."));
    parser.addOptions({theme, settings, sample});
    parser.addPositionalArgument(QStringLiteral("checkpoint"),
        QCoreApplication::translate("pthf::CommandLine", "Files to open."), QStringLiteral("[checkpoint…]"));
    parser.process(arguments);

    CommandLine line;
    const QStringList files = parser.positionalArguments();
    for (const QString& file : files) {
        line.files.append(QFileInfo(file).absoluteFilePath());
    }
    line.opensSample = parser.isSet(sample);
    line.settingsFile = parser.value(settings);
    line.theme = themeFrom(parser.value(theme));
    return line;
}

} // namespace pthf
