// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QString>
#include <QWidget>

class QPainter;

namespace pthf {

/// A part of a whole, by its bytes; what it is made of may be said too.
struct TreemapNode {
    QString label;
    QString detail; ///< muted, below or beside the label: "24.2 MB"
    QString toolTip;
    std::uint64_t bytes = 0;
    std::size_t fill = 0; ///< of PlotColors::fills
    std::optional<std::uint32_t> target; ///< what a click on it asks for
    std::vector<TreemapNode> children;
};

/// Rectangles as large as their bytes: the parts side by side, their own parts squarified, two levels deep. A click, or
/// Enter on the part that the arrow keys choose, asks for what it stands for.
class Treemap final : public QWidget {
    Q_OBJECT

public:
    explicit Treemap(QWidget* parent = nullptr);

    void setParts(std::vector<TreemapNode> parts);
    /// Label and place of every rectangle that is drawn, in the order of the arrow keys.
    struct Shown {
        QString label;
        QRect place;
        std::optional<std::uint32_t> target;
    };
    std::vector<Shown> shownParts() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated(quint32 target);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Box {
        const TreemapNode* node = nullptr;
        QRect place;
        int level = 0;
        bool hasHeader = false;
    };

    void layOut();
    void place(const std::vector<TreemapNode>& nodes, const QRect& room, int level);
    std::optional<std::size_t> boxAt(const QPoint& position) const;
    void paintBox(QPainter& painter, const Box& box) const;
    void choose(std::optional<std::size_t> box);

    std::vector<TreemapNode> m_parts;
    std::vector<Box> m_boxes; ///< parents before children
    std::optional<std::size_t> m_hovered;
    std::optional<std::size_t> m_current;
};

/// Squarified (Bruls, Huizing, van Wijk 2000): a rectangle for each weight, in order, filling the room. Weights are
/// given largest first; those of nothing get an empty rectangle.
std::vector<QRectF> squarified(const std::vector<double>& weights, const QRectF& room);

} // namespace pthf
