// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "core/numbers/number_glance.h"
#include "ui/inspect/tensor_page.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace pthf {

class HistogramPlot;
class Segments;

/// Numbers of tensors that were looked at, so that going back to a row reads nothing. Of one document.
class GlanceCache {
public:
    struct Known {
        NumberGlance glance;
        QString distinct; ///< how many different values; empty while nobody has counted
    };

    const Known* find(const TensorSubject& subject) const;
    void keep(const TensorSubject& subject, const Known& known);

private:
    OpenedPtr m_opened;
    std::map<TensorId, Known> m_known;
};

/// A tensor's numbers in brief, with their histogram. The page loads LibTorch for what it alone can say, and says in a
/// sentence where it is missing; the foot of another page never does.
class NumbersPage final : public TensorPage {
    Q_OBJECT

public:
    enum class Look : std::uint8_t {
        Page, ///< all numbers, above the histogram
        Part, ///< the same within another page: without what needs LibTorch
        Foot ///< of another page: a line of them below it; large tensors wait for a button
    };

    NumbersPage(JobRunner& runner, std::shared_ptr<GlanceCache> cache, Look look, QWidget* parent = nullptr);

    HistogramPlot* histogram() const noexcept { return m_plot; }
    /// By label: "Mean" is "−0.00061".
    QString numberAt(const QString& label) const;

protected:
    void begin() override;

private:
    void buildNumbers(QGridLayout& grid);
    void readNumbers();
    /// What only LibTorch can say: distinct values, and everything of quantized and sparse tensors.
    void readWithEngine();
    void showNumbers(const GlanceCache::Known& known);
    void setNumber(const QString& label, const QString& text);

    std::shared_ptr<GlanceCache> m_cache;
    Look m_look;
    QWidget* m_content = nullptr;
    std::map<QString, QLabel*> m_numbers;
    QLabel* m_line = nullptr;
    QLabel* m_missing = nullptr; ///< why LibTorch has not answered
    QPushButton* m_read = nullptr;
    Segments* m_scale = nullptr;
    HistogramPlot* m_plot = nullptr;
};

} // namespace pthf
