// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_export.h"

#include <cstring>

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QWidget>

#include "ui/base/text.h"

namespace pthf {

namespace {

/// As sharp as a printed page wants it.
constexpr int kScale = 2;

QByteArray pngOf(QWidget& picture)
{
    QPixmap pixmap(picture.size() * kScale);
    pixmap.setDevicePixelRatio(kScale);
    picture.render(&pixmap);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    pixmap.save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(QWidget& picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(picture.size());
    generator.setViewBox(picture.rect());
    generator.setTitle(picture.accessibleName());
    QPainter painter(&generator);
    picture.render(&painter);
    painter.end();
    return bytes;
}

QByteArray csvOf(const PlotTable& table)
{
    QString text;
    for (std::size_t i = 0; i < table.columnNames.size(); ++i) {
        text += (i == 0 ? QString() : QStringLiteral(",")) + table.columnNames[i];
    }
    text += table.columnNames.empty() ? QString() : QStringLiteral("\n");
    for (std::uint64_t row = 0; row < table.rows; ++row) {
        for (std::uint64_t column = 0; column < table.columns; ++column) {
            const double number = table.numbers[static_cast<std::size_t>(row * table.columns + column)];
            text += (column == 0 ? QString() : QStringLiteral(",")) + QString::number(number, 'g', 17);
        }
        text += QLatin1Char('\n');
    }
    return text.toUtf8();
}

/// Version 1.0: magic, version, length of the header, header padded to 64, numbers (numpy/lib/format.py).
QByteArray npyOf(const PlotTable& table)
{
    QByteArray header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + QByteArray::number(table.rows) + ", "
        + QByteArray::number(table.columns) + "), }";
    constexpr qsizetype kBefore = 10;
    header.append(QByteArray((64 - (header.size() + kBefore + 1) % 64) % 64, ' ')).append('\n');
    QByteArray bytes("\x93NUMPY\x01\x00", 8);
    bytes.append(static_cast<char>(header.size() & 0xff)).append(static_cast<char>(header.size() >> 8));
    bytes.append(header);
    bytes.append(reinterpret_cast<const char*>(table.numbers.data()),
        static_cast<qsizetype>(table.numbers.size() * sizeof(double)));
    return bytes;
}

} // namespace

QString plotFileFilter()
{
    return QCoreApplication::translate("pthf::PlotExport",
        "Picture, PNG (*.png);;Drawing, SVG (*.svg);;"
        "Numbers, CSV (*.csv);;Numbers, NumPy (*.npy)");
}

Status exportPlot(QWidget& picture, const PlotTable& table, const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    QByteArray bytes;
    if (ending == QLatin1String("png")) {
        bytes = pngOf(picture);
    } else if (ending == QLatin1String("svg")) {
        bytes = svgOf(picture);
    } else if (ending == QLatin1String("csv")) {
        bytes = csvOf(table);
    } else if (ending == QLatin1String("npy")) {
        bytes = npyOf(table);
    } else {
        return Error{
            ErrorCode::InvalidArgument, "\"" + toUtf8(ending) + "\" is none of the endings png, svg, csv and npy"};
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return Error{ErrorCode::IoFailed, toUtf8(path + QStringLiteral(": ") + file.errorString())};
    }
    return Done{};
}

} // namespace pthf
