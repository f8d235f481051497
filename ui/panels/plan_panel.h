// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QWidget>

class QLabel;
class QListView;
class QMenu;
class QToolButton;
class QUndoStack;

namespace pthf {

class PlanModel;

/// The plan, top to bottom: each change can be left out, edited (a double click or Enter), taken away (× or Delete) and
/// moved (drag, or Alt with the arrow keys). Its history goes back to any state it was in. Below it what comes out.
class PlanPanel final : public QWidget {
    Q_OBJECT

public:
    PlanPanel(PlanModel& model, QUndoStack& history, QWidget* parent = nullptr);

    QListView* view() const noexcept { return m_view; }
    /// Bytes of the file as planned and as it is; equal ones say that nothing shrinks.
    void setResult(std::uint64_t bytesAfter, std::uint64_t bytesBefore);
    /// Why the plan cannot work, as a sentence; empty: it can.
    void setComplaint(const QString& complaint);

Q_SIGNALS:
    void addRequested();
    void editRequested(int item);
    void recipeRequested();
    void applyRecipeRequested();
    void plannedRowsRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeFoot();
    void refresh();
    void toggle(int row);
    void removeRow(int row);
    void moveCurrent(int by);
    void listHistory();
    void showRowMenu(const QPoint& position);

    PlanModel& m_model;
    QUndoStack& m_undo;
    QMenu* m_history = nullptr;
    QLabel* m_count = nullptr;
    QListView* m_view;
    QLabel* m_result = nullptr;
    QLabel* m_before = nullptr;
    QWidget* m_foot = nullptr;
    QWidget* m_allRows = nullptr;
    QLabel* m_complaint = nullptr;
};

} // namespace pthf
