// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tree_view.h"

#include <QHeaderView>
#include <QPainter>

#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/delegates/cell_paint.h"

namespace pthf {

TreeView::TreeView(QWidget* parent)
    : QTreeView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setMouseTracking(true); // hover
    setIndentation(Metrics(this).scaled(16));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    header()->setHighlightSections(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setFont(smallFont(font()));
}

void TreeView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QTreeView::drawRow(painter, option, index);
    if (rowChangeAt(index) != RowChange::Same) {
        painter->fillRect(0, option.rect.top(), 3, option.rect.height(), themeOf(this).accent);
    }
}

} // namespace pthf
