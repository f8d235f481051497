// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRect>
#include <QSize>
#include <QStringList>

#include "ui/base/theme.h"

class QPainter;

namespace pthf {

/// How a chip is drawn.
enum class ChipLook : int {
    Ground, ///< on its pale ground
    Plain, ///< mark and muted name only: the parent says the same
    Struck ///< on its ground, muted and struck: what a plan takes away
};

/// "cuda:0–3" for neighbours of one type, then "+1" for the rest; the name itself for one device.
QString devicesText(const QStringList& devices);

/// Draws a device's mark into a square of that size.
void paintDeviceMark(QPainter& painter, const QRectF& square, const DeviceMark& mark);

/// One chip: up to four marks and the names, on the ground of the one device or a neutral one.
class DeviceChip {
public:
    DeviceChip(const QStringList& devices, const QFont& font, ChipLook look = ChipLook::Ground);

    QSize size() const noexcept { return m_size; }
    /// At the rectangle's left edge, centred in its height. What does not fit is cut off by an ellipsis.
    void paint(QPainter& painter, const QRect& where, const Theme& theme) const;

private:
    QStringList m_devices;
    QString m_text;
    QFont m_font;
    ChipLook m_look;
    int m_padding = 0;
    int m_mark = 0;
    int m_gap = 0;
    int m_marks = 0; ///< how many are drawn
    QSize m_size;
};

/// Old chip, arrow, new chip; or the one chip where nothing changes (`after` empty). Width needed.
int deviceChangeWidth(const QStringList& before, const QStringList& after, const QFont& font);
void paintDeviceChange(QPainter& painter, const QRect& where, const QStringList& before, const QStringList& after,
    const QFont& font, const Theme& theme);

} // namespace pthf
