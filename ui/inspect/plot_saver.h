// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QString>

#include "ui/plots/plot_export.h"

namespace pthf {

/// Asks where to, and writes the picture or its numbers there; what goes wrong is said in a box. The picture outlives
/// the question.
void askAndExport(QWidget& picture, std::function<PlotTable()> table, const QString& suggestedName);

} // namespace pthf
