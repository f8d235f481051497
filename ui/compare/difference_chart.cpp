// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/difference_chart.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <QLocale>
#include <QPaintEvent>
#include <QPainter>

#include "ui/base/elide.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

bool isNumber(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "layer1.0" of "model/module.layer1.0.conv.weight"; the key itself where it has no layers.
std::string layerOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    const std::string_view key = slash == std::string_view::npos ? path : path.substr(slash + 1);
    std::size_t end = key.find('.');
    // Up to the first number: "model.layers.12", "layer1.0", "conv1".
    for (std::size_t begin = end; begin != std::string_view::npos;) {
        const std::size_t next = key.find('.', begin + 1);
        if (next == std::string_view::npos) {
            break;
        }
        if (isNumber(key.substr(begin + 1, next - begin - 1))) {
            end = next;
            break;
        }
        begin = next;
    }
    return std::string(end == std::string_view::npos ? key : key.substr(0, end));
}

} // namespace

std::vector<LayerDifference> layerDifferences(const DocumentDiff& diff)
{
    struct Squares {
        double off = 0;
        double own = 0;
        std::uint64_t tensors = 0;
    };
    std::vector<std::string> names;
    std::unordered_map<std::string, Squares> layers;
    for (const DiffRow& row : diff.rows) {
        if (!row.values || !std::isfinite(row.values->relative)) {
            continue;
        }
        const std::string name = layerOf(row.pathA);
        const auto [layer, isNew] = layers.try_emplace(name);
        if (isNew) {
            names.push_back(name);
        }
        // Weighted by elements: the norms themselves are not kept.
        const auto weight = static_cast<double>(row.values->elements);
        layer->second.off += row.values->relative * row.values->relative * weight;
        layer->second.own += weight;
        ++layer->second.tensors;
    }
    std::vector<LayerDifference> differences;
    for (const std::string& name : names) {
        const Squares& layer = layers[name];
        const double relative = layer.own == 0 ? 0 : std::sqrt(layer.off / layer.own);
        differences.push_back({shownText(name), relative, layer.tensors});
    }
    return differences;
}

DifferenceChart::DifferenceChart(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("differenceChart"));
    setAccessibleName(tr("Difference by layer"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DifferenceChart::setLayers(std::vector<LayerDifference> layers)
{
    m_layers = std::move(layers);
    QStringList words;
    for (const LayerDifference& layer : m_layers) {
        words.append(QString(layer.name % u": " % QLocale().toString(layer.relative, 'g', 3)));
    }
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize DifferenceChart::sizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(240), std::max(1, static_cast<int>(m_layers.size())) * metrics.factsRow()};
}

void DifferenceChart::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    const Metrics metrics(this);
    const QFont fixed = fixedFont(font());
    const QFontMetrics words(fixed);
    const int row = metrics.factsRow();
    const int nameWidth = width() * 2 / 5;
    const int numberWidth = metrics.characters(9);
    double largest = 0;
    for (const LayerDifference& layer : m_layers) {
        largest = std::max(largest, layer.relative);
    }
    const int first = std::max(0, event->rect().top() / row);
    const int last = std::min(static_cast<int>(m_layers.size()) - 1, event->rect().bottom() / row);
    for (int i = first; i <= last; ++i) {
        const LayerDifference& layer = m_layers[static_cast<std::size_t>(i)];
        const int top = i * row;
        painter.setFont(fixed);
        painter.setPen(theme.text);
        painter.drawText(QRect(0, top, nameWidth, row), Qt::AlignLeft | Qt::AlignVCenter,
            elidedKey(layer.name, QLatin1Char('.'), words, nameWidth));
        const int room = width() - nameWidth - numberWidth - metrics.scaled(12);
        const QRect track(
            nameWidth + metrics.scaled(6), top + row / 2 - metrics.scaled(4), std::max(room, 0), metrics.scaled(8));
        painter.fillRect(track, theme.track);
        const double share = largest == 0 ? 0 : layer.relative / largest;
        const int length = layer.relative == 0 ? 0 : std::max(metrics.scaled(2), qRound(track.width() * share));
        painter.fillRect(QRect(track.left(), track.top(), length, track.height()), theme.bar);
        painter.setPen(theme.muted);
        painter.drawText(QRect(width() - numberWidth, top, numberWidth, row), Qt::AlignRight | Qt::AlignVCenter,
            QLocale().toString(layer.relative, 'g', 3));
    }
}

} // namespace pthf
