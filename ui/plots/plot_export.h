// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <QString>

#include "core/base/result.h"

class QWidget;

namespace pthf {

/// The numbers of a picture: rows by columns, with a name for each column where there are names.
struct PlotTable {
    std::vector<QString> columnNames;
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
    std::vector<double> numbers; ///< row by row
};

/// Endings of files that a picture can be exported to, for a file dialog: "PNG (*.png);;SVG (*.svg);;…".
QString plotFileFilter();

/// Writes a picture, or its numbers, by the ending of the path: png and svg as it is seen, csv and npy (float64) what
/// it is drawn from. InvalidArgument for any other ending, IoFailed where the file cannot be written; then the old
/// file is still there.
Status exportPlot(QWidget& picture, const PlotTable& table, const QString& path);

} // namespace pthf
