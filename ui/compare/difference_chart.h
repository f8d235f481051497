// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/diff/diff_documents.h"

namespace pthf {

/// How far the tensors of one layer are apart.
struct LayerDifference {
    QString name;
    double relative = 0; ///< ‖a − b‖ / ‖a‖, the root of the mean square over its tensors by their elements
    std::uint64_t tensors = 0;

    bool operator==(const LayerDifference&) const = default;
};

/// Layers in file order: the first segments of the keys, with the number behind them ("layer1.0").
std::vector<LayerDifference> layerDifferences(const DocumentDiff& diff);

/// A bar a layer, longest for the one that changed most.
class DifferenceChart final : public QWidget {
    Q_OBJECT

public:
    explicit DifferenceChart(QWidget* parent = nullptr);

    void setLayers(std::vector<LayerDifference> layers);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<LayerDifference> m_layers;
};

} // namespace pthf
