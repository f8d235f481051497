// SPDX-License-Identifier: Apache-2.0
// Every widget of the window and of its dialogs, in both languages, three sizes of type and both themes: nothing is
// clipped, everything that takes the keyboard has a name, buttons without words have tool tips.
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
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

#include "tests/support/window_stage.h"
#include "ui/widgets/elided_label.h"
#include "ui/words/language.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

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

void walk(const QWidget& top, const QString& where, QStringList& wrong)
{
    check(top, where, wrong);
    for (const QWidget* widget : top.findChildren<QWidget*>()) {
        if (widget->window() == top.window()) {
            check(*widget, where, wrong);
        }
    }
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

void walkDialogs(WindowStage& stage, const QString& where, QStringList& wrong)
{
    for (const Scene& scene : dialogs()) {
        scene.show(stage);
        QCoreApplication::processEvents();
        QWidget* dialog = QApplication::activeModalWidget();
        if (dialog == nullptr) {
            wrong.append(where % u": no dialog: " % QLatin1String(scene.name));
            continue;
        }
        QTest::qWait(20);
        walk(*dialog, where % u", " % QLatin1String(scene.name), wrong);
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    for (QAction* action : stage.window.edit().all()) {
        action->trigger();
        QCoreApplication::processEvents();
        if (QWidget* dialog = QApplication::activeModalWidget()) {
            walk(*dialog, where % u", " % action->objectName(), wrong);
            dialog->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
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
        for (const QString& language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
            for (const int percent : {100, 150, 200}) {
                for (const auto& [theme, name] :
                    {std::pair{ThemeKind::Light, "light"}, std::pair{ThemeKind::Dark, "dark"}}) {
                    QTest::addRow("%s %d %s", qPrintable(language), percent, name) << language << percent << theme;
                }
            }
        }
    }

    void nothingIsClippedAndEverythingHasAName()
    {
        QFETCH(const QString, language);
        QFETCH(const int, percent);
        QFETCH(const ThemeKind, theme);
        m_language.choose(language);
        QFont font = m_font;
        font.setPointSizeF(m_font.pointSizeF() * percent / 100.0);
        QApplication::setFont(font);
        QApplication::setStyle(new PthfStyle(theme));
        WindowStage stage;
        QStringList wrong;
        QTest::qWait(20);
        walk(stage.window, QStringLiteral("start"), wrong);
        QVERIFY(stage.openSample());
        stage.session.addOperations({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}}, QStringLiteral("plan"));
        stage.window.actions().showPlan->setChecked(true);
        auto* tabs = stage.find<QTabBar>("viewTabs");
        for (int view = 0; view < tabs->count(); ++view) {
            if (tabs->isTabEnabled(view)) {
                tabs->setCurrentIndex(view);
                QTest::qWait(50);
                walk(stage.window, tabs->tabText(view), wrong);
            }
        }
        walkDialogs(stage, QStringLiteral("dialog"), wrong);
        wrong.removeDuplicates();
        if (!wrong.isEmpty()) {
            QFAIL(qPrintable(QStringLiteral("%1 wrong:\n").arg(wrong.size()) % wrong.join(u'\n')));
        }
    }

private:
    QFont m_font;
    Language m_language;
};

QTEST_MAIN(TestWindowWalk)
#include "tst_window_walk.moc"
