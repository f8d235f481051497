// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/jobs_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/jobs/job_list_model.h"
#include "ui/widgets/pane.h"
#include "ui/words/error_text.h"

namespace pthf {

namespace {

constexpr int kPadding = 10;

QString leftText(double seconds)
{
    if (seconds < 90) {
        return JobsPanel::tr("%1 s left").arg(qMax(1, qRound(seconds)));
    }
    return JobsPanel::tr("%1 min left").arg(qRound(seconds / 60));
}

QLabel* addNumber(QHBoxLayout& row, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    row.addWidget(label);
    return label;
}

} // namespace

/// One job's line.
class JobsPanel::Row final : public QWidget {
public:
    Row(JobListModel& model, int row, QWidget* parent)
        : QWidget(parent)
        , m_model(model)
        , m_index(model.index(row))
        , m_icon(new IconLabel(Icon::Save, IconTint::Info, 16, IconLabel::Ground::None, this))
        , m_title(new QLabel(this))
        , m_bar(new QProgressBar(this))
        , m_button(new QPushButton(this))
        , m_more(new QToolButton(this))
    {
        auto* line = new QHBoxLayout(this);
        line->setContentsMargins(kPadding, 0, kPadding, 0);
        line->setSpacing(12);
        m_title->setTextFormat(Qt::PlainText);
        m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        m_bar->setRange(0, 1000);
        m_bar->setTextVisible(false);
        line->addWidget(m_icon);
        line->addWidget(m_title, 3);
        line->addWidget(m_bar, 4);
        m_percent = addNumber(*line, this);
        m_percent->setForegroundRole(QPalette::WindowText);
        m_percent->setFont(mediumFont(m_percent->font()));
        m_done = addNumber(*line, this);
        m_rate = addNumber(*line, this);
        m_left = addNumber(*line, this);
        line->addWidget(m_button);
        line->addWidget(m_more);
        m_button->setObjectName(QLatin1String("jobButton") + QString::number(row));
        setButtonKind(m_button, ButtonKind::Row);
        setButtonKind(m_more, ButtonKind::Flat);
        m_more->setObjectName(QStringLiteral("moreJobsButton"));
        setFixedHeight(Metrics(this).jobRow());
        QObject::connect(
            m_button, &QPushButton::clicked, this, [this] { press(); }, Qt::QueuedConnection);
        refresh();
    }

    QToolButton* more() const { return m_more; }

    void refresh()
    {
        if (!m_index.isValid()) {
            return;
        }
        const int row = m_index.row();
        const auto state = m_model.stateAt(row);
        const QString title = m_index.data(JobListModel::TitleRole).toString();
        const std::optional<Error> error = m_model.errorAt(row);
        const bool isFailed = state == JobListModel::RowState::Failed && error.has_value();
        const bool isDone = state == JobListModel::RowState::Done;
        m_icon->setIcon(isFailed ? Icon::Error
                : isDone         ? Icon::Ok
                                 : Icon::Clock,
            isFailed     ? IconTint::Error
                : isDone ? IconTint::Success
                         : IconTint::Info);
        const QString words = isFailed ? JobsPanel::tr("%1: %2").arg(title, errorWords(*error).detail) : title;
        m_title->setText(words);
        m_title->setToolTip(isFailed ? errorText(*error) : title);
        m_bar->setAccessibleName(title);
        const JobProgress progress = m_model.progressAt(row);
        m_bar->setVisible(!isFailed);
        if (progress.total == 0 && !isDone) {
            m_bar->setRange(0, 0);
        } else {
            m_bar->setRange(0, 1000);
            m_bar->setValue(isDone ? 1000 : progress.permille());
        }
        showNumbers(state, progress);
        m_button->setText(isFailed || isDone ? JobsPanel::tr("Dismiss") : JobsPanel::tr("Cancel"));
        m_button->setVisible(!isDone);
        m_button->setAccessibleDescription(title);
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QWidget::resizeEvent(event);
        refresh();
    }

private:
    void showNumbers(JobListModel::RowState state, const JobProgress& progress)
    {
        const bool isRunning = state == JobListModel::RowState::Running;
        const bool isKnown = isRunning && progress.total > 0;
        // Narrow rows say the share and leave the rest to the tool tip.
        const bool isWide = width() >= Metrics(this).scaled(900);
        const bool isMiddle = width() >= Metrics(this).scaled(640);
        const bool isDone = state == JobListModel::RowState::Done;
        m_percent->setVisible(isKnown || isDone || state == JobListModel::RowState::Waiting);
        m_percent->setText(isDone ? JobsPanel::tr("done")
                : isKnown         ? JobsPanel::tr("%1 %").arg(progress.permille() / 10)
                                  : JobsPanel::tr("waiting"));
        m_done->setVisible(isKnown && isMiddle);
        m_done->setText(JobsPanel::tr("%1 of %2").arg(shownSize(progress.done), shownSize(progress.total)));
        m_rate->setVisible(isKnown && isWide && progress.bytesPerSecond > 0);
        m_rate->setText(JobsPanel::tr("%1/s").arg(shownSize(static_cast<std::uint64_t>(progress.bytesPerSecond))));
        m_left->setVisible(isKnown && isMiddle && progress.secondsLeft.has_value());
        m_left->setText(leftText(progress.secondsLeft.value_or(0)));
    }

    void press()
    {
        if (!m_index.isValid()) {
            return;
        }
        const int row = m_index.row();
        if (m_model.stateAt(row) == JobListModel::RowState::Failed) {
            m_model.dismiss(row);
        } else {
            m_model.cancel(row);
        }
    }

    JobListModel& m_model;
    QPersistentModelIndex m_index;
    IconLabel* m_icon;
    QLabel* m_title;
    QProgressBar* m_bar;
    QLabel* m_percent = nullptr;
    QLabel* m_done = nullptr;
    QLabel* m_rate = nullptr;
    QLabel* m_left = nullptr;
    QPushButton* m_button;
    QToolButton* m_more;
};

JobsPanel::JobsPanel(JobListModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("jobsPanel"));
    setAccessibleName(tr("Running jobs"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* ground = new Pane(Pane::Look::Info, this);
    m_column = new QVBoxLayout(ground);
    m_column->setContentsMargins(0, 1, 0, 0);
    m_column->setSpacing(0);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(ground);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &JobsPanel::refresh);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &JobsPanel::refresh);
    connect(&model, &QAbstractItemModel::modelReset, this, &JobsPanel::refresh);
    connect(&model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex& first, const QModelIndex& last) { update(first.row(), last.row()); });
    refresh();
}

void JobsPanel::refresh()
{
    for (Row* row : std::as_const(m_rows)) {
        m_column->removeWidget(row);
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    const int jobs = m_model.rowCount();
    const int shown = m_isOpen ? jobs : qMin(jobs, 1);
    for (int number = 0; number < shown; ++number) {
        auto* row = new Row(m_model, number, this);
        m_column->addWidget(row);
        m_rows.append(row);
        const bool hasMore = number == 0 && jobs > 1;
        row->more()->setVisible(hasMore);
        if (hasMore) {
            row->more()->setText(m_isOpen ? tr("less") : tr("+%1", "further jobs").arg(jobs - 1));
            row->more()->setAccessibleName(m_isOpen ? tr("Show one job") : tr("Show all jobs"));
            connect(
                row->more(), &QToolButton::clicked, this,
                [this] {
                    m_isOpen = !m_isOpen;
                    refresh();
                },
                Qt::QueuedConnection);
        }
    }
    setVisible(jobs > 0);
}

void JobsPanel::update(int first, int last)
{
    for (int row = first; row <= qMin<int>(last, int(m_rows.size()) - 1); ++row) {
        m_rows.at(row)->refresh();
    }
}

} // namespace pthf
