// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/badge_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyleOption>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

/// A pill: tint of its state, mark, name, and "Fix" behind a rule where pressing it mends.
class BadgeButton final : public QToolButton {
public:
    BadgeButton(const Badge& badge, QWidget* parent)
        : QToolButton(parent)
        , m_badge(badge)
    {
        setObjectName(QLatin1String("badge-") + badge.id);
        setText(badge.name);
        setFocusPolicy(badge.canFix ? Qt::TabFocus : Qt::NoFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setAccessibleName(badge.yes ? BadgeStrip::tr("Loads on %1").arg(badge.name)
                : badge.canFix      ? BadgeStrip::tr("Does not load on %1; fix").arg(badge.name)
                                    : BadgeStrip::tr("Does not load on %1").arg(badge.name));
        setToolTip(badge.yes ? accessibleName() : badge.why);
        setCursor(badge.canFix ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }

    QSize sizeHint() const override
    {
        const Metrics metrics(this);
        const int words = QFontMetrics(smallFont(font())).horizontalAdvance(m_badge.name);
        return {metrics.scaled(8) + metrics.scaled(12) + metrics.scaled(5) + words + fixWidth() + metrics.scaled(10),
            metrics.smallButton()};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const Theme& theme = themeOf(this);
        const Metrics metrics(this);
        const Tinted& look = m_badge.yes ? theme.success : theme.error;
        QPainter painter(this);
        const qreal radius = height() / 2.0;
        QColor ground = look.tint;
        if (m_badge.canFix && (underMouse() || isDown())) {
            ground = mixed(look.color, look.tint, isDown() ? 0.22 : 0.12);
        }
        paintBox(painter, rect(), ground, theme.isHighContrast() ? theme.border : QColor(Qt::transparent), radius);
        QRect rest = rect().adjusted(metrics.scaled(8), 0, -metrics.scaled(8), 0);
        const int mark = metrics.scaled(12);
        paintIcon(painter, m_badge.yes ? Icon::Check : Icon::Close, QRectF(rest.left(), 0, mark, height()), look.color);
        rest.setLeft(rest.left() + mark + metrics.scaled(5));
        painter.setFont(smallFont(font()));
        painter.setPen(look.color);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, m_badge.name);
        if (m_badge.canFix) {
            rest.setLeft(rest.right() + 1 - fixWidth() + metrics.scaled(4));
            const int inset = qMax(2, (height() - metrics.line()) / 2);
            painter.fillRect(rest.left(), inset, 1, height() - 2 * inset, look.color);
            painter.setFont(strongFont(smallFont(font())));
            painter.drawText(rest.adjusted(metrics.scaled(7), 0, 4, 0),
                Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, BadgeStrip::tr("Fix"));
        }
        if (hasFocus()) {
            paintFocusOutline(painter, rect(), theme, radius);
        }
    }

private:
    int fixWidth() const
    {
        const Metrics metrics(this);
        return m_badge.canFix
            ? metrics.scaled(13) + QFontMetrics(strongFont(smallFont(font()))).horizontalAdvance(BadgeStrip::tr("Fix"))
            : 0;
    }

    Badge m_badge;
};

} // namespace

std::vector<Badge> badgesOf(const std::vector<LoadsOn>& places)
{
    std::vector<Badge> badges;
    badges.reserve(places.size());
    for (const LoadsOn& place : places) {
        badges.push_back({toQString(place.id), toQString(place.where), place.yes, shownText(place.why),
            !place.yes && !place.fix.empty()});
    }
    return badges;
}

BadgeStrip::BadgeStrip(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_caption(new QLabel(tr("Loads on"), this))
    , m_list(new QWidget(this))
    , m_listRow(new QHBoxLayout(m_list))
    , m_planned(new QLabel(tr("as planned"), this))
    , m_laptop(new QToolButton(this))
{
    setObjectName(QStringLiteral("badgeStrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_row->setContentsMargins(10, 0, 10, 0);
    m_row->setSpacing(8);
    m_listRow->setContentsMargins(0, 0, 0, 0);
    m_listRow->setSpacing(8);
    for (QLabel* label : {m_caption, m_planned}) {
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setFont(smallFont(font()));
    }
    m_laptop->setObjectName(QStringLiteral("laptopCopyButton"));
    m_laptop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_laptop->setIcon(themedIcon(Icon::Laptop, IconTint::Text));
    m_laptop->setFocusPolicy(Qt::TabFocus);
    m_laptop->setToolTip(tr("Move to cpu, remove wrapper prefixes, leave out the optimizer, safe for weights_only"));
    connect(m_laptop, &QToolButton::clicked, this, &BadgeStrip::laptopCopyRequested);
    m_row->addWidget(m_caption);
    m_row->addWidget(m_list);
    m_row->addWidget(m_planned);
    m_row->addStretch();
    m_row->addWidget(m_laptop);
    m_planned->hide();
    m_laptop->hide();
}

void BadgeStrip::setBadges(const std::vector<Badge>& badges, Planned planned)
{
    m_badges = badges;
    while (QLayoutItem* item = m_listRow->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the one whose press brought us here
        }
        delete item;
    }
    for (const Badge& badge : badges) {
        auto* button = new BadgeButton(badge, m_list);
        m_listRow->addWidget(button);
        if (badge.canFix) {
            connect(button, &QToolButton::clicked, this, [this, id = badge.id] { Q_EMIT fixRequested(id); });
        }
    }
    m_planned->setVisible(planned == Planned::Yes && !m_isPlain);
}

void BadgeStrip::setLaptopCopy(const QString& sizes)
{
    m_laptop->setVisible(!sizes.isEmpty() && !m_isPlain);
    m_laptop->setText(tr("Laptop copy…") + QChar(kMutedFrom) + sizes);
}

void BadgeStrip::setPlain()
{
    m_isPlain = true;
    m_row->setContentsMargins(0, 0, 0, 0);
    m_caption->hide();
    m_planned->hide();
    m_laptop->hide();
}

QSize BadgeStrip::sizeHint() const
{
    return {m_row->sizeHint().width(), m_isPlain ? Metrics(this).smallButton() : Metrics(this).badgeStrip()};
}

void BadgeStrip::paintEvent(QPaintEvent* /*event*/)
{
    if (m_isPlain) {
        return;
    }
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, 0, width(), 1, theme.border);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
}

} // namespace pthf
