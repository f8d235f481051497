// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card_bar.h"

#include <algorithm>

#include <QFileInfo>
#include <QHelpEvent>
#include <QPainter>
#include <QToolButton>
#include <QToolTip>

#include "ui/base/button_kind.h"
#include "ui/base/device_chips.h"
#include "ui/base/elide.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

constexpr int kMaxSingleChips = 8;
constexpr int kChipGap = 4;

int widthOf(const QFont& font, const QString& text)
{
    // A pixel or two more than the sum: glyphs from another font (≥) round differently when they are elided.
    return QFontMetrics(font).horizontalAdvance(text) + 2;
}

/// "PyTorch checkpoint (zip, torch ≥ 1.6)" reads lighter on the card as "PyTorch checkpoint · zip, torch ≥ 1.6".
QString withDot(QString what)
{
    const qsizetype open = what.indexOf(QLatin1String(" ("));
    if (open > 0 && what.endsWith(QLatin1Char(')'))) {
        what.chop(1);
        what.replace(open, 2, QString::fromUtf8(" · "));
    }
    return what;
}

/// Counters say where a training stands; metrics and the like are in the tree.
bool isCounter(std::string_view fact)
{
    return fact == "epoch" || fact == "iteration" || fact == "global_step" || fact == "step";
}

} // namespace

CardFacts cardFacts(const Card& card, const QStringList& newDevices)
{
    CardFacts facts;
    facts.path = shownText(card.path);
    facts.fileName = QFileInfo(facts.path).fileName();
    facts.what = withDot(coreText(card.what));
    facts.facts.append(shownSize(card.bytes));
    if (card.parameters > 0) {
        facts.facts.append(CardBar::tr("%1 parameters").arg(shownRoundCount(card.parameters)));
    } else if (card.tensors > 0) {
        facts.facts.append(CardBar::tr("%1 tensors").arg(shownCount(card.tensors)));
    }
    for (const auto& [name, value] : card.facts) {
        if (!isCounter(name)) {
            continue;
        }
        bool isNumber = false;
        const qulonglong number = toQString(value).toULongLong(&isNumber);
        facts.facts.append(shownText(name) + QLatin1Char(' ') + (isNumber ? shownCount(number) : shownText(value)));
    }
    for (const auto& device : card.devices) {
        facts.devices.append(toQString(device.first));
    }
    // The cpu is everywhere: it is the first to go where there is no room for all.
    std::stable_partition(
        facts.devices.begin(), facts.devices.end(), [](const QString& device) { return device != u"cpu"; });
    facts.newDevices = newDevices;
    const auto& reasons = card.weightsOnly.because;
    const bool isDangerous = std::any_of(
        reasons.begin(), reasons.end(), [](const WeightsOnlyVerdict::Reason& reason) { return reason.isDangerous; });
    facts.safety = isDangerous   ? SafetyLook::Dangerous
        : card.weightsOnly.loads ? SafetyLook::Safe
                                 : SafetyLook::NeedsCode;
    facts.safetyReason = card.weightsOnly.loads ? CardBar::tr("Loads with weights_only=True: no code of others is run")
        : reasons.empty()
        ? CardBar::tr("torch.load with weights_only=True refuses this file")
        : CardBar::tr("torch.load with weights_only=True stops at %1").arg(shownText(reasons.front().global));
    return facts;
}

CardBar::CardBar(QWidget* parent)
    : QWidget(parent)
    , m_safety(new QToolButton(this))
{
    setObjectName(QStringLiteral("cardBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Open file"));
    m_safety->setObjectName(QStringLiteral("safetyButton"));
    m_safety->setAutoRaise(true);
    m_safety->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_safety->setFocusPolicy(Qt::TabFocus);
    connect(m_safety, &QToolButton::clicked, this, &CardBar::safetyRequested);
}

void CardBar::setFacts(const CardFacts& facts)
{
    m_facts = facts;
    switch (facts.safety) {
    case SafetyLook::Safe:
        m_safety->setText(tr("Safe"));
        m_safety->setIcon(themedIcon(Icon::Shield, IconTint::Success));
        setButtonKind(m_safety, ButtonKind::Success);
        break;
    case SafetyLook::NeedsCode:
        m_safety->setText(tr("Needs code"));
        m_safety->setIcon(themedIcon(Icon::Shield, IconTint::Warning));
        setButtonKind(m_safety, ButtonKind::Warning);
        break;
    case SafetyLook::Dangerous:
        m_safety->setText(tr("Dangerous"));
        m_safety->setIcon(themedIcon(Icon::Shield, IconTint::Danger));
        setButtonKind(m_safety, ButtonKind::Danger);
        break;
    }
    m_safety->setToolTip(facts.safetyReason);
    m_safety->setAccessibleDescription(facts.safetyReason);
    setAccessibleDescription(
        QStringList({facts.fileName, facts.what, facts.facts.join(QLatin1String(", ")), devicesText(facts.devices)})
            .join(QLatin1String(", ")));
    placeSafety();
    update();
}

QSize CardBar::sizeHint() const
{
    return {Metrics(this).scaled(1000), Metrics(this).card()};
}

QSize CardBar::minimumSizeHint() const
{
    return {Metrics(this).scaled(300), Metrics(this).card()};
}

int CardBar::shownFacts() const
{
    return layOut().facts;
}

int CardBar::shownChips() const
{
    return layOut().singles;
}

QString CardBar::restText(int singles) const
{
    const auto rest = m_facts.devices.size() - singles;
    return rest > 0 ? QString(u'+' + QString::number(rest)) : QString();
}

int CardBar::devicesWidth(int singles) const
{
    if (m_facts.devices.isEmpty()) {
        return 0;
    }
    if (singles == 0) {
        return deviceChangeWidth(m_facts.devices, m_facts.newDevices, font());
    }
    int width = 0;
    for (const QString& device : m_facts.devices.first(singles)) {
        width += DeviceChip({device}, font()).size().width() + kChipGap;
    }
    const QString rest = restText(singles);
    return rest.isEmpty() ? width - kChipGap : width + widthOf(smallFont(font()), rest);
}

CardBar::Layout CardBar::layOut() const
{
    const Metrics metrics(this);
    const int gap = metrics.scaled(10);
    const int rule = 2 * gap + 1;
    int room =
        width() - metrics.scaled(12) - metrics.icon() - metrics.scaled(10) - m_safety->width() - metrics.scaled(12);
    Layout layout;
    layout.name = widthOf(strongFont(font()), m_facts.fileName);
    layout.what = m_facts.what.isEmpty() ? 0 : gap + widthOf(font(), m_facts.what);
    const int devices = int(m_facts.devices.size());
    layout.singles = m_facts.newDevices.isEmpty() ? qMin(devices, kMaxSingleChips) : 0;
    layout.facts = int(m_facts.facts.size());
    const auto needed = [&] {
        int width = layout.name + layout.what;
        for (int number = 0; number < layout.facts; ++number) {
            width += rule + widthOf(font(), m_facts.facts.at(number));
        }
        layout.devices = devicesWidth(layout.singles);
        return width + (layout.devices > 0 ? rule + layout.devices : 0);
    };
    while (needed() > room && layout.singles > 0) {
        // A lone chip with "+3" says less than one chip for all of them.
        layout.singles = layout.singles <= 2 ? 0 : layout.singles - 1;
    }
    // Facts go from the right; the size, the first, stays longest.
    while (needed() > room && layout.facts > 1) {
        --layout.facts;
    }
    if (const int over = needed() - room; over > 0) {
        layout.what = qMax(0, layout.what - over);
        if (layout.what < metrics.characters(8)) {
            layout.what = 0;
        }
    }
    if (const int over = needed() - room; over > 0) {
        layout.name = qMax(metrics.characters(8), layout.name - over);
    }
    return layout;
}

void CardBar::paintDevices(QPainter& painter, const QRect& place, int singles) const
{
    const Theme& theme = themeOf(this);
    if (singles == 0) {
        paintDeviceChange(painter, place, m_facts.devices, m_facts.newDevices, font(), theme);
        return;
    }
    QRect rest = place;
    for (const QString& device : m_facts.devices.first(singles)) {
        const DeviceChip chip({device}, font());
        chip.paint(painter, rest, theme);
        rest.setLeft(rest.left() + chip.size().width() + kChipGap);
    }
    painter.setFont(smallFont(font()));
    painter.setPen(theme.muted);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, restText(singles));
}

void CardBar::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    const Metrics metrics(this);
    const Layout layout = layOut();
    const int gap = metrics.scaled(10);
    constexpr int kFlags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine;
    QPainter painter(this);
    painter.fillRect(rect(), theme.base);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
    if (m_facts.fileName.isEmpty()) {
        return;
    }
    QRect rest = rect().adjusted(metrics.scaled(12), 0, 0, -1);
    const auto advance = [&rest](int width) { rest.setLeft(rest.left() + width); };
    const auto draw = [&](const QFont& face, const QColor& color, const QString& text) {
        painter.setFont(face);
        painter.setPen(color);
        painter.drawText(rest, kFlags, text);
    };
    const auto rule = [&] {
        advance(gap);
        painter.fillRect(rest.left(), rest.center().y() - metrics.line() / 2 - 1, 1, metrics.line() + 4, theme.border);
        advance(1 + gap);
    };
    paintIcon(painter, Icon::File, QRectF(rest.left(), rest.top(), metrics.icon(), rest.height()), theme.muted);
    advance(metrics.icon() + metrics.scaled(10));
    const QFont strong = strongFont(font());
    draw(strong, theme.text, elidedFileName(m_facts.fileName, QFontMetrics(strong), layout.name));
    advance(layout.name);
    if (layout.what > 0) {
        advance(gap);
        draw(font(), theme.muted, QFontMetrics(font()).elidedText(m_facts.what, Qt::ElideRight, layout.what - gap));
        advance(layout.what - gap);
    }
    for (int number = 0; number < layout.facts; ++number) {
        rule();
        draw(font(), theme.text, m_facts.facts.at(number));
        advance(widthOf(font(), m_facts.facts.at(number)));
    }
    if (layout.devices > 0) {
        rule();
        paintDevices(painter, QRect(rest.left(), rest.top(), layout.devices, rest.height()), layout.singles);
    }
}

void CardBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeSafety();
}

bool CardBar::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QStringList lines{m_facts.path, m_facts.what, m_facts.facts.join(QLatin1String(" · ")),
            m_facts.devices.join(QLatin1String(", "))};
        QToolTip::showText(help->globalPos(),
            lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")), this);
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::Polish) {
        placeSafety();
        updateGeometry();
    }
    return QWidget::event(event);
}

void CardBar::placeSafety()
{
    m_safety->setVisible(!m_facts.fileName.isEmpty());
    m_safety->adjustSize();
    m_safety->move(width() - m_safety->width() - Metrics(this).scaled(4), (height() - m_safety->height()) / 2);
}

} // namespace pthf
