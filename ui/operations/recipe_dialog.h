// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/operations/recipe_fit.h"

namespace pthf {

/// What of a recipe suits the open file and what does not, with the reason; accepted: what suits is wanted.
class RecipeDialog final : public QDialog {
    Q_OBJECT

public:
    RecipeDialog(const QString& name, const std::vector<OperationFit>& fits, QWidget* parent = nullptr);
};

} // namespace pthf
