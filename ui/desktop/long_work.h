// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QSystemTrayIcon>

namespace pthf {

class JobBase;
class JobRunner;
class Settings;

/// Tells of the end of long work when the window is not the one that is looked at: the task bar asks for attention, and
/// the desktop shows a notification where it can.
class LongWork final : public QObject {
    Q_OBJECT

public:
    LongWork(JobRunner& runner, const Settings& settings, QWidget& window);

    /// Jobs shorter than this are not told of, in milliseconds.
    void setLeast(int milliseconds) { m_least = milliseconds; }

Q_SIGNALS:
    /// It was told: "Saving laptop.pth: done".
    void told(const QString& text);

private:
    void follow(JobBase* job);
    void tell(const QString& text);

    const Settings& m_settings;
    QWidget& m_window;
    int m_least = 10'000;
    QPointer<QSystemTrayIcon> m_tray; ///< made when there is something to tell
};

} // namespace pthf
