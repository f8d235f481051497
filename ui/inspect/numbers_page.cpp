// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/numbers_page.h"

#include <cmath>
#include <variant>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/compute/compute_loader.h"
#include "core/diagnose/tensor_statistics.h"
#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/inspect/plot_saver.h"
#include "ui/plots/histogram_plot.h"
#include "ui/widgets/segments.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

constexpr std::uint32_t kBins = 64;
/// The most that is read because a row was chosen, without being asked for.
constexpr std::uint64_t kReadUnasked = 64'000'000;

/// Numbers of this size and above are not written out.
constexpr double kLongest = 1e15;

QString numberText(double number)
{
    const bool isWhole = std::abs(number) < kLongest && number == std::floor(number);
    return (isWhole ? QString::number(number, 'f', 0) : QString::number(number, 'g', 4))
        .replace(QLatin1Char('-'), QChar(0x2212));
}

double doubleOf(const ExactNumber& number)
{
    return std::visit([](auto value) { return static_cast<double>(value); }, number);
}

/// What LibTorch says of a tensor, as the first look tells it.
GlanceCache::Known knownOf(const TensorNumbers& numbers)
{
    const TensorStatistics& statistics = numbers.statistics;
    GlanceCache::Known known;
    known.glance.elements = statistics.count;
    known.glance.zeros = statistics.zeros;
    known.glance.nans = statistics.nans;
    known.glance.infinities = statistics.infinities;
    known.glance.min = statistics.min ? doubleOf(*statistics.min) : 0;
    known.glance.max = statistics.max ? doubleOf(*statistics.max) : 0;
    known.glance.mean = statistics.mean.value_or(0);
    known.glance.std = statistics.std.value_or(0);
    known.glance.norm = statistics.norm;
    known.distinct = statistics.distinct ? shownCount(*statistics.distinct)
                                         : NumbersPage::tr("over %1").arg(shownCount(kMaxDistinct));
    if (numbers.histogram && !numbers.histogram->edges.empty()) {
        known.glance.min = numbers.histogram->edges.front();
        known.glance.max = numbers.histogram->edges.back();
        known.glance.bins = numbers.histogram->counts;
    }
    return known;
}

Result<TensorNumbers> computedNumbers(const OpenedPtr& opened, const TensorValue& tensor, const Task& task)
{
    const auto engine = PTHF_TRY(loadComputeEngine());
    const PlainTensor plain = PTHF_TRY(makePlain(opened->document, tensor, engine.get(), task));
    NumbersOptions options;
    options.bins = needsEngine(tensor) ? kBins : 0;
    return computeNumbers(plain, *engine, options, task);
}

QLabel* plain(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

const GlanceCache::Known* GlanceCache::find(const TensorSubject& subject) const
{
    const auto found = subject.opened == m_opened ? m_known.find(subject.tensor) : m_known.end();
    return found == m_known.end() ? nullptr : &found->second;
}

void GlanceCache::keep(const TensorSubject& subject, const Known& known)
{
    if (subject.opened != m_opened) {
        m_opened = subject.opened;
        m_known.clear();
    }
    m_known.insert_or_assign(subject.tensor, known);
}

NumbersPage::NumbersPage(JobRunner& runner, std::shared_ptr<GlanceCache> cache, Look look, QWidget* parent)
    : TensorPage(runner, tr("Statistics"), Shows::Numbers, parent)
    , m_cache(std::move(cache))
    , m_look(look)
{
    setObjectName(look == Look::Foot ? QStringLiteral("numbersFoot") : QStringLiteral("statisticsPage"));
    const Metrics metrics(this);
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    const int side = look == Look::Foot ? 0 : metrics.scaled(12);
    column->setContentsMargins(side, metrics.scaled(8), side, metrics.scaled(8));
    column->setSpacing(metrics.scaled(6));
    if (look != Look::Foot) {
        auto* grid = new QGridLayout;
        buildNumbers(*grid);
        column->addLayout(grid);
    }
    auto* head = new QHBoxLayout;
    auto* title = plain(look == Look::Foot ? tr("Values") : tr("Histogram"), m_content);
    title->setFont(strongFont(font()));
    m_read = new QPushButton(m_content);
    m_read->setObjectName(QStringLiteral("readNumbers"));
    setButtonKind(m_read, ButtonKind::Link);
    connect(m_read, &QPushButton::clicked, this, &NumbersPage::readNumbers);
    auto* save = new QPushButton(tr("Export…"), m_content);
    save->setObjectName(QStringLiteral("exportHistogram"));
    setButtonKind(save, ButtonKind::Link);
    connect(save, &QPushButton::clicked, this, [this] {
        askAndExport(
            *m_plot, [this] { return m_plot->table(); }, QStringLiteral("histogram"));
    });
    m_scale = new Segments({tr("Linear"), tr("Log")}, m_content);
    m_scale->setObjectName(QStringLiteral("histogramScale"));
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_read);
    head->addWidget(save);
    head->addWidget(m_scale);
    column->addLayout(head);
    m_plot = new HistogramPlot(m_content);
    m_plot->setMinimumHeight(metrics.scaled(look == Look::Foot ? 150 : 100));
    column->addWidget(m_plot, look == Look::Foot ? 0 : 1);
    m_line = plain({}, m_content);
    m_line->setFont(smallFont(font()));
    m_line->setTextFormat(Qt::RichText);
    m_line->setWordWrap(true);
    m_line->setVisible(look == Look::Foot);
    column->addWidget(m_line);
    m_missing = plain({}, m_content);
    m_missing->setObjectName(QStringLiteral("engineMissing"));
    m_missing->setWordWrap(true);
    m_missing->setFont(smallFont(font()));
    m_missing->setForegroundRole(QPalette::PlaceholderText);
    m_missing->hide();
    column->addWidget(m_missing);
    setContent(m_content);
    connect(m_scale, &Segments::chosen, this,
        [this](int scale) { m_plot->setScale(scale == 0 ? CountScale::Linear : CountScale::Log); });
}

void NumbersPage::buildNumbers(QGridLayout& grid)
{
    const Metrics metrics(this);
    grid.setHorizontalSpacing(metrics.scaled(14));
    grid.setVerticalSpacing(metrics.scaled(2));
    grid.setColumnStretch(1, 1);
    grid.setColumnStretch(3, 1);
    const QStringList labels{
        tr("Minimum"), tr("Maximum"), tr("Mean"), tr("Std"), tr("Norm"), tr("Distinct"), tr("Zeros"), tr("NaN, Inf")};
    for (int i = 0; i < labels.size(); ++i) {
        auto* label = plain(labels[i], m_content);
        label->setForegroundRole(QPalette::PlaceholderText);
        auto* number = plain({}, m_content);
        number->setFont(fixedFont(font()));
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        number->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid.addWidget(label, i / 2, i % 2 * 2);
        grid.addWidget(number, i / 2, i % 2 * 2 + 1);
        grid.setRowMinimumHeight(i / 2, metrics.factsRow());
        m_numbers.emplace(labels[i], number);
    }
}

QString NumbersPage::numberAt(const QString& label) const
{
    const auto found = m_numbers.find(label);
    return found == m_numbers.end() ? QString() : found->second->text();
}

void NumbersPage::begin()
{
    const bool isForEngine = needsEngine(subject().value());
    const QString why = whyNotReadable();
    if (!why.isEmpty() && (!isForEngine || m_look == Look::Foot)) {
        showNote(why);
        return;
    }
    showContent();
    for (const auto& [label, number] : m_numbers) {
        number->setText(QStringLiteral("…"));
    }
    m_line->clear();
    m_missing->hide();
    m_plot->setData({});
    m_read->hide();
    if (const GlanceCache::Known* known = m_cache->find(subject())) {
        showNumbers(*known);
        return;
    }
    const std::uint64_t bytes = subject().value().bytes();
    if (m_look == Look::Foot && bytes > kReadUnasked) {
        m_read->setText(tr("Read %1").arg(shownSize(bytes)));
        m_read->show();
    } else if (m_look != Look::Foot && isForEngine) {
        readWithEngine();
    } else {
        readNumbers();
    }
}

void NumbersPage::readNumbers()
{
    m_read->hide();
    const TensorSubject wanted = subject();
    const JobLane lane = wanted.value().bytes() > kReadUnasked ? JobLane::Analysis : JobLane::Look;
    read<NumberGlance>(
        lane, tr("Counting values"),
        [wanted](const Task& task) { return glanceAt(*wanted.opened->document, wanted.value(), {kBins}, task); },
        [this, wanted](const NumberGlance& glance) {
            m_cache->keep(wanted, {glance, {}});
            showNumbers({glance, {}});
        });
}

void NumbersPage::readWithEngine()
{
    const TensorSubject wanted = subject();
    // A failure is an answer here: what the first look found stays, and a sentence says what is missing.
    using Answer = Result<TensorNumbers>;
    read<Answer>(
        JobLane::Analysis, tr("Counting distinct values"),
        [wanted](const Task& task) -> Result<Answer> {
            Answer numbers = computedNumbers(wanted.opened, wanted.value(), task);
            if (!numbers && numbers.error().code() == ErrorCode::Cancelled) {
                return numbers.error();
            }
            return numbers;
        },
        [this, wanted](const Answer& numbers) {
            if (!numbers) {
                setNumber(tr("Distinct"), QStringLiteral("–"));
                m_missing->setText(coreText(numbers.error().message()));
                m_missing->setVisible(m_look == Look::Page); // beside a picture there is no room to say why
                return;
            }
            GlanceCache::Known known = knownOf(*numbers);
            if (const GlanceCache::Known* before = m_cache->find(wanted)) {
                known.glance = before->glance;
            }
            m_cache->keep(wanted, known);
            showNumbers(known);
        });
}

void NumbersPage::setNumber(const QString& label, const QString& text)
{
    if (const auto found = m_numbers.find(label); found != m_numbers.end()) {
        found->second->setText(text);
    }
}

void NumbersPage::showNumbers(const GlanceCache::Known& known)
{
    const NumberGlance& glance = known.glance;
    const auto finite = [&glance](
                            double number) { return glance.finite() > 0 ? numberText(number) : QStringLiteral("–"); };
    const bool isClean = glance.nans + glance.infinities == 0;
    setNumber(tr("Minimum"), finite(glance.min));
    setNumber(tr("Maximum"), finite(glance.max));
    setNumber(tr("Mean"), finite(glance.mean));
    setNumber(tr("Std"), finite(glance.std));
    setNumber(tr("Norm"), finite(glance.norm));
    setNumber(tr("Distinct"), known.distinct.isEmpty() ? QStringLiteral("…") : known.distinct);
    setNumber(tr("Zeros"), shownCount(glance.zeros));
    setNumber(tr("NaN, Inf"),
        isClean ? tr("none") : tr("%1, %2").arg(shownCount(glance.nans), shownCount(glance.infinities)));
    m_plot->setData({glance.min, glance.max, glance.bins});
    const Theme& theme = themeOf(this);
    const QString verdict = isClean ? tr("no NaN, no Inf")
                                    : tr("%1 NaN, %2 Inf").arg(shownCount(glance.nans), shownCount(glance.infinities));
    QStringList pieces{tr("min %1").arg(finite(glance.min)), tr("max %1").arg(finite(glance.max)),
        tr("mean %1").arg(finite(glance.mean)), tr("std %1").arg(finite(glance.std)), verdict};
    for (QString& piece : pieces) {
        piece = piece.toHtmlEscaped().replace(u' ', QStringLiteral("&nbsp;")); // a line breaks between them only
    }
    const QString color = (isClean ? theme.success.color : theme.error.color).name();
    pieces.back() = QStringLiteral("<span style='color:%1'>%2</span>").arg(color, pieces.back());
    m_line->setText(pieces.join(QStringLiteral("&nbsp;&nbsp; ")));
    if (m_look != Look::Foot && known.distinct.isEmpty()) {
        readWithEngine(); // only where it was asked for: loading LibTorch takes its time
    }
}

} // namespace pthf
