// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/salvage_file.h"

#include <QFileDialog>
#include <QFileInfo>

#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/document_session.h"

namespace pthf {

SalvageFile::SalvageFile(JobRunner& runner, DocumentSession& session, QWidget& window)
    : m_runner(runner)
    , m_session(session)
    , m_window(window)
{
}

void SalvageFile::ask(const QString& suggested)
{
    const QFileInfo offered(suggested);
    auto* dialog = new QFileDialog(&m_window, tr("Save what is whole"), offered.absolutePath());
    dialog->setObjectName(QStringLiteral("salvageDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(offered.suffix());
    dialog->selectFile(offered.fileName());
    connect(dialog, &QFileDialog::fileSelected, this, &SalvageFile::write);
    dialog->open();
}

void SalvageFile::write(const QString& path)
{
    const OpenedPtr opened = m_session.opened();
    if (!opened) {
        return;
    }
    SaveOptions options;
    options.target = toPath(path);
    options.format = formatFor(options.target, opened->document->kind);
    options.overwrite = Overwrite::Yes; // the file dialog asked
    auto* job = m_runner.run<SalvageReceipt>(
        JobLane::Save, JobLabel{tr("Saving %1").arg(QFileInfo(path).fileName()), {}},
        [opened, options](
            const Task& task) { return salvageCheckpoint(opened->document, opened->tree, options, task); },
        this);
    connect(job, &JobBase::finished, this, [this, job, path] {
        if (job->result()) {
            Q_EMIT written(*job->result());
        } else {
            Q_EMIT failed(path, job->result().error());
        }
    });
}

} // namespace pthf
