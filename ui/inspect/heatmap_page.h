// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numbers/number_grid.h"
#include "core/numbers/tensor_slice.h"
#include "ui/inspect/numbers_page.h"
#include "ui/inspect/tensor_page.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace pthf {

class HeatmapPlot;
class Segments;
class SliceBar;
struct HeatmapData;

/// A slice of a tensor as a picture: a matrix that one can zoom into, or the filters of a convolution side by side.
class HeatmapPage final : public TensorPage {
    Q_OBJECT

public:
    HeatmapPage(JobRunner& runner, std::shared_ptr<GlanceCache> cache, QWidget* parent = nullptr);

    HeatmapPlot* plot() const noexcept { return m_plot; }

protected:
    void begin() override;
    void subjectChanged() override;

private:
    enum class Form : std::uint8_t { Matrix, Filters };
    /// What of a dimension is shown: "0–12".
    struct Run {
        std::int64_t first = 0;
        std::int64_t count = 0;
    };

    QWidget* makeFilterBar();
    bool isConvolution() const;
    Form form() const;
    void showForm();
    void readMatrix();
    void readDetail(const QRectF& view);
    void readFilters();
    void takeGrid(const NumberGrid& grid);
    Run runOf(const QLineEdit& edit, std::int64_t size, int fits) const;
    QString nameOf(double row, double column) const;

    Segments* m_form = nullptr;
    SliceBar* m_slice = nullptr;
    QWidget* m_filterBar = nullptr;
    QLineEdit* m_outEdit = nullptr;
    QLineEdit* m_inEdit = nullptr;
    HeatmapPlot* m_plot = nullptr;
    QLabel* m_caption = nullptr;
    NumbersPage* m_numbers = nullptr;
    TensorValue m_part; ///< the slice that is shown
    std::size_t m_rowDims = 0;
    Run m_out; ///< of filters
    Run m_in;
};

} // namespace pthf
