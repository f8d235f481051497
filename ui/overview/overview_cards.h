// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include "core/report/card.h"
#include "core/survey/health_scan.h"
#include "ui/base/icons.h"
#include "ui/overview/optimizer_view.h"

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace pthf {

/// A titled card of the overview.
class OverviewCard : public QWidget {
    Q_OBJECT

public:
    explicit OverviewCard(const QString& title, QWidget* parent = nullptr);

protected:
    QHBoxLayout& head() noexcept { return *m_head; } ///< room at the right of the title
    QVBoxLayout& body() noexcept { return *m_body; }
    /// An empty grid in the place of the old one.
    QGridLayout& newGrid();
    QWidget* rows() const noexcept { return m_rows; }
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_head = nullptr;
    QVBoxLayout* m_body = nullptr;
    QWidget* m_rows = nullptr;
};

/// A bar on a track.
class ByteBar final : public QWidget {
    Q_OBJECT

public:
    /// An invalid colour is that of size bars.
    ByteBar(double share, QColor color, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share;
    QColor m_color;
};

/// Tensors and bytes by device.
class DevicesCard final : public OverviewCard {
    Q_OBJECT

public:
    explicit DevicesCard(QWidget* parent = nullptr);
    void setCard(const Card& card);

Q_SIGNALS:
    void mapRequested();
};

/// What a look at every value found, or the button that starts it.
class HealthCard final : public OverviewCard {
    Q_OBJECT

public:
    explicit HealthCard(QWidget* parent = nullptr);
    void setNotScanned(std::uint64_t bytes);
    void setScanning();
    void setScan(const HealthScan& scan, const OpenedDocument& opened, double seconds);

Q_SIGNALS:
    void scanRequested();
    void placeRequested(pthf::PlaceId place);

private:
    void addRow(QGridLayout& grid, Icon icon, IconTint tint, const QString& text, const QString& detail,
        std::optional<PlaceId> place);

    QLabel* m_state = nullptr;
    QPushButton* m_scan = nullptr;
};

/// The hyper-parameters of the first optimizer's first group.
class OptimizerCard final : public OverviewCard {
    Q_OBJECT

public:
    explicit OptimizerCard(QWidget* parent = nullptr);
    void setOptimizers(const std::vector<OptimizerLines>& optimizers);

Q_SIGNALS:
    void allRequested();

private:
    QLabel* m_label = nullptr;
};

} // namespace pthf
