// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <QImage>
#include <QRectF>
#include <QWidget>

#include "ui/plots/plot_export.h"

namespace pthf {

/// Numbers as cells of a picture: a part of a matrix, one cell an element or the mean of a block.
struct HeatmapData {
    static constexpr std::uint8_t kNan = 1;
    static constexpr std::uint8_t kInf = 2;

    QRectF place; ///< what it shows of the matrix, in elements: x across, y down
    std::uint32_t rows = 0; ///< of cells
    std::uint32_t columns = 0;
    double rowsPerCell = 1;
    double columnsPerCell = 1;
    std::vector<double> cells; ///< row by row
    std::vector<std::uint8_t> marks; ///< kNan, kInf; beside cells
    std::uint32_t tileRows = 0; ///< kernels of that size stand apart from each other; 0: a plain matrix
    std::uint32_t tileColumns = 0;

    bool isExact() const noexcept { return rowsPerCell <= 1 && columnsPerCell <= 1; }
    bool isTiled() const noexcept { return tileRows > 0; }
};

/// A heatmap with its scale, diverging around 0. A plain matrix fills the room; the wheel zooms at the pointer,
/// dragging moves, a double click shows all again, and where cells are means the exact ones are asked for once one is
/// close enough. Kernels keep a size that can be seen.
class HeatmapPlot final : public QWidget {
    Q_OBJECT

public:
    using Naming = std::function<QString(double row, double column)>; ///< of an element: "[6, 9, 1, 2]"

    explicit HeatmapPlot(QWidget* parent = nullptr);

    /// All of the matrix, and the number that has the strongest colour.
    void setData(const HeatmapData& data, double strongest);
    /// A part of it, finer: shown wherever it covers what is seen.
    void setDetail(const HeatmapData& detail);
    void setNaming(Naming naming) { m_naming = std::move(naming); }
    void clear();

    const HeatmapData& data() const noexcept { return m_whole; }
    /// What is seen of the matrix, in elements.
    QRectF view() const noexcept { return m_view; }
    void setView(const QRectF& view);
    void showAll();
    /// Where the cells are painted.
    QRect field() const;
    /// How many kernels of that size, each way, can be told apart in this widget.
    QSize tilesThatFit(std::uint32_t tileRows, std::uint32_t tileColumns) const;
    /// "[6, 9, 1, 2] −0.0317" for a point of the widget; empty beside the cells.
    QString textAt(const QPoint& position) const;
    PlotTable table() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// What is seen is coarser than what there is.
    void detailNeeded(const QRectF& view);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Cell {
        std::uint32_t row = 0;
        std::uint32_t column = 0;
        QRectF place; ///< in the widget
    };

    static constexpr int kGap = 3; ///< between kernels
    static QString numberText(double number);

    const HeatmapData& shown() const;
    std::optional<Cell> cellAt(const QPointF& position) const;
    QImage imageOf(const HeatmapData& data) const;
    void paintTiles(QPainter& painter, const QImage& image) const;
    void paintMarks(QPainter& painter, const HeatmapData& data) const;
    void paintScale(QPainter& painter) const;
    QRectF placeOf(const HeatmapData& data, std::uint32_t row, std::uint32_t column) const;
    double tileCell() const;
    void zoom(double factor, const QPointF& around);

    HeatmapData m_whole;
    std::optional<HeatmapData> m_detail;
    double m_strongest = 1;
    QRectF m_view;
    Naming m_naming;
    mutable QImage m_wholeImage; ///< drawn when first painted
    mutable QImage m_detailImage;
    std::optional<QPointF> m_pointer;
    QPointF m_pressed;
};

} // namespace pthf
