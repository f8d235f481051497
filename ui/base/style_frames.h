// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QRect>
#include <QString>
#include <QStyle>

#include "ui/base/button_kind.h"
#include "ui/base/theme.h"

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionToolButton;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionProgressBar;

namespace pthf {

// What PthfStyle paints for single controls: each takes the option's state and the theme, and nothing else.

inline constexpr qreal kControlRadius = 5;
inline constexpr qreal kMarkRadius = 3;

/// A rounded rectangle whose 1 px outline lies on whole pixels.
void paintBox(
    QPainter& painter, const QRect& rect, const QColor& ground, const QColor& outline, qreal radius = kControlRadius);
/// 1 px accent outline and 1 px more of it within.
void paintFocusOutline(QPainter& painter, const QRect& rect, const Theme& theme, qreal radius = kControlRadius);

void paintButtonPanel(QPainter& painter, const QRect& rect, QStyle::State state, ButtonKind kind, const Theme& theme);
/// The colour of words on such a button.
QColor buttonTextColor(QStyle::State state, ButtonKind kind, const Theme& theme);

/// Icon and words of a button, side by side.
struct ButtonLabel {
    QIcon icon;
    int iconSize = 16;
    QString text; ///< what stands behind kMutedFrom is muted
    QFont font;
    Qt::Alignment side = Qt::AlignHCenter;
};
int buttonLabelWidth(const ButtonLabel& label);
ButtonLabel buttonLabel(const QStyleOptionButton& option, const QFont& font);
ButtonLabel buttonLabel(const QStyleOptionToolButton& option);
/// Whether a tool button shows the chevron of its menu.
bool hasMenuMark(const QStyleOptionToolButton& option);
void paintButtonLabel(QPainter& painter, const QRect& rect, const ButtonLabel& label, QStyle::State state,
    ButtonKind kind, const Theme& theme);

void paintField(QPainter& painter, const QRect& rect, QStyle::State state, const Theme& theme);
void paintComboBox(QPainter& painter, const QRect& rect, QStyle::State state, const Theme& theme);
/// The field of a spin box with its two steps.
void paintSpinBox(
    QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down, const Theme& theme);
void paintCheckBox(QPainter& painter, const QRect& rect, QStyle::State state, const Theme& theme);
void paintRadioButton(QPainter& painter, const QRect& rect, QStyle::State state, const Theme& theme);
/// On that ground, the one of the view it belongs to.
void paintScrollBar(
    QPainter& painter, const QRect& slider, const QStyleOptionSlider& option, const QColor& ground, const Theme& theme);
void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option, const Theme& theme);

} // namespace pthf
