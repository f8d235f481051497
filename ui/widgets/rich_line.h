// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QColor>
#include <QFont>
#include <QRect>
#include <QString>
#include <QStringList>

#include "ui/base/theme.h"

class QPainter;

namespace pthf {

/// One line of words in which device names stand as chips and code in the fixed font: "Without [●● cuda:0–1] torch.load
/// fails". Taken apart from plain text, so that the core's sentences need no markup.
class RichLine {
public:
    RichLine() = default;
    explicit RichLine(const QString& text);

    int width(const QFont& font) const;
    /// From the left of the place; what does not fit ends in an ellipsis.
    void paint(QPainter& painter, const QRect& place, const QFont& font, const QColor& color, const Theme& theme) const;

private:
    struct Part {
        QString text;
        QStringList devices; ///< of a chip
        bool isCode = false;
    };

    std::vector<Part> m_parts;
};

} // namespace pthf
