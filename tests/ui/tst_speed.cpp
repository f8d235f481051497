// SPDX-License-Identifier: Apache-2.0
// The window's budgets (DESIGN 8), with a file of 100,000 tensors; with PTHF_SPEED_TENSORS=1000000 of a million.
#include <algorithm>
#include <fstream>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include "tests/support/temp_folder.h"
#include "tests/ui/opened_fixture.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/jobs/free_memory.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/tensor_filter_model.h"
#include "ui/panels/tensor_panel.h"
#include "ui/session/document_session.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"
#include "ui/widgets/filter_edit.h"
#include "ui/widgets/tree_view.h"
#include "ui/window/main_window.h"
#include "ui/window/workspace.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

// The sanitizers make everything several times slower, and are not what users run.
#ifdef __SANITIZE_ADDRESS__
constexpr int kSlack = 10;
#else
constexpr int kSlack = 1;
#endif

constexpr int kMostRecords = 900'000;

int tensorCount()
{
    const int wanted = qEnvironmentVariableIntValue("PTHF_SPEED_TENSORS");
    return wanted > 0 ? wanted : 100'000;
}

/// Milliseconds of the fastest of five: other programs run beside the test.
template<typename Work>
double fastest(Work work)
{
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer clock;
        clock.start();
        work(i);
        best = std::min(best, static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return best;
}

/// Bytes of memory that the process holds.
double heldBytes()
{
    std::ifstream file("/proc/self/statm");
    double pages = 0;
    double resident = 0;
    file >> pages >> resident;
    return resident * 4096;
}

void compare(const char* what, double measured, double bar)
{
    qInfo("%s: %.1f ms of %.0f", what, measured, bar * kSlack);
    QVERIFY2(measured <= bar * kSlack, what);
}

} // namespace

class TestSpeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new PthfStyle(ThemeKind::Light));
        CheckpointBuilder builder;
        builder.wrapper("model").plainDict();
        builder.tensor("first", DType::Float32, {16}, "cuda:0");
        for (int i = 1; i < tensorCount(); ++i) {
            const std::string name =
                "module.encoder.layers." + std::to_string(i / 8) + ".block." + std::to_string(i % 8) + ".weight";
            if (i < kMostRecords) {
                builder.tensor(name, DType::Float32, {2, 4 + i % 4}, "cuda:0");
            } else { // a zip of more records is not read
                builder.view(name, "first", {2, 4}, {4, 1}, i % 8);
            }
        }
        m_file = m_folder.path() / "many.pth";
        const std::vector<std::byte> bytes = builder.zip();
        std::ofstream out(m_file, std::ios::binary);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }

    void windowIsThereAtOnce()
    {
        const double shown = fastest([this](int) {
            Stage stage(m_folder);
            stage.window.show();
            stage.window.grab();
        });
        compare("window to first paint", shown, 150);
    }

    void everythingAnswersWhileOneLooks()
    {
        Stage stage(m_folder);
        stage.window.resize(1280, 800);
        stage.window.show();
        QSignalSpy opened(&stage.session, &DocumentSession::documentChanged);
        stage.session.open(m_folder.write("small.pth", smallTraining().zip())); // what any file takes
        QVERIFY(opened.wait(10'000));
        QTRY_VERIFY(stage.runner.isIdle());
        giveBackFreeMemory();
        const double before = heldBytes();
        QElapsedTimer clock;
        clock.start();
        stage.session.open(m_file);
        QVERIFY(opened.wait(120'000));
        qInfo("open and show: %lld ms", static_cast<long long>(clock.elapsed()));
        QTRY_VERIFY_WITH_TIMEOUT(stage.runner.isIdle(), 60'000);
        giveBackFreeMemory();
        const double held = (heldBytes() - before) / tensorCount();
        qInfo("memory: %.0f bytes a tensor", held);
#ifndef __SANITIZE_ADDRESS__
        QVERIFY2(held <= 660, "memory"); // 600, and a tenth for what the allocator keeps
#endif

        const auto paint = fastest([&](int) { stage.window.grab(); });
        compare("paint of the tree", paint, 50); // the whole window; one view of it is held to a frame below
        for (int view = Workspace::Overview; view <= Workspace::Storages; ++view) {
            stage.window.workspace().showView(static_cast<Workspace::View>(view));
            QTRY_VERIFY_WITH_TIMEOUT(stage.runner.isIdle(), 60'000);
        }
        const double tabs = fastest([&](int i) {
            stage.window.workspace().showView(i % 2 == 0 ? Workspace::Tree : Workspace::Tensors);
            QCoreApplication::processEvents();
        });
        compare("switching tabs", tabs, 50);

        auto* panel = stage.window.findChild<TensorPanel*>();
        stage.window.workspace().showView(Workspace::Tensors);
        QTableView* table = panel->view();
        const double scroll = fastest([&](int i) {
            table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() / 7 * i);
            table->viewport()->grab();
        });
        compare("scrolling the table", scroll, 16);
        auto* tree = stage.window.findChild<TreeView*>(QStringLiteral("tree"));
        const double treePaint = fastest([&](int) { tree->viewport()->grab(); });
        compare("painting the tree", treePaint, 16);

        auto* model = qobject_cast<TensorFilterModel*>(table->model());
        const QStringList queries{QStringLiteral("layers.12"), QStringLiteral("layers.123"), QStringLiteral("block.3"),
            QStringLiteral("dtype:float32 size>8 9.block"), QStringLiteral("weight")};
        const double filter =
            fastest([&](int i) { answer(*model, [&] { model->setQuery(queries[i], QueryMode::Text); }); });
        compare(tensorCount() <= 100'000 ? "filter" : "filter of more rows", filter, tensorCount() / 1000.0);
        answer(*model, [&] { model->setQuery(QString(), QueryMode::Text); });
        double sort = 0;
        double pause = 0;
        for (int column = TensorTableModel::Key; column < TensorTableModel::ColumnCount; ++column) {
            QElapsedTimer sorting;
            sorting.start();
            pause = std::max(pause, answer(*model, [&] { model->sort(column, Qt::DescendingOrder); }));
            sort = std::max(sort, static_cast<double>(sorting.elapsed()));
        }
        qInfo("sort: %.0f ms at most", sort);
        compare("longest pause of the window while it sorts", pause, 50);
    }

private:
    /// Waits until the model has chosen and sorted its rows; gives the longest time, in milliseconds, that the event
    /// loop was kept from everything else.
    template<typename Ask>
    static double answer(TensorFilterModel& model, Ask ask)
    {
        bool isAnswered = false;
        QEventLoop loop;
        const auto answered = [&] {
            isAnswered = true;
            loop.quit();
        };
        connect(&model, &TensorFilterModel::filtered, &loop, answered);
        connect(&model, &QAbstractItemModel::layoutChanged, &loop, answered);
        QElapsedTimer clock;
        double longest = 0;
        const auto beat = [&] {
            longest = std::max(longest, static_cast<double>(clock.nsecsElapsed()) / 1e6);
            clock.restart();
        };
        QTimer beats;
        connect(&beats, &QTimer::timeout, &loop, beat);
        beats.start(0);
        clock.start();
        ask();
        if (!isAnswered) {
            loop.exec();
        }
        beat();
        return longest;
    }

    struct Stage {
        Settings settings;
        RecentFiles recent{settings};
        JobRunner runner;
        DocumentSession session{runner, PlanContext{}};
        MainWindow window{runner, session, settings, recent, {}};

        explicit Stage(const TempFolder& folder)
            : settings(pathToQString(folder.path() / "settings.ini"))
        {
        }
    };

    TempFolder m_folder;
    std::filesystem::path m_file;
};

QTEST_MAIN(TestSpeed)
#include "tst_speed.moc"
