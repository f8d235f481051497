// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/treemap.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <span>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/base/metrics.h"
#include "ui/base/plot_colors.h"
#include "ui/base/pthf_style.h"

namespace pthf {

namespace {

constexpr int kLevels = 3; ///< the parts, and two levels in them
constexpr int kHeaderFrom = 60; ///< a box with a header is at least so wide and high
constexpr double kPartGap = 4;

double worstRatio(double sum, double smallest, double largest, double side)
{
    const double area = side * side;
    return std::max(area * largest / (sum * sum), sum * sum / (area * smallest));
}

/// Lays a row of areas along the shorter side of the room and takes it away from the room.
void layRow(std::span<const double> areas, QRectF& room, std::vector<QRectF>& places)
{
    const double sum = std::accumulate(areas.begin(), areas.end(), 0.0);
    const bool isColumn = room.width() >= room.height();
    const double thickness = sum / (isColumn ? room.height() : room.width());
    double at = isColumn ? room.top() : room.left();
    for (const double area : areas) {
        const double length = area / thickness;
        places.push_back(
            isColumn ? QRectF(room.left(), at, thickness, length) : QRectF(at, room.top(), length, thickness));
        at += length;
    }
    if (isColumn) {
        room.setLeft(room.left() + thickness);
    } else {
        room.setTop(room.top() + thickness);
    }
}

QRect wholePixels(const QRectF& rect)
{
    const QPoint topLeft(qRound(rect.left()), qRound(rect.top()));
    return {topLeft, QPoint(qRound(rect.right()) - 1, qRound(rect.bottom()) - 1)};
}

} // namespace

std::vector<QRectF> squarified(const std::vector<double>& weights, const QRectF& room)
{
    std::vector<QRectF> places;
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (total <= 0 || room.width() <= 0 || room.height() <= 0) {
        return std::vector<QRectF>(weights.size());
    }
    const double scale = room.width() * room.height() / total;
    std::vector<double> areas;
    std::ranges::transform(weights, std::back_inserter(areas), [scale](double weight) { return weight * scale; });
    QRectF left = room;
    std::size_t first = 0;
    while (first < areas.size()) {
        const double side = std::min(left.width(), left.height());
        if (areas[first] <= 0 || side <= 0.01) {
            places.resize(areas.size());
            break;
        }
        double sum = areas[first];
        std::size_t last = first + 1;
        while (last < areas.size() && areas[last] > 0
            && worstRatio(sum + areas[last], areas[last], areas[first], side)
                <= worstRatio(sum, areas[last - 1], areas[first], side)) {
            sum += areas[last++];
        }
        layRow(std::span(areas).subspan(first, last - first), left, places);
        first = last;
    }
    return places;
}

Treemap::Treemap(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("treemap"));
    setAccessibleName(tr("Where the bytes are"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void Treemap::setParts(std::vector<TreemapNode> parts)
{
    m_parts = std::move(parts);
    m_hovered.reset();
    m_current.reset();
    layOut();
    update();
}

void Treemap::layOut()
{
    m_boxes.clear();
    place(m_parts, rect(), 0);
}

void Treemap::place(const std::vector<TreemapNode>& nodes, const QRect& room, int level)
{
    std::vector<const TreemapNode*> order;
    std::vector<double> weights;
    for (const TreemapNode& node : nodes) {
        if (node.bytes > 0) {
            order.push_back(&node);
        }
    }
    if (level > 0) { // the parts themselves keep their order: the model first
        std::ranges::stable_sort(order, std::greater<>(), [](const TreemapNode* node) { return node->bytes; });
    }
    std::ranges::transform(
        order, std::back_inserter(weights), [](const TreemapNode* node) { return static_cast<double>(node->bytes); });
    std::vector<QRectF> places;
    if (level == 0) {
        // Side by side, and none so narrow that it cannot be seen.
        const double gaps = kPartGap * static_cast<double>(order.empty() ? 0 : order.size() - 1);
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        double left = room.left();
        for (const double weight : weights) {
            const double width = (room.width() - gaps) * (weight / total);
            places.emplace_back(left, room.top(), width, room.height());
            left += width + kPartGap;
        }
    } else {
        places = squarified(weights, room);
    }
    const Metrics metrics(this);
    for (std::size_t i = 0; i < order.size(); ++i) {
        QRect inner = wholePixels(places[i]);
        if (level > 0) {
            inner.adjust(1, 1, -1, -1);
        }
        if (inner.width() < 2 || inner.height() < 2) {
            continue;
        }
        const bool isRoomy =
            inner.width() >= metrics.scaled(kHeaderFrom) && inner.height() >= metrics.scaled(kHeaderFrom);
        const bool hasHeader = isRoomy && !order[i]->children.empty() && level + 1 < kLevels;
        m_boxes.push_back({order[i], inner, level, hasHeader});
        if (hasHeader) {
            const int header = level == 0 ? metrics.row() : metrics.scaled(16);
            place(order[i]->children, inner.adjusted(2, header, -2, -2), level + 1);
        }
    }
}

std::vector<Treemap::Shown> Treemap::shownParts() const
{
    std::vector<Shown> shown;
    for (const Box& box : m_boxes) {
        shown.push_back({box.node->label, box.place, box.node->target});
    }
    return shown;
}

void Treemap::paintBox(QPainter& painter, const Box& box) const
{
    const Theme& theme = themeOf(this);
    const PlotColors& colors = PlotColors::of(theme);
    const Metrics metrics(this);
    const TreemapNode& node = *box.node;
    painter.fillRect(box.place, box.hasHeader ? colors.band(node.fill) : colors.fills[node.fill]);
    if (!box.hasHeader) {
        painter.setPen(colors.line(node.fill));
        painter.drawRect(box.place.adjusted(0, 0, -1, -1));
    }
    const int pad = metrics.scaled(box.level == 0 ? 7 : 5);
    const QFont labelFont = box.level == 0 ? strongFont(font()) : fixedFont(font());
    const QFont detailFont = smallFont(font());
    const QFontMetrics label(labelFont);
    const QFontMetrics detail(detailFont);
    const QRect inner = box.place.adjusted(pad, metrics.scaled(2), -pad, -metrics.scaled(2));
    const bool isLabelled = label.horizontalAdvance(node.label) <= inner.width() && label.height() <= inner.height();
    if (!isLabelled) {
        if (box.level == 0 && inner.width() > metrics.scaled(30)) {
            painter.setFont(labelFont);
            painter.setPen(theme.text);
            painter.drawText(
                inner, Qt::AlignLeft | Qt::AlignTop, label.elidedText(node.label, Qt::ElideRight, inner.width()));
        }
        return;
    }
    painter.setFont(labelFont);
    painter.setPen(theme.text);
    const int header = box.level == 0 ? metrics.row() : metrics.scaled(16);
    const QRect line(
        inner.left(), box.place.top(), inner.width(), box.hasHeader ? header : label.height() + metrics.scaled(4));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, node.label);
    painter.setFont(detailFont);
    if (box.hasHeader) { // on the band only text may stand
        const int room = line.width() - label.horizontalAdvance(node.label) - metrics.scaled(8);
        if (detail.horizontalAdvance(node.detail) <= room) {
            painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, node.detail);
        }
        return;
    }
    const bool fitsBelow = line.height() + detail.height() <= inner.height() + metrics.scaled(4)
        && detail.horizontalAdvance(node.detail) <= inner.width();
    if (fitsBelow) {
        painter.setPen(theme.muted);
        painter.drawText(inner.left(), line.bottom() + detail.ascent(), node.detail);
    }
}

void Treemap::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    for (const Box& box : m_boxes) {
        paintBox(painter, box);
    }
    const auto marked = m_hovered ? m_hovered : (hasFocus() ? m_current : std::nullopt);
    if (marked && *marked < m_boxes.size()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(m_boxes[*marked].place.adjusted(1, 1, -1, -1));
    }
}

void Treemap::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

std::optional<std::size_t> Treemap::boxAt(const QPoint& position) const
{
    for (std::size_t i = m_boxes.size(); i-- > 0;) {
        if (m_boxes[i].place.contains(position)) {
            return i; // children come after what they lie in
        }
    }
    return std::nullopt;
}

void Treemap::mouseMoveEvent(QMouseEvent* event)
{
    const auto box = boxAt(event->position().toPoint());
    if (box != m_hovered) {
        m_hovered = box;
        setCursor(box && m_boxes[*box].node->target ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
    if (box) {
        QToolTip::showText(event->globalPosition().toPoint(), m_boxes[*box].node->toolTip, this);
    }
}

void Treemap::mousePressEvent(QMouseEvent* event)
{
    const auto box = boxAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && box) {
        choose(box);
        if (m_boxes[*box].node->target) {
            Q_EMIT activated(*m_boxes[*box].node->target);
        }
    }
}

void Treemap::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_hovered.reset();
    update();
}

void Treemap::choose(std::optional<std::size_t> box)
{
    m_current = box;
    if (box) {
        setAccessibleDescription(m_boxes[*box].node->toolTip);
    }
    update();
}

void Treemap::keyPressEvent(QKeyEvent* event)
{
    const std::size_t count = m_boxes.size();
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        return choose(count == 0 ? std::nullopt : std::optional(m_current ? (*m_current + 1) % count : 0));
    case Qt::Key_Left:
    case Qt::Key_Up:
        return choose(count == 0 ? std::nullopt : std::optional(m_current ? (*m_current + count - 1) % count : 0));
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current && m_boxes[*m_current].node->target) {
            Q_EMIT activated(*m_boxes[*m_current].node->target);
        }
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Treemap::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        layOut();
        update();
    }
}

QSize Treemap::sizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(640), metrics.scaled(300)};
}

QSize Treemap::minimumSizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(200), metrics.scaled(140)};
}

} // namespace pthf
