// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QTimer>
#include <QWidget>

#include "core/checkpoint/tree_index.h"
#include "ui/models/tensor_query.h"

class QLabel;
class QMenu;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace pthf {

class ColumnFit;
class FilterEdit;
class JobRunner;
class SavedFilters;
class Segments;
class TensorFilterModel;
class TensorTableModel;

/// The flat table of all tensors with its filter, sorted by a click on a header; copies what is selected.
class TensorPanel final : public QWidget {
    Q_OBJECT
    Q_MOC_INCLUDE(<QMenu>)

public:
    TensorPanel(JobRunner& runner, TensorTableModel& table, QWidget* parent = nullptr);

    QTableView* view() const noexcept { return m_view; }
    FilterEdit* filterEdit() const noexcept { return m_filter; }
    void focusFilter();
    std::optional<PlaceId> currentPlace() const;
    /// Makes the tensor there current, if the filter shows it; the first one where nothing is current yet.
    void choose(PlaceId place);

    /// Makes room for old → new where the plan moves devices.
    void setMoving(bool isMoving);
    QByteArray columnState() const;
    void restoreColumnState(const QByteArray& state);
    /// The filter and those that were kept.
    QByteArray filterState() const;
    void restoreFilterState(const QByteArray& state);

Q_SIGNALS:
    void currentChanged();
    /// The user wants to see the tensor in the tree.
    void revealRequested(pthf::PlaceId place);
    /// The menu of the selected rows is about to be shown: what can be done to them is added by whoever knows.
    void rowMenuRequested(QMenu* menu);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildFilterRow(QVBoxLayout& layout);
    void buildTable(QVBoxLayout& layout);
    void buildCopyRow(QVBoxLayout& layout);
    void showMenu(const QPoint& position);
    void applyFilter();
    QModelIndex indexOf(PlaceId place) const;
    QueryMode mode() const;
    QToolButton* makeColumnsButton();
    void showAnswer();
    void showSelection();
    enum class CopyForm : std::uint8_t { Text, Markdown, Csv, Python };
    QString selectedText(CopyForm form) const;

    TensorTableModel& m_table;
    TensorFilterModel* m_model = nullptr;
    FilterEdit* m_filter = nullptr;
    Segments* m_modes = nullptr;
    SavedFilters* m_saved = nullptr;
    QTableView* m_view = nullptr;
    ColumnFit* m_fit = nullptr;
    QLabel* m_selection = nullptr;
    QString m_answer; ///< what the filter finds, in words
    QWidget* m_copyForms = nullptr;
    QToolButton* m_copyMenu = nullptr;
    QTimer m_typing;
};

} // namespace pthf
