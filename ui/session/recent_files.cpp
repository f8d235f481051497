// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/recent_files.h"

#include <QFileInfo>

#include "ui/base/text.h"
#include "ui/session/settings.h"

namespace pthf {

namespace {

const QString kGroup = QStringLiteral("recent");

} // namespace

RecentFiles::RecentFiles(Settings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
    read();
}

void RecentFiles::add(const Card& card, const QDateTime& opened)
{
    RecentFile file;
    file.path = QFileInfo(toQString(card.path)).absoluteFilePath();
    file.summary = toQString(card.holds);
    file.bytes = card.bytes;
    for (const auto& [device, count] : card.devices) {
        file.devices.append(toQString(device));
    }
    file.opened = opened;
    m_files.removeIf([&](const RecentFile& other) { return other.path == file.path; });
    m_files.prepend(file);
    while (m_files.size() > kMaxFiles) {
        m_files.removeLast();
    }
    write();
    Q_EMIT changed();
}

void RecentFiles::remove(const QString& path)
{
    if (m_files.removeIf([&](const RecentFile& file) { return file.path == path; }) > 0) {
        write();
        Q_EMIT changed();
    }
}

void RecentFiles::clear()
{
    m_files.clear();
    write();
    Q_EMIT changed();
}

void RecentFiles::read()
{
    QSettings& store = m_settings.store();
    const int count = store.beginReadArray(kGroup);
    for (int i = 0; i < qMin(count, kMaxFiles); ++i) {
        store.setArrayIndex(i);
        RecentFile file;
        file.path = store.value(QStringLiteral("path")).toString();
        file.summary = store.value(QStringLiteral("summary")).toString();
        file.bytes = store.value(QStringLiteral("bytes")).toULongLong();
        file.devices = store.value(QStringLiteral("devices")).toStringList();
        file.opened = store.value(QStringLiteral("opened")).toDateTime();
        if (!file.path.isEmpty()) {
            m_files.append(file);
        }
    }
    store.endArray();
}

void RecentFiles::write()
{
    QSettings& store = m_settings.store();
    store.remove(kGroup);
    store.beginWriteArray(kGroup, static_cast<int>(m_files.size()));
    for (int i = 0; i < m_files.size(); ++i) {
        store.setArrayIndex(i);
        store.setValue(QStringLiteral("path"), m_files[i].path);
        store.setValue(QStringLiteral("summary"), m_files[i].summary);
        store.setValue(QStringLiteral("bytes"), m_files[i].bytes);
        store.setValue(QStringLiteral("devices"), m_files[i].devices);
        store.setValue(QStringLiteral("opened"), m_files[i].opened);
    }
    store.endArray();
}

} // namespace pthf
