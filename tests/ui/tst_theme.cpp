// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QPainter>
#include <QPushButton>
#include <QTest>

#include "ui/base/device_chips.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/theme.h"

using namespace pthf;

Q_DECLARE_METATYPE(pthf::ThemeKind)

namespace {

constexpr double kRounding = 0.05; // the contrasts the theme promises are stated with one digit

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wordsCanBeReadOnTheirGrounds_data();
    void wordsCanBeReadOnTheirGrounds();
    void severityWordsCanBeReadOnTintAndSelection_data() { themes(); }
    void severityWordsCanBeReadOnTintAndSelection();
    void deviceMarksStandOutFromTheirGrounds_data() { themes(); }
    void deviceMarksStandOutFromTheirGrounds();
    void deviceMarksDifferInFormOrColour();
    void theNinthGpuHasTheFirstOnesMark();
    void severalDevicesAreSaidInOneChip_data();
    void severalDevicesAreSaidInOneChip();
    void everyIconHasADrawing();
    void iconsFollowAChangeOfTheme();
    void aButtonIsRepaintedInTheNewTheme();
    void heightsGrowWithTheFont();

private:
    static void themes();
};

void TestTheme::initTestCase()
{
    QApplication::setStyle(new PthfStyle(ThemeKind::Light));
}

void TestTheme::themes()
{
    QTest::addColumn<ThemeKind>("kind");
    QTest::newRow("light") << ThemeKind::Light;
    QTest::newRow("dark") << ThemeKind::Dark;
    QTest::newRow("high contrast") << ThemeKind::HighContrast;
    QTest::newRow("high contrast, dark") << ThemeKind::HighContrastDark;
}

void TestTheme::wordsCanBeReadOnTheirGrounds_data()
{
    QTest::addColumn<QColor>("words");
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<double>("least");
    for (const auto& [kind, name] : {std::pair{ThemeKind::Light, "light"}, std::pair{ThemeKind::Dark, "dark"},
             std::pair{ThemeKind::HighContrast, "contrast"}, std::pair{ThemeKind::HighContrastDark, "dark contrast"}}) {
        const Theme& theme = Theme::of(kind);
        const std::pair<const char*, QColor> grounds[] = {{"window", theme.window}, {"base", theme.base},
            {"alternate", theme.alternate}, {"raised", theme.raised}, {"selection", theme.selection},
            {"inactive selection", theme.inactiveSelection}, {"hover", theme.hover}};
        for (const auto& [groundName, ground] : grounds) {
            QTest::addRow("%s: text on %s", name, groundName) << theme.text << ground << 9.1;
            QTest::addRow("%s: muted on %s", name, groundName) << theme.muted << ground << 4.6;
            QTest::addRow("%s: accent on %s", name, groundName) << theme.accent << ground << 4.5;
        }
        QTest::addRow("%s: text on accent", name) << theme.onAccent << theme.accent << 6.2;
        QTest::addRow("%s: field outline on base", name) << theme.fieldBorder << theme.base << 3.0;
    }
}

void TestTheme::wordsCanBeReadOnTheirGrounds()
{
    QFETCH(QColor, words);
    QFETCH(QColor, ground);
    QFETCH(double, least);
    const double found = contrastRatio(words, ground);
    QVERIFY2(found >= least - kRounding, qPrintable(QStringLiteral("contrast is %1").arg(found)));
}

void TestTheme::severityWordsCanBeReadOnTintAndSelection()
{
    QFETCH(ThemeKind, kind);
    const Theme& theme = Theme::of(kind);
    for (const Tinted* tinted : {&theme.success, &theme.warning, &theme.error, &theme.danger, &theme.info}) {
        QVERIFY(contrastRatio(tinted->color, tinted->tint) >= (theme.isDark() ? 6.3 : 5.2) - kRounding);
        QVERIFY(contrastRatio(tinted->color, theme.selection) >= 4.7 - kRounding);
    }
}

void TestTheme::deviceMarksStandOutFromTheirGrounds()
{
    QFETCH(ThemeKind, kind);
    const Theme& theme = Theme::of(kind);
    for (const char* tag : {"cpu", "cuda:0", "cuda:1", "cuda:2", "cuda:3", "cuda:4", "cuda:5", "cuda:6", "cuda:7",
             "mps", "meta", "xpu:0"}) {
        const QColor mark = theme.deviceMark(tag).color;
        QVERIFY2(contrastRatio(mark, theme.base) >= 3.2, tag);
        QVERIFY2(contrastRatio(mark, theme.selection) >= 3.2, tag);
        QVERIFY2(contrastRatio(mark, theme.chipGround(mark)) >= 3.2, tag);
        QVERIFY2(contrastRatio(theme.text, theme.chipGround(mark)) >= 10, tag);
    }
}

void TestTheme::deviceMarksDifferInFormOrColour()
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    QCOMPARE(theme.deviceMark("cpu").form, MarkForm::Square);
    QCOMPARE(theme.deviceMark("cuda:2").form, MarkForm::Disc);
    QCOMPARE(theme.deviceMark("cuda").color, theme.deviceMark("cuda:0").color);
    QCOMPARE(theme.deviceMark("mps").form, MarkForm::Diamond);
    QCOMPARE(theme.deviceMark("meta").form, MarkForm::Ring);
    QCOMPARE(theme.deviceMark("xla:1").form, MarkForm::Triangle);
}

void TestTheme::theNinthGpuHasTheFirstOnesMark()
{
    const Theme& theme = Theme::of(ThemeKind::Dark);
    QCOMPARE(theme.deviceMark("cuda:8").color, theme.deviceMark("cuda:0").color);
    QCOMPARE(theme.deviceMark("cuda:15").color, theme.deviceMark("cuda:7").color);
}

void TestTheme::severalDevicesAreSaidInOneChip_data()
{
    QTest::addColumn<QStringList>("devices");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const char* devices, const char* text) {
        QTest::newRow(name) << QString::fromLatin1(devices).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                            << QString::fromUtf8(text);
    };
    row("none", "", "");
    row("one", "cuda:0", "cuda:0");
    row("neighbours", "cuda:0 cuda:1 cuda:2 cuda:3", "cuda:0–3");
    row("neighbours and cpu", "cpu cuda:0 cuda:1 cuda:2 cuda:3", "cuda:0–3 +1");
    row("a gap", "cuda:0 cuda:2", "cuda:0 +1");
    row("no numbers", "cpu meta", "cpu +1");
}

void TestTheme::severalDevicesAreSaidInOneChip()
{
    QFETCH(QStringList, devices);
    QTEST(devicesText(devices), "text");
}

void TestTheme::everyIconHasADrawing()
{
    for (int number = 0; number < kIconCount; ++number) {
        const QImage image = iconPixmap(static_cast<Icon>(number), Qt::black, 16, 1.0).toImage();
        bool isEmpty = true;
        for (int y = 0; y < image.height() && isEmpty; ++y) {
            for (int x = 0; x < image.width() && isEmpty; ++x) {
                isEmpty = qAlpha(image.pixel(x, y)) < 128;
            }
        }
        QVERIFY2(!isEmpty, qPrintable(QString::number(number)));
    }
    QVERIFY(!applicationIcon().pixmap(64, 64).isNull());
}

void TestTheme::iconsFollowAChangeOfTheme()
{
    auto* style = qobject_cast<PthfStyle*>(QApplication::style());
    QVERIFY(style != nullptr);
    const QIcon icon = themedIcon(Icon::Minus, IconTint::Text);
    style->applyTheme(ThemeKind::Light);
    const QImage light = icon.pixmap(16, 16).toImage();
    style->applyTheme(ThemeKind::Dark);
    const QImage dark = icon.pixmap(16, 16).toImage();
    style->applyTheme(ThemeKind::Light);
    QVERIFY(light != dark);
    QVERIFY(light.pixelColor(8, 8).lightness() < 64);
    QVERIFY(dark.pixelColor(8, 8).lightness() > 192);
}

void TestTheme::aButtonIsRepaintedInTheNewTheme()
{
    auto* style = qobject_cast<PthfStyle*>(QApplication::style());
    QVERIFY(style != nullptr);
    QPushButton button(QStringLiteral("Save"));
    button.resize(button.sizeHint());
    for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
        style->applyTheme(kind);
        const QImage image = button.grab().toImage();
        QCOMPARE(image.pixelColor(4, image.height() / 2), Theme::of(kind).raised);
        QCOMPARE(image.pixelColor(image.width() / 2, 0), Theme::of(kind).strongBorder);
    }
}

void TestTheme::heightsGrowWithTheFont()
{
    QFont font = QApplication::font();
    font.setPixelSize(13);
    const Metrics normal(font);
    font.setPixelSize(26);
    const Metrics large(font);
    QVERIFY(large.row() >= QFontMetrics(font).height());
    QVERIFY(large.row() > normal.row());
    QVERIFY(large.picker() >= large.line() + QFontMetrics(tinyFont(font)).height());
    QVERIFY(large.icon() > normal.icon());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
