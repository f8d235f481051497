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
    const NumberGlance* find(const TensorSubject& subject) const;
    void keep(const TensorSubject& subject, const NumberGlance& glance);

private:
    OpenedPtr m_opened;
    std::map<TensorId, NumberGlance> m_glances;
};

/// A tensor's numbers in brief, with their histogram.
class NumbersPage final : public TensorPage {
    Q_OBJECT

public:
    enum class Look : std::uint8_t {
        Page, ///< all numbers, above the histogram
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
    void showNumbers(const NumberGlance& glance);

    std::shared_ptr<GlanceCache> m_cache;
    Look m_look;
    QWidget* m_content = nullptr;
    std::map<QString, QLabel*> m_numbers;
    QLabel* m_line = nullptr;
    QPushButton* m_read = nullptr;
    Segments* m_scale = nullptr;
    HistogramPlot* m_plot = nullptr;
};

} // namespace pthf
