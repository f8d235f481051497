// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/column_fit.h"

#include <utility>

#include <QEvent>
#include <QScopedValueRollback>

#include "ui/base/metrics.h"

namespace pthf {

namespace {

constexpr int kUnit = 1000;

} // namespace

ColumnFit::ColumnFit(QHeaderView& header, int stretched, int least, std::vector<Step> steps)
    : QObject(&header)
    , m_header(header)
    , m_stretched(stretched)
    , m_least(least)
{
    for (const Step& step : steps) {
        m_steps.push_back({step});
    }
    m_unit = Metrics(header.parentWidget()).scaled(kUnit);
    header.viewport()->installEventFilter(this);
    header.installEventFilter(this);
}

bool ColumnFit::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        // Later: the header lays its sections out when it has seen this itself.
        QMetaObject::invokeMethod(this, &ColumnFit::fit, Qt::QueuedConnection);
    }
    if (event->type() == QEvent::FontChange && watched == &m_header) {
        followFont();
    }
    return QObject::eventFilter(watched, event);
}

/// Widths grow and shrink with the type.
void ColumnFit::followFont()
{
    const int unit = Metrics(m_header.parentWidget()).scaled(kUnit);
    const int before = std::exchange(m_unit, unit);
    if (before <= 0 || unit == before) {
        return;
    }
    release();
    for (int column = 0; column < m_header.count(); ++column) {
        if (column != m_stretched && !m_header.isSectionHidden(column)) {
            m_header.resizeSection(column, m_header.sectionSize(column) * unit / before);
        }
    }
    fit();
}

int ColumnFit::widthOf(int column) const
{
    return m_header.isSectionHidden(column) ? 0 : m_header.sectionSize(column);
}

int ColumnFit::naturalWidth(const Yielded& yielded) const
{
    return yielded.isTaken ? yielded.before : widthOf(yielded.step.column);
}

void ColumnFit::noticeUser()
{
    for (Yielded& yielded : m_steps) {
        const bool isThere = yielded.step.column < m_header.count();
        if (!yielded.isTaken || !isThere) {
            continue;
        }
        const int width = widthOf(yielded.step.column);
        const bool isAsLeft =
            yielded.step.width == 0 ? width == 0 : width == Metrics(m_header.parentWidget()).scaled(yielded.step.width);
        if (!isAsLeft) { // shown again, or dragged wider
            yielded.isTaken = false;
            yielded.isWanted = true;
        }
    }
}

void ColumnFit::fit()
{
    if (m_isFitting || m_header.count() <= m_stretched || m_header.viewport()->width() <= 0) {
        return;
    }
    const QScopedValueRollback guard(m_isFitting, true);
    noticeUser();
    int room = m_header.viewport()->width();
    for (int column = 0; column < m_header.count(); ++column) {
        room -= column == m_stretched ? 0 : widthOf(column);
    }
    for (const Yielded& yielded : m_steps) { // as if nothing had given way
        if (yielded.isTaken && yielded.step.column < m_header.count()) {
            room -= yielded.before - widthOf(yielded.step.column);
        }
    }
    const int least = Metrics(m_header.parentWidget()).scaled(m_least);
    for (Yielded& yielded : m_steps) {
        if (yielded.step.column >= m_header.count() || yielded.isWanted) {
            continue;
        }
        const int natural = naturalWidth(yielded);
        const int narrow = Metrics(m_header.parentWidget()).scaled(yielded.step.width);
        if (room < least && natural > narrow) {
            take(yielded);
            room += natural - narrow;
        } else {
            giveBack(yielded);
        }
    }
}

void ColumnFit::take(Yielded& yielded)
{
    if (yielded.isTaken) {
        return;
    }
    yielded.before = m_header.sectionSize(yielded.step.column);
    yielded.isTaken = true;
    if (yielded.step.width == 0) {
        m_header.hideSection(yielded.step.column);
    } else {
        m_header.resizeSection(yielded.step.column, Metrics(m_header.parentWidget()).scaled(yielded.step.width));
    }
}

void ColumnFit::giveBack(Yielded& yielded)
{
    if (!std::exchange(yielded.isTaken, false) || yielded.step.column >= m_header.count()) {
        return;
    }
    m_header.showSection(yielded.step.column);
    m_header.resizeSection(yielded.step.column, yielded.before);
}

void ColumnFit::release()
{
    const QScopedValueRollback guard(m_isFitting, true);
    noticeUser();
    for (Yielded& yielded : m_steps) {
        giveBack(yielded);
    }
}

} // namespace pthf
