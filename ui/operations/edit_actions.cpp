// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/edit_actions.h"

#include <QAction>
#include <QMenu>

#include "ui/base/text.h"
#include "ui/operations/operation_dialog.h"
#include "ui/operations/operation_fields.h"
#include "ui/session/document_session.h"
#include "ui/words/core_text.h"

namespace pthf {

EditActions::EditActions(JobRunner& runner, DocumentSession& session, QWidget& window)
    : QObject(&window)
    , m_runner(runner)
    , m_session(session)
    , m_window(window)
    , m_catalogue(operationCatalogue())
{
    for (const OperationChoice& choice : m_catalogue) {
        const bool isQuestion = !fieldsOf(choice.blank).empty();
        auto* action =
            new QAction(themedIcon(choice.icon), isQuestion ? tr("%1…").arg(choice.title) : choice.title, this);
        action->setObjectName(QLatin1String("edit_") + choice.id);
        action->setToolTip(choice.explanation);
        action->setStatusTip(choice.explanation);
        connect(action, &QAction::triggered, this, [this, blank = choice.blank] { ask(blank); });
        m_actions.append(action);
    }
}

void EditActions::fillMenu(QMenu& edit)
{
    QMenu* group = nullptr;
    for (std::size_t i = 0; i < m_catalogue.size(); ++i) {
        if (i == 0 || m_catalogue[i].group != m_catalogue[i - 1].group) {
            group = edit.addMenu(groupTitle(m_catalogue[i].group));
            group->setToolTipsVisible(true);
        }
        group->addAction(m_actions[static_cast<qsizetype>(i)]);
    }
}

void EditActions::fillRowMenu(QMenu& menu, const std::vector<ChosenRow>& rows)
{
    for (const RowOffer& suited : offersFor(rows)) {
        QAction* action = menu.addAction(themedIcon(suited.icon), QString(suited.title).replace(u'&', u"&&"_qs));
        action->setObjectName(QLatin1String("row_") + suited.id);
        connect(action, &QAction::triggered, this, [this, suited] { offer(suited); });
    }
}

void EditActions::offer(const RowOffer& offer)
{
    if (offer.isQuestion) {
        ask(offer.operations.front());
        return;
    }
    PlanState plan = m_session.plan(); // rules for chosen rows join the moves that are there
    for (const Operation& operation : offer.operations) {
        plan.items.push_back(PlanItem{operation, true});
    }
    m_session.setPlan(plan, offer.title);
}

void EditActions::ask(const Operation& beginning)
{
    if (!m_session.opened()) {
        return;
    }
    auto* dialog = new OperationDialog(m_runner, m_session, beginning, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const PlanState plan = dialog->plan();
        m_session.setPlan(plan, coreText(describe(plan.items.back().operation)));
    });
    dialog->open();
}

void EditActions::edit(std::size_t item)
{
    if (item >= m_session.plan().items.size()) {
        return;
    }
    auto* dialog = new OperationDialog(m_runner, m_session, item, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, item] {
        const PlanState plan = dialog->plan();
        if (item < plan.items.size()) {
            m_session.setPlan(plan, tr("edit: %1").arg(coreText(describe(plan.items[item].operation))));
        }
    });
    dialog->open();
}

} // namespace pthf
