// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/theme.h"

class QPainter;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QStyleOptionViewItem;
class QSize;
class QWidget;

namespace pthf {

// What PthfStyle paints for things that come in rows: menus, tabs, headers, rows of views.

void paintMenuItem(QPainter& painter, const QStyleOptionMenuItem& option, const Theme& theme);
QSize menuItemSize(const QStyleOptionMenuItem& option, const QSize& contents);
void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option, const Theme& theme);

/// No shape; a 2 px accent underline for the current tab.
void paintTabShape(QPainter& painter, const QStyleOptionTab& option, const Theme& theme);
void paintHeaderSection(QPainter& painter, const QStyleOptionHeader& option, const Theme& theme);

/// Ground of a row or of a cell of it: alternation, hover, selection.
void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option, const Theme& theme);

void paintBranch(QPainter& painter, const QStyleOption& option, const Theme& theme);

} // namespace pthf
