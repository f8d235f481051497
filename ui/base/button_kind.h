// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

class QAbstractButton;
class QWidget;

namespace pthf {

/// How the style draws a button. Kept as a property of the widget, read by PthfStyle only.
enum class ButtonKind : std::uint8_t {
    Normal, ///< raised, strong outline
    Primary, ///< accent ground; once per window
    Row, ///< small, thin outline: second button of a row ("Show")
    RowMend, ///< as Row, words in accent: the button that mends
    Flat, ///< no ground until hovered: bars, panel heads
    Link, ///< words in accent, no ground
    Success, ///< flat, words in the colour of that state
    Warning,
    Danger,
    SegmentLeft, ///< joined buttons of one choice
    SegmentMiddle,
    SegmentRight
};

void setButtonKind(QAbstractButton* button, ButtonKind kind);
/// Of buttons that were given none: Flat for tool buttons that raise themselves (those of a QToolBar), else Normal.
ButtonKind buttonKind(const QWidget* widget);

/// Parts a button's text in two: what stands behind it is said in muted words ("Laptop copy…" 307.2 → 102.5 MB).
inline constexpr char16_t kMutedFrom = u'\u2003';

} // namespace pthf
