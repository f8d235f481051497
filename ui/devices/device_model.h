// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/compute/machine_report.h"

namespace pthf {

/// "NVIDIA H100, 78.1 of 79.6 GB free": what there is to say of a device beside its name; may be empty.
QString deviceFactsText(const DeviceFacts& device);

/// This computer's devices, the cpu first.
class DeviceModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Device, Name, Capability, Memory, Free, ColumnCount };

    explicit DeviceModel(QObject* parent = nullptr);

    void setMachine(const MachineReport& machine);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cpuText(int column) const;

    std::vector<DeviceFacts> m_devices;
    std::uint32_t m_threads = 0; ///< 0 while nobody knows
};

} // namespace pthf
