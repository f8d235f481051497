// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QWidget>

#include "core/value/key_path.h"

class QLabel;
class QListView;
class QPushButton;
class QToolButton;

namespace pthf {

class ProblemListModel;

/// The findings: a head that folds them, and a row each with the button that mends it and the one that shows it.
class ProblemsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit ProblemsPanel(ProblemListModel& model, QWidget* parent = nullptr);

    QListView* view() const noexcept { return m_view; }
    /// Only the head with its counts is shown; a click on it unfolds.
    void setFolded(bool isFolded);
    bool isFolded() const;
    /// How the look at every value stands: "Health scan not run". Offered where it makes sense to start one.
    enum class ScanOffer : std::uint8_t { Offered, Hidden };
    void setScan(const QString& state, ScanOffer offer);

    QSize sizeHint() const override;

Q_SIGNALS:
    void showRequested(const pthf::KeyPath& path);
    void scanRequested();
    void mapDevicesRequested();
    void salvageRequested();
    /// The user folded or unfolded the rows.
    void folded(bool isFolded);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    QWidget* makeButtons(int row);
    void layOut();

    ProblemListModel& m_model;
    QToolButton* m_head;
    QLabel* m_summary;
    QLabel* m_scanState = nullptr;
    QPushButton* m_scan = nullptr;
    QListView* m_view;
};

} // namespace pthf
