// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/session/settings.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace pthf {

/// What the window remembers and the user may choose.
class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(const Settings& settings, QWidget* parent = nullptr);

    void applyTo(Settings& settings) const;

private:
    void addLook(QFormLayout& form, const Settings& settings);
    void addWork(QFormLayout& form, const Settings& settings);
    QWidget* makeModule(const Settings& settings);
    QWidget* makePreferred(const Settings& settings);

    QComboBox* m_language = nullptr;
    QComboBox* m_theme = nullptr;
    QSpinBox* m_fontScale = nullptr;
    QComboBox* m_verification = nullptr;
    QCheckBox* m_restores = nullptr;
    QCheckBox* m_notifies = nullptr;
    QLineEdit* m_module = nullptr;
    QComboBox* m_preferred = nullptr;
};

} // namespace pthf
