// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/badge_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

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
        badges.push_back({toQString(place.id), coreText(place.where), place.yes, coreText(place.why),
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
    , m_more(new QToolButton(this))
    , m_laptop(new QToolButton(this))
{
    setObjectName(QStringLiteral("badgeStrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_row->setSizeConstraint(QLayout::SetNoConstraint); // layOut makes it fit
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
    m_row->addWidget(m_more);
    m_row->addWidget(m_planned);
    m_row->addStretch();
    m_row->addWidget(m_laptop);
    m_more->setObjectName(QStringLiteral("moreBadgesButton"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setMenu(new QMenu(m_more));
    setButtonKind(m_more, ButtonKind::Row);
    m_planned->hide();
    m_more->hide();
    m_laptop->hide();
}

void BadgeStrip::setBadges(const std::vector<Badge>& badges, Planned planned)
{
    m_badges = badges;
    m_isPlanned = planned == Planned::Yes;
    m_buttons.clear();
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
        m_buttons.append(button);
        if (badge.canFix) {
            connect(button, &QToolButton::clicked, this, [this, id = badge.id] { Q_EMIT fixRequested(id); });
        }
    }
    layOut();
}

void BadgeStrip::setLaptopCopy(const QString& sizes)
{
    m_sizes = sizes;
    layOut();
}

void BadgeStrip::layOut()
{
    const QMargins margins = m_row->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    const int gap = m_row->spacing();
    const bool hasLaptop = !m_sizes.isEmpty() && !m_isPlain;
    const auto widthOf = [gap](const QWidget* part) { return part->sizeHint().width() + gap; };
    const auto buttonsWidth = [&](qsizetype count) {
        int width = 0;
        for (qsizetype number = 0; number < count; ++number) {
            width += widthOf(m_buttons.at(number));
        }
        return width;
    };
    bool showsPlanned = m_isPlanned && !m_isPlain;
    bool showsCaption = !m_isPlain;
    bool showsSizes = hasLaptop;
    qsizetype shown = m_buttons.size();
    const auto needed = [&] {
        m_laptop->setText(showsSizes ? tr("Laptop copy…") + QChar(kMutedFrom) + m_sizes : tr("Laptop copy…"));
        m_more->setText(tr("+%1", "further badges").arg(m_buttons.size() - shown));
        return (showsCaption ? widthOf(m_caption) : 0) + buttonsWidth(shown)
            + (shown < m_buttons.size() ? widthOf(m_more) : 0) + (showsPlanned ? widthOf(m_planned) : 0)
            + (hasLaptop ? widthOf(m_laptop) : 0) - gap;
    };
    for (bool* part : {&showsPlanned, &showsSizes, &showsCaption}) {
        if (needed() > room) {
            *part = false;
        }
    }
    while (needed() > room && shown > 1) {
        --shown;
    }
    m_caption->setVisible(showsCaption);
    m_planned->setVisible(showsPlanned);
    m_laptop->setVisible(hasLaptop);
    m_laptop->setAccessibleName(tr("Laptop copy, %1").arg(m_sizes));
    for (qsizetype number = 0; number < m_buttons.size(); ++number) {
        m_buttons.at(number)->setVisible(number < shown);
    }
    m_more->setVisible(shown < m_buttons.size());
    fillMore(static_cast<std::size_t>(shown));
}

void BadgeStrip::fillMore(std::size_t first)
{
    QMenu* menu = m_more->menu();
    menu->clear();
    for (std::size_t number = first; number < m_badges.size(); ++number) {
        const Badge& badge = m_badges[number];
        const QString words = badge.canFix ? tr("%1: fix").arg(badge.name) : badge.name;
        QAction* action = menu->addAction(
            themedIcon(badge.yes ? Icon::Check : Icon::Close, badge.yes ? IconTint::Success : IconTint::Error), words,
            this, [this, id = badge.id] { Q_EMIT fixRequested(id); });
        action->setEnabled(badge.canFix);
    }
    m_more->setAccessibleName(tr("Further places"));
}

void BadgeStrip::setPlain()
{
    m_isPlain = true;
    m_row->setContentsMargins(0, 0, 0, 0);
    layOut();
}

QSize BadgeStrip::sizeHint() const
{
    int width = 0;
    for (const QToolButton* button : m_buttons) {
        width += button->sizeHint().width() + m_row->spacing();
    }
    return {width, m_isPlain ? Metrics(this).smallButton() : Metrics(this).badgeStrip()};
}

QSize BadgeStrip::minimumSizeHint() const
{
    return {Metrics(this).scaled(240), sizeHint().height()};
}

void BadgeStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void BadgeStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        for (QLabel* label : {m_caption, m_planned}) {
            label->setFont(smallFont(font()));
        }
        layOut();
    }
}

void BadgeStrip::paintEvent(QPaintEvent* /*event*/)
{
    if (m_isPlain) {
        return;
    }
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, 0, width(), 1, theme.border); // whatever follows draws its own line
}

} // namespace pthf
