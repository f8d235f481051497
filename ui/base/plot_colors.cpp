// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/plot_colors.h"

#include <algorithm>
#include <cmath>

namespace pthf {

const PlotColors& PlotColors::of(const Theme& theme)
{
    static const PlotColors kLight{QColor(0x2154BE), QColor(0xF7F7F7), QColor(0xBE540A),
        {QColor(0xDCE6FB), QColor(0xE9E1F8), QColor(0xE1EFEC), QColor(0xF0EADE), QColor(0xE9EBEC)}};
    static const PlotColors kDark{QColor(0x4CA0FF), QColor(0x242830), QColor(0xFF963C),
        {QColor(0x2B344B), QColor(0x37334B), QColor(0x253D3D), QColor(0x403827), QColor(0x32353C)}};
    return theme.isDark() ? kDark : kLight;
}

QColor PlotColors::at(double share) const
{
    const double amount = std::clamp(std::isnan(share) ? 0.0 : share, -1.0, 1.0);
    return mixed(amount < 0 ? low : high, middle, std::abs(amount));
}

QColor PlotColors::band(std::size_t fill) const
{
    return fills[fill].lightness() < 128 ? fills[fill].lighter(115) : fills[fill].darker(110);
}

QColor PlotColors::line(std::size_t fill) const
{
    return fills[fill].lightness() < 128 ? fills[fill].lighter(150) : fills[fill].darker(125);
}

} // namespace pthf
