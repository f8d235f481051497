// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/file_watch.h"

#include <QFileInfo>

namespace pthf {

namespace {

constexpr int kRest = 300; // milliseconds without a change

} // namespace

FileWatch::FileWatch(QObject* parent)
    : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_rest, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_rest, qOverload<>(&QTimer::start));
    connect(&m_rest, &QTimer::timeout, this, &FileWatch::check);
}

FileWatch::State FileWatch::stateNow() const
{
    const QFileInfo info(m_path);
    return info.exists() ? State{true, info.size(), info.lastModified()} : State{};
}

void FileWatch::watch(const QString& path)
{
    const QStringList before = m_watcher.files() + m_watcher.directories();
    if (!before.isEmpty()) {
        m_watcher.removePaths(before);
    }
    m_rest.stop();
    m_path = path;
    m_known = m_last = m_path.isEmpty() ? State{} : stateNow();
    listen();
}

void FileWatch::listen()
{
    if (m_path.isEmpty()) {
        return;
    }
    // The folder tells of a file that is replaced by a rename; a network drive may tell of neither.
    m_watcher.addPath(m_path);
    m_watcher.addPath(QFileInfo(m_path).absolutePath());
}

void FileWatch::check()
{
    listen(); // a file of that name that is a new one is not watched yet
    const State now = stateNow();
    if (now == m_known) {
        return;
    }
    if (now != m_last) {
        m_last = now; // still being written
        m_rest.start();
        return;
    }
    m_known = now;
    if (now.exists) {
        Q_EMIT changed();
    } else {
        Q_EMIT removed();
    }
}

} // namespace pthf
