// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/diagnose/nested_files.h"
#include "core/diagnose/safety.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// A dictionary with these bytes under "x".
Document holding(std::span<const std::byte> bytes)
{
    Document document;
    ValueGraph& graph = document.content.graph;
    const ValueId key = graph.addText("x");
    const ValueId value = graph.addBytes(bytes);
    document.content.root = graph.addDict(std::vector<Entry>{{key, value}});
    return document;
}

} // namespace

class TestNestedFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesAreLookedInto_data()
    {
        using namespace std::string_literals;
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<QString>("finding");
        QTest::newRow("a pickle that calls os.system") << "\x80\x02"
                                                          "cos\nsystem\nX\x02\0\0\0id\x85R."s
                                                       << "dangerous-nested";
        QTest::newRow("the same of protocol 0") << "cos\nsystem\n(S'id'\ntR."s
                                                << "dangerous-nested";
        QTest::newRow("a pickle of numbers") << "\x80\x02]q\0(K\1K\2K\3K\4e."s
                                             << "";
        QTest::newRow("a member of an enum") << "\x80\x02"
                                                "cbuiltins\ngetattr\ncenums\nColor\nX\x03\0\0\0RED\x86R."s
                                             << "";
        QTest::newRow("words") << "cuda is the device that was used"s
                               << "";
        QTest::newRow("noise") << "\x80\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"s
                               << "";
    }
    void bytesAreLookedInto()
    {
        QFETCH(std::string, bytes);
        QFETCH(QString, finding);
        const Document document = holding(asBytes(bytes));
        const auto tree = indexTree(document.content, quietTask());
        QVERIFY(tree);
        const auto findings = safetyFindings(document, document.content, *tree);
        QCOMPARE(findings.empty() ? QString() : QString::fromStdString(findings.front().id), finding);
        if (!finding.isEmpty()) {
            QCOMPARE(findings.front().severity, Severity::Danger);
            QCOMPARE(pathText(findings.front().path), std::string("x"));
            QCOMPARE(findings.front().fix.size(), 1U);
        }
    }

    void aCheckpointInBytesIsToldWithItsTensors()
    {
        CheckpointBuilder inner;
        inner.tensor("w", DType::Float32, {2}).tensor("b", DType::Float32, {1});
        for (const auto& bytes : {inner.zip(), inner.legacy()}) {
            const Document document = holding(bytes);
            const auto tree = indexTree(document.content, quietTask());
            QVERIFY(tree);
            const auto files = nestedFiles(document.content, *tree);
            QCOMPARE(files.size(), 1U);
            QCOMPARE(files.front().tensors, 2U);
            QVERIFY(files.front().dangerous.empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestNestedFiles)
#include "tst_nested_files.moc"
