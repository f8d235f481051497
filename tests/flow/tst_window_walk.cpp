// SPDX-License-Identifier: Apache-2.0
// Every widget of the window and of its dialogs, in both languages, three sizes of type, all themes and two sizes of
// the window: nothing is clipped, everything that takes the keyboard has a name, buttons without words have tool tips,
// and in Chinese nothing is said in English.
#include <functional>
#include <utility>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QToolBar>
#include <QToolButton>
#include <QTranslator>

#include "tests/support/window_stage.h"
#include "ui/match/match_session.h"
#include "ui/panels/tree_panel.h"
#include "ui/widgets/elided_label.h"
#include "ui/window/match_views.h"
#include "ui/words/language.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// Asked last, when no language has words for something: remembers what of ours that was.
class MissedWords final : public QTranslator {
public:
    MissedWords() { QCoreApplication::installTranslator(this); }
    ~MissedWords() override { QCoreApplication::removeTranslator(this); }
    MissedWords(const MissedWords&) = delete;
    MissedWords& operator=(const MissedWords&) = delete;

    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* /*disambiguation*/, int /*n*/) const override
    {
        const QLatin1String room(context);
        if (room.startsWith(QLatin1String("pthf::")) || !room.startsWith(QLatin1Char('Q'))) {
            m_missed.insert(room % u": " % QString::fromUtf8(source));
        }
        return {};
    }
    QStringList missed() const { return m_missed.values(); }

private:
    mutable QSet<QString> m_missed;
};

/// Whether a text has an English phrase in it: two words joined by a small one.
bool isEnglish(const QString& text)
{
    static const QRegularExpression kPhrase(QStringLiteral(
        "[A-Za-z]{2,} (the|of|to|is|are|was|with|from|for|and|that|as|by|not|no|than|this|it|an?) [a-z]{2,}"));
    return kPhrase.match(text).hasMatch();
}

/// The words that a widget shows by itself.
QStringList wordsOf(const QWidget& widget)
{
    QStringList words{widget.toolTip()};
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        words.append(label->text());
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        words.append(button->text());
    } else if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget); view != nullptr && view->model()) {
        constexpr int kMostRows = 40;
        for (int row = 0; row < qMin(kMostRows, view->model()->rowCount()); ++row) {
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                words.append(view->model()->index(row, column).data().toString());
            }
        }
    }
    return words;
}

QString nameOf(const QWidget& widget)
{
    QString name = QLatin1String(widget.metaObject()->className());
    if (!widget.objectName().isEmpty()) {
        name += u' ' % widget.objectName();
    }
    return name;
}

/// The widget with what it stands in, innermost first.
QString placeOf(const QWidget& widget)
{
    QStringList names;
    for (const QWidget* at = &widget; at != nullptr && names.size() < 4; at = at->parentWidget()) {
        names.append(nameOf(*at));
    }
    return names.join(QStringLiteral(" in "));
}

bool isInScrollArea(const QWidget& widget)
{
    for (const QWidget* at = widget.parentWidget(); at != nullptr; at = at->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea*>(at) != nullptr) {
            return true;
        }
    }
    return false;
}

/// What is wrong with how a widget shows its words; empty where nothing is.
QString clippedText(const QWidget& widget)
{
    constexpr int kRounding = 1;
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        if (label->text().isEmpty()) {
            return {};
        }
        if (qobject_cast<const ElidedLabel*>(label) != nullptr) { // gives way, if its tool tip has the words
            const bool isCut = label->fontMetrics().horizontalAdvance(label->text()) > label->contentsRect().width();
            return isCut && label->toolTip().isEmpty() ? QStringLiteral("is elided without a tool tip") : QString();
        }
        if (label->wordWrap()) {
            const int needed = label->heightForWidth(label->width());
            return needed > label->height() + kRounding
                ? QStringLiteral("needs a height of %1, has %2: %3").arg(needed).arg(label->height()).arg(label->text())
                : QString();
        }
        const QSize needed = label->sizeHint();
        const bool isNarrow = needed.width() > label->width() + kRounding;
        return isNarrow || needed.height() > label->height() + kRounding ? QStringLiteral("needs %1×%2, has %3×%4: %5")
                                                                               .arg(needed.width())
                                                                               .arg(needed.height())
                                                                               .arg(label->width())
                                                                               .arg(label->height())
                                                                               .arg(label->text())
                                                                         : QString();
    }
    const bool hasWords = qobject_cast<const QPushButton*>(&widget) != nullptr
        || qobject_cast<const QToolButton*>(&widget) != nullptr || qobject_cast<const QCheckBox*>(&widget) != nullptr;
    if (hasWords) {
        const auto* button = static_cast<const QAbstractButton*>(&widget);
        const int needed = button->minimumSizeHint().width();
        const auto* tool = qobject_cast<const QToolButton*>(button);
        if (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly) {
            return {};
        }
        if (!button->text().isEmpty() && needed > button->width() + kRounding) {
            return QStringLiteral("needs a width of %1, has %2: %3")
                .arg(needed)
                .arg(button->width())
                .arg(button->text());
        }
        const int line = button->fontMetrics().height();
        if (!button->text().isEmpty() && button->height() < line) {
            return QStringLiteral("is lower than its words: %1").arg(button->text());
        }
    }
    if (const auto* tabs = qobject_cast<const QTabBar*>(&widget)) {
        const bool isElided = tabs->width() + kRounding < tabs->sizeHint().width();
        return isElided && tabs->objectName() == QLatin1String("viewTabs") && tabs->tabToolTip(0).isEmpty()
            ? QStringLiteral("elides tabs: needs %1, has %2").arg(tabs->sizeHint().width()).arg(tabs->width())
            : QString();
    }
    if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) {
        return line->height() < line->fontMetrics().height()
            ? QStringLiteral("is lower than a line: %1 of %2").arg(line->height()).arg(line->fontMetrics().height())
            : QString();
    }
    return {};
}

bool takesKeyboard(const QWidget& widget)
{
    return qobject_cast<const QAbstractButton*>(&widget) != nullptr
        || qobject_cast<const QLineEdit*>(&widget) != nullptr || qobject_cast<const QComboBox*>(&widget) != nullptr
        || qobject_cast<const QAbstractItemView*>(&widget) != nullptr
        || qobject_cast<const QPlainTextEdit*>(&widget) != nullptr || qobject_cast<const QSpinBox*>(&widget) != nullptr;
}

/// Parts that Qt makes itself: the field in an editable box or a spin box, the list of a box, the » of a tool bar.
bool isPartOfQt(const QWidget& widget)
{
    const QWidget* parent = widget.parentWidget();
    return qobject_cast<const QComboBox*>(parent) != nullptr || qobject_cast<const QAbstractSpinBox*>(parent) != nullptr
        || widget.objectName().startsWith(QStringLiteral("qt_"))
        || (parent != nullptr && parent->inherits("QComboBoxPrivateContainer"))
        || widget.inherits("QLineEditIconButton") || widget.inherits("QTableCornerButton")
        || widget.inherits("QHeaderView") || qobject_cast<const QTabBar*>(parent) != nullptr;
}

void check(const QWidget& widget, const QString& where, QStringList& wrong)
{
    if (!widget.isVisible() || isPartOfQt(widget)) {
        return;
    }
    const auto report = [&](const QString& what) { wrong.append(where % u": " % placeOf(widget) % u": " % what); };
    if (const QString clipped = clippedText(widget); !clipped.isEmpty()) {
        report(clipped);
    }
    const bool isWord =
        qobject_cast<const QLabel*>(&widget) != nullptr || qobject_cast<const QAbstractButton*>(&widget) != nullptr;
    if (isWord && !isInScrollArea(widget) && widget.visibleRegion().boundingRect() != widget.rect()) {
        report(QStringLiteral("is cut off by what it stands in"));
    }
    if (takesKeyboard(widget)) {
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(&widget));
        if (interface == nullptr || interface->text(QAccessible::Name).isEmpty()) {
            report(QStringLiteral("has no name for screen readers"));
        }
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        const auto* tool = qobject_cast<const QToolButton*>(button);
        const bool hasNoWords = button->text().isEmpty()
            || (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull());
        if (hasNoWords && button->toolTip().isEmpty()) {
            report(QStringLiteral("has neither words nor a tool tip"));
        }
    }
}

enum class Speech { English, Other };

struct Findings {
    Speech speech = Speech::English;
    QStringList wrong;
};

/// What is wrong with a window at this moment.
QStringList look(const QWidget& top, const QString& where, Speech speech)
{
    QStringList wrong;
    QList<const QWidget*> widgets{&top};
    for (const QWidget* widget : top.findChildren<QWidget*>()) {
        if (widget->window() == top.window()) {
            widgets.append(widget);
        }
    }
    for (const QWidget* widget : widgets) {
        check(*widget, where, wrong);
        if (speech == Speech::English || !widget->isVisible()) {
            continue;
        }
        for (const QString& words : wordsOf(*widget)) {
            if (isEnglish(words)) {
                wrong.append(where % u": " % placeOf(*widget) % u": is said in English: " % words);
            }
        }
    }
    return wrong;
}

/// A layout may still be on its way, for longer on a busy machine: what stays wrong is wrong.
void walk(const QWidget& top, const QString& where, Findings& findings)
{
    constexpr int kSettleTime = 2000; // milliseconds
    QStringList wrong;
    static_cast<void>(QTest::qWaitFor(
        [&] {
            wrong = look(top, where, findings.speech);
            return wrong.isEmpty();
        },
        kSettleTime));
    findings.wrong += wrong;
}

struct Scene {
    const char* name;
    std::function<void(WindowStage&)> show;
};

/// Everything that opens over the window with the sample open.
const std::vector<Scene>& dialogs()
{
    static const std::vector<Scene> kDialogs{
        {"settings", [](WindowStage& stage) { stage.window.actions().settings->trigger(); }},
        {"about", [](WindowStage& stage) { stage.window.actions().about->trigger(); }},
        {"shortcuts", [](WindowStage& stage) { stage.window.actions().shortcuts->trigger(); }},
        {"commands", [](WindowStage& stage) { stage.window.actions().findCommand->trigger(); }},
        {"save", [](WindowStage& stage) { stage.window.actions().save->trigger(); }},
        {"map devices", [](WindowStage& stage) { stage.window.actions().mapDevices->trigger(); }},
        {"before and after", [](WindowStage& stage) { stage.window.actions().plannedRows->trigger(); }},
        {"how to load", [](WindowStage& stage) { stage.window.actions().howToLoad->trigger(); }},
        {"what it names", [](WindowStage& stage) { stage.window.actions().whatItNames->trigger(); }},
        {"batch", [](WindowStage& stage) { stage.window.actions().batch->trigger(); }},
    };
    return kDialogs;
}

void walkDialogs(WindowStage& stage, const QString& where, Findings& findings)
{
    for (const Scene& scene : dialogs()) {
        scene.show(stage);
        QCoreApplication::processEvents();
        QWidget* dialog = QApplication::activeModalWidget();
        if (dialog == nullptr) {
            findings.wrong.append(where % u": no dialog: " % QLatin1String(scene.name));
            continue;
        }
        QTest::qWait(20);
        walk(*dialog, where % u", " % QLatin1String(scene.name), findings);
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    for (QAction* action : stage.window.edit().all()) {
        action->trigger();
        QCoreApplication::processEvents();
        if (QWidget* dialog = QApplication::activeModalWidget()) {
            walk(*dialog, where % u", " % action->objectName(), findings);
            dialog->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
}

/// A folder with a good checkpoint and a broken one, and the quick look at it.
void walkFolder(WindowStage& stage, Findings& findings)
{
    QFile sample(QStringLiteral(PTHF_SAMPLE_FILE));
    QVERIFY(sample.open(QIODevice::ReadOnly));
    const std::string bytes = sample.readAll().toStdString();
    stage.folder.write("good.pth", bytes);
    stage.folder.write("broken.pth", bytes.substr(0, bytes.size() / 2));
    stage.window.openFile(pathToQString(stage.folder.path()));
    auto* table = stage.find<QAbstractItemView>("folderTable");
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 2 && stage.runner.isIdle(); }));
    walk(stage.window, QStringLiteral("folder"), findings);
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Space);
    QTest::qWait(20);
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top->isVisible() && top != &stage.window) {
            walk(*top, QStringLiteral("quick look"), findings);
            top->close();
        }
    }
}

/// What is shown of a file that cannot be opened.
void walkError(WindowStage& stage, Findings& findings)
{
    const auto path = stage.folder.write(
        "model.pth", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 244000000\n");
    stage.window.openFile(pathToQString(path));
    auto* page = stage.find<QWidget>("errorPage");
    QVERIFY(QTest::qWaitFor([&] { return page->isVisible(); }));
    QTest::qWait(20);
    Findings english; // its detail is the reader's own sentence
    walk(*page, QStringLiteral("error page"), english);
    findings.wrong += english.wrong;
}

void walkTabs(WindowStage& stage, const QSize& size, Findings& findings)
{
    stage.window.resize(size);
    auto* tabs = stage.find<QTabBar>("viewTabs");
    for (int view = 0; view < tabs->count(); ++view) {
        if (tabs->isTabEnabled(view)) {
            tabs->setCurrentIndex(view);
            QVERIFY(QTest::qWaitFor([&] { return stage.runner.isIdle(); }, 20'000));
            QTest::qWait(50);
            walk(stage.window, QStringLiteral("%1 at %2").arg(tabs->tabText(view)).arg(size.width()), findings);
        }
    }
}

/// Every view with a plan; a match; every page of the details. With type of its usual size in a small window too: the
/// views' own rules for what gives way are held by their tests.
void walkViews(WindowStage& stage, int percent, Findings& findings)
{
    stage.session.addOperations({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}}, QStringLiteral("plan"));
    stage.window.actions().showPlan->setChecked(true);
    walkTabs(stage, QSize(1280, 800), findings);
    if (percent == 100) {
        walkTabs(stage, QSize(1024, 700), findings);
        stage.window.resize(1280, 800);
    }
    stage.window.actions().showPlan->setChecked(false);
    const OpenedPtr& opened = stage.session.opened();
    for (const TensorLine& line : opened->tensors) {
        if (opened->document->content.tensor(line.tensor).layout.shape.size() == 4) {
            stage.find<QTabBar>("viewTabs")->setCurrentIndex(1);
            stage.window.findChild<TreePanel*>()->reveal(line.place);
            break;
        }
    }
    auto* pages = stage.find<QTabBar>("detailTabs");
    for (int page = 0; pages->isVisible() && page < pages->count(); ++page) {
        if (pages->isTabVisible(page)) {
            QTest::mouseClick(pages, Qt::LeftButton, {}, pages->tabRect(page).center());
        } else {
            pages->setCurrentIndex(page); // stands in a menu
        }
        QVERIFY(QTest::qWaitFor([&] { return stage.runner.isIdle(); }, 20'000));
        QTest::qWait(20);
        walk(stage.window, u"details, " % pages->tabText(page), findings);
    }
    stage.window.match().session().matchText(
        QStringLiteral("conv1.weight [64, 3, 7, 7]\nfc.weight [10, 4]\nhead.bias [7]\n"), QStringLiteral("names"));
    stage.window.match().show();
    QVERIFY(QTest::qWaitFor([&] { return stage.window.match().session().result() && stage.runner.isIdle(); }));
    QTest::qWait(50);
    walk(stage.window, QStringLiteral("match"), findings);
}

} // namespace

class TestWindowWalk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_font = QApplication::font(); }
    void cleanup()
    {
        m_language.choose(QStringLiteral("en"));
        QApplication::setFont(m_font);
    }

    void nothingIsClippedAndEverythingHasAName_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("percent");
        QTest::addColumn<ThemeKind>("theme");
        const auto row = [](const char* language, int percent, ThemeKind theme, const char* name) {
            QTest::addRow("%s %d %s", language, percent, name) << QString::fromLatin1(language) << percent << theme;
        };
        for (const char* language : {"en", "zh_CN"}) {
            for (const int percent : {100, 150, 200}) {
                row(language, percent, ThemeKind::Light, "light");
                row(language, percent, ThemeKind::Dark, "dark");
            }
        }
        row("en", 100, ThemeKind::HighContrast, "high contrast"); // its frames take room that colours do not
        row("zh_CN", 200, ThemeKind::HighContrast, "high contrast");
    }

    void nothingIsClippedAndEverythingHasAName()
    {
        QFETCH(const QString, language);
        QFETCH(const int, percent);
        QFETCH(const ThemeKind, theme);
        const MissedWords missed;
        m_language.choose(QString()); // the one of the row is installed again, to be asked before MissedWords
        m_language.choose(language);
        QFont font = m_font;
        font.setPointSizeF(m_font.pointSizeF() * percent / 100.0);
        QApplication::setFont(font);
        QApplication::setStyle(new PthfStyle(theme));
        Findings findings{language == QLatin1String("en") ? Speech::English : Speech::Other, {}};
        {
            WindowStage stage;
            QTest::qWait(20);
            walk(stage.window, QStringLiteral("start"), findings);
            walkFolder(stage, findings);
            walkError(stage, findings);
            QVERIFY(stage.openSample());
            walkViews(stage, percent, findings);
            walkDialogs(stage, QStringLiteral("dialog"), findings);
        }
        if (findings.speech == Speech::Other) {
            for (const QString& words : missed.missed()) {
                findings.wrong.append(u"no words for " % words);
            }
        }
        findings.wrong.removeDuplicates();
        if (!findings.wrong.isEmpty()) {
            QFAIL(qPrintable(QStringLiteral("%1 wrong:\n").arg(findings.wrong.size()) % findings.wrong.join(u'\n')));
        }
    }

private:
    QFont m_font;
    Language m_language;
};

QTEST_MAIN(TestWindowWalk)
#include "tst_window_walk.moc"
