// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/survey/training_memory.h"
#include "ui/overview/overview_cards.h"

class QButtonGroup;

namespace pthf {

/// What training a model takes, by how it is trained; one way is chosen, the others are measured against it.
class MemoryTable final : public OverviewCard {
    Q_OBJECT

public:
    explicit MemoryTable(QWidget* parent = nullptr);

    void setParameters(std::uint64_t parameters);
    TrainingRecipe chosen() const noexcept { return m_chosen; }

private:
    void fill();

    std::uint64_t m_parameters = 0;
    TrainingRecipe m_chosen = TrainingRecipe::Float32Adam;
};

} // namespace pthf
