// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/file_notice.h"

#include "ui/base/text.h"
#include "ui/desktop/notice_bar.h"
#include "ui/session/document_session.h"

namespace pthf {

FileNotice::FileNotice(DocumentSession& session, NoticeBar& bar, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_bar(bar)
{
    connect(&session, &DocumentSession::documentChanged, this, &FileNotice::watchOpened);
    connect(&session, &DocumentSession::saveStarted, this, [this] { m_watch.watch({}); }); // it may be this very file
    connect(&session, &DocumentSession::saved, this, &FileNotice::watchOpened);
    connect(&session, &DocumentSession::saveFailed, this, &FileNotice::watchOpened);
    connect(&m_watch, &FileWatch::changed, this,
        [this] { m_bar.show(tr("The file has changed on disk since it was read"), tr("Read it again")); });
    connect(&m_watch, &FileWatch::removed, this,
        [this] { m_bar.show(tr("The file is no longer there: what is shown is what was read"), {}); });
    connect(&m_bar, &NoticeBar::actionRequested, &session, &DocumentSession::reopen);
    watchOpened();
}

void FileNotice::watchOpened()
{
    m_bar.hide();
    m_watch.watch(m_session.opened() ? pathToQString(m_session.opened()->document->path) : QString());
}

} // namespace pthf
