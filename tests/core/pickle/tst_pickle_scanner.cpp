// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <QtTest/QTest>

#include "core/base/byte_reader.h"
#include "core/io/memory_source.h"
#include "core/pickle/pickle_machine.h"
#include "core/pickle/pickle_scanner.h"
#include "tests/support/damage.h"
#include "tests/support/pickle_examples.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TstPickleScanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theScannerAgreesWithTheMachine_data();
    void theScannerAgreesWithTheMachine();
    void stopIsFoundInsideALargerFile();
    void namesOfProtocol4AreFollowedThroughTheMemo();
    void namesThatCannotBeToldStayEmpty();
    void everyProperPrefixIsRefused();
    void aByteThatIsNoOpcodeIsRefusedWithItsPlace();
};

void TstPickleScanner::theScannerAgreesWithTheMachine_data()
{
    QTest::addColumn<QByteArray>("pickle");
    for (const PickleExample& example : kPickleExamples) {
        QTest::newRow(example.name) << QByteArray(example.pickle.data(), static_cast<qsizetype>(example.pickle.size()));
    }
}

void TstPickleScanner::theScannerAgreesWithTheMachine()
{
    QFETCH(QByteArray, pickle);
    const std::string_view bytes(pickle.constData(), static_cast<std::size_t>(pickle.size()));
    ValueGraph graph;
    const auto read = readPickle(asBytes(bytes), graph, Limits{}, quietTask());
    const auto scan = scanPickle(asBytes(bytes), Limits{}, quietTask());
    QVERIFY(read.has_value());
    QVERIFY(scan.has_value());
    QCOMPARE(scan->end, read->end);
    QCOMPARE(scan->protocol, read->protocol);
    QVERIFY(scan->opcodes == read->opcodes);
    QCOMPARE(scan->globals.empty(), read->globals.empty());
    if (!read->globals.empty()) {
        QCOMPARE(scan->globals[0].module, read->globals[0].module);
        QCOMPARE(scan->globals[0].name, read->globals[0].name);
        QCOMPARE(scan->globals[0].offset, read->globals[0].offset);
    }
}

void TstPickleScanner::stopIsFoundInsideALargerFile()
{
    const auto source = std::make_shared<const MemorySource>(bytesOf("####" + std::string(100, 'N') + ".####"));
    const auto scan = scanPickle(source, 4, Limits{}, quietTask());
    QVERIFY(scan.has_value());
    QCOMPARE(scan->begin, std::uint64_t{4});
    QCOMPARE(scan->end, std::uint64_t{105});
    QCOMPARE(scan->steps, std::uint64_t{101});
}

void TstPickleScanner::namesOfProtocol4AreFollowedThroughTheMemo()
{
    const auto scan = scanPickle(asBytes("\x80\x04(\x8c\x05torch\x94\x8c\x04Size\x94\x93\x94h\x00\x8c\x06"
                                         "device\x94\x93h\x00h\x01\x93t."sv),
        Limits{}, quietTask());
    QVERIFY(scan.has_value());
    QCOMPARE(scan->globals.size(), std::size_t{3});
    QVERIFY(scan->globals[0] == (ScannedGlobal{"torch", "Size", 18}));
    QVERIFY(scan->globals[1] == (ScannedGlobal{"torch", "device", 31}));
    QVERIFY(scan->globals[2] == (ScannedGlobal{"torch", "Size", 36}));
}

void TstPickleScanner::namesThatCannotBeToldStayEmpty()
{
    const auto scan = scanPickle(asBytes("\x8c\x02osN0\x8c\x06system\x93."sv), Limits{}, quietTask());
    QVERIFY(scan.has_value());
    QVERIFY(scan->globals[0].module.empty());
}

void TstPickleScanner::everyProperPrefixIsRefused()
{
    for (const PickleExample& example : kPickleExamples) {
        for (std::size_t length = 0; length < example.pickle.size(); ++length) {
            const auto scan = scanPickle(asBytes(example.pickle.substr(0, length)), Limits{}, quietTask());
            QVERIFY2(!scan.has_value(), example.name);
            QVERIFY(scan.error().code() == ErrorCode::Truncated);
        }
    }
}

void TstPickleScanner::aByteThatIsNoOpcodeIsRefusedWithItsPlace()
{
    const auto scan = scanPickle(asBytes("N\xfe."sv), Limits{}, quietTask());
    QVERIFY(!scan.has_value());
    QVERIFY(scan.error().code() == ErrorCode::Corrupt);
    QVERIFY(scan.error().offset() == std::optional<std::uint64_t>(1));
    QCOMPARE(scan.error().message(), std::string("byte 0xfe at 1 is no pickle opcode"));
}

QTEST_GUILESS_MAIN(TstPickleScanner)
#include "tst_pickle_scanner.moc"
