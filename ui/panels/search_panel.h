// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "ui/jobs/job_runner.h"
#include "ui/models/search_results_model.h"

class QListView;

namespace pthf {

class FilterEdit;

/// What the search field finds in keys and values, a row each, searched by a job while one types. Enter and the arrow
/// keys go from hit to hit; a click shows one; Esc puts the search away.
class SearchPanel final : public QWidget {
    Q_OBJECT

public:
    /// The field stands elsewhere and stays its owner's.
    SearchPanel(JobRunner& runner, FilterEdit& field, QWidget* parent = nullptr);

    void setDocument(const OpenedPtr& opened);
    QListView* view() const noexcept { return m_view; }
    SearchResultsModel& model() noexcept { return m_model; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void placeChosen(pthf::PlaceId place);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    void showHits(const SearchHits& hits, const QString& text);
    void goTo(int row);
    void putAway();

    JobRunner& m_runner;
    FilterEdit& m_field;
    OpenedPtr m_opened;
    SearchResultsModel m_model;
    QListView* m_view = nullptr;
    QTimer m_typing;
    QPointer<JobBase> m_job;
    bool m_goesOn = false; ///< Enter was pressed while the search ran
};

} // namespace pthf
