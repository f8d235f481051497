// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>

#include "app/application.h"
#include "app/command_line.h"

int main(int argc, char* argv[])
{
    QApplication::setApplicationName(QStringLiteral("pthfinder"));
    QApplication::setOrganizationName(QStringLiteral("pthfinder"));
    QApplication::setApplicationVersion(QStringLiteral(PTHF_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("pthfinder"));
    const QApplication qtApplication(argc, argv);
    const pthf::Application application(pthf::readCommandLine(QApplication::arguments()));
    return QApplication::exec();
}
