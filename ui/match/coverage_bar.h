// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/match/match_keys.h"

namespace pthf {

/// "98.3 % of parameters get their values", a bar in the colours of the states, "318 of 320 model keys". A state that
/// is there gets a part of the bar that can be seen.
class CoverageBar final : public QWidget {
    Q_OBJECT

public:
    explicit CoverageBar(QWidget* parent = nullptr);

    void setCounts(const MatchCounts& counts);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString shareText() const;
    void paintBar(QPainter& painter, const QRect& place) const;

    MatchCounts m_counts;
};

} // namespace pthf
