// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include <QList>
#include <QObject>

#include "ui/operations/operation_catalogue.h"
#include "ui/operations/row_offers.h"

class QAction;
class QMenu;

namespace pthf {

class DocumentSession;
class JobRunner;

/// Every operation of the plan as an action, and what suits the selected rows as a menu. Whatever has to be filled in
/// is asked for by the operation dialog; the answer goes to the session.
class EditActions final : public QObject {
    Q_OBJECT

public:
    EditActions(JobRunner& runner, DocumentSession& session, QWidget& window);

    /// A submenu a group.
    void fillMenu(QMenu& edit);
    void fillRowMenu(QMenu& menu, const std::vector<ChosenRow>& rows);
    const QList<QAction*>& all() const noexcept { return m_actions; }

    /// Asks for an operation that begins as this one.
    void ask(const Operation& beginning);
    /// Asks what the operation at that item of the plan should be.
    void edit(std::size_t item);

private:
    void offer(const RowOffer& offer);
    void fillNames(QMenu& names);
    void spread();

    JobRunner& m_runner;
    DocumentSession& m_session;
    QWidget& m_window;
    std::vector<OperationChoice> m_catalogue;
    QList<QAction*> m_actions; ///< beside m_catalogue
};

} // namespace pthf
