// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace pthf {

class JobListModel;

/// The jobs that run, a line each: name, progress, rate, time left, Cancel. Only the first is shown; "+1" opens the
/// others. Gone while there is none.
class JobsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit JobsPanel(JobListModel& model, QWidget* parent = nullptr);

private:
    class Row;

    void refresh();
    void update(int first, int last);

    JobListModel& m_model;
    QVBoxLayout* m_column;
    QList<Row*> m_rows;
    bool m_isOpen = false; ///< all jobs are shown
};

} // namespace pthf
