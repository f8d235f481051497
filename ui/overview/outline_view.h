// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QPointer>
#include <QWidget>

#include "ui/delegates/column_fit.h"
#include "ui/jobs/job_runner.h"
#include "ui/overview/outline_model.h"
#include "ui/session/opened_document.h"

class QLabel;
class QVBoxLayout;

namespace pthf {

class TreeView;

/// A view of the main region made of an outline, below a line that sums it up. Filled by a job when it is first seen
/// with a document.
class OutlineView : public QWidget {
    Q_OBJECT

public:
    OutlineView(JobRunner& runner, const QString& name, QWidget* parent = nullptr);

    void setDocument(const OpenedPtr& opened);
    TreeView* view() const noexcept { return m_view; }
    /// Place of the tree that the current row stands for.
    std::optional<PlaceId> currentPlace() const;
    QString summary() const;

Q_SIGNALS:
    void currentChanged();
    /// The user wants to see the place in the tree.
    void revealRequested(pthf::PlaceId place);

protected:
    /// Starts to find out what is shown; showOutline() follows, at once or later.
    virtual void fill() = 0;
    void showEvent(QShowEvent* event) override;

    const OpenedPtr& opened() const noexcept { return m_opened; }
    JobRunner& runner() noexcept { return m_runner; }
    /// A job whose outcome only this view waits for; an older one is given up.
    template<typename T>
    void compute(const QString& title, typename Job<T>::Work work, std::function<void(const T&)> take)
    {
        if (m_job) {
            m_job->cancel();
        }
        Job<T>* job = m_runner.run<T>(JobLane::Analysis, JobLabel{title, {}, true}, std::move(work), this);
        m_job = job;
        connect(job, &JobBase::finished, this, [this, job, take = std::move(take)] {
            if (m_job == job && job->result()) {
                take(*job->result());
            }
        });
    }
    void showOutline(Outline outline, const QString& summary);
    /// Columns that give way where the first one has less room than it needs; told once.
    void setYielding(int least, std::vector<ColumnFit::Step> steps);
    /// Widths of the columns behind the first one, drawn for 13 px type.
    void setWidths(const std::vector<int>& widths);
    /// A row above the outline for choices; made when first asked for.
    QVBoxLayout& column() noexcept { return *m_column; }

private:
    JobRunner& m_runner;
    OpenedPtr m_opened;
    bool m_isFilled = false;
    QPointer<JobBase> m_job;
    QVBoxLayout* m_column = nullptr;
    QLabel* m_summary = nullptr;
    TreeView* m_view = nullptr;
    ColumnFit* m_fit = nullptr;
    OutlineModel m_model;
};

/// quint32 of the place a row stands for; absent where there is none.
inline constexpr int kPlaceRole = Qt::UserRole + 200;

} // namespace pthf
