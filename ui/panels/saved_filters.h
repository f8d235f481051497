// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QToolButton>

#include "ui/models/tensor_query.h"

class QMenu;

namespace pthf {

/// A filter of the tensor table as it was typed.
struct TableFilter {
    QueryMode mode = QueryMode::Text;
    QString query;

    bool operator==(const TableFilter&) const = default;
};

/// The button of the saved filters: its menu keeps the current one, brings a kept one back, or forgets it.
class SavedFilters final : public QToolButton {
    Q_OBJECT

public:
    explicit SavedFilters(QWidget* parent = nullptr);

    /// What "save" would keep.
    void setCurrent(const TableFilter& filter) { m_current = filter; }
    const TableFilter& current() const noexcept { return m_current; }
    const QList<TableFilter>& filters() const noexcept { return m_filters; }
    void keep(const TableFilter& filter);

    /// The current filter and the kept ones, for the window's settings; broken states are ignored.
    QByteArray state() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void chosen(const pthf::TableFilter& filter);

private:
    void fillMenu(QMenu& menu);

    TableFilter m_current;
    QList<TableFilter> m_filters;
};

} // namespace pthf
