// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/coverage_bar.h"

#include <array>

#include <QPainter>
#include <QPainterPath>

#include "core/report/match_report.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/match/match_delegate.h"

namespace pthf {

CoverageBar::CoverageBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("coverageBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QString CoverageBar::shareText() const
{
    return toQString(pthf::shareText(m_counts.share()));
}

void CoverageBar::setCounts(const MatchCounts& counts)
{
    m_counts = counts;
    const QString of = m_counts.unknownShapes == 0 ? tr("of parameters get their values") : tr("of model keys match");
    setAccessibleName(QString(shareText() % u' ' % of));
    setToolTip(counts.unknownShapes == 0
            ? tr("%1 of %2 parameters; %3 have another shape, %4 are missing")
                  .arg(shownCount(counts.parametersSame), shownCount(counts.parameters()),
                      shownCount(counts.parametersShape), shownCount(counts.parametersMissing))
            : tr("The shapes of %1 missing keys are not known: keys are counted")
                  .arg(shownCount(counts.unknownShapes)));
    update();
}

QSize CoverageBar::sizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(600), metrics.line() + metrics.scaled(10)};
}

QSize CoverageBar::minimumSizeHint() const
{
    return {Metrics(this).scaled(200), sizeHint().height()};
}

void CoverageBar::paintBar(QPainter& painter, const QRect& place) const
{
    const Theme& theme = themeOf(this);
    const bool isByKeys = m_counts.unknownShapes != 0 || m_counts.parameters() == 0;
    struct Part {
        MatchState state;
        double amount;
    };
    const auto number = [](std::uint64_t count) { return static_cast<double>(count); };
    const std::array<Part, 3> parts{{
        {MatchState::Same, number(isByKeys ? m_counts.same : m_counts.parametersSame)},
        {MatchState::ShapeDiffers, number(isByKeys ? m_counts.shapeDiffers : m_counts.parametersShape)},
        {MatchState::OnlyInModel, number(isByKeys ? m_counts.onlyInModel : m_counts.parametersMissing)},
    }};
    double total = 0;
    for (const Part& part : parts) {
        total += part.amount;
    }
    QPainterPath clip;
    clip.addRoundedRect(place, place.height() / 2.0, place.height() / 2.0);
    painter.setClipPath(clip);
    painter.fillRect(place, theme.track);
    const int least = Metrics(this).scaled(4);
    int right = place.right() + 1;
    for (std::size_t i = parts.size(); i-- > 1 && total > 0;) { // what is not the same keeps its place at the right
        const auto width = parts[i].amount > 0 ? qMax(least, qRound(place.width() * parts[i].amount / total)) : 0;
        painter.fillRect(QRect(right - width, place.top(), width, place.height()), colorOf(parts[i].state, theme));
        right -= width + (width > 0 ? 1 : 0);
    }
    if (parts[0].amount > 0) {
        const int width = right - place.left();
        painter.fillRect(QRect(place.left(), place.top(), width, place.height()), colorOf(MatchState::Same, theme));
    }
    painter.setClipping(false);
}

void CoverageBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = themeOf(this);
    const Metrics metrics(this);
    QFont large = strongFont(font());
    large.setPointSizeF(large.pointSizeF() * 1.3);
    QRect place = rect();
    const auto put = [&](const QString& text, const QFont& inFont, const QColor& color, Qt::Alignment side) {
        painter.setFont(inFont);
        painter.setPen(color);
        painter.drawText(place, static_cast<int>(side | Qt::AlignVCenter), text);
        const int width = QFontMetrics(inFont).horizontalAdvance(text) + metrics.scaled(side == Qt::AlignLeft ? 6 : 10);
        (side == Qt::AlignLeft) ? place.setLeft(place.left() + width) : place.setRight(place.right() - width);
    };
    const bool isLittle = m_counts.share() < 0.5;
    put(shareText(), large, isLittle ? theme.error.color : theme.text, Qt::AlignLeft);
    const QFont small = smallFont(font());
    if (width() > metrics.scaled(420)) {
        put(m_counts.unknownShapes == 0 ? tr("of parameters get their values") : tr("of model keys match"), small,
            theme.muted, Qt::AlignLeft);
        put(tr("%1 of %2 model keys").arg(shownCount(m_counts.same), shownCount(m_counts.inModel())), small,
            theme.muted, Qt::AlignRight);
    }
    const int height = metrics.scaled(10);
    const int left = place.left() + metrics.scaled(6);
    if (place.right() - left > height) {
        paintBar(painter, QRect(left, place.center().y() - height / 2, place.right() - left, height));
    }
}

} // namespace pthf
