// SPDX-License-Identifier: Apache-2.0
// Pictures of the window, to lay beside the drawn ones:
//     pthf_screenshots FOLDER [CHECKPOINT] [--scene NAME] [--theme light|dark|contrast] [--size 1280x800] [--font 150]
//                      [--language zh_CN]
// Writes <scene>-<theme>-<width>.png; without options every scene at 1280×800 and 1024×640, light and dark. Needs no
// display.
#include <functional>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTest>
#include <QTreeView>

#include "core/compute/device_probe.h"
#include "tests/support/temp_folder.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/dialogs/save_dialog.h"
#include "ui/jobs/job_runner.h"
#include "ui/match/match_menu.h"
#include "ui/panels/tree_panel.h"
#include "ui/session/document_session.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"
#include "ui/window/main_window.h"
#include "ui/window/match_views.h"
#include "ui/window/workspace.h"
#include "ui/words/language.h"

using namespace pthf;

namespace {

struct Stage {
    JobRunner& runner;
    DocumentSession& session;
    MainWindow& window;
};

void waitUntilIdle(Stage& stage)
{
    if (!QTest::qWaitFor([&] { return stage.runner.isIdle(); }, 20'000)) {
        qFatal("a job does not end in twenty seconds");
    }
}

void openAndWait(Stage& stage, const QString& path)
{
    stage.window.openFile(path);
    if (!QTest::qWaitFor([&] { return stage.runner.isIdle(); })) {
        qFatal("the checkpoint does not open in five seconds");
    }
}

void planLaptopCopy(Stage& stage)
{
    stage.session.addOperations(stage.session.opened()->laptop.operations, QStringLiteral("laptop copy"));
}

/// Chooses the first large tensor of the tree and a page of its details.
void showDetailsPage(Stage& stage, int page)
{
    const OpenedPtr& opened = stage.session.opened();
    auto* tree = stage.window.findChild<TreePanel*>();
    for (const TensorLine& line : opened->tensors) {
        if (opened->document->content.tensor(line.tensor).layout.shape.size() == 4) {
            tree->reveal(line.place);
            break;
        }
    }
    if (page > 0) {
        auto* tabs = stage.window.findChild<QTabBar*>(QStringLiteral("detailTabs"));
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(page).center());
    }
    waitUntilIdle(stage);
}

/// Lays the file over a model like its own, without module. and with another head.
void matchAlmost(Stage& stage)
{
    const OpenedPtr& opened = stage.session.opened();
    QString names = QStringLiteral("# model: Birds200\n");
    for (const StateDict& dict : opened->tree.stateDicts) {
        for (const KeyEntry& entry : keysOf(opened->document->content, dict)) {
            QString key = toQString(entry.key);
            key.remove(QRegularExpression(QStringLiteral("^module\\.")));
            Dims shape = entry.shape.value_or(Dims());
            const bool isHead = key == u"fc.weight";
            if (key != u"fc.bias") {
                shape = isHead ? Dims{200, shape.back()} : shape;
                names += key % u' ' % toQString(shapeText(shape)) % u'\n';
            }
        }
        break;
    }
    stage.window.match().session().matchText(names + QStringLiteral("fc.scale [1]\n"), QStringLiteral("birds200.txt"));
    stage.window.match().show();
    if (!QTest::qWaitFor([&] { return stage.runner.isIdle() && stage.window.match().session().result(); })) {
        qFatal("the checkpoint is not matched in five seconds");
    }
}

struct Scene {
    const char* name;
    std::function<void(Stage&, const QString&)> play;
    const char* language = "en";
};

const std::vector<Scene>& scenes()
{
    static const std::vector<Scene> kScenes{
        {"start", [](Stage&, const QString&) {}},
        {"main", [](Stage& stage, const QString& file) { openAndWait(stage, file); }},
        {"planned",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                planLaptopCopy(stage);
                stage.window.actions().showPlan->setChecked(true);
            }},
        {"tensors",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.workspace().showView(Workspace::Tensors);
            }},
        {"overview",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.workspace().showView(Workspace::Overview);
                waitUntilIdle(stage);
                stage.window.actions().scanValues->trigger();
                waitUntilIdle(stage);
            }},
        {"storages",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.workspace().showView(Workspace::Storages);
                waitUntilIdle(stage);
            }},
        {"optimizer",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.workspace().showView(Workspace::Optimizer);
                waitUntilIdle(stage);
            }},
        {"search",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                auto* field = stage.window.findChild<QLineEdit*>(QStringLiteral("treeSearch"));
                QTest::keyClicks(field, QStringLiteral("bn1"));
                QTest::keyClick(field, Qt::Key_Return);
                waitUntilIdle(stage);
            }},
        {"facts",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                showDetailsPage(stage, 0);
            }},
        {"values",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                showDetailsPage(stage, 1);
            }},
        {"statistics",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                showDetailsPage(stage, 2);
            }},
        {"heatmap",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                showDetailsPage(stage, 3);
            }},
        {"bytes",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                showDetailsPage(stage, 4);
            }},
        {"save",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                planLaptopCopy(stage);
                stage.window.dialogs().save();
            }},
        {"match",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.session.addOperations({RemovePrefix{"module.", {}}}, QStringLiteral("Remove module."));
                matchAlmost(stage);
            }},
        {"match-before",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                matchAlmost(stage);
            }},
        {"match-empty",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.match().show();
            }},
        {"compare",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                Q_EMIT stage.window.match().menu()->compareRequested(file);
                waitUntilIdle(stage);
                QTest::mouseClick(
                    stage.window.findChild<QPushButton*>(QStringLiteral("compareValues")), Qt::LeftButton);
                waitUntilIdle(stage);
            }},
        {"commands",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.actions().findCommand->trigger();
            }},
        {"rows",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                planLaptopCopy(stage);
                stage.window.actions().plannedRows->trigger();
                waitUntilIdle(stage);
            }},
        {"map",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.actions().mapDevices->trigger();
            }},
        {"how-to-load",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.actions().howToLoad->trigger();
            }},
        {"operation",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.edit().ask(RemovePrefix{"module.", {}});
                QTest::qWait(400); // for the preview
            }},
        {"batch",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                planLaptopCopy(stage);
                stage.window.dialogs().batch({file});
            }},
        {"folder",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, QFileInfo(file).absolutePath());
                QTest::qWait(500); // for its rows
            }},
        {"settings",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                stage.window.dialogs().editSettings();
            }},
        {"shortcuts", [](Stage& stage, const QString&) { stage.window.actions().shortcuts->trigger(); }},
        {"about", [](Stage& stage, const QString&) { stage.window.dialogs().about(); }},
        {"start-zh", [](Stage&, const QString&) {}, "zh_CN"},
        {"planned-zh",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                planLaptopCopy(stage);
                stage.window.actions().showPlan->setChecked(true);
            },
            "zh_CN"},
        {"save-zh",
            [](Stage& stage, const QString& file) {
                openAndWait(stage, file);
                planLaptopCopy(stage);
                stage.window.dialogs().save();
            },
            "zh_CN"},
        {"error",
            [](Stage& stage, const QString&) {
                const tests::TempFolder folder;
                const auto path = folder.write("model.pth",
                    "version https://git-lfs.github.com/spec/v1\n"
                    "oid sha256:4d7a2146\nsize 244000000\n");
                openAndWait(stage, pathToQString(path));
            }},
    };
    return kScenes;
}

/// How a picture is taken.
struct View {
    ThemeKind theme = ThemeKind::Light;
    QSize size;
    QString language; ///< of scenes that have none of their own
};

QString themeName(ThemeKind theme)
{
    return theme == ThemeKind::Dark ? QStringLiteral("dark")
        : theme == ThemeKind::Light ? QStringLiteral("light")
                                    : QStringLiteral("contrast");
}

void takePicture(const Scene& scene, const View& view, const QDir& folder, const QString& file)
{
    static_cast<PthfStyle*>(QApplication::style())->applyTheme(view.theme);
    Language language;
    const QString own = QString::fromLatin1(scene.language);
    language.choose(own == u"en" && !view.language.isEmpty() ? view.language : own);
    const tests::TempFolder scratch;
    Settings settings(pathToQString(scratch.path() / "settings.ini"));
    RecentFiles recent(settings);
    JobRunner runner;
    DocumentSession session(runner, PlanContext{});
    MainWindow window(runner, session, settings, recent, file);
    window.setMachine({});
    window.resize(view.size);
    window.show();
    Stage stage{runner, session, window};
    scene.play(stage, file);
    QTest::qWait(200); // layouts settle, and what waits for them paints
    QPixmap picture = window.grab();
    if (QWidget* dialog = QApplication::activeModalWidget()) {
        QPainter painter(&picture);
        const QPoint place(
            (view.size.width() - dialog->width()) / 2, qMax(0, (view.size.height() - dialog->height()) / 2));
        painter.drawPixmap(place, dialog->grab());
        dialog->close();
    }
    picture.save(folder.filePath(
        QStringLiteral("%1-%2-%3.png").arg(QLatin1String(scene.name), themeName(view.theme)).arg(view.size.width())));
}

} // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("scene"), QString(), QStringLiteral("NAME")},
        {QStringLiteral("theme"), QString(), QStringLiteral("NAME")},
        {QStringLiteral("size"), QString(), QStringLiteral("WxH")},
        {QStringLiteral("font"), QString(), QStringLiteral("PERCENT"), QStringLiteral("100")},
        {QStringLiteral("language"), QString(), QStringLiteral("CODE")}});
    parser.process(application);
    const QStringList arguments = parser.positionalArguments();
    if (arguments.isEmpty()) {
        qFatal("usage: pthf_screenshots FOLDER [CHECKPOINT] [options]");
    }
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * parser.value(QStringLiteral("font")).toDouble() / 100);
    QApplication::setFont(font);
    QApplication::setStyle(new PthfStyle(ThemeKind::Light));
    const QDir folder(arguments[0]);
    folder.mkpath(QStringLiteral("."));
    const QString file = arguments.size() > 1 ? arguments[1] : QStringLiteral(PTHF_SAMPLE_FILE);
    const QStringList wanted = parser.values(QStringLiteral("scene"));
    const QStringList themes = parser.isSet(QStringLiteral("theme"))
        ? parser.values(QStringLiteral("theme"))
        : QStringList{QStringLiteral("light"), QStringLiteral("dark")};
    const QStringList sizes = parser.isSet(QStringLiteral("size"))
        ? parser.values(QStringLiteral("size"))
        : QStringList{QStringLiteral("1280x800"), QStringLiteral("1024x640")};
    for (const Scene& scene : scenes()) {
        if (!wanted.isEmpty() && !wanted.contains(QLatin1String(scene.name))) {
            continue;
        }
        for (const ThemeKind theme : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast}) {
            for (const QString& size : sizes) {
                const QStringList sides = size.split(u'x');
                if (themes.contains(themeName(theme))) {
                    takePicture(scene,
                        {theme, QSize(sides.value(0).toInt(), sides.value(1).toInt()),
                            parser.value(QStringLiteral("language"))},
                        folder, file);
                }
            }
        }
    }
    return 0;
}
