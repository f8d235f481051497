// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/roles/script_classes.h"

using namespace pthf;

class TestScriptClasses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parametersAndBuffersAreRead()
    {
        constexpr std::string_view kSource = "class Other(Module):\n  __parameters__ = [\"x\", ]\n\n"
                                             "class Net(Module):\n  __parameters__ = [\"weight\", \"bias\", ]\n"
                                             "  __buffers__ = [\"mean\", ]\n  weight : Tensor\n"
                                             "  def forward(self):\n    __parameters__ = [\"no\", ]\n";
        const auto net = scriptClassIn(kSource, "Net");
        QVERIFY(net);
        QCOMPARE(net->parameters, (std::vector<std::string>{"weight", "bias"}));
        QCOMPARE(net->buffers, (std::vector<std::string>{"mean"}));
        QVERIFY(net->statesBuffers);
        QCOMPARE(scriptClassIn(kSource, "Other")->parameters, (std::vector<std::string>{"x"}));
        QVERIFY(!scriptClassIn(kSource, "Other")->statesBuffers);
        QVERIFY(!scriptClassIn(kSource, "Ne"));
        QVERIFY(!scriptClassIn("", "Net"));
    }
};

QTEST_GUILESS_MAIN(TestScriptClasses)
#include "tst_script_classes.moc"
