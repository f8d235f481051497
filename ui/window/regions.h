// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

namespace pthf {

/// The regions of a window in reading order, for F6: where the keyboard is, and where it goes next.
class Regions {
public:
    explicit Regions(QList<QWidget*> regions)
        : m_regions(std::move(regions))
    {
    }

    enum class Direction : std::uint8_t { Forward, Backward };
    /// Gives the keyboard to the next region that is shown and takes it; false if there is none.
    bool move(Direction direction) const;

private:
    QList<QWidget*> m_regions;
};

} // namespace pthf
