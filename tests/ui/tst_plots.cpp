// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <numeric>

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/support/temp_folder.h"
#include "ui/base/plot_colors.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/plots/heatmap_plot.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/treemap.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

HeatmapData matrix(std::uint32_t rows, std::uint32_t columns)
{
    HeatmapData data;
    data.place = QRectF(0, 0, columns, rows);
    data.rows = rows;
    data.columns = columns;
    data.cells.resize(std::size_t{rows} * columns);
    std::iota(data.cells.begin(), data.cells.end(), 0.0);
    data.marks.assign(data.cells.size(), 0);
    return data;
}

void wheel(QWidget& widget, const QPoint& position, int steps)
{
    QWheelEvent event(position, widget.mapToGlobal(position), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPlots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }
    void cleanup() { static_cast<PthfStyle*>(QApplication::style())->applyTheme(ThemeKind::Light); }

    void colorsDivergeAroundZero()
    {
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            const PlotColors& colors = PlotColors::of(Theme::of(kind));
            QCOMPARE(colors.at(0), colors.middle);
            QCOMPARE(colors.at(-7), colors.low);
            QCOMPARE(colors.at(1), colors.high);
            QVERIFY(contrastRatio(colors.fills[0], Theme::of(kind).text) >= 9);
        }
    }

    void aBinSaysItsCount()
    {
        HistogramPlot plot;
        plot.resize(400, 200);
        plot.setData({-1, 1, {1, 2, 30, 4}});
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        const QString text = plot.textAt(plot.rect().center() + QPoint(40, 0));
        QCOMPARE(text, QStringLiteral("0 to 0.5: 30"));
        QVERIFY(plot.textAt(QPoint(0, 0)).isEmpty());
    }

    void aHistogramZoomsMovesAndShowsAllAgain()
    {
        HistogramPlot plot;
        plot.resize(400, 200);
        plot.setData({0, 10, std::vector<std::uint64_t>(10, 5)});
        plot.show();
        const double whole = plot.shownHigh() - plot.shownLow();
        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(plot.shownHigh() - plot.shownLow() < whole);
        const double low = plot.shownLow();
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.shownLow() > low);
        QTest::keyClick(&plot, Qt::Key_0);
        QCOMPARE(plot.shownHigh() - plot.shownLow(), whole);
    }

    void countsAreDrawnByTheirLogarithm()
    {
        HistogramPlot plot;
        plot.resize(400, 200);
        plot.setData({0, 1, {1, 100'000}});
        plot.show();
        QCoreApplication::processEvents();
        const QImage linear = plot.grab().toImage();
        plot.setScale(CountScale::Log);
        QCoreApplication::processEvents();
        QVERIFY(plot.grab().toImage() != linear);
    }

    void plotsFollowTheTheme()
    {
        HistogramPlot histogram;
        histogram.setData({0, 1, {1, 2}});
        HeatmapPlot heatmap;
        heatmap.setData(matrix(4, 4), 16);
        Treemap treemap;
        treemap.setParts({{QStringLiteral("a"), {}, {}, 1, 0, {}, {}}});
        for (QWidget* plot :
            {static_cast<QWidget*>(&histogram), static_cast<QWidget*>(&heatmap), static_cast<QWidget*>(&treemap)}) {
            plot->resize(300, 200);
            plot->show();
            QCoreApplication::processEvents();
            const QImage light = plot->grab().toImage();
            static_cast<PthfStyle*>(QApplication::style())->applyTheme(ThemeKind::Dark);
            QCoreApplication::processEvents();
            QVERIFY(plot->grab().toImage() != light);
            cleanup();
        }
    }

    void aCellSaysItsPlaceAndNumber()
    {
        HeatmapPlot plot;
        plot.resize(500, 200);
        plot.setData(matrix(4, 8), 32);
        const QRect field = plot.field();
        QCOMPARE(plot.textAt(field.topLeft() + QPoint(2, 2)), QStringLiteral("[0, 0] 0"));
        QCOMPARE(plot.textAt(field.bottomRight() - QPoint(2, 2)), QStringLiteral("[3, 7] 31"));
        QVERIFY(plot.textAt(QPoint(field.right() + 5, 5)).isEmpty());
    }

    void whatIsNoNumberSaysSo()
    {
        HeatmapData data = matrix(1, 2);
        data.marks = {HeatmapData::kNan, HeatmapData::kInf};
        HeatmapPlot plot;
        plot.resize(400, 100);
        plot.setData(data, 1);
        QCOMPARE(plot.textAt(plot.field().topLeft() + QPoint(5, 5)), QStringLiteral("[0, 0] NaN"));
        QCOMPARE(plot.textAt(plot.field().topRight() + QPoint(-5, 5)), QStringLiteral("[0, 1] Inf"));
        plot.grab();
    }

    void closerCellsAreAskedFor()
    {
        HeatmapData data = matrix(10, 10);
        data.place = QRectF(0, 0, 1000, 1000);
        data.rowsPerCell = 100;
        data.columnsPerCell = 100;
        HeatmapPlot plot;
        plot.resize(500, 400);
        plot.setData(data, 100);
        QSignalSpy asked(&plot, &HeatmapPlot::detailNeeded);
        const QPoint center = plot.field().center();
        for (int i = 0; i < 20; ++i) {
            wheel(plot, center, 1);
        }
        QVERIFY(!asked.isEmpty());
        const QRectF view = plot.view();
        QVERIFY(view.width() < 20 && QRectF(490, 490, 20, 20).intersects(view));
        HeatmapData detail = matrix(40, 40);
        detail.place = QRectF(480, 480, 40, 40);
        plot.setDetail(detail);
        QVERIFY(plot.textAt(center).startsWith(QStringLiteral("[")));
        QTest::mouseDClick(&plot, Qt::LeftButton, {}, center);
        QCOMPARE(plot.view(), QRectF(0, 0, 1000, 1000));
        QVERIFY(plot.textAt(center).contains(QStringLiteral("mean")));
    }

    void draggingMovesWithinTheMatrix()
    {
        HeatmapPlot plot;
        plot.resize(500, 400);
        plot.setData(matrix(100, 100), 100);
        plot.setView({20, 20, 20, 20});
        const QPoint center = plot.field().center();
        QTest::mousePress(&plot, Qt::LeftButton, {}, center);
        QMouseEvent move(QEvent::MouseMove, QPointF(center + QPoint(40, 0)), plot.mapToGlobal(QPointF(center)),
            Qt::LeftButton, Qt::LeftButton, {});
        QApplication::sendEvent(&plot, &move);
        QVERIFY(plot.view().left() < 20);
        plot.setView({-50, 500, 20, 20});
        QCOMPARE(plot.view(), QRectF(0, 80, 20, 20));
    }

    void kernelsStandApart()
    {
        HeatmapData data = matrix(6, 6);
        data.tileRows = 3;
        data.tileColumns = 3;
        HeatmapPlot plot;
        plot.resize(400, 300);
        plot.setData(data, 36);
        const QSize fits = plot.tilesThatFit(3, 3);
        QVERIFY(fits.width() > 10 && fits.height() > 10);
        const QImage picture = plot.grab().toImage();
        bool hasGap = false; // a column of the ground between the two kernels of the first row
        for (int x = 1; x < plot.field().width(); ++x) {
            hasGap = hasGap || plot.textAt(QPoint(x, 2)).isEmpty();
        }
        QVERIFY(hasGap);
        QVERIFY(!picture.isNull());
    }

    void partsAreAsLargeAsTheirBytes()
    {
        const std::vector<double> weights{6, 6, 4, 3, 2, 2, 1};
        const std::vector<QRectF> places = squarified(weights, QRectF(0, 0, 600, 400));
        QCOMPARE(places.size(), weights.size());
        for (std::size_t i = 0; i < places.size(); ++i) {
            QVERIFY(std::abs(places[i].width() * places[i].height() - weights[i] * 10000) < 1);
            QVERIFY(std::max(places[i].width() / places[i].height(), places[i].height() / places[i].width()) < 4);
            for (std::size_t j = 0; j < i; ++j) {
                const QRectF both = places[i].adjusted(0.01, 0.01, -0.01, -0.01) & places[j];
                QVERIFY(both.isEmpty());
            }
        }
        QCOMPARE(squarified({0, 0}, QRectF(0, 0, 10, 10)).size(), std::size_t{2});
        QCOMPARE(squarified({3, 0}, QRectF(0, 0, 10, 10)).front(), QRectF(0, 0, 10, 10));
    }

    void aPartIsChosenByMouseAndKeys()
    {
        TreemapNode layer{QStringLiteral("layer"), QStringLiteral("2 B"), QStringLiteral("tip"), 60, 0, 7U, {}};
        TreemapNode model{QStringLiteral("Model"), QStringLiteral("100 B"), {}, 100, 0, 1U, {layer}};
        model.children.push_back({QStringLiteral("fc"), {}, {}, 40, 0, 9U, {}});
        Treemap treemap;
        treemap.resize(400, 300);
        treemap.setParts({model, {QStringLiteral("Adam"), {}, {}, 100, 1, 2U, {}}});
        treemap.show();
        QSignalSpy activated(&treemap, &Treemap::activated);
        for (const Treemap::Shown& shown : treemap.shownParts()) {
            if (shown.label == QLatin1String("fc")) {
                QTest::mouseClick(&treemap, Qt::LeftButton, {}, shown.place.center());
            }
        }
        QCOMPARE(activated.takeFirst().first().toUInt(), 9U);
        QTest::keyClick(&treemap, Qt::Key_Right);
        QTest::keyClick(&treemap, Qt::Key_Return);
        QCOMPARE(activated.takeFirst().first().toUInt(), 2U);
    }

    void picturesAreExported_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("png") << QStringLiteral("png") << QByteArray("\x89PNG");
        QTest::newRow("svg") << QStringLiteral("svg") << QByteArray("<?xml");
        QTest::newRow("csv") << QStringLiteral("csv") << QByteArray("from,to,count\n0,0.5,3\n0.5,1,4\n");
        QTest::newRow("npy") << QStringLiteral("npy") << QByteArray("\x93NUMPY\x01\x00", 8);
    }

    void picturesAreExported()
    {
        QFETCH(QString, ending);
        QFETCH(QByteArray, start);
        const TempFolder folder;
        HistogramPlot plot;
        plot.resize(300, 200);
        plot.setData({0, 1, {3, 4}});
        const QString path = pathToQString(folder.path() / "plot.") + ending;
        QVERIFY(exportPlot(plot, plot.table(), path));
        const QByteArray written = contents(path);
        QVERIFY2(written.startsWith(start), written.left(40).constData());
        if (ending == QLatin1String("npy")) {
            QVERIFY(written.contains("'shape': (2, 3)"));
            QCOMPARE(written.size() % 64, (6 * 8) % 64);
        }
    }

    void otherEndingsAreRefused()
    {
        const TempFolder folder;
        HistogramPlot plot;
        const Status written = exportPlot(plot, plot.table(), pathToQString(folder.path() / "plot.gif"));
        QVERIFY(!written);
        QCOMPARE(written.error().code(), ErrorCode::InvalidArgument);
        QVERIFY(!exportPlot(plot, plot.table(), pathToQString(folder.path() / "none" / "plot.png")));
    }
};

QTEST_MAIN(TestPlots)
#include "tst_plots.moc"
