// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/outline_view.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/base/metrics.h"
#include "ui/widgets/tree_view.h"

namespace pthf {

OutlineView::OutlineView(JobRunner& runner, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_column(new QVBoxLayout(this))
    , m_summary(new QLabel(this))
    , m_view(new TreeView(this))
{
    const Metrics metrics(this);
    setObjectName(name);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(metrics.scaled(12), metrics.scaled(8), metrics.scaled(12), metrics.scaled(8));
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_column->addWidget(m_summary);
    m_view->setObjectName(name + QStringLiteral("Rows"));
    m_view->setModel(&m_model);
    m_view->header()->setStretchLastSection(false);
    m_column->addWidget(m_view, 1);
    setFocusProxy(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &OutlineView::currentChanged);
    connect(m_view, &QAbstractItemView::activated, this, [this] {
        if (const auto place = currentPlace()) {
            Q_EMIT revealRequested(*place);
        }
    });
}

void OutlineView::setDocument(const OpenedPtr& opened)
{
    if (m_job) {
        m_job->cancel();
        m_job.clear();
    }
    m_opened = opened;
    m_isFilled = false;
    m_model.setOutline({});
    m_summary->clear();
    if (opened && isVisible()) {
        m_isFilled = true;
        fill();
    }
}

void OutlineView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_opened && !m_isFilled) {
        m_isFilled = true;
        fill();
    }
}

std::optional<PlaceId> OutlineView::currentPlace() const
{
    const QVariant place = m_view->currentIndex().data(kPlaceRole);
    return place.isValid() ? std::optional(PlaceId{place.toUInt()}) : std::nullopt;
}

QString OutlineView::summary() const
{
    return m_summary->text();
}

void OutlineView::showOutline(Outline outline, const QString& summary)
{
    if (m_fit != nullptr) {
        m_fit->release();
    }
    m_model.setOutline(std::move(outline));
    m_summary->setText(summary);
    if (m_model.columnCount() > 0) {
        m_view->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    }
    m_view->setCurrentIndex(m_model.index(0, 0)); // details of something, not of nothing
}

void OutlineView::setYielding(int least, std::vector<ColumnFit::Step> steps)
{
    m_fit = new ColumnFit(*m_view->header(), 0, least, std::move(steps));
}

void OutlineView::setWidths(const std::vector<int>& widths)
{
    const Metrics metrics(this);
    int column = 1;
    for (const int width : widths) {
        m_view->header()->resizeSection(column++, metrics.scaled(width));
    }
    if (m_fit != nullptr) {
        m_fit->fit();
    }
}

} // namespace pthf
