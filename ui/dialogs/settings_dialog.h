// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/session/settings.h"

class QComboBox;

namespace pthf {

/// What the window remembers and the user may choose.
class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(const Settings& settings, QWidget* parent = nullptr);

    void applyTo(Settings& settings) const;

private:
    QComboBox* m_theme = nullptr;
    QComboBox* m_verification = nullptr;
};

} // namespace pthf
