// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/recipe_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/widgets/word_table.h"
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
    auto* table = new WordTable({tr("Operation"), tr("On this file")}, tr("Operations of the recipe"), this);
    table->setObjectName(QStringLiteral("recipeTable"));
    for (const OperationFit& fit : fits) {
        table->addRow({coreText(describe(fit.operation)), fit.text});
        table->item(table->rowCount() - 1, 0)->setIcon(themedIcon(iconOf(fit.verdict)));
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
