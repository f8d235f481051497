// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overview_view.h"

#include <utility>

#include <QElapsedTimer>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "core/survey/training_memory.h"
#include "ui/base/metrics.h"
#include "ui/overview/byte_parts.h"
#include "ui/overview/memory_table.h"
#include "ui/overview/overview_cards.h"
#include "ui/plots/treemap.h"
#include "ui/widgets/segments.h"

namespace pthf {

namespace {

/// Below this width (at a font of 13) the cards stand below each other.
constexpr int kOneColumnBelow = 900;

/// What takes a walk over the whole document.
struct Counted {
    std::uint64_t parameters = 0;
    std::vector<OptimizerLines> optimizers;
};

struct Scanned {
    HealthScan scan;
    double seconds = 0;
};

class BytesCard final : public OverviewCard {
public:
    BytesCard(Segments* parts, Treemap* treemap, QWidget* parent)
        : OverviewCard(OverviewView::tr("Where the bytes are"), parent)
    {
        head().addWidget(parts);
        body().addWidget(treemap, 1);
        rows()->hide();
    }
};

} // namespace

OverviewView::OverviewView(JobRunner& runner, QWidget* parent)
    : QScrollArea(parent)
    , m_runner(runner)
{
    setObjectName(QStringLiteral("overviewView"));
    setAccessibleName(tr("Overview"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    m_page = new QWidget;
    m_parts = new Segments({tr("Role and layer"), tr("Type"), tr("Device")}, m_page);
    m_parts->setObjectName(QStringLiteral("byteParts"));
    m_treemap = new Treemap(m_page);
    m_bytes = new BytesCard(m_parts, m_treemap, m_page);
    m_devices = new DevicesCard(m_page);
    m_health = new HealthCard(m_page);
    m_memory = new MemoryTable(m_page);
    m_optimizer = new OptimizerCard(m_page);
    setWidget(m_page);
    arrange();
    connect(m_parts, &Segments::chosen, this, &OverviewView::showParts);
    connect(m_treemap, &Treemap::activated, this, [this](quint32 place) { Q_EMIT revealRequested(PlaceId{place}); });
    connect(m_devices, &DevicesCard::mapRequested, this, &OverviewView::mapDevicesRequested);
    connect(m_health, &HealthCard::scanRequested, this, &OverviewView::scan);
    connect(m_health, &HealthCard::placeRequested, this, &OverviewView::revealRequested);
    connect(m_optimizer, &OptimizerCard::allRequested, this, &OverviewView::optimizerRequested);
}

void OverviewView::arrange()
{
    const Metrics metrics(this);
    delete m_page->layout();
    auto* grid = new QGridLayout(m_page);
    const int gap = metrics.scaled(10);
    grid->setContentsMargins(gap, gap, gap, gap);
    grid->setSpacing(gap);
    if (m_isNarrow) {
        int row = 0;
        for (QWidget* card : {m_bytes, static_cast<QWidget*>(m_devices), static_cast<QWidget*>(m_health),
                 static_cast<QWidget*>(m_memory), static_cast<QWidget*>(m_optimizer)}) {
            grid->addWidget(card, row++, 0);
        }
        grid->setRowStretch(0, 1);
        return;
    }
    grid->addWidget(m_bytes, 0, 0, 3, 1);
    grid->addWidget(m_devices, 0, 1, Qt::AlignTop);
    grid->addWidget(m_health, 1, 1, Qt::AlignTop);
    grid->addWidget(m_memory, 3, 0, Qt::AlignTop);
    grid->addWidget(m_optimizer, 3, 1, Qt::AlignTop);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(2, 1);
}

void OverviewView::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    const bool isNarrow = width() < Metrics(this).scaled(kOneColumnBelow);
    if (isNarrow != m_isNarrow) {
        m_isNarrow = isNarrow;
        arrange();
    }
}

void OverviewView::setDocument(const OpenedPtr& opened)
{
    for (const QPointer<JobBase>& job : {m_fillJob, m_partsJob, m_scanJob}) {
        if (job) {
            job->cancel();
        }
    }
    m_opened = opened;
    m_isFilled = false;
    m_treemap->setParts({});
    if (opened && isVisible()) {
        fill();
    }
}

void OverviewView::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    if (m_opened && !m_isFilled) {
        fill();
    }
}

void OverviewView::fill()
{
    m_isFilled = true;
    m_devices->setCard(m_opened->card);
    m_health->setNotScanned(m_opened->card.tensorBytes);
    m_memory->setParameters(0);
    m_optimizer->setOptimizers({});
    showParts();
    const OpenedPtr opened = m_opened;
    auto* job = m_runner.run<Counted>(
        JobLane::Look, JobLabel{tr("Counting parameters"), {}, true},
        [opened](const Task& task) -> Result<Counted> {
            std::vector<OptimizerLines> optimizers = PTHF_TRY(optimizersOf(*opened, task));
            return Counted{trainedParameters(opened->document->content, opened->tree), std::move(optimizers)};
        },
        this);
    m_fillJob = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (m_fillJob == job && job->result()) {
            m_memory->setParameters(job->result().value().parameters);
            m_optimizer->setOptimizers(job->result().value().optimizers);
        }
    });
}

void OverviewView::showParts()
{
    if (!m_opened) {
        return;
    }
    if (m_partsJob) {
        m_partsJob->cancel();
    }
    const OpenedPtr opened = m_opened;
    const auto parts = static_cast<ByteParts>(m_parts->current());
    using Nodes = std::vector<TreemapNode>;
    auto* job = m_runner.run<Nodes>(
        JobLane::Look, JobLabel{tr("Parting the bytes"), {}, true},
        [opened, parts](const Task& task) { return bytePartsOf(*opened, parts, task); }, this);
    m_partsJob = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (m_partsJob == job && job->result()) {
            m_treemap->setParts(job->result().value());
        }
    });
}

void OverviewView::scan()
{
    if (!m_opened || m_scanJob) {
        return;
    }
    m_health->setScanning();
    const OpenedPtr opened = m_opened;
    auto* job = m_runner.run<Scanned>(
        JobLane::Analysis, JobLabel{tr("Scanning all values"), {}},
        [opened](const Task& task) -> Result<Scanned> {
            QElapsedTimer clock;
            clock.start();
            HealthScan scan = PTHF_TRY(scanHealth(*opened->document, opened->tree, task));
            return Scanned{std::move(scan), static_cast<double>(clock.elapsed()) / 1000};
        },
        this);
    m_scanJob = job;
    connect(job, &JobBase::finished, this, [this, job, opened] {
        if (m_opened != opened) {
            return;
        }
        if (!job->result()) {
            m_health->setNotScanned(opened->card.tensorBytes);
            return;
        }
        const Scanned& scanned = job->result().value();
        m_health->setScan(scanned.scan, *opened, scanned.seconds);
        Q_EMIT this->scanned(scanned.scan);
    });
}

} // namespace pthf
