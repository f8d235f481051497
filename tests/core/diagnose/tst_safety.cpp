// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/diagnose/safety.h"
#include "tests/support/sample_content.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QString reasons(const WeightsOnlyVerdict& verdict)
{
    QStringList lines;
    for (const auto& reason : verdict.because) {
        lines << QString::fromStdString(reason.global + " at " + pathText(reason.path));
    }
    return lines.join(QStringLiteral("; "));
}

} // namespace

class SafetyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPlainTrainingCheckpointLoads()
    {
        const auto document =
            SampleContent().stateDict("model", {"a.weight"}).adam("optimizer", 2).integer("epoch", 3).document();
        const TreeIndex tree = SampleContent::tree(*document);
        const auto verdict = weightsOnlyVerdict(*document, document->content, tree);
        QCOMPARE(reasons(verdict), QString());
        QVERIFY(verdict.loads);
        QVERIFY(weightsOnlyFix(verdict).empty());
    }

    void whatIsRefusedIsNamedWithItsPlace_data()
    {
        QTest::addColumn<QString>("module");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isDangerous");
        QTest::addColumn<QString>("fix");
        QTest::newRow("plain data") << "argparse"
                                    << "Namespace" << false << "make_portable";
        QTest::newRow("unknown class") << "utils.meters"
                                       << "RecorderMeter" << false << "drop";
        QTest::newRow("dangerous") << "os"
                                   << "system" << true << "drop";
    }
    void whatIsRefusedIsNamedWithItsPlace()
    {
        QFETCH(QString, module);
        QFETCH(QString, name);
        QFETCH(bool, isDangerous);
        SampleContent sample;
        sample.stateDict("model", {"a.weight"});
        if (isDangerous) {
            sample.call("extra", module.toStdString(), name.toStdString(), "echo");
        } else {
            sample.object("extra", module.toStdString(), name.toStdString());
        }
        const auto document = sample.document();
        const TreeIndex tree = SampleContent::tree(*document);
        const auto verdict = weightsOnlyVerdict(*document, document->content, tree);
        QVERIFY(!verdict.loads);
        QCOMPARE(reasons(verdict), module + QLatin1Char('.') + name + QStringLiteral(" at extra"));
        QCOMPARE(verdict.because.at(0).isDangerous, isDangerous);
        QCOMPARE(weightsOnlyFix(verdict).size(), std::size_t{1});
        QVERIFY(std::holds_alternative<MakePortable>(weightsOnlyFix(verdict)[0]));
    }

    void aClassNeededTwiceIsNamedOnce()
    {
        const auto document = SampleContent()
                                  .stateDict("model", {"a.weight"})
                                  .object("first", "utils", "Meter")
                                  .object("second", "utils", "Meter")
                                  .document();
        const auto verdict = weightsOnlyVerdict(*document, document->content, SampleContent::tree(*document));
        QCOMPARE(reasons(verdict), QStringLiteral("utils.Meter at first"));
    }

    void laterProtocolsAreRefusedForTheirOpcodes()
    {
        auto document = std::make_shared<Document>(*SampleContent().stateDict("model", {"a.weight"}).document());
        document->pickle.opcodes.push_back(0x94);
        document->pickle.opcodes.push_back(0x95);
        const TreeIndex tree = SampleContent::tree(*document);
        const auto verdict = weightsOnlyVerdict(*document, document->content, tree);
        QCOMPARE(reasons(verdict), QStringLiteral("opcodes MEMOIZE and FRAME at "));
        // Written anew it is protocol 2: a planned content is judged so.
        const Content planned = document->content;
        QVERIFY(weightsOnlyVerdict(*document, planned, tree).loads);
        QVERIFY(!weightsOnlyFix(verdict).empty());
    }

    void formatsWithoutPicklesAreSafe()
    {
        const auto document = SampleContent().stateDict("", {"a.weight"}).document(FileKind::Safetensors);
        QVERIFY(weightsOnlyVerdict(*document, document->content, SampleContent::tree(*document)).loads);
    }

    void dangerIsToldBeforeRefusal()
    {
        const auto document = SampleContent()
                                  .stateDict("model", {"a.weight"})
                                  .call("run", "os", "system", "echo")
                                  .object("args", "argparse", "Namespace")
                                  .document();
        const auto findings = safetyFindings(*document, document->content, SampleContent::tree(*document));
        QCOMPARE(findings.size(), std::size_t{2});
        QVERIFY(findings[0].severity == Severity::Danger);
        QVERIFY(findings[0].text.find("os.system") != std::string::npos);
        QVERIFY(findings[0].text.find("amage") == std::string::npos);
        QVERIFY(findings[1].severity == Severity::Warning);
    }
};

QTEST_GUILESS_MAIN(SafetyTest)
#include "tst_safety.moc"
