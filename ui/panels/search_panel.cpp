// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/search_panel.h"

#include <algorithm>
#include <utility>

#include <QKeyEvent>
#include <QListView>
#include <QVBoxLayout>

#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/delegates/elided_path_delegate.h"
#include "ui/widgets/filter_edit.h"

namespace pthf {

namespace {

constexpr int kTypingPause = 120; // milliseconds
constexpr std::uint64_t kMostHits = 1000;
constexpr int kShownRows = 8;

} // namespace

SearchPanel::SearchPanel(JobRunner& runner, FilterEdit& field, QWidget* parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_field(field)
    , m_view(new QListView(this))
{
    setObjectName(QStringLiteral("searchPanel"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_view->setObjectName(QStringLiteral("searchResults"));
    m_view->setAccessibleName(tr("Found in keys and values"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setItemDelegate(new ElidedPathDelegate(m_view));
    m_view->setModel(&m_model);
    m_view->installEventFilter(this);
    m_field.installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, Metrics(this).scaled(4));
    column->addWidget(m_view);
    hide();
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPause);
    connect(&m_typing, &QTimer::timeout, this, &SearchPanel::search);
    connect(&m_field, &FilterEdit::queryChanged, this, [this] {
        m_goesOn = false;
        m_typing.start();
    });
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex& row) { goTo(row.row()); });
    connect(m_view, &QListView::activated, this, [this](const QModelIndex& row) { goTo(row.row()); });
}

void SearchPanel::setDocument(const OpenedPtr& opened)
{
    m_opened = opened;
    m_field.clear();
    putAway();
}

void SearchPanel::putAway()
{
    m_typing.stop();
    m_goesOn = false;
    if (m_job) {
        m_job->cancel();
        m_job.clear();
    }
    m_model.clear();
    m_field.setNote({});
    hide();
}

void SearchPanel::search()
{
    const QString text = m_field.query();
    if (!m_opened || text.isEmpty()) {
        putAway();
        return;
    }
    if (m_job) {
        m_job->cancel();
    }
    const OpenedPtr opened = m_opened;
    auto* job = m_runner.run<SearchHits>(
        JobLane::Look, JobLabel{tr("Searching keys and values"), {}, true},
        [opened, wanted = toUtf8(text)](const Task& task) {
            return searchDocument(opened->document->content, opened->tree, wanted, kMostHits, task);
        },
        this);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job, text] {
        if (m_job == job && job->result()) {
            m_job.clear();
            showHits(job->result().value(), text);
        }
    });
}

void SearchPanel::showHits(const SearchHits& hits, const QString& text)
{
    m_model.setHits(m_opened, hits, text);
    m_field.setNote(hits.total == 0 ? tr("not found") : tr("%1 found").arg(shownCount(hits.total)));
    setVisible(hits.total > 0);
    updateGeometry();
    if (std::exchange(m_goesOn, false)) {
        goTo(0);
    }
}

void SearchPanel::goTo(int row)
{
    if (row < 0 || row >= m_model.rowCount()) {
        return;
    }
    m_view->setCurrentIndex(m_model.index(row));
    Q_EMIT placeChosen(m_model.placeAt(row));
}

QSize SearchPanel::sizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(300), metrics.row() * std::clamp(m_model.rowCount(), 1, kShownRows) + metrics.scaled(6)};
}

bool SearchPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape && (!m_field.text().isEmpty() || isVisible())) {
        m_field.clear();
        putAway();
        return true;
    }
    if (watched != &m_field) {
        return QWidget::eventFilter(watched, event);
    }
    const int rows = m_model.rowCount();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (m_typing.isActive() || m_job) {
            m_goesOn = true; // the answer is on its way
            if (m_typing.isActive()) {
                m_typing.stop();
                search();
            }
        } else if (rows > 0) {
            goTo((m_view->currentIndex().row() + 1) % rows);
        }
        return true;
    }
    if ((key == Qt::Key_Down || key == Qt::Key_Up) && rows > 0) {
        goTo((m_view->currentIndex().row() + (key == Qt::Key_Down ? 1 : rows - 1)) % rows);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace pthf
