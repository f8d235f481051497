// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/cell_grid.h"

#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

/// Scroll bars count in int: beyond this many rows one step of the bar is several rows.
constexpr quint64 kMostSteps = 1'000'000'000;

quint64 unitOf(quint64 count)
{
    return count / kMostSteps + 1;
}

} // namespace

CellGrid::CellGrid(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_rowName([](quint64 row) { return QString::number(row); })
    , m_columnName([](quint64 column) { return QString::number(column); })
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setFont(fixedFont(font()));
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
}

void CellGrid::setSize(quint64 rows, quint64 columns)
{
    m_rows = rows;
    m_columns = columns;
    m_held = {};
    m_asked = {};
    m_texts.clear();
    m_row = m_column = m_anchorRow = m_anchorColumn = 0;
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    layOut();
    viewport()->update();
    ask();
}

void CellGrid::setNaming(Naming rows, Naming columns)
{
    m_rowName = std::move(rows);
    m_columnName = std::move(columns);
}

void CellGrid::setCharacters(int cell, int last)
{
    m_cellCharacters = cell;
    m_lastCharacters = last;
    layOut();
}

void CellGrid::setCells(const GridWindow& window, const QStringList& texts)
{
    m_held = window;
    m_texts = texts;
    if (m_lastCharacters == 0) {
        // Columns grow with what is in them and do not shrink while one scrolls.
        for (const QString& text : texts) {
            m_cellCharacters = std::max(m_cellCharacters, static_cast<int>(text.size()));
        }
    }
    layOut();
    viewport()->update();
    ask(); // scrolled on while this was read
}

int CellGrid::rowHeight() const
{
    return Metrics(this).row();
}

int CellGrid::headerHeight() const
{
    return Metrics(this).header();
}

int CellGrid::rowNameWidth() const
{
    const QString longest = m_rowName(m_rows == 0 ? 0 : m_rows - 1);
    return fontMetrics().horizontalAdvance(longest) + Metrics(this).scaled(18);
}

int CellGrid::columnWidth(quint64 column) const
{
    const bool isLast = m_lastCharacters > 0 && column + 1 == m_columns;
    return charactersWidth(isLast ? m_lastCharacters : m_cellCharacters);
}

int CellGrid::charactersWidth(int characters) const
{
    return fontMetrics().horizontalAdvance(QLatin1Char('0')) * characters
        + Metrics(this).scaled(m_lastCharacters > 0 ? 6 : 14);
}

int CellGrid::widthOf(quint64 columns, int cell, int last) const
{
    return rowNameWidth() + static_cast<int>(columns - 1) * charactersWidth(cell) + charactersWidth(last);
}

int CellGrid::columnLeft(quint64 column) const
{
    return rowNameWidth() + static_cast<int>(column - firstColumn()) * columnWidth(0);
}

quint64 CellGrid::firstRow() const
{
    return static_cast<quint64>(verticalScrollBar()->value()) * unitOf(m_rows);
}

quint64 CellGrid::firstColumn() const
{
    return static_cast<quint64>(horizontalScrollBar()->value()) * unitOf(m_columns);
}

GridWindow CellGrid::shownWindow() const
{
    const int height = viewport()->height() - headerHeight();
    const int width = viewport()->width() - rowNameWidth();
    GridWindow window{firstRow(), firstColumn(), 0, 0};
    const auto rows = static_cast<quint64>(qMax(0, height) / rowHeight() + 1);
    const auto columns = static_cast<quint64>(qMax(0, width) / columnWidth(0) + 1);
    window.rows = std::min(rows, m_rows - std::min(m_rows, window.row));
    window.columns = std::min(columns, m_columns - std::min(m_columns, window.column));
    return window;
}

QString CellGrid::textAt(quint64 row, quint64 column) const
{
    if (!m_held.holds({row, column, 1, 1})) {
        return {};
    }
    return m_texts.value(static_cast<qsizetype>((row - m_held.row) * m_held.columns + (column - m_held.column)));
}

void CellGrid::layOut()
{
    const auto setBar = [](QScrollBar* bar, quint64 count, quint64 page) {
        const quint64 unit = unitOf(count);
        const quint64 whole = page > 1 ? page - 1 : 1; // the last one may be cut by the edge
        bar->setRange(0, static_cast<int>(count > whole ? (count - whole + unit - 1) / unit : 0));
        bar->setPageStep(static_cast<int>(qMax<quint64>(1, whole / unit)));
        bar->setSingleStep(1);
    };
    const auto page = [](int room, int size) { return static_cast<quint64>(qMax(0, room) / size + 1); };
    setBar(verticalScrollBar(), m_rows, page(viewport()->height() - headerHeight(), rowHeight()));
    const quint64 columnsShown = page(viewport()->width() - rowNameWidth(), columnWidth(0));
    setBar(horizontalScrollBar(), m_columns, columnsShown);
}

void CellGrid::ask()
{
    const GridWindow shown = shownWindow();
    if (shown.rows == 0 || shown.columns == 0 || m_held.holds(shown) || m_asked.holds(shown)) {
        return;
    }
    // A page above and below, so that scrolling by lines asks seldom.
    GridWindow wanted = shown;
    wanted.row -= std::min(wanted.row, shown.rows);
    wanted.rows = std::min(shown.rows * 3, m_rows - wanted.row);
    m_asked = wanted;
    Q_EMIT windowNeeded(wanted);
}

GridWindow CellGrid::selection() const
{
    const quint64 top = std::min(m_row, m_anchorRow);
    const quint64 left = std::min(m_column, m_anchorColumn);
    return {top, left, std::max(m_row, m_anchorRow) - top + 1, std::max(m_column, m_anchorColumn) - left + 1};
}

QString CellGrid::selectedText() const
{
    const GridWindow chosen = selection();
    QStringList lines;
    for (quint64 row = std::max(chosen.row, m_held.row);
         row < std::min(chosen.row + chosen.rows, m_held.row + m_held.rows); ++row) {
        QStringList cells;
        for (quint64 column = std::max(chosen.column, m_held.column);
             column < std::min(chosen.column + chosen.columns, m_held.column + m_held.columns); ++column) {
            cells.append(textAt(row, column));
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n'));
}

void CellGrid::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    QPainter painter(viewport());
    const GridWindow shown = shownWindow();
    const GridWindow chosen = selection();
    const int height = rowHeight();
    const int top = headerHeight();
    const int left = rowNameWidth();
    const int pad = Metrics(this).scaled(m_lastCharacters > 0 ? 3 : 6);
    for (quint64 r = 0; r < shown.rows; ++r) {
        const int y = top + static_cast<int>(r) * height;
        for (quint64 c = 0; c < shown.columns; ++c) {
            const GridWindow cell{shown.row + r, shown.column + c, 1, 1};
            const QRect place(columnLeft(cell.column), y, columnWidth(cell.column), height);
            const bool isCurrent = cell.row == m_row && cell.column == m_column;
            if (chosen.holds(cell)) {
                painter.fillRect(place, hasFocus() ? theme.selection : theme.inactiveSelection);
            }
            if (isCurrent && hasFocus()) {
                painter.setPen(theme.accent);
                painter.drawRect(place.adjusted(0, 0, -1, -1));
            }
            const QString text = textAt(cell.row, cell.column);
            const bool isOdd = text == QLatin1String("nan") || text.endsWith(QLatin1String("inf"));
            painter.setPen(text.isEmpty() ? theme.muted : isOdd ? theme.error.color : theme.text);
            const bool isWords = m_lastCharacters > 0 && cell.column + 1 == m_columns;
            const Qt::Alignment side = isWords ? Qt::AlignLeft : Qt::AlignRight;
            const QString written = isWords ? text : QString(text).replace(u'-', QChar(0x2212)); // copies keep "-"
            painter.drawText(place.adjusted(pad, 0, -pad, 0), static_cast<int>(side | Qt::AlignVCenter),
                text.isEmpty() && !m_held.holds(cell) ? QStringLiteral("…") : written);
        }
    }
    // Names of rows and columns lie over what scrolls below them.
    painter.fillRect(0, 0, left, viewport()->height(), theme.window);
    painter.fillRect(0, 0, viewport()->width(), top, theme.window);
    painter.setPen(theme.muted);
    for (quint64 r = 0; r < shown.rows; ++r) {
        painter.drawText(QRect(0, top + static_cast<int>(r) * height, left - pad, height),
            Qt::AlignRight | Qt::AlignVCenter, m_rowName(shown.row + r));
    }
    for (quint64 c = 0; c < shown.columns; ++c) {
        const quint64 column = shown.column + c;
        const bool isWords = m_lastCharacters > 0 && column + 1 == m_columns;
        const Qt::Alignment side = isWords ? Qt::AlignLeft : Qt::AlignRight;
        painter.drawText(QRect(columnLeft(column), 0, columnWidth(column), top).adjusted(pad, 0, -pad, 0),
            static_cast<int>(side | Qt::AlignVCenter), m_columnName(column));
    }
    painter.fillRect(0, 0, left, top, theme.window);
    painter.fillRect(0, top - 1, viewport()->width(), 1, theme.border);
    painter.fillRect(left - 1, 0, 1, viewport()->height(), theme.border);
}

void CellGrid::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    ask();
}

void CellGrid::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    viewport()->update();
    ask();
}

void CellGrid::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        layOut();
    }
}

bool CellGrid::cellAt(const QPoint& position, quint64& row, quint64& column) const
{
    const GridWindow shown = shownWindow();
    if (position.x() < rowNameWidth() || position.y() < headerHeight() || shown.rows == 0 || shown.columns == 0) {
        return false;
    }
    const auto down = static_cast<quint64>((position.y() - headerHeight()) / rowHeight());
    const auto right = static_cast<quint64>((position.x() - rowNameWidth()) / columnWidth(0));
    row = shown.row + std::min(down, shown.rows - 1);
    column = shown.column + std::min(right, shown.columns - 1);
    return true;
}

void CellGrid::mousePressEvent(QMouseEvent* event)
{
    quint64 row = 0;
    quint64 column = 0;
    if (event->button() == Qt::LeftButton && cellAt(event->position().toPoint(), row, column)) {
        setCurrent(row, column);
    }
}

void CellGrid::mouseMoveEvent(QMouseEvent* event)
{
    if ((event->buttons() & Qt::LeftButton) != 0 && cellAt(event->position().toPoint(), m_row, m_column)) {
        viewport()->update();
    }
}

void CellGrid::setCurrent(quint64 row, quint64 column)
{
    m_row = m_anchorRow = row;
    m_column = m_anchorColumn = column;
    bringIntoSight();
}

void CellGrid::move(qint64 rows, qint64 columns, bool isExtending)
{
    const auto moved = [](quint64 from, qint64 by, quint64 count) {
        if (by < 0) {
            return from - std::min(from, static_cast<quint64>(-by));
        }
        return count == 0 ? 0 : std::min(count - 1, from + static_cast<quint64>(by));
    };
    m_row = moved(m_row, rows, m_rows);
    m_column = moved(m_column, columns, m_columns);
    if (!isExtending) {
        m_anchorRow = m_row;
        m_anchorColumn = m_column;
    }
    bringIntoSight();
}

void CellGrid::bringIntoSight()
{
    const auto show = [](QScrollBar* bar, quint64 first, quint64 shown, quint64 wanted, quint64 count) {
        const quint64 whole = shown > 1 ? shown - 1 : 1;
        if (wanted < first) {
            bar->setValue(static_cast<int>(wanted / unitOf(count)));
        } else if (wanted >= first + whole) {
            bar->setValue(static_cast<int>((wanted - whole + unitOf(count)) / unitOf(count)));
        }
    };
    const GridWindow shown = shownWindow();
    show(verticalScrollBar(), shown.row, shown.rows, m_row, m_rows);
    show(horizontalScrollBar(), shown.column, shown.columns, m_column, m_columns);
    viewport()->update();
}

void CellGrid::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(selectedText());
        return;
    }
    const bool isExtending = (event->modifiers() & Qt::ShiftModifier) != 0;
    const bool isFar = (event->modifiers() & Qt::ControlModifier) != 0;
    const auto page = static_cast<qint64>(qMax<quint64>(2, shownWindow().rows) - 1);
    const auto all = static_cast<qint64>(std::min<quint64>(std::max(m_rows, m_columns), INT64_MAX));
    switch (event->key()) {
    case Qt::Key_Up:
        return move(isFar ? -all : -1, 0, isExtending);
    case Qt::Key_Down:
        return move(isFar ? all : 1, 0, isExtending);
    case Qt::Key_Left:
        return move(0, isFar ? -all : -1, isExtending);
    case Qt::Key_Right:
        return move(0, isFar ? all : 1, isExtending);
    case Qt::Key_PageUp:
        return move(-page, 0, isExtending);
    case Qt::Key_PageDown:
        return move(page, 0, isExtending);
    case Qt::Key_Home:
        return move(isFar ? -all : 0, -all, isExtending);
    case Qt::Key_End:
        return move(isFar ? all : 0, all, isExtending);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace pthf
