// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/match/load_report.h"
#include "tests/core/match/key_samples.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;
using namespace pthf::tests;

class TestLoadReport : public QObject {
    Q_OBJECT

    static LoadReport reportOf(const std::string& file, const std::string& model, Strict strict = Strict::Yes,
        std::vector<std::pair<std::string, std::int64_t>> versions = {})
    {
        const KeyList here = keysFrom(file);
        const KeyList there = keysFrom(model);
        return loadReport(
            here, there, matchKeys(here, there), LoadContext{"Net", std::move(versions), nullptr}, strict);
    }

private Q_SLOTS:
    // Letter by letter against torch itself: tests/oracle/match_oracle.py.

    void everythingFits()
    {
        const LoadReport report = reportOf("a.w [3]", "a.w [3]");
        QVERIFY(report.loads);
        QCOMPARE(report.text, std::string("<All keys matched successfully>"));
    }

    void listsStandInTorchsOrder()
    {
        const LoadReport report =
            reportOf("m.x.q [1]; z [1]; m.w [2]; m.k.w [1]", "top [1]; m.w [3]; m.x.w [1]; n.w [1]", Strict::Yes);
        QVERIFY(!report.loads);
        QCOMPARE(report.text,
            std::string(
                "Error(s) in loading state_dict for Net:\n"
                "\tMissing key(s) in state_dict: \"top\", \"m.x.w\", \"n.w\". \n"
                "\tUnexpected key(s) in state_dict: \"z\", \"m.k.w\", \"m.x.q\". \n"
                "\tsize mismatch for m.w: copying a param with shape torch.Size([2]) from checkpoint, the shape "
                "in current model is torch.Size([3])."));
    }

    void sizesRaiseWithoutStrictToo()
    {
        QVERIFY(!reportOf("a.w [2]", "a.w [3]", Strict::No).loads);
        const LoadReport report = reportOf("a.w [2]; b.w [1]", "a.w [2]; c.w [1]", Strict::No);
        QVERIFY(report.loads);
        QCOMPARE(report.text, std::string("_IncompatibleKeys(missing_keys=['c.w'], unexpected_keys=['b.w'])"));
    }

    void weightNormTakesItsOldNames_data()
    {
        QTest::addColumn<std::string>("file");
        QTest::addColumn<std::string>("text");
        const auto row = [](const char* name, const char* file, const char* text) {
            QTest::newRow(name) << std::string(file) << std::string(text);
        };
        row("both", "a.weight_g [3, 1]; a.weight_v [3, 4]", "<All keys matched successfully>");
        row("one of them", "a.weight_g [3, 1]",
            "Error(s) in loading state_dict for Net:\n\tMissing key(s) in state_dict: "
            "\"a.parametrizations.weight.original0\", \"a.parametrizations.weight.original1\". \n\tUnexpected key(s) "
            "in state_dict: \"a.weight_g\". ");
        row("of another size", "a.weight_g [3, 1]; a.weight_v [3, 5]",
            "Error(s) in loading state_dict for Net:\n\tsize mismatch for a.parametrizations.weight.original1: copying "
            "a param with shape torch.Size([3, 5]) from checkpoint, the shape in current model is torch.Size([3, 4]).");
    }
    void weightNormTakesItsOldNames()
    {
        QFETCH(std::string, file);
        const std::string model =
            "a.parametrizations.weight.original0 [3, 1]; a.parametrizations.weight.original1 [3, 4]";
        QTEST(reportOf(file, model).text, "text");
        QVERIFY(!reportOf("a.weight_g [3, 1]; a.weight_v [3, 4]",
            "a.parametrizations.weight.original0 [3, 4]; a.parametrizations.weight.original1 [3, 4]")
                     .loads); // the first is no norm of the second
        QVERIFY(!reportOf("a.weight_orig [3, 4]; a.weight_u [3]; a.weight_v [4]",
            "a.parametrizations.weight.original [3, 4]; a.parametrizations.weight.0._u [3]; "
            "a.parametrizations.weight.0._v [4]")
                     .loads); // spectral_norm has no such hook
    }

    void oldSpectralNormsNameWhatTheyMissTwice()
    {
        const std::string model = "a.weight_orig [3, 4]; a.weight_u [3]; a.weight_v [4]";
        QCOMPARE(reportOf("a.weight [3, 4]", model).missing,
            (std::vector<std::string>{"a.weight_orig", "a.weight_u", "a.weight_orig", "a.weight_u", "a.weight_v"}));
        QCOMPARE(reportOf("a.weight_orig [3, 4]", model, Strict::Yes, {{"a.weight", 1}}).missing,
            (std::vector<std::string>{"a.weight_u", "a.weight_v"}));
        // torch 0.4 had no weight_v, and kept the weight itself.
        QVERIFY(reportOf("a.weight_orig [3, 4]; a.weight [3, 4]; a.weight_u [3]", model).loads);
        QVERIFY(reportOf(model, model).loads);
    }

    void oldBatchNormsCountForThemselves_data()
    {
        QTest::addColumn<int>("version"); // 0: none stated
        QTest::addColumn<bool>("loads");
        QTest::newRow("none") << 0 << true;
        QTest::newRow("one") << 1 << true;
        QTest::newRow("two") << 2 << false;
    }
    void oldBatchNormsCountForThemselves()
    {
        QFETCH(int, version);
        std::vector<std::pair<std::string, std::int64_t>> versions;
        if (version != 0) {
            versions.emplace_back("bn.", version);
        }
        QTEST(reportOf("bn.running_mean [3]", "bn.running_mean [3]; bn.num_batches_tracked []", Strict::Yes, versions)
                  .loads,
            "loads");
    }
};

QTEST_GUILESS_MAIN(TestLoadReport)
#include "tst_load_report.moc"
