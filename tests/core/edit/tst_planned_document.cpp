// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>

#include "tests/core/edit/workbench.h"
#include "tests/core/plan/plan_samples.h"
#include "tests/support/patience.h"
#include "tests/support/test_task.h"

using namespace pthf;
using pthf::tests::changesOf;
using pthf::tests::GraphBuilder;
using pthf::tests::leavesOf;
using pthf::tests::quietTask;
using pthf::tests::rereadLeaves;
using pthf::tests::Workbench;

class TestPlannedDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyPlanChangesNothing_data()
    {
        QTest::addColumn<std::string>("fixture");
        for (const char* fixture :
            {"torch2.15-py311/ema.pth", "torch2.15-py311/whole_in_dict.pth", "torch1.13-py311/things.pth",
                "torch1.0-py27/things.pth", "torch2.15-py311/sparse.pth", "torch1.5-py36/quantized.pth"}) {
            QTest::newRow(fixture) << std::string(fixture);
        }
    }
    void anEmptyPlanChangesNothing()
    {
        QFETCH(std::string, fixture);
        Workbench bench;
        bench.open(fixture);
        const PlannedDocumentPtr planned = bench.planned({});
        QCOMPARE(changesOf(bench, *planned), std::string());
        QCOMPARE(planned->content.graph.size(), bench.document->content.graph.size());
        QCOMPARE(planned->bytesAfter, planned->bytesBefore);
        QVERIFY(planned->items.empty() && planned->effects.empty());
        QCOMPARE(plannedRows(*planned, bench.tree, quietTask())->size(), bench.tree.leaves.size());
    }

    void theSourceStaysAsItWas()
    {
        Workbench bench;
        bench.open("torch2.15-py311/lightning.ckpt");
        const std::string before = leavesOf(*bench.planned({}));
        QVERIFY(leavesOf(*bench.planned({MapLocation{"cpu", {}, {}}, AddPrefix{"x", {}}, MakePortable{}, PlainDict{},
                    Cast{DType::Float16, {}}, Untie{}}))
            != before);
        QCOMPARE(leavesOf(*bench.planned({})), before);
    }

    void operationsThatFailSayWhich()
    {
        Workbench bench;
        bench.open("torch2.15-py311/ema.pth");
        QCOMPARE(bench.refused({Compact{}, Extract{tests::pathOf("nowhere")}}),
            std::string("operation 2 (extract): there is nothing at nowhere"));
    }

    void plansCanBeStopped()
    {
        Workbench bench;
        bench.open("torch2.15-py311/ema.pth");
        std::stop_source stop;
        stop.request_stop();
        SilentProgress progress;
        const auto planned = planDocument(
            bench.document, bench.tree, EditPlan{{Compact{}}}, PlanContext{}, Task{stop.get_token(), progress});
        QVERIFY(!planned.has_value());
        QCOMPARE(planned.error().code(), ErrorCode::Cancelled);
    }

    void rowsTellWhatEachLeafBecomes()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.dict({{"model", b.stateDict({{"module.a.w", b.tensor({2}, "FloatStorage", "cuda:0")}})},
            {"lr", b.number(0.1)}, {"gone", b.integer(1)}}));
        const PlannedDocumentPtr planned = bench.planned({MapLocation{"cpu", {}, {}}, RemovePrefix{"module", {}},
            Cast{DType::Float16, {}}, SetValue{tests::pathOf("lr"), "0.2"}, Drop{{}, {}, {tests::pathOf("gone")}}});
        const auto rows = plannedRows(*planned, bench.tree, quietTask());
        QVERIFY(rows.has_value());
        std::string told;
        for (const PlannedRow& row : *rows) {
            if (row.change != PlannedRow::Change::Same) {
                told += pathText(row.before) + "|" + pathText(row.after) + "|" + row.deviceBefore + ">"
                    + row.deviceAfter + "|" + std::string(row.dtypeBefore ? dtypeName(*row.dtypeBefore) : "") + ">"
                    + std::string(row.dtypeAfter ? dtypeName(*row.dtypeAfter) : "") + "|" + row.valueBefore + ">"
                    + row.valueAfter + "\n";
            }
        }
        QCOMPARE(told,
            std::string("model/module.a.w|model/a.w|cuda:0>cpu|float32>float16|>\nlr|lr|>|>|0.1>0.2\ngone||>|>|1>\n"));
    }

    void everyOperationOnEveryFixtureGivesAGraphThatReadsTheSame_data()
    {
        QTest::addColumn<std::string>("fixture");
        for (const char* fixture : {"torch2.15-py311/ema.pth", "torch2.15-py311/lightning.ckpt",
                 "torch2.15-py311/whole_in_dict.pth", "torch1.13-py311/things.pth", "torch1.5-py36/views.pth",
                 "torch1.5-py36/training_adam_mixed.pth", "torch2.15-py311/params.pth", "other/optimizer_named.pth"}) {
            QTest::newRow(fixture) << std::string(fixture);
        }
    }
    void everyOperationOnEveryFixtureGivesAGraphThatReadsTheSame()
    {
        QFETCH(std::string, fixture);
        Workbench bench;
        bench.open(fixture);
        for (const Operation& operation : tests::everyOperation()) {
            const auto planned = bench.plan({operation});
            if (!planned) {
                QCOMPARE(planned.error().code(), ErrorCode::InvalidArgument);
                continue;
            }
            QCOMPARE(rereadLeaves(**planned), leavesOf(**planned));
        }
    }

    void twentyThousandTensorsArePlannedInMilliseconds()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        std::vector<std::string> names;
        for (int i = 0; i < 20'000; ++i) {
            names.push_back("module.layer" + std::to_string(i) + ".weight");
        }
        std::vector<GraphBuilder::Named> entries;
        for (const std::string& name : names) {
            entries.emplace_back(name, b.tensor({2, 3}, "FloatStorage", "cuda:0"));
        }
        bench.setRoot(b.dict({{"model", b.stateDict(entries)}}));
        QElapsedTimer clock;
        clock.start();
        const PlannedDocumentPtr planned = bench.planned({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}});
        qInfo("planned in %lld ms", static_cast<long long>(clock.elapsed()));
        QCOMPARE(planned->effects[1].changed, std::uint64_t{20'000});
        QVERIFY(clock.elapsed() < tests::patience(1000));
    }
};

QTEST_GUILESS_MAIN(TestPlannedDocument)
#include "tst_planned_document.moc"
