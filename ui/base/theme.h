// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <QColor>
#include <QPalette>

#include "core/base/problems.h"

namespace pthf {

enum class ThemeKind : std::uint8_t { Light, Dark, HighContrast, HighContrastDark };

/// A colour for words and marks, and the pale ground they may stand on.
struct Tinted {
    QColor color;
    QColor tint;
};

/// The form of a device's mark is its second code: nobody has to tell ten colours apart.
enum class MarkForm : std::uint8_t { Square, Disc, Diamond, Ring, Triangle };

struct DeviceMark {
    MarkForm form = MarkForm::Triangle;
    QColor color;
};

/// Every colour of the window by what it is for. Delegates, widgets and plots ask a Theme and write no colour down.
struct Theme {
    ThemeKind kind = ThemeKind::Light;

    QColor window; ///< bars, headers, dialogs
    QColor base; ///< trees, tables, fields, details, card
    QColor alternate; ///< every second row of flat tables
    QColor raised; ///< buttons, pickers
    QColor text;
    QColor muted; ///< secondary words and placeholders
    QColor disabled; ///< never for words that must be read
    QColor accent; ///< links, focus, primary button, tab underline, change bar
    QColor onAccent;
    QColor selection;
    QColor inactiveSelection;
    QColor hover;
    QColor border;
    QColor strongBorder; ///< outline of buttons, scroll bars
    QColor fieldBorder; ///< outline of fields, radios, check boxes
    Tinted success;
    Tinted warning;
    Tinted error;
    Tinted danger;
    Tinted info;
    QColor added; ///< parts of keys that a plan adds
    QColor removed; ///< parts that it removes; struck out as well
    QColor bar; ///< size bars, histogram bars
    QColor track; ///< what bars lie on
    QColor matchMark; ///< behind found text

    QColor cpu;
    std::array<QColor, 8> cuda;
    QColor mps;
    QColor otherDevice; ///< meta and back ends nobody drew

    static const Theme& of(ThemeKind kind);

    bool isDark() const noexcept { return kind == ThemeKind::Dark || kind == ThemeKind::HighContrastDark; }
    bool isHighContrast() const noexcept
    {
        return kind == ThemeKind::HighContrast || kind == ThemeKind::HighContrastDark;
    }

    /// All groups and roles that widgets look at, filled from the colours above.
    QPalette palette() const;
    const Tinted& severity(Severity severity) const noexcept;
    /// By device tag: "cpu", "cuda:1", "mps"; cuda:8 and up use the colours of 0 to 7 again.
    DeviceMark deviceMark(std::string_view tag) const;
    /// Ground of a chip with that mark; of a chip that names several devices for a colour that is not valid.
    QColor chipGround(const QColor& mark) const;
};

/// `over` laid on `under` with that share (0 to 1).
QColor mixed(const QColor& over, const QColor& under, double share);

/// Contrast of two opaque colours by WCAG 2, 1 to 21.
double contrastRatio(const QColor& one, const QColor& other);

} // namespace pthf
