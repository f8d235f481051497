// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStorageInfo>

#include "core/save/save_checkpoint.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/dialogs/changes_table.h"
#include "ui/dialogs/save_changes.h"
#include "ui/dialogs/save_dialog.h"
#include "ui/dialogs/save_way.h"
#include "ui/widgets/badge_strip.h"
#include "ui/words/core_text.h"
#include "ui/words/error_text.h"

namespace pthf {

namespace {

/// The folder that is there, at or above the target's.
QString existingFolder(const QString& target)
{
    QFileInfo folder(QFileInfo(target).path());
    while (!folder.exists() && folder.path() != folder.filePath()) {
        folder = QFileInfo(folder.path());
    }
    return folder.filePath();
}

} // namespace

void SaveDialog::refreshPlan()
{
    if (!m_session.isSettled() || !m_session.opened()) {
        m_save->setEnabled(false); // until the answer is here
        return;
    }
    const auto planned = m_session.plannedNow();
    m_planned = planned ? *planned : nullptr;
    m_way->setPlanned(m_planned && m_session.changeCount() > 0 ? m_planned : nullptr);
    m_planComplaint = planned ? QString() : coreText(planned.error().message());
    const OpenedDocument& opened = *m_session.opened();
    const PlanOutcomePtr& outcome = m_session.outcome();
    const bool hasOutcome = outcome && outcome->planned;
    m_changes->setChanges(hasOutcome ? saveChanges(opened, *outcome) : saveChanges(opened));
    m_allRows->setText(tr("Show all %1 rows").arg(shownCount(opened.tree.leaves.size())));
    m_badges->setBadges(badgesOf(m_session.plannedCard().loadsOn), hasOutcome ? Planned::Yes : Planned::No);
    m_losses->clear();
    m_session.countCastLosses();
    refreshSize();
}

void SaveDialog::refreshSize()
{
    const SaveFormat format = options().format;
    const OpenedDocument& opened = *m_session.opened();
    const bool isSame = (format == SaveFormat::Zip && opened.document->kind == FileKind::TorchZip)
        || (format == SaveFormat::Legacy && opened.document->kind == FileKind::TorchLegacy)
        || (format == SaveFormat::Safetensors && opened.document->kind == FileKind::Safetensors);
    m_formatNote->setText(isSame ? tr("Same format as the open file") : tr("The open file has another format"));
    m_bytes = m_planned ? estimateBytes(*m_planned, format) : 0;
    const std::uint64_t before = opened.document->fileBytes;
    m_size->setText(shownSize(m_bytes));
    m_sizeBefore->setText(tr("was %1").arg(shownSize(before)));
    m_share->setShare(before == 0 ? 0.0 : static_cast<double>(m_bytes) / static_cast<double>(before));
    refreshTarget();
}

QString SaveDialog::complaintOf(const SaveOptions& options) const
{
    if (!m_planned) {
        return m_planComplaint;
    }
    if (m_way->isInPlace()) {
        return {}; // it could not have been chosen otherwise
    }
    if (options.target.empty()) {
        return tr("Name a file to write");
    }
    if (m_format->currentData(kShardsRole).toBool()) {
        return ways().shardBytes == 0 ? tr("%1 is no size like 5GB or 512MiB").arg(m_shardSize->currentText())
                                      : QString();
    }
    const QFileInfo target(m_file->text());
    if (target.isDir()) {
        return tr("%1 is a folder; name a file in it").arg(m_file->text());
    }
    if (!QFileInfo(target.path()).isDir()) {
        return tr("The folder %1 does not exist").arg(target.path());
    }
    if (target.exists() && options.overwrite == Overwrite::No) {
        return tr("There is a file of that name; replace it or choose another name");
    }
    const Status status = checkSave(*m_planned, options);
    return status ? QString() : errorWords(status.error()).detail;
}

void SaveDialog::refreshTarget()
{
    const QFileInfo target(m_file->text());
    const bool isInPlace = m_way->isInPlace();
    m_replace->setVisible(target.isFile() && !isInPlace);
    m_save->setText(isInPlace ? tr("Edit in place") : tr("Save %1").arg(shownSize(m_bytes)));
    const QStorageInfo disk(existingFolder(m_file->text()));
    const auto free = disk.isValid() && disk.bytesAvailable() > 0 ? std::uint64_t(disk.bytesAvailable()) : 0;
    m_free->setText(tr("%1 free on %2").arg(shownSize(free), shownText(disk.rootPath())));
    QString complaint = complaintOf(options());
    if (complaint.isEmpty() && !isInPlace && disk.isValid() && free < m_bytes) {
        complaint =
            tr("%1 are needed on %2, %3 are free").arg(shownSize(m_bytes), shownText(disk.rootPath()), shownSize(free));
    }
    QPalette palette = m_complaint->palette();
    palette.setColor(QPalette::WindowText, themeOf(this).error.color);
    m_complaint->setPalette(palette);
    m_complaint->setText(complaint);
    m_complaint->setVisible(!complaint.isEmpty());
    m_save->setEnabled(complaint.isEmpty());
    m_save->setToolTip(complaint);
}

} // namespace pthf
