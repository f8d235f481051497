// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <limits>
#include <memory>

#include <QtTest/QTest>

#include "core/base/byte_reader.h"
#include "core/base/byte_writer.h"
#include "core/io/memory_source.h"
#include "core/pickle/opcode.h"
#include "core/pickle/pickle_machine.h"
#include "tests/support/damage.h"
#include "tests/support/fake_source.h"
#include "tests/support/graph_text.h"
#include "tests/support/pickle_examples.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;
using namespace std::string_view_literals;

class TstPickleMachine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOpcodeMeansWhatPythonSays_data();
    void everyOpcodeMeansWhatPythonSays();
    void everyOpcodeIsCovered();
    void whatPythonRefusesIsRefused_data();
    void whatPythonRefusesIsRefused();
    void everyProperPrefixIsRefused_data();
    void everyProperPrefixIsRefused();
    void everyFlippedBitIsSurvived_data();
    void everyFlippedBitIsSurvived();
    void bombsEndInAnErrorOrSoon_data();
    void bombsEndInAnErrorOrSoon();
    void nestedAMillionDeepIsRead();
    void globalsAreCountedWithTheirFirstPlace();
    void readingEndsAtStop();
    void largePayloadsStayInTheFile();
    void smallWindowsChangeNothing();
    void severalPicklesShareAGraph();
    void aFailingSourceIsReported();
    void aStopIsHeeded();
    void ceilingsAreHeldTo();
};

namespace {

QByteArray toArray(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::string_view toView(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

struct Reading {
    ValueGraph graph;
    std::optional<PickleResult> result;
    std::optional<Error> error;

    std::string text() const { return result ? graphText(graph, result->root) : "error: " + error->message(); }
};

Reading readBytes(std::string_view pickle, const Limits& limits = {})
{
    Reading reading;
    auto result = readPickle(asBytes(pickle), reading.graph, limits, quietTask());
    if (result) {
        reading.result = *std::move(result);
    } else {
        reading.error = result.error();
    }
    return reading;
}

std::shared_ptr<const MemorySource> sourceOf(std::string_view bytes)
{
    return std::make_shared<const MemorySource>(bytesOf(bytes));
}

} // namespace

void TstPickleMachine::everyOpcodeMeansWhatPythonSays_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("protocol");
    for (const PickleExample& example : kPickleExamples) {
        QTest::newRow(example.name) << toArray(example.pickle) << QByteArray(example.text) << example.protocol;
    }
}

void TstPickleMachine::everyOpcodeMeansWhatPythonSays()
{
    QFETCH(QByteArray, pickle);
    QFETCH(QByteArray, text);
    QFETCH(int, protocol);
    const Reading reading = readBytes(toView(pickle));
    QCOMPARE(toArray(reading.text()), text);
    QCOMPARE(int{reading.result->protocol}, protocol);
    QCOMPARE(reading.result->end, static_cast<std::uint64_t>(pickle.size()));
}

void TstPickleMachine::everyOpcodeIsCovered()
{
    std::array<bool, 256> isCovered{};
    for (const PickleExample& example : kPickleExamples) {
        const Reading reading = readBytes(example.pickle);
        QVERIFY2(reading.result, example.name);
        for (const std::uint8_t byte : reading.result->opcodes) {
            isCovered[byte] = true;
        }
    }
    const std::array refused{Opcode::Ext1, Opcode::Ext2, Opcode::Ext4, Opcode::NextBuffer, Opcode::ReadonlyBuffer};
    for (const Opcode opcode : refused) {
        isCovered[static_cast<std::uint8_t>(opcode)] = true;
    }
    for (unsigned byte = 0; byte < 256; ++byte) {
        const OpcodeInfo& info = opcodeInfo(static_cast<std::uint8_t>(byte));
        QVERIFY2(info.isKnown() == isCovered[byte], qPrintable(QString::number(byte, 16)));
    }
}

void TstPickleMachine::whatPythonRefusesIsRefused_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("offset");
    const auto row = [](const char* name, std::string_view pickle, ErrorCode code, int offset) {
        QTest::newRow(name) << toArray(pickle) << static_cast<int>(code) << offset;
    };
    using enum ErrorCode;
    row("nothing", ""sv, Truncated, 0);
    row("no pickle", "<html>"sv, Corrupt, 0);
    row("a byte that is no opcode", "N\xff."sv, Corrupt, 1);
    row("STOP on an empty stack", "."sv, Corrupt, 0);
    row("STOP below a mark", "N(."sv, Corrupt, 2);
    row("POP on an empty stack", "0."sv, Corrupt, 0);
    row("DUP on an empty stack", "2."sv, Corrupt, 0);
    row("DUP below a mark", "N(2."sv, Corrupt, 2);
    row("PUT on an empty stack", "q\x00."sv, Corrupt, 0);
    row("GET of nothing", "h\x05."sv, Corrupt, 0);
    row("GET of nothing far off", "j\xff\xff\xff\xff."sv, Corrupt, 0);
    row("GET of a word", "gabc\n."sv, Corrupt, 0);
    row("PUT of a negative number", "Np-1\n."sv, Corrupt, 1);
    row("TUPLE without a mark", "Nt."sv, Corrupt, 1);
    row("TUPLE2 of one", "N\x86."sv, Corrupt, 1);
    row("TUPLE1 below a mark", "N(\x85."sv, Corrupt, 2);
    row("APPEND below a mark", "](a."sv, Corrupt, 2);
    row("APPEND to a dictionary", "}Na."sv, Corrupt, 2);
    row("APPENDS to a tuple", ")(Ne."sv, Corrupt, 3);
    row("APPENDS of nothing to nothing", "(e."sv, Corrupt, 1);
    row("ADDITEMS to a list", "](N\x90."sv, Corrupt, 3);
    row("SETITEM of a list", "]NNs."sv, Corrupt, 3);
    row("SETITEMS of a key alone", "}(Nu."sv, Corrupt, 3);
    row("DICT of a key alone", "(Nd."sv, Corrupt, 2);
    row("REDUCE without a tuple", "cm\nf\n]R."sv, Corrupt, 6);
    row("REDUCE of one", ")R."sv, Corrupt, 1);
    row("NEWOBJ without a tuple", "cm\nf\nN\x81."sv, Corrupt, 6);
    row("NEWOBJ_EX without a dictionary", "cm\nf\n)N\x92."sv, Corrupt, 7);
    row("REDUCE of text",
        "U\x01"
        "a)R."sv,
        Corrupt, 4);
    row("NEWOBJ of a tuple", "))\x81."sv, Corrupt, 2);
    row("OBJ of an integer", "(K\x01o."sv, Corrupt, 3);
    row("BUILD of a list", "]Nb."sv, Corrupt, 2);
    row("OBJ without a class", "(o."sv, Corrupt, 1);
    row("STACK_GLOBAL of integers", "K\x01K\x02\x93."sv, Corrupt, 4);
    row("a global that is no UTF-8", "cm\n\xff\n."sv, Corrupt, 0);
    row("a global that does not end", "cm\nf"sv, Truncated, 0);
    row("INT of a word", "Iabc\n."sv, Corrupt, 0);
    row("FLOAT of a word", "Fabc\n."sv, Corrupt, 0);
    row("STRING without quotes", "Sabc\n."sv, Corrupt, 0);
    row("STRING with a lone quote", "S'\n."sv, Corrupt, 0);
    row("UNICODE with half an escape", "V\\u12\n."sv, Corrupt, 0);
    row("UNICODE beyond Unicode", "V\\U00110000\n."sv, Corrupt, 0);
    row("text that is no UTF-8", "X\x01\x00\x00\x00\xff."sv, Corrupt, 0);
    row("BINSTRING of a negative length", "T\xff\xff\xff\xff."sv, Corrupt, 0);
    row("LONG4 of a negative length", "\x8b\xff\xff\xff\xff."sv, Corrupt, 0);
    row("protocol 6", "\x80\x06N."sv, Unsupported, 0);
    row("EXT1", "\x82\x01."sv, Unsupported, 0);
    row("EXT2", "\x83\x01\x00."sv, Unsupported, 0);
    row("EXT4", "\x84\x01\x00\x00\x00."sv, Unsupported, 0);
    row("NEXT_BUFFER", "\x97."sv, Unsupported, 0);
    row("READONLY_BUFFER", "N\x98."sv, Unsupported, 1);
    row("a frame beyond the end", "\x95\x40\x54\x89\x00\x00\x00\x00\x00N."sv, Truncated, 0);
}

void TstPickleMachine::whatPythonRefusesIsRefused()
{
    QFETCH(QByteArray, pickle);
    QFETCH(int, code);
    QFETCH(int, offset);
    const Reading reading = readBytes(toView(pickle));
    QVERIFY2(reading.error, qPrintable(QString::fromStdString(reading.text())));
    QCOMPARE(static_cast<int>(reading.error->code()), code);
    QCOMPARE(reading.error->offset(), std::optional<std::uint64_t>(static_cast<std::uint64_t>(offset)));
}

void TstPickleMachine::everyProperPrefixIsRefused_data()
{
    everyOpcodeMeansWhatPythonSays_data();
}

void TstPickleMachine::everyProperPrefixIsRefused()
{
    QFETCH(QByteArray, pickle);
    for (qsizetype length = 0; length < pickle.size(); ++length) {
        const Reading reading = readBytes(toView(pickle.first(length)));
        QVERIFY2(reading.error, qPrintable(QString::number(length)));
        QVERIFY(reading.error->code() == ErrorCode::Truncated);
        QVERIFY(!reading.error->message().empty());
    }
}

void TstPickleMachine::everyFlippedBitIsSurvived_data()
{
    everyOpcodeMeansWhatPythonSays_data();
}

void TstPickleMachine::everyFlippedBitIsSurvived()
{
    QFETCH(QByteArray, pickle);
    int answers = 0;
    for (std::size_t bit = 0; bit < static_cast<std::size_t>(pickle.size()) * 8; ++bit) {
        const Bytes damaged = flipBit(bytesOf(toView(pickle)), bit);
        const Reading reading = readBytes(asText(damaged));
        QVERIFY(reading.result.has_value() != reading.error.has_value());
        answers += reading.text().empty() ? 0 : 1;
    }
    QCOMPARE(answers, static_cast<int>(pickle.size()) * 8);
}

void TstPickleMachine::bombsEndInAnErrorOrSoon_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<int>("code"); // -1: it can be read
    const auto row = [](const char* name, const QByteArray& pickle, std::optional<ErrorCode> code) {
        QTest::newRow(name) << pickle << (code ? static_cast<int>(*code) : -1);
    };
    using enum ErrorCode;
    const QByteArray eight("\xff\xff\xff\xff\xff\xff\xff\x3f", 8);
    row("text of 2^62 bytes", "\x8d" + eight + ".", Truncated);
    row("bytes of 2^62 bytes", "\x8e" + eight + ".", Truncated);
    row("bytearray of 2^62 bytes", "\x96" + eight + ".", Truncated);
    row("frame of 2^62 bytes", "\x95" + eight + "N.", Truncated);
    row("text of 4 GiB", QByteArray("X\xff\xff\xff\xff.", 6), Truncated);
    row("integer of 2 GiB", QByteArray("\x8b\xff\xff\xff\x7f.", 6), Truncated);
    row("integer that is there and too long", QByteArray("\x8b\x01\x10\x00\x00", 5) + QByteArray(4097, '\x01') + ".",
        LimitExceeded);
    row("integer of a million digits", "I" + QByteArray(1'000'000, '9') + "\n.", LimitExceeded);
    row("a line without an end", "c" + QByteArray(1'000'000, 'a'), LimitExceeded);
    row("a million marks", QByteArray(1'000'000, '(') + ".", Corrupt);
    row("a million values", QByteArray(1'000'000, ')') + ".", std::nullopt);
    row("a million doubles of one", "N" + QByteArray(1'000'000, '2') + ".", std::nullopt);

    QByteArray doubling("]q\x00", 3);
    for (int i = 0; i < 28; ++i) {
        doubling += QByteArray("q\x01h\x01\x86", 5);
    }
    row("twenty-eight doublings", doubling + ".", std::nullopt);
    QByteArray key("}", 1);
    key += doubling + "Ns.";
    row("twenty-eight doublings as a key", key, std::nullopt);

    QByteArray scattered("N");
    for (quint32 i = 0; i < 1'100'000; ++i) {
        const quint32 number = 0x40000000U + i;
        scattered += 'r';
        scattered += QByteArray(reinterpret_cast<const char*>(&number), 4);
    }
    row("a million far-off memo numbers", scattered + ".", LimitExceeded);
}

void TstPickleMachine::bombsEndInAnErrorOrSoon()
{
    QFETCH(QByteArray, pickle);
    QFETCH(int, code);
    const Reading reading = readBytes(toView(pickle));
    QCOMPARE(reading.error ? static_cast<int>(reading.error->code()) : -1, code);
    QVERIFY2(reading.graph.memoryBytes() < 64U * 1024 * 1024, "memory follows the pickle, not what it says");
}

void TstPickleMachine::nestedAMillionDeepIsRead()
{
    constexpr int kDepth = 1'000'000;
    const QByteArray pickle = QByteArray(kDepth, ']') + QByteArray(kDepth - 1, 'a') + ".";
    const Reading lists = readBytes(toView(pickle));
    QVERIFY(lists.result);
    QVERIFY(lists.text().starts_with("[[[["));
    const Reading tuples = readBytes(toView(")" + QByteArray(kDepth, '\x85') + "."));
    QVERIFY(tuples.result);
    QCOMPARE(tuples.graph.size(), std::size_t{kDepth + 1});
}

void TstPickleMachine::globalsAreCountedWithTheirFirstPlace()
{
    const Reading reading = readBytes("(cm\nf\nq\x00h\x00"
                                      "cn\ng\ncm\nf\nt."sv);
    QVERIFY(reading.result);
    const auto& globals = reading.result->globals;
    QCOMPARE(globals.size(), std::size_t{2});
    QCOMPARE(globals[0].module, std::string("m"));
    QCOMPARE(globals[0].name, std::string("f"));
    QCOMPARE(globals[0].count, std::uint64_t{3});
    QCOMPARE(globals[0].offset, std::uint64_t{1});
    QVERIFY(reading.graph.kind(globals[0].value) == ValueKind::Global);
    QCOMPARE(globals[1].count, std::uint64_t{1});
    QCOMPARE(globals[1].offset, std::uint64_t{10});
}

void TstPickleMachine::readingEndsAtStop()
{
    Bytes bytes = bytesOf("####N.####");
    bytes.resize(5'000'000);
    auto source = std::make_shared<FakeSource>(std::move(bytes));
    source->failAtRead(1);
    ValueGraph graph;
    const auto result = readPickle(source, 4, graph, Limits{}, quietTask());
    QVERIFY(result.has_value());
    QCOMPARE(result->begin, std::uint64_t{4});
    QCOMPARE(result->end, std::uint64_t{6});
}

void TstPickleMachine::largePayloadsStayInTheFile()
{
    ByteWriter writer;
    writer.text("(B"sv);
    writer.u32(1'000'000);
    writer.fill(1'000'000, std::byte{7});
    writer.text("T"sv);
    writer.u32(70'000);
    writer.fill(70'000, std::byte{8});
    writer.text("\x96"sv);
    writer.u64(65'537);
    writer.fill(65'537, std::byte{9});
    writer.text("K\x05t."sv);
    Limits limits;
    limits.maxPickleBytes = 1'000; // what stays in the file is not read
    ValueGraph graph;
    const auto result =
        readPickle(std::make_shared<const MemorySource>(std::move(writer).take()), 0, graph, limits, quietTask());
    QVERIFY2(result.has_value(), result.has_value() ? "" : result.error().message().c_str());
    const auto items = graph.items(result->root);
    QCOMPARE(items.size(), std::size_t{4});
    const ValueKind kinds[] = {ValueKind::Bytes, ValueKind::ByteText, ValueKind::ByteArray};
    const std::uint8_t fills[] = {7, 8, 9};
    const std::uint64_t lengths[] = {1'000'000, 70'000, 65'537};
    for (std::size_t i = 0; i < 3; ++i) {
        QVERIFY(graph.kind(items[i]) == kinds[i]);
        const ExternalBytes* external = graph.external(items[i]);
        QVERIFY(external != nullptr);
        QCOMPARE(external->length, lengths[i]);
        std::array<std::byte, 1> last{};
        QVERIFY(external->source->readAt(external->offset + external->length - 1, last).has_value());
        QCOMPARE(std::to_integer<std::uint8_t>(last[0]), fills[i]);
    }
    QCOMPARE(graph.intValue(items[3]), std::int64_t{5});
}

void TstPickleMachine::smallWindowsChangeNothing()
{
    std::string pickle = "(";
    for (int i = 0; i < 60'000; ++i) {
        pickle += "X\x0a\x00\x00\x00"sv;
        pickle += "key" + std::to_string(1'000'000 + i);
        pickle += "cmodule\nname\n0";
    }
    pickle += "t.";
    const Reading whole = readBytes(pickle);
    QVERIFY(whole.result);
    ValueGraph graph;
    const auto result = readPickle(sourceOf(pickle), 0, graph, Limits{}, quietTask());
    QVERIFY(result.has_value());
    QVERIFY(graphText(graph, result->root) == whole.text());
    QCOMPARE(result->globals[0].count, std::uint64_t{60'000});
}

void TstPickleMachine::severalPicklesShareAGraph()
{
    ValueGraph graph;
    const auto source = sourceOf("]K\x01"
                                 "a.cm\nf\nh\x00.cm\nf\n."sv);
    const auto first = readPickle(source, 0, graph, Limits{}, quietTask());
    QVERIFY(first.has_value());
    const auto second = readPickle(source, first->end, graph, Limits{}, quietTask());
    QVERIFY2(!second.has_value(), "a memo does not reach into the next pickle");
    const auto third = readPickle(source, 13, graph, Limits{}, quietTask());
    QVERIFY(third.has_value());
    QCOMPARE(third->globals.at(0).count, std::uint64_t{1});
    QCOMPARE(graphText(graph, first->root), std::string("[1]"));
}

void TstPickleMachine::aFailingSourceIsReported()
{
    auto source = std::make_shared<FakeSource>(bytesOf("N."));
    source->failAtRead(0);
    ValueGraph graph;
    const auto result = readPickle(source, 0, graph, Limits{}, quietTask());
    QVERIFY(!result.has_value());
    QVERIFY(result.error().code() == ErrorCode::IoFailed);
}

void TstPickleMachine::aStopIsHeeded()
{
    std::stop_source stop;
    stop.request_stop();
    SilentProgress progress;
    ValueGraph graph;
    const auto result = readPickle(asBytes("N."), graph, Limits{}, {stop.get_token(), progress});
    QVERIFY(!result.has_value());
    QVERIFY(result.error().code() == ErrorCode::Cancelled);
}

void TstPickleMachine::ceilingsAreHeldTo()
{
    const auto codeOf = [](std::string_view pickle, const Limits& limits) {
        const Reading reading = readBytes(pickle, limits);
        return reading.error ? std::optional(reading.error->code()) : std::nullopt;
    };
    Limits limits;
    limits.maxGraphNodes = 10'000;
    QVERIFY(codeOf(std::string(30'000, ']') + ".", limits) == ErrorCode::LimitExceeded);
    QVERIFY(codeOf(std::string(30'000, '(') + ".", limits) == ErrorCode::LimitExceeded);
    QVERIFY(codeOf("N" + std::string(30'000, '2') + ".", limits) == ErrorCode::LimitExceeded);
    limits = {};
    limits.maxPickleBytes = 5;
    QVERIFY(!codeOf("NNNN.", limits));
    QVERIFY(codeOf("NNNNN.", limits) == ErrorCode::LimitExceeded);
    limits = {};
    limits.maxGlobals = 2;
    QVERIFY(!codeOf("cm\na\ncm\nb\n.", limits));
    QVERIFY(codeOf("cm\na\ncm\nb\ncm\nc\n.", limits) == ErrorCode::LimitExceeded);
    limits = {};
    limits.maxNameBytes = 5;
    QVERIFY(!codeOf("cabcde\nf\n.", limits));
    QVERIFY(codeOf("cabcdef\nf\n.", limits) == ErrorCode::LimitExceeded);
}

QTEST_GUILESS_MAIN(TstPickleMachine)
#include "tst_pickle_machine.moc"
