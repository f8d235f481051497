// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QWidget>

#include "ui/plots/plot_export.h"

class QCPBars;
class QCustomPlot;

namespace pthf {

/// Equal bins from low to high.
struct HistogramData {
    double low = 0;
    double high = 0;
    std::vector<std::uint64_t> counts;

    double edge(std::size_t number) const noexcept;
};

/// How counts are drawn.
enum class CountScale : std::uint8_t { Linear, Log };

/// Bars over a number line. The wheel zooms along it, dragging moves it, a double click shows all of it again; what is
/// pointed at is said in a tool tip.
class HistogramPlot final : public QWidget {
    Q_OBJECT

public:
    explicit HistogramPlot(QWidget* parent = nullptr);

    void setData(const HistogramData& data);
    const HistogramData& data() const noexcept { return m_data; }
    void setScale(CountScale scale);
    CountScale scale() const noexcept { return m_scale; }
    /// The part of the number line that is seen.
    double shownLow() const;
    double shownHigh() const;
    void showAll();
    /// What stands in the bin at a point of the widget: "-0.01 to 0.02: 1,204"; empty beside the bars.
    QString textAt(const QPoint& position) const;
    PlotTable table() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void draw();
    void applyTheme();
    void zoom(double factor, double around);

    QCustomPlot* m_plot = nullptr;
    QCPBars* m_bars = nullptr;
    HistogramData m_data;
    CountScale m_scale = CountScale::Linear;
};

} // namespace pthf
