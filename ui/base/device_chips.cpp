// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/device_chips.h"

#include <algorithm>

#include <QFontMetrics>
#include <QPainter>

#include "core/types/device.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

constexpr int kMaxMarks = 4;

} // namespace

QString devicesText(const QStringList& devices)
{
    if (devices.size() <= 1) {
        return devices.isEmpty() ? QString() : shownText(devices.first());
    }
    // The longest run of neighbours from the first device that has an index: cuda:0, cuda:1, … and the rest counted.
    const auto numbered = std::find_if(
        devices.begin(), devices.end(), [](const QString& tag) { return parseDevice(toUtf8(tag)).index.has_value(); });
    if (numbered == devices.end()) {
        return shownText(devices.first()) + QLatin1String(" +") + QString::number(devices.size() - 1);
    }
    const Device first = parseDevice(toUtf8(*numbered));
    std::uint32_t last = *first.index;
    qsizetype taken = 1;
    for (auto next = numbered + 1; next != devices.end(); ++next) {
        const Device device = parseDevice(toUtf8(*next));
        if (device.type == first.type && device.index == last + 1) {
            ++last;
            ++taken;
        }
    }
    QString text = shownText(*numbered);
    if (last != *first.index) {
        text += QChar(0x2013) + QString::number(last);
    }
    if (taken < devices.size()) {
        text += QLatin1String(" +") + QString::number(devices.size() - taken);
    }
    return text;
}

void paintDeviceMark(QPainter& painter, const QRectF& square, const DeviceMark& mark)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mark.color);
    const QPointF center = square.center();
    const qreal half = square.width() / 2;
    switch (mark.form) {
    case MarkForm::Square:
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 1, 1);
        break;
    case MarkForm::Disc:
        painter.drawEllipse(square);
        break;
    case MarkForm::Diamond:
        painter.drawPolygon(QPolygonF({center + QPointF(0, -half), center + QPointF(half, 0), center + QPointF(0, half),
            center + QPointF(-half, 0)}));
        break;
    case MarkForm::Ring:
    case MarkForm::Triangle:
        painter.setPen(QPen(mark.color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        if (mark.form == MarkForm::Ring) {
            painter.drawEllipse(square.adjusted(0.7, 0.7, -0.7, -0.7));
        } else {
            painter.drawPolygon(QPolygonF({center + QPointF(0, 1 - half), center + QPointF(half - 0.5, half - 1),
                center + QPointF(0.5 - half, half - 1)}));
        }
        break;
    }
    painter.restore();
}

DeviceChip::DeviceChip(const QStringList& devices, const QFont& font, ChipLook look)
    : m_devices(devices)
    , m_text(devicesText(devices))
    , m_font(look == ChipLook::Struck ? struckFont(smallFont(font)) : smallFont(font))
    , m_look(look)
{
    // The devices that a range names come first, so that the marks are theirs; cpu beside GPUs is what "+1" says.
    std::stable_partition(m_devices.begin(), m_devices.end(),
        [](const QString& tag) { return parseDevice(toUtf8(tag)).index.has_value(); });
    const Metrics metrics(font);
    m_padding = metrics.scaled(6);
    m_mark = metrics.mark();
    m_gap = metrics.scaled(5);
    m_marks = int(qMin<qsizetype>(devices.size(), kMaxMarks));
    const int marks = m_marks * m_mark + qMax(0, m_marks - 1);
    m_size = {2 * m_padding + marks + m_gap + QFontMetrics(m_font).horizontalAdvance(m_text), metrics.chip()};
}

void DeviceChip::paint(QPainter& painter, const QRect& where, const Theme& theme) const
{
    if (m_devices.isEmpty()) {
        return;
    }
    painter.save();
    const QRect chip(where.left(), where.top() + (where.height() - m_size.height()) / 2,
        qMin(m_size.width(), where.width()), m_size.height());
    if (m_look != ChipLook::Plain) {
        const QColor mark = m_devices.size() == 1 ? theme.deviceMark(toUtf8(m_devices.first())).color : QColor();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.isHighContrast() ? QPen(theme.border) : QPen(Qt::NoPen));
        painter.setBrush(theme.chipGround(mark));
        painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0, -0.5, 0), 4, 4);
    }
    int left = chip.left() + m_padding;
    const qreal top = chip.top() + (chip.height() - m_mark) / 2.0;
    for (int number = 0; number < m_marks; ++number) {
        paintDeviceMark(painter, QRectF(left, top, m_mark, m_mark), theme.deviceMark(toUtf8(m_devices.at(number))));
        left += m_mark + 1;
    }
    left += m_gap - 1;
    painter.setFont(m_font);
    painter.setPen(m_look == ChipLook::Ground ? theme.text : theme.muted);
    const QRect words(left, chip.top(), chip.right() - m_padding - left + 2, chip.height());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(m_font).elidedText(m_text, Qt::ElideRight, words.width()));
    painter.restore();
}

int deviceChangeWidth(const QStringList& before, const QStringList& after, const QFont& font)
{
    if (after.isEmpty()) {
        return DeviceChip(before, font).size().width();
    }
    const Metrics metrics(font);
    const int arrow = metrics.scaled(12) + 2 * metrics.scaled(6);
    return DeviceChip(before, font, ChipLook::Struck).size().width() + arrow + DeviceChip(after, font).size().width();
}

void paintDeviceChange(QPainter& painter, const QRect& where, const QStringList& before, const QStringList& after,
    const QFont& font, const Theme& theme)
{
    if (after.isEmpty()) {
        DeviceChip(before, font).paint(painter, where, theme);
        return;
    }
    const Metrics metrics(font);
    const int gap = metrics.scaled(6);
    const int arrow = metrics.scaled(12);
    const DeviceChip newChip(after, font);
    const DeviceChip oldChip(before, font, ChipLook::Struck);
    // Where both do not fit the old one gives way: what will be is what matters.
    const int oldRoom = qMin(oldChip.size().width(), where.width() - newChip.size().width() - arrow - 2 * gap);
    int left = where.left();
    if (oldRoom > metrics.scaled(24)) {
        oldChip.paint(painter, QRect(left, where.top(), oldRoom, where.height()), theme);
        left += oldRoom + gap;
    }
    paintIcon(painter, Icon::ArrowRight, QRectF(left, where.top(), arrow, where.height()), theme.muted);
    left += arrow + gap;
    newChip.paint(painter, QRect(left, where.top(), where.right() - left + 1, where.height()), theme);
}

} // namespace pthf
