// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/numbers_page.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/inspect/plot_saver.h"
#include "ui/plots/histogram_plot.h"
#include "ui/widgets/segments.h"

namespace pthf {

namespace {

constexpr std::uint32_t kBins = 64;
/// The most that is read because a row was chosen, without being asked for.
constexpr std::uint64_t kReadUnasked = 64'000'000;

QString numberText(double number)
{
    return QString::number(number, 'g', 5).replace(QLatin1Char('-'), QChar(0x2212));
}

QLabel* plain(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

const NumberGlance* GlanceCache::find(const TensorSubject& subject) const
{
    const auto found = subject.opened == m_opened ? m_glances.find(subject.tensor) : m_glances.end();
    return found == m_glances.end() ? nullptr : &found->second;
}

void GlanceCache::keep(const TensorSubject& subject, const NumberGlance& glance)
{
    if (subject.opened != m_opened) {
        m_opened = subject.opened;
        m_glances.clear();
    }
    m_glances.insert_or_assign(subject.tensor, glance);
}

NumbersPage::NumbersPage(JobRunner& runner, std::shared_ptr<GlanceCache> cache, Look look, QWidget* parent)
    : TensorPage(runner, tr("Statistics"), parent)
    , m_cache(std::move(cache))
    , m_look(look)
{
    setObjectName(look == Look::Page ? QStringLiteral("statisticsPage") : QStringLiteral("numbersFoot"));
    const Metrics metrics(this);
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    const int side = look == Look::Page ? metrics.scaled(12) : 0;
    column->setContentsMargins(side, metrics.scaled(8), side, metrics.scaled(8));
    column->setSpacing(metrics.scaled(6));
    if (look == Look::Page) {
        auto* grid = new QGridLayout;
        buildNumbers(*grid);
        column->addLayout(grid);
    }
    auto* head = new QHBoxLayout;
    auto* title = plain(look == Look::Page ? tr("Histogram") : tr("Values"), m_content);
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
    m_plot->setMinimumHeight(metrics.scaled(look == Look::Page ? 170 : 150));
    column->addWidget(m_plot, look == Look::Page ? 1 : 0);
    m_line = plain({}, m_content);
    m_line->setFont(smallFont(font()));
    m_line->setTextFormat(Qt::RichText);
    m_line->setWordWrap(true);
    m_line->setVisible(look == Look::Foot);
    column->addWidget(m_line);
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
        tr("Minimum"), tr("Maximum"), tr("Mean"), tr("Std"), tr("Norm"), tr("Elements"), tr("Zeros"), tr("NaN, Inf")};
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
    if (const QString why = whyNotReadable(); !why.isEmpty()) {
        showNote(why);
        return;
    }
    showContent();
    for (const auto& [label, number] : m_numbers) {
        number->setText(QStringLiteral("…"));
    }
    m_line->clear();
    m_plot->setData({});
    if (const NumberGlance* glance = m_cache->find(subject())) {
        showNumbers(*glance);
        return;
    }
    const std::uint64_t bytes = subject().value().bytes();
    const bool waits = m_look == Look::Foot && bytes > kReadUnasked;
    m_read->setText(tr("Read %1").arg(shownSize(bytes)));
    m_read->setVisible(waits);
    if (!waits) {
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
            m_cache->keep(wanted, glance);
            showNumbers(glance);
        });
}

void NumbersPage::showNumbers(const NumberGlance& glance)
{
    m_read->hide();
    const bool hasNumbers = glance.finite() > 0;
    const QString odd = glance.nans + glance.infinities == 0
        ? tr("none")
        : tr("%1, %2").arg(shownCount(glance.nans), shownCount(glance.infinities));
    const auto set = [this](const QString& label, const QString& text) {
        if (const auto found = m_numbers.find(label); found != m_numbers.end()) {
            found->second->setText(text);
        }
    };
    const auto finite = [hasNumbers](double number) { return hasNumbers ? numberText(number) : QStringLiteral("–"); };
    set(tr("Minimum"), finite(glance.min));
    set(tr("Maximum"), finite(glance.max));
    set(tr("Mean"), finite(glance.mean));
    set(tr("Std"), finite(glance.std));
    set(tr("Norm"), finite(glance.norm));
    set(tr("Elements"), shownCount(glance.elements));
    set(tr("Zeros"), shownCount(glance.zeros));
    set(tr("NaN, Inf"), odd);
    m_plot->setData({glance.min, glance.max, glance.bins});
    const Theme& theme = themeOf(this);
    const bool isClean = glance.nans + glance.infinities == 0;
    const QString verdict = isClean ? tr("no NaN, no Inf")
                                    : tr("%1 NaN, %2 Inf").arg(shownCount(glance.nans), shownCount(glance.infinities));
    m_line->setText(tr("min %1 &nbsp; max %2 &nbsp; mean %3 &nbsp; std %4 &nbsp; ")
                        .arg(finite(glance.min), finite(glance.max), finite(glance.mean), finite(glance.std))
        + QStringLiteral("<span style='color:%1'>%2</span>")
              .arg((isClean ? theme.success.color : theme.error.color).name(), verdict.toHtmlEscaped()));
}

} // namespace pthf
