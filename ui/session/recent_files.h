// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include "core/report/card.h"

namespace pthf {

class Settings;

/// A file that was open before, as it was then.
struct RecentFile {
    QString path;
    QString summary; ///< "Training checkpoint, 25.6 M parameters, epoch 12, Adam"
    quint64 bytes = 0;
    QStringList devices;
    QDateTime opened;

    bool operator==(const RecentFile&) const = default;
};

/// The files opened last, newest first; kept in the settings. Whether they still exist is asked by whoever shows them.
class RecentFiles final : public QObject {
    Q_OBJECT

public:
    static constexpr int kMaxFiles = 12;

    explicit RecentFiles(Settings& settings, QObject* parent = nullptr);

    const QList<RecentFile>& files() const noexcept { return m_files; }
    void add(const Card& card, const QDateTime& opened);
    void remove(const QString& path);
    void clear();

Q_SIGNALS:
    void changed();

private:
    void read();
    void write();

    Settings& m_settings;
    QList<RecentFile> m_files;
};

} // namespace pthf
