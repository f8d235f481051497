// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

namespace pthf {

/// Watches one file and says, once a change, that it is another one now, or gone. Files are often written in many small
/// steps or replaced under their name: it waits until they rest.
class FileWatch final : public QObject {
    Q_OBJECT

public:
    explicit FileWatch(QObject* parent = nullptr);

    /// What is there now counts as known; empty watches nothing.
    void watch(const QString& path);
    const QString& path() const noexcept { return m_path; }

Q_SIGNALS:
    void changed();
    void removed();

private:
    struct State {
        bool exists = false;
        qint64 bytes = 0;
        QDateTime written;
        bool operator==(const State&) const = default;
    };
    State stateNow() const;
    void listen();
    void check();

    QString m_path;
    State m_known;
    State m_last; ///< at the last look
    QFileSystemWatcher m_watcher;
    QTimer m_rest;
};

} // namespace pthf
