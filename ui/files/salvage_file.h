// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/base/result.h"
#include "core/save/salvage_checkpoint.h"

class QWidget;

namespace pthf {

class DocumentSession;
class JobRunner;

/// Writes what a damaged file holds whole into a good one, as `pthf salvage` does: asks for a name, then runs as a job.
class SalvageFile final : public QObject {
    Q_OBJECT

public:
    SalvageFile(JobRunner& runner, DocumentSession& session, QWidget& window);

    /// Asks where to; this path is offered.
    void ask(const QString& suggested);
    void write(const QString& path);

Q_SIGNALS:
    void written(const pthf::SalvageReceipt& receipt);
    void failed(const QString& target, const pthf::Error& error);

private:
    JobRunner& m_runner;
    DocumentSession& m_session;
    QWidget& m_window;
};

} // namespace pthf
