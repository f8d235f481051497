// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/heatmap_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/inspect/plot_saver.h"
#include "ui/inspect/slice_bar.h"
#include "ui/plots/heatmap_plot.h"
#include "ui/widgets/segments.h"

namespace pthf {

namespace {

constexpr std::uint32_t kMostCells = 512; ///< each way
constexpr std::int64_t kMostFilters = 128; ///< each way
/// A kernel that is larger is a picture of its own.
constexpr std::int64_t kLargestKernel = 32;

HeatmapData dataOf(const NumberGrid& grid, const QRectF& place)
{
    HeatmapData data;
    data.place = place;
    data.rows = grid.cellRows;
    data.columns = grid.cellColumns;
    data.rowsPerCell = static_cast<double>(grid.rowsPerCell);
    data.columnsPerCell = static_cast<double>(grid.columnsPerCell);
    data.cells = grid.means;
    data.marks = grid.marks;
    return data;
}

QRectF wholeOf(const NumberGrid& grid)
{
    return {0, 0, static_cast<double>(grid.columns), static_cast<double>(grid.rows)};
}

} // namespace

HeatmapPage::HeatmapPage(JobRunner& runner, std::shared_ptr<GlanceCache> cache, QWidget* parent)
    : TensorPage(runner, tr("Heatmap"), Shows::Numbers, parent)
{
    setObjectName(QStringLiteral("heatmapPage"));
    const Metrics metrics(this);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_form = new Segments({tr("Matrix"), tr("Filters")}, content);
    m_form->setObjectName(QStringLiteral("heatmapForm"));
    m_slice = new SliceBar(content);
    m_filterBar = makeFilterBar();
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metrics.scaled(12), 0, 0, 0);
    head->setSpacing(0);
    head->addWidget(m_form);
    head->addWidget(m_slice, 1);
    head->addWidget(m_filterBar, 1);
    column->addLayout(head);

    auto* body = new QVBoxLayout;
    body->setContentsMargins(metrics.scaled(12), 0, metrics.scaled(12), 0);
    m_plot = new HeatmapPlot(content);
    m_plot->setNaming([this](double row, double at) { return nameOf(row, at); });
    body->addWidget(m_plot, 1);
    auto* foot = new QHBoxLayout;
    m_caption = new QLabel(content);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_caption->setFont(smallFont(font()));
    auto* save = new QPushButton(tr("Export…"), content);
    save->setObjectName(QStringLiteral("exportHeatmap"));
    setButtonKind(save, ButtonKind::Link);
    foot->addWidget(m_caption, 1);
    foot->addWidget(save);
    body->addLayout(foot);
    column->addLayout(body, 3);
    m_numbers = new NumbersPage(runner, std::move(cache), NumbersPage::Look::Part, content);
    m_numbers->setObjectName(QStringLiteral("heatmapNumbers"));
    column->addWidget(m_numbers, 2);
    auto* scrolled = new QScrollArea(this); // large type needs more height than a small window has
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setWidgetResizable(true);
    scrolled->setFocusPolicy(Qt::NoFocus);
    content->setBackgroundRole(QPalette::Base);
    scrolled->setBackgroundRole(QPalette::Base);
    scrolled->setWidget(content);
    setContent(scrolled);

    connect(save, &QPushButton::clicked, this, [this] {
        askAndExport(
            *m_plot, [this] { return m_plot->table(); }, QStringLiteral("heatmap"));
    });
    connect(m_form, &Segments::chosen, this, &HeatmapPage::showForm);
    connect(m_slice, &SliceBar::sliceChanged, this, &HeatmapPage::readMatrix);
    connect(m_plot, &HeatmapPlot::detailNeeded, this, &HeatmapPage::readDetail);
}

QWidget* HeatmapPage::makeFilterBar()
{
    const Metrics metrics(this);
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics.scaled(12), metrics.scaled(8), metrics.scaled(12), metrics.scaled(6));
    row->setSpacing(metrics.scaled(6));
    row->addStretch(1);
    const auto field = [&](const char* name, const QString& caption, const QString& words) {
        auto* label = new QLabel(caption, bar);
        label->setForegroundRole(QPalette::PlaceholderText);
        auto* edit = new QLineEdit(bar);
        edit->setObjectName(QLatin1String(name));
        edit->setAccessibleName(words);
        edit->setToolTip(words);
        edit->setFont(fixedFont(edit->font()));
        edit->setMinimumWidth(metrics.scaled(46));
        edit->setMaximumWidth(metrics.scaled(76));
        connect(edit, &QLineEdit::editingFinished, this, &HeatmapPage::readFilters);
        row->addWidget(label);
        row->addWidget(edit);
        return edit;
    };
    m_outEdit = field("filtersOut", tr("out"), tr("Which output channels: 0–12"));
    m_inEdit = field("filtersIn", tr("in"), tr("Which input channels: 0–22"));
    return bar;
}

bool HeatmapPage::isConvolution() const
{
    const Dims& shape = subject().value().layout.shape;
    return shape.size() == 4 && shape[2] <= kLargestKernel && shape[3] <= kLargestKernel && shape[2] * shape[3] > 1;
}

HeatmapPage::Form HeatmapPage::form() const
{
    return isConvolution() && m_form->current() == 1 ? Form::Filters : Form::Matrix;
}

void HeatmapPage::subjectChanged()
{
    m_numbers->setSubject(subject());
}

void HeatmapPage::begin()
{
    m_plot->clear();
    if (const QString why = whyNotReadable(); !why.isEmpty()) {
        showNote(why);
        return;
    }
    const Dims& shape = subject().value().layout.shape;
    if (subject().value().elements() == 0) {
        showNote(tr("There is nothing in this tensor"));
        return;
    }
    showContent();
    m_form->setVisible(isConvolution());
    m_form->setCurrent(isConvolution() ? 1 : 0);
    if (shape.size() == 4) {
        m_slice->setWhole(shape); // as the linear layer that a convolution is: [out, in · height · width]
    } else {
        m_slice->setShape(shape);
    }
    m_outEdit->clear();
    m_inEdit->clear();
    // Once there is a layout: how much is drawn depends on the room there is.
    QMetaObject::invokeMethod(this, &HeatmapPage::showForm, Qt::QueuedConnection);
}

void HeatmapPage::showForm()
{
    if (!subject().isTensor() || subject().value().elements() == 0 || !whyNotReadable().isEmpty()) {
        return;
    }
    const bool isFilters = form() == Form::Filters;
    m_slice->setVisible(!isFilters);
    m_filterBar->setVisible(isFilters);
    if (isFilters) {
        readFilters();
    } else {
        readMatrix();
    }
}

void HeatmapPage::readMatrix()
{
    m_part = slicedTensor(subject().value(), m_slice->terms());
    m_rowDims = m_part.layout.shape.size() > 1 ? 1 : 0;
    if (m_part.elements() == 0) {
        m_plot->clear();
        m_caption->setText(tr("There is nothing in this slice"));
        return;
    }
    m_caption->setText(tr("Reading %1…").arg(shownSize(m_part.bytes())));
    const OpenedPtr opened = subject().opened;
    const QSize room = m_plot->field().size();
    const GridLimits limits{
        std::clamp<std::uint32_t>(static_cast<std::uint32_t>(std::max(1, room.height())), 16, kMostCells),
        std::clamp<std::uint32_t>(static_cast<std::uint32_t>(std::max(1, room.width())), 16, kMostCells)};
    read<NumberGrid>(
        JobLane::Look, tr("Drawing a heatmap"),
        [opened, part = m_part, rowDims = m_rowDims, limits](
            const Task& task) { return readGrid(*opened->document, part, rowDims, limits, task); },
        [this](const NumberGrid& grid) { takeGrid(grid); });
}

void HeatmapPage::takeGrid(const NumberGrid& grid)
{
    const double strongest = std::max(std::abs(grid.firstLow), std::abs(grid.lastHigh));
    HeatmapData picture = dataOf(grid, wholeOf(grid));
    if (form() == Form::Filters) {
        picture.tileRows = static_cast<std::uint32_t>(subject().value().layout.shape[2]);
        picture.tileColumns = static_cast<std::uint32_t>(subject().value().layout.shape[3]);
        const auto shown = static_cast<std::uint64_t>(m_out.count * m_in.count);
        const Dims& shape = subject().value().layout.shape;
        m_caption->setText(tr("%1 of %2 filters, %3 × %4")
                               .arg(shownCount(shown), shownCount(static_cast<std::uint64_t>(shape[0] * shape[1])))
                               .arg(shape[2])
                               .arg(shape[3]));
    } else {
        m_caption->setText(grid.isExact()
                ? tr("%1 × %2, every element").arg(shownCount(grid.rows), shownCount(grid.columns))
                : tr("%1 × %2, means of %3 × %4; zoom in for the elements")
                      .arg(shownCount(grid.rows), shownCount(grid.columns))
                      .arg(grid.rowsPerCell)
                      .arg(grid.columnsPerCell));
    }
    m_plot->setData(picture, strongest > 0 ? strongest : std::max(std::abs(grid.low), std::abs(grid.high)));
}

void HeatmapPage::readDetail(const QRectF& view)
{
    const auto matrix = asMatrix(m_part, m_rowDims);
    if (!matrix || isReading()) {
        return; // while one still moves, the last place it came to is asked for when this one is there
    }
    // Half a view more on each side, so that a small move needs nothing new.
    const QRectF all = m_plot->data().place;
    const QRectF wanted =
        view.adjusted(-view.width() / 2, -view.height() / 2, view.width() / 2, view.height() / 2) & all;
    const auto term = [](double first, double end) {
        const auto from = static_cast<std::int64_t>(std::floor(first));
        return SliceTerm{from, static_cast<std::int64_t>(std::ceil(end)) - from, 1, false};
    };
    const std::array terms{term(wanted.top(), wanted.bottom()), term(wanted.left(), wanted.right())};
    const TensorValue part = slicedTensor(*matrix, terms);
    const QRectF place(static_cast<double>(terms[1].first), static_cast<double>(terms[0].first),
        static_cast<double>(terms[1].count), static_cast<double>(terms[0].count));
    const OpenedPtr opened = subject().opened;
    read<NumberGrid>(
        JobLane::Look, tr("Drawing a heatmap"),
        [opened, part](const Task& task) {
            return readGrid(*opened->document, part, 1, {2 * kMostCells, 2 * kMostCells}, task);
        },
        [this, place](const NumberGrid& grid) {
            m_plot->setDetail(dataOf(grid, place));
            m_plot->setView(m_plot->view()); // moved on meanwhile: asks again
        });
}

HeatmapPage::Run HeatmapPage::runOf(const QLineEdit& edit, std::int64_t size, int fits) const
{
    const QString text = edit.text().trimmed();
    const std::int64_t most = std::min<std::int64_t>({size, fits, kMostFilters});
    const QStringList ends = QString(text).replace(QChar(0x2013), QLatin1Char('-')).split(QLatin1Char('-'));
    bool isFirst = false;
    bool isLast = false;
    const std::int64_t first = ends.first().toLongLong(&isFirst);
    const std::int64_t last = ends.last().toLongLong(&isLast);
    if (!isFirst || !isLast || first < 0 || last < first || first >= size) {
        return {0, most};
    }
    return {first, std::min({last, size - 1, first + kMostFilters - 1}) - first + 1};
}

void HeatmapPage::readFilters()
{
    if (!subject().isTensor() || form() != Form::Filters) {
        return;
    }
    const TensorValue& tensor = subject().value();
    const Dims& shape = tensor.layout.shape;
    const QSize fits = m_plot->tilesThatFit(static_cast<std::uint32_t>(shape[2]), static_cast<std::uint32_t>(shape[3]));
    m_out = runOf(*m_outEdit, shape[0], fits.height());
    m_in = runOf(*m_inEdit, shape[1], fits.width());
    const auto words = [](const Run& run) {
        return QStringLiteral("%1–%2").arg(run.first).arg(run.first + run.count - 1);
    };
    m_outEdit->setText(words(m_out));
    m_inEdit->setText(words(m_in));
    const std::array terms{SliceTerm{m_out.first, m_out.count, 1, false}, SliceTerm{m_in.first, m_in.count, 1, false},
        SliceTerm{0, shape[2], 1, false}, SliceTerm{0, shape[3], 1, false}};
    constexpr std::array<std::size_t, 4> kSideBySide{0, 2, 1, 3}; // rows out · height, columns in · width
    m_part = permutedTensor(slicedTensor(tensor, terms), kSideBySide);
    const OpenedPtr opened = subject().opened;
    constexpr auto kAll = static_cast<std::uint32_t>(kMostFilters * kLargestKernel);
    read<NumberGrid>(
        JobLane::Look, tr("Drawing filters"),
        [opened, part = m_part](const Task& task) {
            return readGrid(*opened->document, part, 2, {kAll, kAll}, task);
        },
        [this](const NumberGrid& grid) { takeGrid(grid); });
}

QString HeatmapPage::nameOf(double row, double column) const
{
    auto down = static_cast<std::int64_t>(row);
    auto across = static_cast<std::int64_t>(column);
    if (form() == Form::Filters) {
        const Dims& shape = subject().value().layout.shape;
        return QStringLiteral("[%1, %2, %3, %4]")
            .arg(m_out.first + down / shape[2])
            .arg(m_in.first + across / shape[3])
            .arg(down % shape[2])
            .arg(across % shape[3]);
    }
    // Back through the slice: the last whole dimensions count the columns, the first one the rows.
    const std::vector<SliceTerm>& terms = m_slice->terms();
    std::vector<std::size_t> whole;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (!terms[i].isIndex) {
            whole.push_back(i);
        }
    }
    QStringList names;
    for (const SliceTerm& term : terms) {
        names.append(QString::number(term.first));
    }
    for (std::size_t i = whole.size(); i-- > m_rowDims;) {
        const SliceTerm& term = terms[whole[i]];
        names[static_cast<qsizetype>(whole[i])] = QString::number(term.first + across % term.count * term.step);
        across /= term.count;
    }
    if (m_rowDims == 1 && !whole.empty()) {
        const SliceTerm& term = terms[whole.front()];
        names[static_cast<qsizetype>(whole.front())] = QString::number(term.first + down * term.step);
    }
    return QLatin1Char('[') + names.join(QStringLiteral(", ")) + QLatin1Char(']');
}

} // namespace pthf
