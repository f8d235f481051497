// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/histogram_plot.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

/// Counts as they stand everywhere else: "1,500", "2.4 M"; nothing between whole numbers.
template<typename Ticker>
class CountTicker final : public Ticker {
protected:
    QString getTickLabel(double tick, const QLocale& /*locale*/, QChar /*format*/, int /*precision*/) override
    {
        constexpr double kRoundFrom = 100'000;
        if (tick < 0 || tick != std::floor(tick)) {
            return {};
        }
        const auto count = static_cast<std::uint64_t>(tick);
        return tick < kRoundFrom ? shownCount(count) : shownRoundCount(count).remove(QLatin1String(".0"));
    }
};

/// Numbers with the sign of the screen.
class NumberTicker final : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override
    {
        return QCPAxisTicker::getTickLabel(tick, locale, format, precision).replace(u'-', QChar(0x2212));
    }
};

} // namespace

double HistogramData::edge(std::size_t number) const noexcept
{
    const double share = counts.empty() ? 0 : static_cast<double>(number) / static_cast<double>(counts.size());
    return low + (high - low) * share;
}

HistogramPlot::HistogramPlot(QWidget* parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
{
    setAccessibleName(tr("Histogram"));
    setFocusPolicy(Qt::TabFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    m_bars->setWidthType(QCPBars::wtPlotCoords);
    m_bars->setPen(Qt::NoPen);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->axisRect()->setRangeDrag(Qt::Horizontal);
    m_plot->axisRect()->setRangeZoom(Qt::Horizontal);
    m_plot->axisRect()->setMinimumMargins(QMargins(4, 6, 8, 2));
    m_plot->yAxis->setTickLength(0);
    m_plot->yAxis->setBasePen(Qt::NoPen);
    m_plot->yAxis->grid()->setVisible(true);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->xAxis->setSubTicks(false);
    m_plot->yAxis->setSubTicks(false);
    const QSharedPointer<QCPAxisTicker> ticker(new NumberTicker);
    ticker->setTickCount(5);
    m_plot->xAxis->setTicker(ticker);
    m_plot->setMouseTracking(true);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->installEventFilter(this);
    applyTheme();
}

void HistogramPlot::setData(const HistogramData& data)
{
    m_data = data;
    draw();
    showAll();
}

void HistogramPlot::setScale(CountScale scale)
{
    m_scale = scale;
    draw();
}

void HistogramPlot::draw()
{
    const double width = m_data.counts.empty() ? 1 : m_data.edge(1) - m_data.edge(0);
    QVector<double> places;
    QVector<double> heights;
    double most = 1;
    for (std::size_t i = 0; i < m_data.counts.size(); ++i) {
        places.append((m_data.edge(i) + m_data.edge(i + 1)) / 2);
        heights.append(static_cast<double>(m_data.counts[i]));
        most = std::max(most, heights.last());
    }
    m_bars->setWidth((width > 0 ? width : 1) * 0.94); // a gap of about a pixel
    m_bars->setData(places, heights, true);
    if (m_scale == CountScale::Log) {
        m_plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
        const QSharedPointer<QCPAxisTickerLog> ticker(new CountTicker<QCPAxisTickerLog>);
        ticker->setLogBase(10);
        ticker->setTickCount(4);
        m_plot->yAxis->setTicker(ticker);
        m_bars->setBaseValue(0.5);
        m_plot->yAxis->setRange(0.5, most * 1.5);
    } else {
        m_plot->yAxis->setScaleType(QCPAxis::stLinear);
        const QSharedPointer<QCPAxisTicker> ticker(new CountTicker<QCPAxisTicker>);
        ticker->setTickCount(4);
        m_plot->yAxis->setTicker(ticker);
        m_bars->setBaseValue(0);
        m_plot->yAxis->setRange(0, most * 1.08);
    }
    m_plot->yAxis->setSubTicks(false);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistogramPlot::showAll()
{
    const double room = (m_data.high - m_data.low) * 0.02;
    const double least = m_data.high > m_data.low ? room : 0.5;
    m_plot->xAxis->setRange(m_data.low - least, m_data.high + least);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

double HistogramPlot::shownLow() const
{
    return m_plot->xAxis->range().lower;
}

double HistogramPlot::shownHigh() const
{
    return m_plot->xAxis->range().upper;
}

QString HistogramPlot::textAt(const QPoint& position) const
{
    const double at = m_plot->xAxis->pixelToCoord(position.x());
    if (m_data.counts.empty() || at < m_data.low || at > m_data.high
        || !m_plot->axisRect()->rect().contains(position)) {
        return {};
    }
    const double share = m_data.high > m_data.low ? (at - m_data.low) / (m_data.high - m_data.low) : 0;
    const std::size_t bin =
        std::min(m_data.counts.size() - 1, static_cast<std::size_t>(share * static_cast<double>(m_data.counts.size())));
    return tr("%1 to %2: %3")
        .arg(QString::number(m_data.edge(bin), 'g', 4), QString::number(m_data.edge(bin + 1), 'g', 4),
            shownCount(m_data.counts[bin]));
}

PlotTable HistogramPlot::table() const
{
    PlotTable table{
        {QStringLiteral("from"), QStringLiteral("to"), QStringLiteral("count")}, m_data.counts.size(), 3, {}};
    for (std::size_t i = 0; i < m_data.counts.size(); ++i) {
        table.numbers.insert(
            table.numbers.end(), {m_data.edge(i), m_data.edge(i + 1), static_cast<double>(m_data.counts[i])});
    }
    return table;
}

QSize HistogramPlot::sizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(360), metrics.scaled(150)};
}

QSize HistogramPlot::minimumSizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(160), metrics.scaled(110)};
}

void HistogramPlot::zoom(double factor, double around)
{
    m_plot->xAxis->scaleRange(factor, around);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool HistogramPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_plot) {
        return QWidget::eventFilter(watched, event);
    }
    if (event->type() == QEvent::MouseButtonDblClick) {
        showAll();
        return true;
    }
    if (event->type() == QEvent::MouseMove) {
        const auto* move = static_cast<QMouseEvent*>(event);
        const QString text = textAt(move->position().toPoint());
        QToolTip::showText(move->globalPosition().toPoint(), text, m_plot);
    }
    return QWidget::eventFilter(watched, event);
}

void HistogramPlot::keyPressEvent(QKeyEvent* event)
{
    const QCPRange range = m_plot->xAxis->range();
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8, range.center());
    case Qt::Key_Minus:
        return zoom(1.25, range.center());
    case Qt::Key_0:
        return showAll();
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_plot->xAxis->moveRange(range.size() * (event->key() == Qt::Key_Left ? -0.1 : 0.1));
        m_plot->replot(QCustomPlot::rpQueuedReplot);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void HistogramPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::FontChange) {
        applyTheme();
    }
}

void HistogramPlot::applyTheme()
{
    const Theme& theme = themeOf(this);
    m_plot->setBackground(theme.base);
    m_bars->setBrush(theme.bar);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelColor(theme.muted);
        axis->setTickLabelFont(smallFont(font()));
        axis->setTickPen(theme.strongBorder);
        axis->grid()->setPen(theme.border);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    m_plot->xAxis->setBasePen(theme.strongBorder);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace pthf
