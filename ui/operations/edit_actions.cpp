// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/edit_actions.h"

#include <QAction>
#include <QMenu>

#include "core/placement/device_rules.h"
#include "core/plan/name_families.h"
#include "ui/base/text.h"
#include "ui/operations/operation_dialog.h"
#include "ui/operations/operation_fields.h"
#include "ui/operations/placement_dialog.h"
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
        const bool isLast = i + 1 == m_catalogue.size() || m_catalogue[i + 1].group != m_catalogue[i].group;
        if (isLast && m_catalogue[i].group == OperationGroup::Devices) {
            QAction* action = group->addAction(themedIcon(Icon::Device), tr("Spread over devices…"));
            action->setObjectName(QStringLiteral("edit_spread"));
            action->setToolTip(tr("Puts parts of the model on devices of their own: by bytes, by role, by layer."));
            connect(action, &QAction::triggered, this, &EditActions::spread);
        }
        if (isLast && m_catalogue[i].group == OperationGroup::Keys) {
            QMenu* names = group->addMenu(tr("Names of other code"));
            names->setObjectName(QStringLiteral("edit_names"));
            connect(names, &QMenu::aboutToShow, this, [this, names] { fillNames(*names); });
        }
    }
}

/// What weight_norm, PEFT and the like call the same parameters: those families that the keys of the plan have.
void EditActions::fillNames(QMenu& names)
{
    names.clear();
    const auto planned = m_session.opened() ? m_session.plannedNow() : Error{ErrorCode::InvalidArgument, {}};
    std::vector<std::string> keys;
    if (planned) {
        for (const KeyedBytes& key : keyedBytesOf((*planned)->content, (*planned)->tree)) {
            keys.push_back(key.key);
        }
    }
    for (const NameFamily& family : nameFamilies()) {
        const std::vector<Operation> operations = familyOperations(family, keys, {});
        if (!operations.empty()) {
            const QString title = coreText(family.text);
            QAction* action = names.addAction(title);
            action->setObjectName(QLatin1String("names_") + toQString(family.id));
            connect(action, &QAction::triggered, this,
                [this, operations, title] { m_session.addOperations(operations, title); });
        }
    }
    if (names.isEmpty()) {
        names.addAction(tr("No key has names that other code gives"))->setEnabled(false);
    }
}

void EditActions::spread()
{
    if (!m_session.opened()) {
        return;
    }
    auto* dialog = new PlacementDialog(m_session, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const auto rules = dialog->rules();
        if (rules) {
            PlanState plan = m_session.plan(); // rules join the moves that are there
            plan.items.push_back(PlanItem{MapLocation{{}, {}, *rules}, true});
            m_session.setPlan(plan, tr("spread over devices"));
        }
    });
    dialog->open();
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
