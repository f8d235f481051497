// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QTest>
#include <QTreeView>

#include "ui/base/device_chips.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/delegates/cell_paint.h"
#include "ui/delegates/changed_cell_delegate.h"
#include "ui/delegates/column_fit.h"
#include "ui/delegates/device_chip_delegate.h"
#include "ui/delegates/elided_path_delegate.h"
#include "ui/delegates/name_delegate.h"
#include "ui/delegates/size_bar_delegate.h"
#include "ui/widgets/rich_line.h"

using namespace pthf;

namespace {

const QStringList kGpu{QStringLiteral("cuda:0")};
const QStringList kCpu{QStringLiteral("cpu")};

/// A view of one cell, painted by one delegate.
struct Cell {
    QTreeView view;
    QStandardItemModel model{1, 1};

    explicit Cell(const QString& text = QStringLiteral("x"))
    {
        model.setData(index(), text);
        view.setModel(&model);
    }

    QModelIndex index() const { return model.index(0, 0); }

    QImage painted(const QAbstractItemDelegate& delegate, QSize size)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(themeOf(&view).base);
        QPainter painter(&image);
        delegate.paint(&painter, option(size), index());
        painter.end();
        return image;
    }

    QStyleOptionViewItem option(QSize size) const
    {
        QStyleOptionViewItem option;
        option.widget = &view;
        option.rect = QRect(QPoint(0, 0), size);
        option.font = view.font();
        option.fontMetrics = QFontMetrics(view.font());
        option.state = QStyle::State_Enabled | QStyle::State_Active;
        return option;
    }
};

int countOf(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixelColor(x, y) == color ? 1 : 0;
        }
    }
    return count;
}

} // namespace

class TestDelegates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }
    void rowsAreAsHighAsTheFontAsks_data();
    void rowsAreAsHighAsTheFontAsks();
    void aBarIsAsLongAsItsShare();
    void aSmallShareIsStillSeen();
    void aRowWithoutAShareHasNoBar();
    void aChipHasTheDevicesColour();
    void anInheritedDeviceHasNoGround();
    void aDroppedRowHasNoDevice();
    void aMoveNeedsRoomForBothChips();
    void theNewNameIsShownBesideTheOld();
    void aChangeWithoutRoomShowsItsPartsInColour();
    void foundTextIsMarked();
    void aLongKeyStaysInItsCell_data();
    void aLongKeyStaysInItsCell();
    void aSelectedRowKeepsItsColours();
    void columnsGiveWayInOrderAndComeBack();
    void aColumnThatTheUserShowsAgainStays();
    void columnsThatAreReleasedHaveTheirWidths();
    void sentencesNameDevicesAsChips();
};

void TestDelegates::rowsAreAsHighAsTheFontAsks_data()
{
    QTest::addColumn<int>("pixels");
    QTest::newRow("normal") << 13;
    QTest::newRow("large") << 26;
}

void TestDelegates::rowsAreAsHighAsTheFontAsks()
{
    QFETCH(int, pixels);
    Cell cell;
    cell.model.setData(cell.index(), kGpu, DevicesRole);
    QFont font = cell.view.font();
    font.setPixelSize(pixels);
    cell.view.setFont(font);
    const QAbstractItemDelegate* delegates[] = {new NameDelegate(&cell.view), new SizeBarDelegate(&cell.view),
        new DeviceChipDelegate(&cell.view), new ChangedCellDelegate(&cell.view), new ElidedPathDelegate(&cell.view)};
    for (const QAbstractItemDelegate* delegate : delegates) {
        const QSize size = delegate->sizeHint(cell.option({200, 40}), cell.index());
        QCOMPARE(size.height(), Metrics(font).row());
        QVERIFY(size.height() >= QFontMetrics(font).height() + 6);
        QVERIFY(size.height() >= Metrics(font).chip());
    }
}

void TestDelegates::aBarIsAsLongAsItsShare()
{
    Cell cell(QStringLiteral("8.2 MB"));
    SizeBarDelegate delegate;
    const QColor bar = themeOf(&cell.view).bar;
    cell.model.setData(cell.index(), 1.0, ShareRole);
    const int whole = countOf(cell.painted(delegate, {160, 24}), bar);
    cell.model.setData(cell.index(), 0.5, ShareRole);
    const int half = countOf(cell.painted(delegate, {160, 24}), bar);
    QVERIFY(whole > 200);
    QVERIFY2(qAbs(half - whole / 2) < whole / 10, qPrintable(QStringLiteral("%1 of %2").arg(half).arg(whole)));
}

void TestDelegates::aSmallShareIsStillSeen()
{
    Cell cell(QStringLiteral("8 B"));
    SizeBarDelegate delegate;
    cell.model.setData(cell.index(), 1e-9, ShareRole);
    QVERIFY(countOf(cell.painted(delegate, {160, 24}), themeOf(&cell.view).bar) > 0);
    cell.model.setData(cell.index(), 0.0, ShareRole);
    QCOMPARE(countOf(cell.painted(delegate, {160, 24}), themeOf(&cell.view).bar), 0);
}

void TestDelegates::aRowWithoutAShareHasNoBar()
{
    Cell cell;
    QCOMPARE(countOf(cell.painted(SizeBarDelegate(), {160, 24}), themeOf(&cell.view).track), 0);
}

void TestDelegates::aChipHasTheDevicesColour()
{
    Cell cell;
    const Theme& theme = themeOf(&cell.view);
    cell.model.setData(cell.index(), kGpu, DevicesRole);
    const QImage image = cell.painted(DeviceChipDelegate(), {160, 24});
    const QColor mark = theme.deviceMark("cuda:0").color;
    QVERIFY(countOf(image, mark) > 20);
    QVERIFY(countOf(image, theme.chipGround(mark)) > 200);
}

void TestDelegates::anInheritedDeviceHasNoGround()
{
    Cell cell;
    const Theme& theme = themeOf(&cell.view);
    cell.model.setData(cell.index(), kGpu, DevicesRole);
    cell.model.setData(cell.index(), true, IsDeviceInheritedRole);
    const QImage image = cell.painted(DeviceChipDelegate(), {160, 24});
    const QColor mark = theme.deviceMark("cuda:0").color;
    QVERIFY(countOf(image, mark) > 20);
    QCOMPARE(countOf(image, theme.chipGround(mark)), 0);
}

void TestDelegates::aDroppedRowHasNoDevice()
{
    Cell cell;
    cell.model.setData(cell.index(), kGpu, DevicesRole);
    cell.model.setData(cell.index(), int(RowChange::Dropped), ChangeRole);
    const QColor mark = themeOf(&cell.view).deviceMark("cuda:0").color;
    QCOMPARE(countOf(cell.painted(DeviceChipDelegate(), {160, 24}), mark), 0);
}

void TestDelegates::aMoveNeedsRoomForBothChips()
{
    Cell cell;
    cell.model.setData(cell.index(), kGpu, DevicesRole);
    DeviceChipDelegate delegate;
    const int alone = delegate.sizeHint(cell.option({200, 24}), cell.index()).width();
    cell.model.setData(cell.index(), kCpu, NewDevicesRole);
    QVERIFY(delegate.sizeHint(cell.option({200, 24}), cell.index()).width() > alone + 40);
    // Where there is none, the new one stays.
    const QImage narrow = cell.painted(delegate, {80, 24});
    QVERIFY(countOf(narrow, themeOf(&cell.view).deviceMark("cpu").color) > 20);
}

void TestDelegates::theNewNameIsShownBesideTheOld()
{
    Cell cell(QStringLiteral("module.fc"));
    const QImage before = cell.painted(NameDelegate(), {300, 24});
    cell.model.setData(cell.index(), QStringLiteral("fc"), NewTextRole);
    const QImage after = cell.painted(NameDelegate(), {300, 24});
    QVERIFY(before != after);
    const ChangedText change{QStringLiteral("module.fc"), QStringLiteral("fc"), cell.view.font()};
    QVERIFY(changedTextWidth(change)
        > QFontMetrics(cell.view.font()).horizontalAdvance(QStringLiteral("module.fcfc")) + 12);
}

void TestDelegates::aChangeWithoutRoomShowsItsPartsInColour()
{
    Cell cell(QStringLiteral("module.layer1.0.conv1.weight"));
    const Theme& theme = themeOf(&cell.view);
    cell.model.setData(cell.index(), QStringLiteral("layer1.0.conv1.weight"), NewTextRole);
    cell.model.setData(cell.index(), true, IsFixedFontRole);
    ChangedCellDelegate delegate;
    const int both = delegate.sizeHint(cell.option({200, 24}), cell.index()).width();
    QVERIFY(countOf(cell.painted(delegate, {both - 60, 24}), theme.removed) > 0);
    QCOMPARE(countOf(cell.painted(delegate, {both + 10, 24}), theme.removed), 0);
}

void TestDelegates::foundTextIsMarked()
{
    Cell cell(QStringLiteral("layer4.0.conv2.weight"));
    const QColor mark = themeOf(&cell.view).matchMark;
    QCOMPARE(countOf(cell.painted(ElidedPathDelegate(), {300, 24}), mark), 0);
    cell.model.setData(cell.index(), QVariant::fromValue(QList<TextRange>{{9, 4}}), MatchesRole);
    QVERIFY(countOf(cell.painted(ElidedPathDelegate(), {300, 24}), mark) > 100);
}

void TestDelegates::aLongKeyStaysInItsCell_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("wide") << 240;
    QTest::newRow("narrow") << 90;
    QTest::newRow("hardly there") << 24;
}

void TestDelegates::aLongKeyStaysInItsCell()
{
    QFETCH(int, width);
    Cell cell(QStringLiteral("model/module.layer4.2.downsample.0.conv3.weight"));
    cell.model.setData(cell.index(), int(Icon::Tensor), IconRole);
    for (const QAbstractItemDelegate* delegate : std::initializer_list<const QAbstractItemDelegate*>{
             new ElidedPathDelegate(&cell.view), new NameDelegate(&cell.view)}) {
        QImage image(width + 40, 24, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        delegate->paint(&painter, cell.option({width, 24}), cell.index());
        painter.end();
        for (int x = width; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                QVERIFY2(image.pixelColor(x, y) == Qt::white, qPrintable(QString::number(x)));
            }
        }
    }
}

void TestDelegates::aSelectedRowKeepsItsColours()
{
    Cell cell;
    const Theme& theme = themeOf(&cell.view);
    cell.model.setData(cell.index(), kGpu, DevicesRole);
    QImage image(160, 24, QImage::Format_RGB32);
    QPainter painter(&image);
    QStyleOptionViewItem option = cell.option({160, 24});
    option.state |= QStyle::State_Selected;
    DeviceChipDelegate().paint(&painter, option, cell.index());
    painter.end();
    QCOMPARE(image.pixelColor(150, 12), theme.selection);
    QVERIFY(countOf(image, theme.deviceMark("cuda:0").color) > 20);
}

void TestDelegates::sentencesNameDevicesAsChips()
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    QImage image(700, 24, QImage::Format_RGB32);
    image.fill(theme.base);
    QPainter painter(&image);
    const RichLine line(QString::fromUtf8("Without cuda:0–3 torch.load fails: 642 tensors are stored for these GPUs"));
    line.paint(painter, image.rect(), QApplication::font(), theme.text, theme);
    painter.end();
    for (const char* tag : {"cuda:0", "cuda:1", "cuda:2", "cuda:3"}) {
        QVERIFY2(countOf(image, theme.deviceMark(tag).color) > 10, tag);
    }
    const QString plain = QStringLiteral("The optimizer takes 67 % of the file");
    QCOMPARE(RichLine(plain).width(QApplication::font()), QFontMetrics(QApplication::font()).horizontalAdvance(plain));
}

namespace {

/// Four columns: a name that stretches, a size that can be narrow, two that can go.
struct Columns {
    QStandardItemModel model{1, 4};
    QTreeView view;
    ColumnFit* fit = nullptr;

    Columns()
    {
        view.setModel(&model);
        view.setFrameShape(QFrame::NoFrame);
        view.header()->setStretchLastSection(false);
        view.header()->setMinimumSectionSize(10);
        view.header()->setSectionResizeMode(0, QHeaderView::Stretch);
        for (const int column : {1, 2, 3}) {
            view.header()->resizeSection(column, scaled(100));
        }
        fit = new ColumnFit(*view.header(), 0, 150, {{1, 60}, {3, 0}, {2, 0}});
        view.show();
        setWidth(600);
    }
    int scaled(int pixels) const { return Metrics(&view).scaled(pixels); }
    void setWidth(int pixels)
    {
        view.resize(scaled(pixels), 200);
        QTest::qWait(1); // the fit follows the layout
        fit->fit();
    }
    QList<int> widths() const
    {
        QList<int> widths;
        for (const int column : {1, 2, 3}) {
            widths.append(view.isColumnHidden(column) ? 0 : view.columnWidth(column));
        }
        return widths;
    }
};

} // namespace

void TestDelegates::columnsGiveWayInOrderAndComeBack()
{
    Columns columns;
    const int whole = columns.scaled(100);
    const int narrow = columns.scaled(60);
    QCOMPARE(columns.widths(), QList<int>({whole, whole, whole}));
    columns.setWidth(440);
    QCOMPARE(columns.widths(), QList<int>({narrow, whole, whole}));
    columns.setWidth(390);
    QCOMPARE(columns.widths(), QList<int>({narrow, whole, 0}));
    columns.setWidth(250);
    QCOMPARE(columns.widths(), QList<int>({narrow, 0, 0}));
    columns.setWidth(600);
    QCOMPARE(columns.widths(), QList<int>({whole, whole, whole}));
}

void TestDelegates::aColumnThatTheUserShowsAgainStays()
{
    Columns columns;
    columns.setWidth(390);
    columns.view.setColumnHidden(3, false);
    columns.setWidth(385);
    QVERIFY(!columns.view.isColumnHidden(3));
    QVERIFY(columns.view.isColumnHidden(2)); // what comes next gives way instead
}

void TestDelegates::columnsThatAreReleasedHaveTheirWidths()
{
    Columns columns;
    columns.setWidth(250);
    columns.fit->release();
    QCOMPARE(columns.widths(), QList<int>(3, columns.scaled(100)));
    columns.fit->fit();
    QCOMPARE(columns.widths(), QList<int>({columns.scaled(60), 0, 0}));
}

QTEST_MAIN(TestDelegates)
#include "tst_delegates.moc"
