// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/report/folder_listing.h"

namespace pthf {

/// What a checkpoint is, at a glance: opened and closed by the space bar.
class QuickLook final : public QDialog {
    Q_OBJECT

public:
    explicit QuickLook(const FolderRow& row, QWidget* parent = nullptr);

Q_SIGNALS:
    void openRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace pthf
