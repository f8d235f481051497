// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heatmap_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QEvent>
#include <QPainter>

#include "ui/base/metrics.h"
#include "ui/base/plot_colors.h"
#include "ui/base/pthf_style.h"

namespace pthf {

namespace {

constexpr int kSmallestCell = 4; ///< of a kernel
constexpr double kClosest = 4; ///< elements across, when one zooms in as far as one can
/// Cells below this size are not hatched one by one.
constexpr double kHatchFrom = 3;

} // namespace

HeatmapPlot::HeatmapPlot(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Heatmap"));
}

void HeatmapPlot::setData(const HeatmapData& data, double strongest)
{
    m_whole = data;
    m_strongest = strongest > 0 ? strongest : 1;
    m_detail.reset();
    m_wholeImage = {};
    m_view = data.place;
    update();
}

void HeatmapPlot::setDetail(const HeatmapData& detail)
{
    m_detail = detail;
    m_detailImage = {};
    update();
}

void HeatmapPlot::clear()
{
    setData({}, 1);
}

const HeatmapData& HeatmapPlot::shown() const
{
    const bool isFiner = m_detail && m_detail->place.adjusted(-0.01, -0.01, 0.01, 0.01).contains(m_view);
    return isFiner ? *m_detail : m_whole;
}

void HeatmapPlot::setView(const QRectF& view)
{
    if (m_whole.isTiled() || m_whole.rows == 0) {
        return;
    }
    const QRectF all = m_whole.place;
    QRectF wanted = view;
    wanted.setWidth(std::clamp(wanted.width(), std::min(kClosest, all.width()), all.width()));
    wanted.setHeight(std::clamp(wanted.height(), std::min(kClosest, all.height()), all.height()));
    wanted.moveLeft(std::clamp(wanted.left(), all.left(), all.right() - wanted.width()));
    wanted.moveTop(std::clamp(wanted.top(), all.top(), all.bottom() - wanted.height()));
    m_view = wanted;
    update();
    const HeatmapData& data = shown();
    const QRect field = this->field();
    const bool isCoarse = (data.columnsPerCell > 1 && data.columnsPerCell * field.width() > m_view.width() * 2)
        || (data.rowsPerCell > 1 && data.rowsPerCell * field.height() > m_view.height() * 2);
    if (isCoarse) {
        Q_EMIT detailNeeded(m_view);
    }
}

void HeatmapPlot::showAll()
{
    setView(m_whole.place);
}

QRect HeatmapPlot::field() const
{
    const Metrics metrics(this);
    const int scale =
        metrics.scaled(14) + QFontMetrics(smallFont(font())).horizontalAdvance(QStringLiteral("−0.00e-00"));
    return rect().adjusted(0, 0, -scale, 0);
}

double HeatmapPlot::tileCell() const
{
    const QRect room = field();
    const double across = m_whole.columns / std::max(1U, m_whole.tileColumns);
    const double down = m_whole.rows / std::max(1U, m_whole.tileRows);
    const double wide = (room.width() - kGap * (across - 1)) / std::max(1.0, double(m_whole.columns));
    const double high = (room.height() - kGap * (down - 1)) / std::max(1.0, double(m_whole.rows));
    return std::max<double>(kSmallestCell, std::floor(std::min({wide, high, 24.0})));
}

QSize HeatmapPlot::tilesThatFit(std::uint32_t tileRows, std::uint32_t tileColumns) const
{
    const QRect room = field();
    const int wide = static_cast<int>(tileColumns) * kSmallestCell + kGap;
    const int high = static_cast<int>(tileRows) * kSmallestCell + kGap;
    return {std::max(1, (room.width() + kGap) / wide), std::max(1, (room.height() + kGap) / high)};
}

QRectF HeatmapPlot::placeOf(const HeatmapData& data, std::uint32_t row, std::uint32_t column) const
{
    const QRect room = field();
    if (data.isTiled()) {
        const double cell = tileCell();
        return {room.left() + column * cell + column / data.tileColumns * kGap,
            room.top() + row * cell + row / data.tileRows * kGap, cell, cell};
    }
    const double wide = room.width() / m_view.width();
    const double high = room.height() / m_view.height();
    const double left = data.place.left() + column * data.columnsPerCell;
    const double top = data.place.top() + row * data.rowsPerCell;
    const double right = std::min(left + data.columnsPerCell, data.place.right());
    const double bottom = std::min(top + data.rowsPerCell, data.place.bottom());
    return {room.left() + (left - m_view.left()) * wide, room.top() + (top - m_view.top()) * high,
        (right - left) * wide, (bottom - top) * high};
}

QImage HeatmapPlot::imageOf(const HeatmapData& data) const
{
    const Theme& theme = themeOf(this);
    const PlotColors& colors = PlotColors::of(theme);
    // A table of colours: mixing one for each of a million cells takes too long to scroll by.
    constexpr int kSteps = 255;
    std::array<QRgb, 2 * kSteps + 1> table{};
    for (int i = -kSteps; i <= kSteps; ++i) {
        table[static_cast<std::size_t>(i + kSteps)] = colors.at(double(i) / kSteps).rgb();
    }
    QImage image(static_cast<int>(data.columns), static_cast<int>(data.rows), QImage::Format_RGB32);
    std::size_t at = 0;
    for (int row = 0; row < image.height(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < image.width(); ++column, ++at) {
            const double share = std::clamp(data.cells[at] / m_strongest, -1.0, 1.0);
            line[column] = table[static_cast<std::size_t>(std::lround(share * kSteps) + kSteps)];
            if (data.marks[at] != 0) {
                line[column] =
                    ((data.marks[at] & HeatmapData::kInf) != 0 ? theme.danger.color : theme.error.tint).rgb();
            }
        }
    }
    return image;
}

void HeatmapPlot::paintTiles(QPainter& painter, const QImage& image) const
{
    const double cell = tileCell();
    for (std::uint32_t row = 0; row < m_whole.rows; row += m_whole.tileRows) {
        for (std::uint32_t column = 0; column < m_whole.columns; column += m_whole.tileColumns) {
            const QPointF place = placeOf(m_whole, row, column).topLeft();
            painter.drawImage(QRectF(place, QSizeF(cell * m_whole.tileColumns, cell * m_whole.tileRows)), image,
                QRectF(column, row, m_whole.tileColumns, m_whole.tileRows));
        }
    }
}

void HeatmapPlot::paintMarks(QPainter& painter, const HeatmapData& data) const
{
    const Theme& theme = themeOf(this);
    if (placeOf(data, 0, 0).width() < kHatchFrom || placeOf(data, 0, 0).height() < kHatchFrom) {
        return; // the cells' own colour says it
    }
    for (std::size_t at = 0; at < data.marks.size(); ++at) {
        if ((data.marks[at] & HeatmapData::kNan) == 0) {
            continue;
        }
        const QRectF place =
            placeOf(data, static_cast<std::uint32_t>(at / data.columns), static_cast<std::uint32_t>(at % data.columns));
        if (place.intersects(QRectF(field()))) {
            painter.fillRect(place, QBrush(theme.error.color, Qt::BDiagPattern));
        }
    }
}

void HeatmapPlot::paintScale(QPainter& painter) const
{
    const Theme& theme = themeOf(this);
    const PlotColors& colors = PlotColors::of(theme);
    const Metrics metrics(this);
    const QRect bar(field().right() + metrics.scaled(8), 0, metrics.scaled(9), field().height());
    QLinearGradient gradient(bar.topLeft(), bar.bottomLeft());
    for (const double share : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
        gradient.setColorAt((1 - share) / 2, colors.at(share));
    }
    painter.fillRect(bar, gradient);
    painter.setFont(smallFont(font()));
    painter.setPen(theme.muted);
    const QRect words(bar.right() + metrics.scaled(4), 0, width() - bar.right(), height());
    painter.drawText(words, Qt::AlignTop | Qt::AlignLeft, numberText(m_strongest));
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("0"));
    painter.drawText(words, Qt::AlignBottom | Qt::AlignLeft, numberText(-m_strongest));
    std::uint8_t all = 0;
    for (const std::uint8_t mark : m_whole.marks) {
        all |= mark;
    }
    int y = bar.center().y() + metrics.line();
    const auto legend = [&](const QBrush& brush, const QString& text) {
        const QRect square(words.left(), y + 2, metrics.scaled(9), metrics.scaled(9));
        painter.fillRect(square, brush);
        painter.drawText(square.right() + 4, y + QFontMetrics(painter.font()).ascent(), text);
        y += metrics.line();
    };
    if ((all & HeatmapData::kNan) != 0) {
        legend(QBrush(theme.error.color, Qt::BDiagPattern), tr("NaN"));
    }
    if ((all & HeatmapData::kInf) != 0) {
        legend(theme.danger.color, tr("Inf"));
    }
}

void HeatmapPlot::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.base);
    if (m_whole.rows == 0) {
        return;
    }
    const bool isDetail = &shown() != &m_whole;
    QImage& image = isDetail ? m_detailImage : m_wholeImage;
    if (image.isNull()) {
        image = imageOf(shown());
    }
    painter.save();
    painter.setClipRect(field());
    if (m_whole.isTiled()) {
        paintTiles(painter, image);
    } else {
        const HeatmapData& data = shown();
        const QRectF first = placeOf(data, 0, 0);
        const QSizeF size(data.place.width() * field().width() / m_view.width(),
            data.place.height() * field().height() / m_view.height());
        // The last cells may be cut: the image is stretched over whole cells, and what is too much is clipped.
        const QSizeF whole(size.width() * (data.columns * data.columnsPerCell) / data.place.width(),
            size.height() * (data.rows * data.rowsPerCell) / data.place.height());
        painter.setClipRect(QRectF(first.topLeft(), size) & QRectF(field()));
        painter.drawImage(QRectF(first.topLeft(), whole), image);
    }
    paintMarks(painter, shown());
    if (const auto cell = m_pointer ? cellAt(*m_pointer) : std::nullopt) {
        painter.setPen(theme.base);
        painter.drawRect(cell->place.adjusted(-1, -1, 1, 1));
        painter.setPen(theme.text);
        painter.drawRect(cell->place);
    }
    painter.restore();
    paintScale(painter);
    if (hasFocus()) {
        painter.setPen(theme.accent);
        painter.drawRect(field().adjusted(0, 0, -1, -1));
    }
}

PlotTable HeatmapPlot::table() const
{
    const HeatmapData& data = shown();
    return {{}, data.rows, data.columns, data.cells};
}

void HeatmapPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_wholeImage = {};
        m_detailImage = {};
        update();
    }
}

QSize HeatmapPlot::sizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(400), metrics.scaled(200)};
}

QSize HeatmapPlot::minimumSizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(160), metrics.scaled(150)};
}

} // namespace pthf
