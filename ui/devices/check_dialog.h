// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/devices/device_check.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace pthf {

/// Asks which device, says whether the planned weights fit there and what would make them fit, shows the check run and
/// what came of it. Not modal: the window goes on beside it.
class CheckDialog final : public QDialog {
    Q_OBJECT

public:
    CheckDialog(JobRunner& runner, DocumentSession& session, QWidget* parent = nullptr);

    DeviceCheck& check() noexcept { return m_check; }

private:
    QWidget* makeButtons();
    void refresh();
    void refreshDevices();
    void refreshForecasts();
    void addForecast(const DeviceForecast& forecast);
    QString resultText() const;
    QString doneText() const;
    void showProgress(int permille);

    DeviceCheck m_check;
    QComboBox* m_device = nullptr;
    QVBoxLayout* m_forecasts = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_progress = nullptr;
    QLabel* m_result = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_cancel = nullptr;
};

} // namespace pthf
