// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QList>
#include <QRect>
#include <QString>

#include "ui/base/item_roles.h"
#include "ui/base/theme.h"

class QModelIndex;
class QPainter;
class QStyleOptionViewItem;

namespace pthf {

// What the cells of trees and tables have in common.

/// Space left and right of a cell's content.
inline constexpr int kCellPadding = 8;

/// Draws the ground and the focus frame of a cell and gives the place for its content.
QRect paintCellGround(QPainter& painter, const QStyleOptionViewItem& option);

RowChange rowChangeAt(const QModelIndex& index);

/// A text whose parts differ: what the parent says already is muted, found parts are marked.
struct CellText {
    QString text;
    QFont font;
    QColor color;
    QColor mutedColor;
    int mutedLength = 0;
    QList<TextRange> matches;
};

/// Draws it at the left of the place, centred in height, and gives the width it took. A text that may be too long is
/// elided by whoever calls and knows what it is; muting and marks then fall away.
int paintCellText(QPainter& painter, const QRect& place, const CellText& cell, const Theme& theme);

/// Old and new text of a change: "old → new", or the parts in colour where both do not fit.
struct ChangedText {
    QString before;
    QString after;
    QFont font;
};

int changedTextWidth(const ChangedText& change);
/// Draws at the left of the place; gives the width taken.
int paintChangedText(QPainter& painter, const QRect& place, const ChangedText& change, const Theme& theme);

/// A small outlined tag ("Adam"). Width it takes.
int tagWidth(const QString& tag, const QFont& font);
int paintTag(QPainter& painter, const QRect& place, const QString& tag, const QFont& font, const Theme& theme);

} // namespace pthf
