// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "tests/support/stored_numbers.h"
#include "tests/ui/opened_fixture.h"
#include "ui/base/pthf_style.h"
#include "ui/inspect/bytes_page.h"
#include "ui/inspect/heatmap_page.h"
#include "ui/inspect/values_page.h"
#include "ui/plots/heatmap_plot.h"
#include "ui/plots/histogram_plot.h"
#include "ui/widgets/segments.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// [2, 3, 4] of 0, 1, 2, …, and tensors around it.
OpenedPtr countingFile()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::Float32, {2, 3, 4});
    builder.view("t", "w", {4, 3}, {1, 4}, 12);
    builder.tensor("scalar", DType::Int64, {});
    builder.tensor("empty", DType::Float32, {0, 3});
    std::array<float, 24> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = static_cast<float>(i);
    }
    numbers[5] = std::nanf("");
    return openedFrom(zipWithNumbers(builder, 0, numbers));
}

TensorSubject subjectOf(const OpenedPtr& opened, const QString& path)
{
    for (const TensorLine& line : opened->tensors) {
        if (opened->pathAt(line.place) == path) {
            return {opened, line.tensor};
        }
    }
    return {};
}

template<typename Page>
struct Shown {
    JobRunner runner;
    OpenedPtr opened = countingFile();
    Page page{runner};

    explicit Shown(const char* path)
    {
        page.resize(440, 400);
        page.setSubject(subjectOf(opened, QLatin1String(path)));
        page.show();
    }
};

} // namespace

class TestInspect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }

    void valuesAreReadWhenThePageIsSeen()
    {
        JobRunner runner;
        ValuesPage page(runner);
        page.setSubject(subjectOf(countingFile(), QStringLiteral("w")));
        QVERIFY(runner.isIdle());
        page.show();
        QTRY_COMPARE(page.grid()->textAt(2, 3), QStringLiteral("11"));
        QCOMPARE(page.grid()->textAt(1, 1), QStringLiteral("nan"));
    }

    void blocksOfAGgufFileAreShownAsTheirNumbers()
    {
        SilentProgress nobody;
        const auto document = openCheckpoint(
            std::filesystem::path(PTHF_TEST_DATA) / "foreign/tiny.gguf", OpenOptions{}, Task{{}, nobody});
        const OpenedPtr opened = openedDocument(document.value());
        JobRunner runner;
        ValuesPage page(runner);
        page.setSubject(subjectOf(opened, QStringLiteral("q")));
        page.show();
        QTRY_COMPARE(page.grid()->textAt(0, 2), QStringLiteral("3.875"));
        QCOMPARE(page.grid()->columns(), quint64{64});
        QVERIFY(numbersOf(subjectOf(opened, QStringLiteral("w"))) == subjectOf(opened, QStringLiteral("w")));
        QVERIFY(!numbersOf(TensorSubject{}).isTensor());
        const TensorSubject blocks = bytesOf(subjectOf(opened, QStringLiteral("q")));
        QCOMPARE(blocks.value().dtype, DType::UInt8);
        QCOMPARE(blocks.value().elements(), std::uint64_t{36});
    }

    void aSliceIsTypedOrSteppedTo()
    {
        Shown<ValuesPage> shown("w");
        auto* edit = shown.page.findChild<QLineEdit*>(QStringLiteral("sliceEdit"));
        QCOMPARE(edit->text(), QStringLiteral("[0, :, :]"));
        QTRY_COMPARE(shown.page.grid()->textAt(0, 0), QStringLiteral("0"));
        QTest::mouseClick(shown.page.findChild<QToolButton*>(QStringLiteral("nextSlice")), Qt::LeftButton);
        QCOMPARE(edit->text(), QStringLiteral("[1, :, :]"));
        QTRY_COMPARE(shown.page.grid()->textAt(0, 0), QStringLiteral("12"));
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("-1, ::2, 1"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(edit->text(), QStringLiteral("[1, ::2, 1]"));
        QTRY_COMPARE(shown.page.grid()->textAt(1, 0), QStringLiteral("21"));
        QCOMPARE(shown.page.grid()->rows(), quint64{2});
        QCOMPARE(shown.page.grid()->columns(), quint64{1});
    }

    void aSliceThatIsNoneKeepsTheTable()
    {
        Shown<ValuesPage> shown("w");
        QTRY_COMPARE(shown.page.grid()->textAt(0, 0), QStringLiteral("0"));
        auto* edit = shown.page.findChild<QLineEdit*>(QStringLiteral("sliceEdit"));
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("7"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(edit->toolTip().contains(QStringLiteral("2 entries")));
        QCOMPARE(shown.page.grid()->textAt(0, 0), QStringLiteral("0"));
    }

    void viewsAndScalarsAreTables_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<quint64>("rows");
        QTest::addColumn<quint64>("columns");
        QTest::addColumn<QString>("last");
        QTest::newRow("transposed") << QByteArray("t") << quint64{4} << quint64{3} << QStringLiteral("23");
        QTest::newRow("scalar") << QByteArray("scalar") << quint64{1} << quint64{1} << QString();
    }

    void viewsAndScalarsAreTables()
    {
        QFETCH(QByteArray, path);
        QFETCH(quint64, rows);
        QFETCH(quint64, columns);
        QFETCH(QString, last);
        Shown<ValuesPage> shown(path.constData());
        QCOMPARE(shown.page.grid()->rows(), rows);
        QCOMPARE(shown.page.grid()->columns(), columns);
        QTRY_VERIFY(!shown.page.grid()->textAt(rows - 1, columns - 1).isEmpty());
        if (!last.isEmpty()) {
            QCOMPARE(shown.page.grid()->textAt(rows - 1, columns - 1), last);
        }
    }

    void anEmptyTensorSaysSo()
    {
        Shown<ValuesPage> shown("empty");
        QTRY_VERIFY(shown.page.findChild<QLabel*>(QStringLiteral("pageNote"))->isVisible());
    }

    void cellsAreChosenByKeysAndCopied()
    {
        Shown<ValuesPage> shown("t");
        CellGrid* grid = shown.page.grid();
        QTRY_COMPARE(grid->textAt(0, 0), QStringLiteral("12"));
        QTest::keyClick(grid, Qt::Key_Right);
        QTest::keyClick(grid, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(grid, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("16\t20\n17\t21"));
        QTest::keyClick(grid, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(grid->currentRow(), quint64{3});
        QCOMPARE(grid->currentColumn(), quint64{2});
    }

    void onlyWhatIsSeenIsRead()
    {
        CheckpointBuilder builder;
        builder.tensor("long", DType::UInt8, {3'000'000});
        JobRunner runner;
        ValuesPage page(runner);
        page.resize(440, 400);
        page.show();
        QSignalSpy asked(page.grid(), &CellGrid::windowNeeded);
        page.setSubject(subjectOf(openedFrom(builder.zip()), QStringLiteral("long")));
        QTRY_VERIFY(!page.grid()->textAt(0, 0).isEmpty());
        QVERIFY(asked.first().first().value<GridWindow>().rows < 200);
        QTest::keyClick(page.grid(), Qt::Key_End, Qt::ControlModifier);
        QTRY_VERIFY(!page.grid()->textAt(2'999'999, 0).isEmpty());
        QVERIFY(asked.count() < 5);
    }

    void anotherTensorCancelsTheReading()
    {
        Shown<ValuesPage> shown("w");
        QVERIFY(shown.page.isReading());
        shown.page.setSubject({});
        QVERIFY(!shown.page.isReading());
        QTRY_VERIFY(shown.runner.isIdle());
    }

    void bytesBeginAtTheTensor()
    {
        Shown<BytesPage> shown("t");
        CellGrid* grid = shown.page.grid();
        shown.page.resize(700, 400);
        QCOMPARE(grid->rows(), quint64{6});
        QCOMPARE(grid->currentRow(), quint64{3}); // element 12 of float32
        QTRY_COMPARE(grid->textAt(3, 2), QStringLiteral("40")); // 12.0 is 00 00 40 41
        QCOMPARE(grid->textAt(3, 3), QStringLiteral("41"));
        QCOMPARE(grid->textAt(3, 16).left(4), QStringLiteral("..@A"));
    }

    void aNarrowPaneHasShorterLinesOfBytes()
    {
        Shown<BytesPage> shown("t");
        CellGrid* grid = shown.page.grid();
        QCOMPARE(grid->rows(), quint64{12});
        QCOMPARE(grid->currentRow(), quint64{6}); // the tensor's first byte, as in long lines
        QTRY_COMPARE(grid->textAt(6, 8).left(4), QStringLiteral("..@A"));
        QVERIFY(grid->horizontalScrollBar()->maximum() == 0); // the characters are in sight
        shown.page.resize(700, 400);
        QCOMPARE(grid->currentRow(), quint64{3});
        QTRY_COMPARE(grid->textAt(3, 16).left(4), QStringLiteral("..@A"));
    }

    void numbersAreCountedAndDistinctOnesByLibTorch()
    {
        JobRunner runner;
        NumbersPage page(runner, std::make_shared<GlanceCache>(), NumbersPage::Look::Page);
        page.resize(440, 500);
        page.setSubject(subjectOf(countingFile(), QStringLiteral("w")));
        page.show();
        QTRY_COMPARE(page.numberAt(QStringLiteral("Maximum")), QStringLiteral("23"));
        QCOMPARE(page.numberAt(QStringLiteral("Minimum")), QStringLiteral("0"));
        QCOMPARE(page.numberAt(QStringLiteral("NaN, Inf")), QStringLiteral("1, 0"));
        QCOMPARE(page.numberAt(QStringLiteral("Zeros")), QStringLiteral("1"));
        QCOMPARE(page.histogram()->data().counts.size(), std::size_t{64});
        // Built without LibTorch, or run before the module was: a sentence says so.
        QTRY_VERIFY_WITH_TIMEOUT(runner.isIdle(), 30'000);
        QCoreApplication::processEvents();
        const bool isMissing = page.findChild<QLabel*>(QStringLiteral("engineMissing"))->isVisible();
        QCOMPARE(page.numberAt(QStringLiteral("Distinct")), isMissing ? QStringLiteral("–") : QStringLiteral("24"));
        auto* scale = page.findChild<Segments*>(QStringLiteral("histogramScale"));
        QTest::mouseClick(scale->button(1), Qt::LeftButton);
        QCOMPARE(page.histogram()->scale(), CountScale::Log);
    }

    void theFootOfTheFactsNeverLoadsLibTorch()
    {
        JobRunner runner;
        NumbersPage foot(runner, std::make_shared<GlanceCache>(), NumbersPage::Look::Foot);
        QSignalSpy jobs(&runner, &JobRunner::jobAdded);
        foot.setSubject(subjectOf(countingFile(), QStringLiteral("w")));
        foot.show();
        QTRY_COMPARE(foot.histogram()->data().counts.size(), std::size_t{64});
        QTRY_VERIFY(runner.isIdle());
        QCOMPARE(jobs.count(), 1);
    }

    void numbersAreKeptForTheNextLook()
    {
        JobRunner runner;
        const OpenedPtr opened = countingFile();
        NumbersPage foot(runner, std::make_shared<GlanceCache>(), NumbersPage::Look::Foot);
        foot.show();
        for (const char* path : {"w", "t"}) {
            foot.setSubject(subjectOf(opened, QLatin1String(path)));
            QTRY_VERIFY(!foot.histogram()->data().counts.empty());
            QTRY_VERIFY(runner.isIdle());
        }
        foot.setSubject(subjectOf(opened, QStringLiteral("w")));
        QVERIFY(runner.isIdle());
        QCOMPARE(foot.histogram()->data().high, 23.0);
    }

    void aMatrixIsAPicture()
    {
        JobRunner runner;
        HeatmapPage page(runner, std::make_shared<GlanceCache>());
        page.resize(440, 600);
        page.setSubject(subjectOf(countingFile(), QStringLiteral("w")));
        page.show();
        QTRY_COMPARE(page.plot()->data().rows, 3U);
        QCOMPARE(page.plot()->data().columns, 4U);
        const QRect field = page.plot()->field();
        QCOMPARE(page.plot()->textAt(field.topLeft() + QPoint(3, 3)), QStringLiteral("[0, 0, 0] 0"));
        QCOMPARE(page.plot()->textAt(field.bottomRight() - QPoint(3, 3)), QStringLiteral("[0, 2, 3] 11"));
        QVERIFY(!page.findChild<Segments*>(QStringLiteral("heatmapForm"))->isVisible());
    }

    void filtersStandSideBySide()
    {
        JobRunner runner;
        HeatmapPage page(runner, std::make_shared<GlanceCache>());
        page.resize(440, 600);
        page.setSubject(subjectOf(openedFrom(smallTraining().zip()), QStringLiteral("model/module.conv1.weight")));
        page.show();
        QTRY_COMPARE(page.plot()->data().rows, 12U); // four of 3 × 3 down, three across
        QCOMPARE(page.plot()->data().columns, 9U);
        QVERIFY(page.plot()->data().isTiled());
        auto* out = page.findChild<QLineEdit*>(QStringLiteral("filtersOut"));
        out->selectAll();
        QTest::keyClicks(out, QStringLiteral("1-2"));
        QTest::keyClick(out, Qt::Key_Return);
        QTRY_COMPARE(page.plot()->data().rows, 6U);
        QVERIFY(page.plot()->textAt(page.plot()->field().topLeft() + QPoint(3, 3)).startsWith(u"[1, 0, 0, 0]"));
        auto* form = page.findChild<Segments*>(QStringLiteral("heatmapForm"));
        QTest::mouseClick(form->button(0), Qt::LeftButton);
        QTRY_COMPARE(page.plot()->data().columns, 27U);
    }

    void pagesArePaintedInBothThemes()
    {
        Shown<ValuesPage> shown("w");
        QTRY_COMPARE(shown.page.grid()->textAt(0, 0), QStringLiteral("0"));
        const QImage light = shown.page.grab().toImage();
        static_cast<PthfStyle*>(QApplication::style())->applyTheme(ThemeKind::Dark);
        QVERIFY(shown.page.grab().toImage() != light);
        static_cast<PthfStyle*>(QApplication::style())->applyTheme(ThemeKind::Light);
    }
};

QTEST_MAIN(TestInspect)
#include "tst_inspect.moc"
