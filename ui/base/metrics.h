// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetrics>

class QWidget;

namespace pthf {

/// Fonts of the window, made from the one that a widget has. `fixed` is for keys, dtypes, shapes, paths, error text.
QFont smallFont(const QFont& font); ///< 0.92: headers, counts, badges
QFont tinyFont(const QFont& font); ///< 0.85: picker captions, role tags
QFont fixedFont(const QFont& font); ///< 0.92, the system's fixed font
QFont mediumFont(const QFont& font); ///< weight 500: buttons, values in pickers, current tab
QFont strongFont(const QFont& font); ///< weight 600: role rows, file name, group titles
QFont struckFont(const QFont& font); ///< what a plan takes away

/// Every height and width that follows the font, from its line height h; the numbers in comments hold for h = 16.
class Metrics {
public:
    explicit Metrics(const QFont& font);
    explicit Metrics(const QWidget* widget);

    int line() const noexcept { return m_line; }
    int row() const noexcept { return m_line + scaled(6); } ///< tree and table rows: 22
    int header() const noexcept { return m_line + scaled(9); } ///< 25
    int finding() const noexcept { return m_line + scaled(13); } ///< 29
    int tab() const noexcept { return m_line + scaled(16); } ///< 32
    int menuItem() const noexcept { return m_line + scaled(11); } ///< 27
    int picker() const noexcept { return m_line + m_tinyLine + scaled(9); } ///< 38
    int toolBar() const noexcept { return picker() + scaled(12); } ///< 50
    int card() const noexcept { return m_line + scaled(22); } ///< 38
    int panelHead() const noexcept { return m_line + scaled(11); } ///< 27
    int badgeStrip() const noexcept { return m_line + scaled(20); } ///< 36
    int jobRow() const noexcept { return m_line + scaled(22); } ///< 38
    int planBar() const noexcept { return m_line + scaled(14); } ///< 30
    int button() const noexcept { return m_line + scaled(10); } ///< 26
    int smallButton() const noexcept { return m_line + scaled(6); } ///< 22
    int field() const noexcept { return m_line + scaled(10); } ///< 26
    int factsRow() const noexcept { return m_line + scaled(5); } ///< 21
    int recentRow() const noexcept { return m_line + m_smallLine + scaled(13); } ///< 44
    int icon() const noexcept { return scaled(16); }
    int chip() const noexcept { return m_smallLine + scaled(3); } ///< 18
    int mark() const noexcept { return scaled(8); } ///< a device's mark

    /// A length drawn for 13 px type, grown with the font; never smaller than drawn.
    int scaled(int pixels) const noexcept { return qRound(pixels * m_scale); }
    qreal scale() const noexcept { return m_scale; }
    /// A rough width of that many characters, for columns and minimum widths.
    int characters(int count) const noexcept { return count * m_character; }

private:
    int m_line = 16;
    int m_smallLine = 15;
    int m_tinyLine = 13;
    int m_character = 7;
    qreal m_scale = 1.0;
};

} // namespace pthf
