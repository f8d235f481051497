// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/start/recent_delegate.h"
#include "ui/start/start_page.h"
#include "ui/widgets/badge_strip.h"
#include "ui/widgets/card_bar.h"
#include "ui/widgets/filter_edit.h"
#include "ui/widgets/folding_tabs.h"
#include "ui/widgets/plan_picker.h"

using namespace pthf;

namespace {

const QStringList kGpus{QStringLiteral("cuda:0"), QStringLiteral("cuda:1")};

CardFacts facts()
{
    return {QStringLiteral("resnet50.pth"), QStringLiteral("/data/resnet50.pth"), QStringLiteral("PyTorch checkpoint"),
        {QStringLiteral("307.2 MB"), QStringLiteral("25.6 M parameters"), QStringLiteral("epoch 12"),
            QStringLiteral("iteration 90,000")},
        kGpus, {}, SafetyLook::Safe, QStringLiteral("Loads with weights_only=True")};
}

std::vector<Badge> badges()
{
    return {
        {QStringLiteral("cpu-only"), QStringLiteral("Computer without GPU"), false, QStringLiteral("needs cuda"), true},
        {QStringLiteral("torch-1.6"), QStringLiteral("torch"), true, {}, false},
        {QStringLiteral("weights-only"), QStringLiteral("weights_only"), true, {}, false},
        {QStringLiteral("libtorch"), QStringLiteral("LibTorch C++"), false, QStringLiteral("OrderedDict"), false}};
}

} // namespace

class TestWidgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }

    void aPickerSpeaksItsValue();
    void aPickerInThePlanIsOutlined();
    void aPickerWithoutCaptionIsLower();

    void theCardDropsFactsFromTheRight();
    void theCardFoldsDevicesOnlyWhereTheyDoNotFit();
    void theCardSaysWhetherTheFileIsSafe_data();
    void theCardSaysWhetherTheFileIsSafe();

    void aBadgeIsPressedToMend();
    void aBadgeThatCannotBeMendedIsNotPressed();
    void badgesWithoutRoomGoIntoAMenu();
    void aLaptopCopyIsOfferedWithItsSizes();

    void aFinishedTokenBecomesAChip();
    void backspaceTakesTheLastChip();
    void anOrdinaryWordStaysText();
    void escapeClearsTheQuery();
    void searchesWithoutTokensKeepThemAsText();

    void tabsWithoutRoomStandInAMenu();

    void everyCardOfTheStartPageAsks_data();
    void everyCardOfTheStartPageAsks();
    void aRecentFileIsOpenedByClickAndByKey();
    void deleteRemovesARecentFile();
    void noRecentFilesNoList();
    void namesAreThereForScreenReaders();
    void daysAreSaidAsPeopleDo();
};

void TestWidgets::aPickerSpeaksItsValue()
{
    PlanPicker picker(Icon::Device);
    PickerState state{QStringLiteral("Target device"), {}, false, QStringLiteral("Keep"), {}, kGpus, {}, {}, false};
    picker.setState(state);
    QCOMPARE(picker.accessibleName(), QString::fromUtf8("Target device: Keep cuda:0–1"));
    state.isInPlan = true;
    state.effect = QStringLiteral("642 tensors");
    state.devicesAfter = QStringList{QStringLiteral("cpu")};
    picker.setState(state);
    QCOMPARE(picker.accessibleName(), QString::fromUtf8("Target device: cuda:0–1 becomes cpu"));
    QVERIFY(picker.toolTip().contains(QStringLiteral("642 tensors")));
}

void TestWidgets::aPickerInThePlanIsOutlined()
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    PlanPicker picker(Icon::Prefix);
    PickerState state{QStringLiteral("Prefix"), {}, false, QStringLiteral("Keep"), QStringLiteral("module."), {},
        QStringLiteral("none"), {}, true};
    picker.setState(state);
    picker.resize(picker.sizeHint());
    const int middle = picker.width() / 2;
    QCOMPARE(picker.grab().toImage().pixelColor(middle, 0), theme.border);
    state.isInPlan = true;
    picker.setState(state);
    picker.resize(picker.sizeHint());
    QCOMPARE(picker.grab().toImage().pixelColor(picker.width() / 2, 0), theme.accent);
    QCOMPARE(picker.grab().toImage().pixelColor(5, 5), theme.info.tint);
}

void TestWidgets::aPickerWithoutCaptionIsLower()
{
    PlanPicker picker(Icon::Number);
    picker.setState({QStringLiteral("Number type"), {}, false, QStringLiteral("Keep float32"), {}, {}, {}, {}, false});
    const int drawn = picker.sizeHint().height();
    picker.setCaption(PlanPicker::Caption::Hidden);
    QVERIFY(picker.sizeHint().height() < drawn);
    QVERIFY(picker.toolTip().contains(QStringLiteral("Number type")));
}

void TestWidgets::theCardDropsFactsFromTheRight()
{
    CardBar card;
    card.setFacts(facts());
    card.resize(1400, card.sizeHint().height());
    QCOMPARE(card.shownFacts(), 4);
    int before = 4;
    for (int width = 1400; width >= 300; width -= 20) {
        card.resize(width, card.height());
        QVERIFY2(card.shownFacts() <= before, qPrintable(QString::number(width)));
        before = card.shownFacts();
    }
    QCOMPARE(before, 1); // the size stays
}

void TestWidgets::theCardFoldsDevicesOnlyWhereTheyDoNotFit()
{
    CardBar card;
    CardFacts shown = facts();
    shown.devices = QStringList{QStringLiteral("cuda:0"), QStringLiteral("cuda:1"), QStringLiteral("cuda:2"),
        QStringLiteral("cuda:3"), QStringLiteral("cpu")};
    const int all = int(shown.devices.size());
    card.setFacts(shown);
    card.resize(1600, card.sizeHint().height());
    QCOMPARE(card.shownChips(), all);
    int before = card.shownChips();
    bool isPartly = false;
    for (int width = 1600; width >= 300; width -= 10) {
        card.resize(width, card.height());
        QVERIFY2(card.shownChips() <= before, qPrintable(QString::number(width)));
        // Facts go after the chips are one.
        QVERIFY(card.shownChips() == 0 || card.shownFacts() == 4);
        before = card.shownChips();
        isPartly = isPartly || (before > 0 && before < all);
    }
    QCOMPARE(before, 0);
    QVERIFY(isPartly);
}

void TestWidgets::theCardSaysWhetherTheFileIsSafe_data()
{
    QTest::addColumn<int>("safety");
    QTest::addColumn<QString>("word");
    QTest::newRow("safe") << int(SafetyLook::Safe) << QStringLiteral("Safe");
    QTest::newRow("needs code") << int(SafetyLook::NeedsCode) << QStringLiteral("Needs code");
    QTest::newRow("dangerous") << int(SafetyLook::Dangerous) << QStringLiteral("Dangerous");
}

void TestWidgets::theCardSaysWhetherTheFileIsSafe()
{
    QFETCH(int, safety);
    CardBar card;
    CardFacts shown = facts();
    shown.safety = static_cast<SafetyLook>(safety);
    card.setFacts(shown);
    auto* button = card.findChild<QToolButton*>(QStringLiteral("safetyButton"));
    QVERIFY(button != nullptr);
    QTEST(button->text(), "word");
    QSignalSpy spy(&card, &CardBar::safetyRequested);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
}

void TestWidgets::aBadgeIsPressedToMend()
{
    BadgeStrip strip;
    strip.resize(1200, 36);
    strip.setBadges(badges(), Planned::No);
    QSignalSpy spy(&strip, &BadgeStrip::fixRequested);
    auto* badge = strip.findChild<QToolButton*>(QStringLiteral("badge-cpu-only"));
    QVERIFY(badge != nullptr);
    QCOMPARE(badge->toolTip(), QStringLiteral("needs cuda"));
    QTest::mouseClick(badge, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), QStringLiteral("cpu-only"));
}

void TestWidgets::aBadgeThatCannotBeMendedIsNotPressed()
{
    BadgeStrip strip;
    strip.resize(1200, 36);
    strip.setBadges(badges(), Planned::No);
    QSignalSpy spy(&strip, &BadgeStrip::fixRequested);
    for (const char* name : {"badge-torch-1.6", "badge-libtorch"}) {
        QTest::mouseClick(strip.findChild<QToolButton*>(QString::fromLatin1(name)), Qt::LeftButton);
    }
    QCOMPARE(spy.count(), 0);
}

void TestWidgets::badgesWithoutRoomGoIntoAMenu()
{
    BadgeStrip strip;
    strip.setBadges(badges(), Planned::Yes);
    strip.setLaptopCopy(QString::fromUtf8("307.2 → 102.5 MB"));
    strip.resize(1400, 36);
    strip.show();
    auto* more = strip.findChild<QToolButton*>(QStringLiteral("moreBadgesButton"));
    QVERIFY(more->isHidden());
    strip.resize(420, 36);
    QVERIFY(!more->isHidden());
    QVERIFY(!more->menu()->isEmpty());
    int shown = 0;
    for (const Badge& badge : badges()) {
        shown += strip.findChild<QToolButton*>(QLatin1String("badge-") + badge.id)->isHidden() ? 0 : 1;
    }
    QCOMPARE(shown + int(more->menu()->actions().size()), 4);
}

void TestWidgets::aLaptopCopyIsOfferedWithItsSizes()
{
    BadgeStrip strip;
    strip.resize(1400, 36);
    auto* laptop = strip.findChild<QToolButton*>(QStringLiteral("laptopCopyButton"));
    QVERIFY(laptop->isHidden());
    strip.setLaptopCopy(QString::fromUtf8("307.2 → 102.5 MB"));
    QVERIFY(!laptop->isHidden());
    QVERIFY(laptop->text().contains(QString::fromUtf8("307.2 → 102.5 MB")));
    QSignalSpy spy(&strip, &BadgeStrip::laptopCopyRequested);
    QTest::mouseClick(laptop, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
}

void TestWidgets::aFinishedTokenBecomesAChip()
{
    FilterEdit edit(FilterEdit::Tokens::On);
    edit.resize(500, 26);
    QSignalSpy spy(&edit, &FilterEdit::queryChanged);
    QTest::keyClicks(&edit, QStringLiteral("dtype:float32"));
    QVERIFY(edit.tokens().isEmpty());
    QTest::keyClicks(&edit, QStringLiteral(" conv"));
    QCOMPARE(edit.tokens(), QStringList{QStringLiteral("dtype:float32")});
    QCOMPARE(edit.text(), QStringLiteral("conv"));
    QCOMPARE(edit.query(), QStringLiteral("dtype:float32 conv"));
    QCOMPARE(spy.last().at(0).toString(), QStringLiteral("dtype:float32 conv"));
}

void TestWidgets::backspaceTakesTheLastChip()
{
    FilterEdit edit(FilterEdit::Tokens::On);
    edit.setQuery(QStringLiteral("dtype:float32 size>1MB conv"));
    QCOMPARE(edit.tokens().size(), 2);
    edit.setCursorPosition(0);
    QTest::keyClick(&edit, Qt::Key_Backspace);
    QCOMPARE(edit.query(), QStringLiteral("dtype:float32 conv"));
}

void TestWidgets::anOrdinaryWordStaysText()
{
    FilterEdit edit(FilterEdit::Tokens::On);
    QTest::keyClicks(&edit, QStringLiteral("layer4 conv: weight "));
    QVERIFY(edit.tokens().isEmpty());
    QCOMPARE(edit.text(), QStringLiteral("layer4 conv: weight "));
}

void TestWidgets::escapeClearsTheQuery()
{
    FilterEdit edit(FilterEdit::Tokens::On);
    edit.setQuery(QStringLiteral("dtype:float32 conv"));
    QSignalSpy spy(&edit, &FilterEdit::queryChanged);
    QTest::keyClick(&edit, Qt::Key_Escape);
    QVERIFY(edit.query().isEmpty());
    QCOMPARE(spy.last().at(0).toString(), QString());
}

void TestWidgets::searchesWithoutTokensKeepThemAsText()
{
    FilterEdit edit(FilterEdit::Tokens::Off);
    QTest::keyClicks(&edit, QStringLiteral("dtype:float32 "));
    QVERIFY(edit.tokens().isEmpty());
    QCOMPARE(edit.text(), QStringLiteral("dtype:float32 "));
}

void TestWidgets::tabsWithoutRoomStandInAMenu()
{
    FoldingTabs tabs;
    for (const char* name : {"Facts", "Values", "Statistics", "Heatmap", "Bytes"}) {
        tabs.bar()->addTab(QString::fromLatin1(name));
    }
    tabs.resize(900, 40);
    tabs.show();
    auto* more = tabs.findChild<QToolButton*>(QStringLiteral("moreTabs"));
    QVERIFY(!more->isVisible());
    tabs.resize(200, 40);
    QTRY_VERIFY(more->isVisible());
    QVERIFY(tabs.bar()->isTabVisible(0));
    QVERIFY(!tabs.bar()->isTabVisible(4));
    Q_EMIT more->menu()->aboutToShow();
    QAction* last = more->menu()->actions().last();
    QCOMPARE(last->text(), QStringLiteral("Bytes"));
    QSignalSpy chosen(tabs.bar(), &QTabBar::tabBarClicked);
    last->trigger();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(tabs.bar()->currentIndex(), 4);
    QVERIFY(tabs.bar()->isTabVisible(4)); // the current one always has a tab
    tabs.resize(900, 40);
    QTRY_VERIFY(!more->isVisible());
    QVERIFY(tabs.bar()->isTabVisible(1));
}

void TestWidgets::everyCardOfTheStartPageAsks_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QByteArray>("signal");
    QTest::newRow("open") << QStringLiteral("startOpenButton") << QByteArray(SIGNAL(openRequested()));
    QTest::newRow("convert") << QStringLiteral("startConvertButton") << QByteArray(SIGNAL(openAndConvertRequested()));
    QTest::newRow("check") << QStringLiteral("startCheckButton") << QByteArray(SIGNAL(openAndCheckRequested()));
    QTest::newRow("sample") << QStringLiteral("startSampleButton") << QByteArray(SIGNAL(openSampleRequested()));
}

void TestWidgets::everyCardOfTheStartPageAsks()
{
    QFETCH(QString, button);
    QFETCH(QByteArray, signal);
    StartPage page;
    QSignalSpy spy(&page, signal.constData());
    QTest::mouseClick(page.findChild<QPushButton*>(button), Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
}

void TestWidgets::aRecentFileIsOpenedByClickAndByKey()
{
    StartPage page;
    page.resize(1280, 800);
    page.setRecent({{QStringLiteral("/a.pth"), {}, 1, {}, QDateTime::currentDateTime(), false},
        {QStringLiteral("/b.pth"), {}, 1, {}, QDateTime::currentDateTime(), true}});
    page.show();
    auto* list = page.findChild<QListView*>(QStringLiteral("recentList"));
    QSignalSpy spy(&page, &StartPage::recentActivated);
    const QModelIndex first = list->model()->index(0, 0);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(first).center());
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), QStringLiteral("/a.pth"));
    list->setCurrentIndex(list->model()->index(1, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(spy.count(), 2);
    QCOMPARE(spy.at(1).at(0).toString(), QStringLiteral("/b.pth"));
}

void TestWidgets::deleteRemovesARecentFile()
{
    StartPage page;
    page.setRecent({{QStringLiteral("/a.pth"), {}, 1, {}, QDateTime::currentDateTime(), true}});
    auto* list = page.findChild<QListView*>(QStringLiteral("recentList"));
    list->setCurrentIndex(list->model()->index(0, 0));
    QSignalSpy spy(&page, &StartPage::recentRemoved);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), QStringLiteral("/a.pth"));
}

void TestWidgets::noRecentFilesNoList()
{
    StartPage page;
    page.setRecent({});
    QVERIFY(page.findChild<QListView*>(QStringLiteral("recentList"))->parentWidget()->isHidden());
}

void TestWidgets::namesAreThereForScreenReaders()
{
    StartPage page;
    BadgeStrip strip;
    strip.setBadges(badges(), Planned::No);
    for (const QWidget* whole : std::initializer_list<const QWidget*>{&page, &strip}) {
        for (const QAbstractButton* button : whole->findChildren<QAbstractButton*>()) {
            if (button->focusPolicy() != Qt::NoFocus && !button->isHidden()) {
                QVERIFY2(
                    !button->text().isEmpty() || !button->accessibleName().isEmpty(), qPrintable(button->objectName()));
            }
        }
    }
}

void TestWidgets::daysAreSaidAsPeopleDo()
{
    QLocale::setDefault(QLocale(QLocale::English));
    const QDateTime now(QDate(2025, 11, 23), QTime(12, 0));
    QCOMPARE(openedText(QDateTime(QDate(2025, 11, 23), QTime(11, 2)), now), QStringLiteral("today 11:02"));
    QCOMPARE(openedText(QDateTime(QDate(2025, 11, 22), QTime(23, 59)), now), QStringLiteral("yesterday"));
    QCOMPARE(openedText(QDateTime(QDate(2025, 11, 19), QTime(9, 0)), now), QStringLiteral("19 Nov"));
    QCOMPARE(openedText(QDateTime(QDate(2024, 11, 19), QTime(9, 0)), now), QStringLiteral("19 Nov 2024"));
}

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
