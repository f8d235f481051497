// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QDialog>

#include "core/plan/operation.h"
#include "core/report/card.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace pthf {

/// Asks, device by device, where the tensors are to go: the table form of map_location.
class MapDevicesDialog final : public QDialog {
    Q_OBJECT

public:
    MapDevicesDialog(const Card& card, const std::optional<MapLocation>& present, QWidget* parent = nullptr);

    /// What was chosen; nothing when every device stays.
    std::optional<MapLocation> mapLocation() const;

private:
    struct Row {
        std::string from;
        QComboBox* to = nullptr;
    };

    void addRow(QGridLayout& grid, const std::string& device, const Card::Count& count,
        const std::optional<MapLocation>& present);
    void check();

    std::vector<Row> m_rows;
    QLabel* m_complaint = nullptr;
    QPushButton* m_accept = nullptr;
};

} // namespace pthf
