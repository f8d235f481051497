// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QRectF>

#include "core/base/problems.h"
#include "core/types/role.h"

class QPainter;

namespace pthf {

/// The drawn icons, resources/icons/<name>.svg: 16 px grid, 1.4 px stroke, one colour.
enum class Icon : std::uint8_t {
    Open,
    Folder,
    File,
    Save,
    Search,
    Filter,
    Device,
    Prefix,
    Number,
    Match,
    Laptop,
    Undo,
    Redo,
    Plan,
    Play, ///< how to load this
    Python,
    Command,
    Copy,
    Pin,
    More,
    Close,
    Plus,
    Minus,
    Check,
    NotEqual,
    ArrowRight,
    ChevronRight,
    ChevronDown,
    Drop,
    Disk,
    Star,
    Clock,
    Settings,
    Error,
    Warning,
    Info,
    Ok,
    Shield,
    Tensor,
    Dict,
    List,
    Object,
    Model,
    Ema,
    Optimizer,
    Counter,
    Config,
    Text,
    Bytes,
    Link, ///< tied
    View, ///< view of a storage
    Repeat, ///< same as
    Overview
};
inline constexpr int kIconCount = static_cast<int>(Icon::Overview) + 1;

/// Which of the theme's colours an icon has. It follows the theme when that changes.
enum class IconTint : std::uint8_t { Muted, Text, Accent, OnAccent, Success, Warning, Error, Danger, Info };

/// An icon for buttons, menus and labels: disabled ones take the disabled colour. Shared and cheap to copy; made
/// once at start or on change, never in a model's data().
QIcon themedIcon(Icon icon, IconTint tint = IconTint::Muted);

/// The icon in one colour, at a size in logical pixels; cached.
QPixmap iconPixmap(Icon icon, const QColor& color, int size, qreal devicePixelRatio);

/// Draws it centred in the rectangle, at the largest whole size that fits.
void paintIcon(QPainter& painter, Icon icon, const QRectF& where, const QColor& color);

Icon iconOf(Role role) noexcept;
Icon iconOf(Severity severity) noexcept;
IconTint tintOf(Severity severity) noexcept;

/// The program's own icon.
QIcon applicationIcon();

} // namespace pthf
