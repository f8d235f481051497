// SPDX-License-Identifier: GPL-3.0-or-later
// What is pointed at in a heatmap, and how it is zoomed and moved.
#include "ui/plots/heatmap_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

namespace pthf {

QString HeatmapPlot::numberText(double number)
{
    return QString::number(number, 'g', 4).replace(QLatin1Char('-'), QChar(0x2212));
}

std::optional<HeatmapPlot::Cell> HeatmapPlot::cellAt(const QPointF& position) const
{
    const HeatmapData& data = shown();
    if (data.rows == 0 || !field().contains(position.toPoint())) {
        return std::nullopt;
    }
    double column = 0;
    double row = 0;
    if (data.isTiled()) {
        const double cell = tileCell();
        const double tileWide = cell * data.tileColumns + kGap;
        const double tileHigh = cell * data.tileRows + kGap;
        const double inX = std::fmod(position.x() - field().left(), tileWide) / cell;
        const double inY = std::fmod(position.y() - field().top(), tileHigh) / cell;
        if (inX >= data.tileColumns || inY >= data.tileRows) {
            return std::nullopt; // between two kernels
        }
        column = std::floor((position.x() - field().left()) / tileWide) * data.tileColumns + inX;
        row = std::floor((position.y() - field().top()) / tileHigh) * data.tileRows + inY;
    } else {
        const double x = m_view.left() + (position.x() - field().left()) / field().width() * m_view.width();
        const double y = m_view.top() + (position.y() - field().top()) / field().height() * m_view.height();
        column = (x - data.place.left()) / data.columnsPerCell;
        row = (y - data.place.top()) / data.rowsPerCell;
    }
    if (row < 0 || column < 0 || row >= data.rows || column >= data.columns) {
        return std::nullopt;
    }
    Cell cell{static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column), {}};
    cell.place = placeOf(data, cell.row, cell.column);
    return cell;
}

QString HeatmapPlot::textAt(const QPoint& position) const
{
    const auto cell = cellAt(position);
    if (!cell) {
        return {};
    }
    const HeatmapData& data = shown();
    const std::size_t at = std::size_t{cell->row} * data.columns + cell->column;
    const double row = data.place.top() + cell->row * data.rowsPerCell;
    const double column = data.place.left() + cell->column * data.columnsPerCell;
    const QString name = m_naming ? m_naming(row, column) : QStringLiteral("[%1, %2]").arg(row).arg(column);
    QString value = numberText(data.cells[at]);
    if (data.isExact() && data.marks[at] != 0) {
        value = (data.marks[at] & HeatmapData::kNan) != 0 ? tr("NaN") : tr("Inf");
    }
    return data.isExact()
        ? tr("%1 %2").arg(name, value)
        : tr("from %1: mean %2 of %3 × %4").arg(name, value).arg(data.rowsPerCell).arg(data.columnsPerCell);
}

void HeatmapPlot::zoom(double factor, const QPointF& around)
{
    const QRect room = field();
    const double x = m_view.left() + (around.x() - room.left()) / room.width() * m_view.width();
    const double y = m_view.top() + (around.y() - room.top()) / room.height() * m_view.height();
    setView({x - (x - m_view.left()) * factor, y - (y - m_view.top()) * factor, m_view.width() * factor,
        m_view.height() * factor});
}

void HeatmapPlot::wheelEvent(QWheelEvent* event)
{
    if (m_whole.isTiled() || m_whole.rows == 0) {
        event->ignore();
        return;
    }
    zoom(std::pow(0.8, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void HeatmapPlot::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->position();
}

void HeatmapPlot::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->position();
    if ((event->buttons() & Qt::LeftButton) != 0 && !m_whole.isTiled() && m_whole.rows > 0) {
        const QPointF moved = event->position() - m_pressed;
        m_pressed = event->position();
        setView(m_view.translated(
            -moved.x() / field().width() * m_view.width(), -moved.y() / field().height() * m_view.height()));
    }
    QToolTip::showText(event->globalPosition().toPoint(), textAt(event->position().toPoint()), this);
    update();
}

void HeatmapPlot::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    showAll();
}

void HeatmapPlot::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_pointer.reset();
    update();
}

void HeatmapPlot::keyPressEvent(QKeyEvent* event)
{
    const QPointF center = field().center();
    const double across = m_view.width() * 0.1;
    const double down = m_view.height() * 0.1;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8, center);
    case Qt::Key_Minus:
        return zoom(1.25, center);
    case Qt::Key_0:
        return showAll();
    case Qt::Key_Left:
        return setView(m_view.translated(-across, 0));
    case Qt::Key_Right:
        return setView(m_view.translated(across, 0));
    case Qt::Key_Up:
        return setView(m_view.translated(0, -down));
    case Qt::Key_Down:
        return setView(m_view.translated(0, down));
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace pthf
