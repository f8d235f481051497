// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include <QColor>

#include "ui/base/theme.h"

namespace pthf {

/// What only pictures of numbers need: the ends of heatmaps and the grounds of treemaps.
struct PlotColors {
    QColor low; ///< heatmap, diverging around 0
    QColor middle;
    QColor high;
    std::array<QColor, 5> fills; ///< treemap: model, three optimizer slots, everything else

    static constexpr std::size_t kModelFill = 0;
    static constexpr std::size_t kFirstSlotFill = 1;
    static constexpr std::size_t kOtherFill = 4;

    static const PlotColors& of(const Theme& theme);

    /// From -1 (low) over 0 (middle) to 1 (high); what lies beyond has the colour of the end.
    QColor at(double share) const;
    /// The band of a treemap's part, on which only text may stand, not muted words.
    QColor band(std::size_t fill) const;
    QColor line(std::size_t fill) const; ///< between the cells
};

} // namespace pthf
