// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/session/file_watch.h"

namespace pthf {

class DocumentSession;
class NoticeBar;

/// Tells in a notice bar that the open file has changed on disk or is gone, and reads it again when asked to.
class FileNotice final : public QObject {
    Q_OBJECT

public:
    FileNotice(DocumentSession& session, NoticeBar& bar, QObject* parent = nullptr);

private:
    void watchOpened();

    DocumentSession& m_session;
    NoticeBar& m_bar;
    FileWatch m_watch;
};

} // namespace pthf
