// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace pthf {

/// What this program is, its version, its licences and those of what it is made of.
class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);

private:
    QWidget* makeAbout();
    QWidget* makeParts();
    QWidget* makeLicences();
};

} // namespace pthf
