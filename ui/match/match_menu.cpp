// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/match_menu.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>

#include "core/reference/names_text.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/match/match_session.h"
#include "ui/match/reference_dialog.h"

namespace pthf {

namespace {

constexpr int kMaxFiles = 20;

/// Endings of files that may be a reference: what is in them decides once they are opened.
QStringList referenceFilters()
{
    return {QStringLiteral("*.pt"), QStringLiteral("*.pth"), QStringLiteral("*.ckpt"), QStringLiteral("*.bin"),
        QStringLiteral("*.tar"), QStringLiteral("*.safetensors"), QStringLiteral("*.index.json"),
        QStringLiteral("*.txt"), QStringLiteral("*.npz")};
}

} // namespace

MatchMenu::MatchMenu(MatchSession& session, QWidget* window)
    : QMenu(tr("Match with…"), window)
    , m_session(session)
    , m_window(window)
{
    setObjectName(QStringLiteral("matchMenu"));
    fill();
    connect(this, &QMenu::aboutToShow, this, &MatchMenu::fill);
}

void MatchMenu::fill()
{
    delete findChild<QMenu*>(QStringLiteral("matchFolder"), Qt::FindDirectChildrenOnly); // clear() keeps submenus
    clear();
    QAction* file = addAction(themedIcon(Icon::File), tr("Another &file…"));
    file->setObjectName(QStringLiteral("matchFile"));
    connect(file, &QAction::triggered, this, &MatchMenu::chooseFile);
    addFolder();
    QAction* text = addAction(themedIcon(Icon::Text), tr("&Names and shapes, or an error…"));
    text->setObjectName(QStringLiteral("matchText"));
    connect(text, &QAction::triggered, this, &MatchMenu::askForText);
    QAction* paste = addAction(themedIcon(Icon::Warning), tr("The &error in the clipboard"));
    paste->setObjectName(QStringLiteral("matchClipboard"));
    paste->setEnabled(hasErrorInClipboard());
    connect(paste, &QAction::triggered, this, [this] {
        m_session.matchText(QGuiApplication::clipboard()->text(), tr("pasted error"));
        Q_EMIT matchRequested();
    });
    addSeparator();
    QAction* snippet = addAction(themedIcon(Icon::Python), tr("Copy Python that &lists a model's names"));
    snippet->setObjectName(QStringLiteral("matchSnippet"));
    connect(
        snippet, &QAction::triggered, this, [] { QGuiApplication::clipboard()->setText(toQString(namesSnippet())); });
    addSeparator();
    QAction* compare = addAction(themedIcon(Icon::NotEqual), tr("&Compare values with another checkpoint…"));
    compare->setObjectName(QStringLiteral("compareFile"));
    connect(compare, &QAction::triggered, this, [this] {
        const QString path = QFileDialog::getOpenFileName(m_window, tr("Compare with"));
        if (!path.isEmpty()) {
            Q_EMIT compareRequested(path);
        }
    });
}

/// The files beside the open one.
void MatchMenu::addFolder()
{
    const OpenedPtr& opened = m_session.document().opened();
    if (!opened || opened->document->path.empty()) {
        return;
    }
    const QFileInfo own(pathToQString(opened->document->path));
    QMenu* folder = addMenu(themedIcon(Icon::Folder), tr("A file of this &folder"));
    folder->setObjectName(QStringLiteral("matchFolder"));
    for (const QFileInfo& info : own.dir().entryInfoList(referenceFilters(), QDir::Files, QDir::Time)) {
        if (info != own && folder->actions().size() < kMaxFiles) {
            QAction* action = folder->addAction(shownText(info.fileName()));
            connect(action, &QAction::triggered, this, [this, path = info.filePath()] { matchFile(path); });
        }
    }
    folder->setEnabled(!folder->isEmpty());
}

void MatchMenu::matchFile(const QString& path)
{
    m_session.matchFile(toPath(path));
    Q_EMIT matchRequested();
}

void MatchMenu::chooseFile()
{
    const OpenedPtr& opened = m_session.document().opened();
    const QString folder = opened ? QFileInfo(pathToQString(opened->document->path)).path() : QString();
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Match with"), folder,
        tr("Checkpoints and texts (%1);;All files (*)").arg(referenceFilters().join(QLatin1Char(' '))));
    if (!path.isEmpty()) {
        matchFile(path);
    }
}

void MatchMenu::askForText()
{
    auto* dialog =
        new ReferenceDialog(hasErrorInClipboard() ? QGuiApplication::clipboard()->text() : QString(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_session.matchText(dialog->text(), tr("pasted text"));
        Q_EMIT matchRequested();
    });
    dialog->open();
}

} // namespace pthf
