// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/recipe_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

Icon iconOf(OperationFit::Verdict verdict)
{
    switch (verdict) {
    case OperationFit::Verdict::Fits:
        return Icon::Ok;
    case OperationFit::Verdict::Idle:
        return Icon::Info;
    case OperationFit::Verdict::CannotWork:
        return Icon::Error;
    }
    return Icon::Info;
}

} // namespace

RecipeDialog::RecipeDialog(const QString& name, const std::vector<OperationFit>& fits, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("recipeDialog"));
    setWindowTitle(tr("Apply a recipe"));
    const auto without = std::ranges::count(fits, OperationFit::Verdict::CannotWork, &OperationFit::verdict);
    const auto idle = std::ranges::count(fits, OperationFit::Verdict::Idle, &OperationFit::verdict);
    auto* intro = new QLabel(this);
    intro->setObjectName(QStringLiteral("recipeIntro"));
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    intro->setText(tr("%1: %2 of %3 operations cannot work on this file, %4 change nothing in it")
                       .arg(shownText(name))
                       .arg(without)
                       .arg(fits.size())
                       .arg(idle));
    const Metrics metrics(this);
    auto* table = new QTableWidget(static_cast<int>(fits.size()), 2, this);
    table->setObjectName(QStringLiteral("recipeTable"));
    table->setAccessibleName(tr("Operations of the recipe"));
    table->setHorizontalHeaderLabels({tr("Operation"), tr("On this file")});
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(metrics.row());
    table->verticalHeader()->setDefaultSectionSize(metrics.row());
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    int row = 0;
    for (const OperationFit& fit : fits) {
        const QString words = coreText(describe(fit.operation));
        auto* operation = new QTableWidgetItem(themedIcon(iconOf(fit.verdict)), words); // the table owns its items
        operation->setToolTip(words);
        auto* answer = new QTableWidgetItem(fit.text);
        answer->setToolTip(fit.text);
        table->setItem(row, 0, operation);
        table->setItem(row++, 1, answer);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* add = buttons->addButton(tr("Add what works"), QDialogButtonBox::AcceptRole);
    add->setObjectName(QStringLiteral("recipeAdd"));
    add->setEnabled(without < static_cast<std::ptrdiff_t>(fits.size()));
    setButtonKind(add, ButtonKind::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    resize(metrics.scaled(680), metrics.scaled(340));
}

} // namespace pthf
