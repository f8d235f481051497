// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/memory_table.h"

#include <algorithm>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/base/metrics.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

QString recipeText(TrainingRecipe recipe)
{
    switch (recipe) {
    case TrainingRecipe::Float32Adam:
        return MemoryTable::tr("float32");
    case TrainingRecipe::Float32Momentum:
        return MemoryTable::tr("float32, SGD with momentum");
    case TrainingRecipe::MixedAdam:
        return MemoryTable::tr("bfloat16 with float32 master");
    case TrainingRecipe::BFloat16Adam:
        return MemoryTable::tr("bfloat16 throughout");
    }
    return {};
}

} // namespace

MemoryTable::MemoryTable(QWidget* parent)
    : OverviewCard(tr("Memory to train"), parent)
{
    auto* note = new QLabel(tr("without activations"), this);
    note->setFont(smallFont(font()));
    note->setForegroundRole(QPalette::PlaceholderText);
    head().addWidget(note);
}

void MemoryTable::setParameters(std::uint64_t parameters)
{
    m_parameters = parameters;
    setVisible(parameters > 0);
    fill();
}

void MemoryTable::fill()
{
    QGridLayout& grid = newGrid();
    const Metrics metrics(this);
    grid.setHorizontalSpacing(metrics.scaled(16));
    grid.setColumnStretch(0, 1);
    const QStringList titles{tr("Number type"), tr("Weights"), tr("Gradients"), tr("Optimizer"), tr("Together")};
    for (int column = 0; column < titles.size(); ++column) {
        auto* title = new QLabel(titles[column], rows());
        title->setFont(smallFont(font()));
        title->setForegroundRole(QPalette::PlaceholderText);
        grid.addWidget(title, 0, column, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
    }
    std::uint64_t most = 1;
    for (const TrainingRecipe recipe : kTrainingRecipes) {
        most = std::max(most, trainingMemory(m_parameters, recipe).together());
    }
    int row = 1;
    for (const TrainingRecipe recipe : kTrainingRecipes) {
        const TrainingMemory memory = trainingMemory(m_parameters, recipe);
        auto* choice = new QRadioButton(recipeText(recipe), rows());
        choice->setObjectName(QStringLiteral("recipe%1").arg(row - 1));
        choice->setChecked(recipe == m_chosen);
        grid.addWidget(choice, row, 0);
        connect(choice, &QRadioButton::clicked, this, [this, recipe] {
            m_chosen = recipe;
            QMetaObject::invokeMethod(this, &MemoryTable::fill, Qt::QueuedConnection); // the button is one of the rows
        });
        int column = 1;
        for (const std::uint64_t bytes : {memory.weights, memory.gradients, memory.optimizer, memory.together()}) {
            auto* number = new QLabel(shownSize(bytes), rows());
            if (column == 4 || recipe == m_chosen) {
                number->setFont(column == 4 ? strongFont(font()) : mediumFont(font()));
            }
            grid.addWidget(number, row, column++, Qt::AlignRight);
        }
        auto* bar = new ByteBar(static_cast<double>(memory.together()) / static_cast<double>(most), {}, rows());
        bar->setFixedWidth(metrics.scaled(46));
        grid.addWidget(bar, row++, column, Qt::AlignVCenter);
    }
}

} // namespace pthf
