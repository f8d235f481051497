// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QTest>

#include "core/transcript/plan_python.h"
#include "tests/core/plan/plan_samples.h"

using namespace pthf;
using pthf::tests::everyOperation;

class TestPlanPython : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMainJobIsAShortScript()
    {
        const std::string script = planAsPython(EditPlan{{MapLocation{"cpu", {}, {}}}}, "in.pth", "out.pth");
        QCOMPARE(script,
            std::string("import torch\n\ncheckpoint = torch.load(\"in.pth\", map_location=\"cpu\", weights_only=True)\n"
                        "\n# Move everything to cpu\n\ntorch.save(checkpoint, \"out.pth\")\n"));
    }

    void everyOperationIsPython()
    {
        // Each alone, and all together: python3 compiles what we write. (That it does the same is asked of torch in
        // tests/oracle.)
        std::vector<EditPlan> plans{EditPlan{everyOperation()}};
        for (const Operation& operation : everyOperation()) {
            plans.push_back(EditPlan{{operation}});
        }
        QByteArray all;
        for (const EditPlan& plan : plans) {
            all += QByteArray::fromStdString(planAsPython(plan, "in \"x\"\n.pth", "out\\.pth"));
            all += '\0';
        }
        QProcess python;
        python.start(QStringLiteral("/usr/bin/python3"),
            {QStringLiteral("-c"),
                QStringLiteral(
                    "import sys\nfor text in sys.stdin.read().split('\\0'): compile(text, 'plan', 'exec')")});
        if (!python.waitForStarted()) {
            QSKIP("no python3 here");
        }
        python.write(all);
        python.closeWriteChannel();
        QVERIFY(python.waitForFinished());
        const QByteArray told = python.readAllStandardError();
        QVERIFY2(python.exitCode() == 0, told.constData());
    }

    void keysFromStrangersAreReadNotRun()
    {
        const KeyPath path{{std::string("a")}, {KeySegment::Repr{"__import__('os').system('x')"}}};
        const std::string script = planAsPython(EditPlan{{Extract{path}}}, "i", "o");
        const std::string wanted = "[__import__(\"ast\").literal_eval(\"__import__('os').system('x')\")]";
        QVERIFY2(script.find("checkpoint = checkpoint[\"a\"]" + wanted + "\n") != std::string::npos, script.c_str());
    }

    void textFromStrangersStaysText()
    {
        const std::string script = planAsPython(EditPlan{{Wrap{"a\"\nimport os\n\\"}}}, "i", "o");
        QVERIFY2(script.find("checkpoint = {\"a\\\"\\nimport os\\n\\\\\": checkpoint}") != std::string::npos,
            script.c_str());
    }
};

QTEST_GUILESS_MAIN(TestPlanPython)
#include "tst_plan_python.moc"
