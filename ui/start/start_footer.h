// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/compute/device_probe.h"

class QLabel;

namespace pthf {

/// The line below the start page: which program this is, and what this computer has.
class StartFooter final : public QWidget {
    Q_OBJECT

public:
    explicit StartFooter(QWidget* parent = nullptr);

    void setMachine(const MachineDevices& machine);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* m_icon = nullptr; ///< not there before there are words beside it
    QLabel* m_machine = nullptr;
};

} // namespace pthf
