// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/devices/device_model.h"

class QFormLayout;
class QLabel;
class QPushButton;

namespace pthf {

class MachineState;

/// What `pthf devices` says: devices with their memory, driver and LibTorch with their versions, the modules that are
/// installed and the one in use, and why there is no device where there is none. To copy, to ask anew.
class DevicesDialog final : public QDialog {
    Q_OBJECT

public:
    explicit DevicesDialog(MachineState& machine, QWidget* parent = nullptr);

private:
    QLabel* addFact(QFormLayout& form, const QString& name, const QString& objectName);
    void refresh();

    MachineState& m_machine;
    DeviceModel m_model;
    QFormLayout* m_form = nullptr;
    QLabel* m_driver = nullptr;
    QLabel* m_libtorch = nullptr;
    QLabel* m_modules = nullptr;
    QLabel* m_automatic = nullptr;
    QLabel* m_why = nullptr;
    QPushButton* m_refresh = nullptr;
};

} // namespace pthf
