// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <limits>
#include <memory>
#include <string>

#include <QtTest/QTest>

#include "core/base/byte_reader.h"
#include "core/io/memory_source.h"
#include "core/pickle/opcode.h"
#include "core/pickle/pickle_machine.h"
#include "core/pickle/pickle_writer.h"
#include "tests/support/damage.h"
#include "tests/support/fake_source.h"
#include "tests/support/graph_text.h"
#include "tests/support/pickle_examples.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TstPickleWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasReadIsWrittenEqual_data();
    void whatWasReadIsWrittenEqual();
    void besideACycleToo_data();
    void besideACycleToo();
    void valuesAreWrittenInTheFormsEveryReaderKnows_data();
    void valuesAreWrittenInTheFormsEveryReaderKnows();
    void onlySharedValuesAreMemoized();
    void itemsGoByTheThousand();
    void aMillionDeepIsWrittenAndReadBack();
    void valuesWithinThemselvesAreKept_data();
    void valuesWithinThemselvesAreKept();
    void tooManyWaysAroundAreRefused();
    void bytesLeftInTheFileAreFetched();
    void whatCannotBeSaidIsRefused();
    void aReplacedValueIsWrittenInItsPlace();
    void aStopIsHeeded();
};

namespace {

struct Built {
    ValueGraph graph;
    ValueId root = kNoValue;
};

Built built(std::span<const std::byte> pickle)
{
    Built made;
    const auto result = readPickle(pickle, made.graph, Limits{}, quietTask());
    if (!result) {
        qFatal("%s", result.error().message().c_str());
    }
    made.root = result->root;
    return made;
}

Bytes written(const ValueGraph& graph, ValueId root)
{
    auto pickle = writePickle(graph, root, Limits{}, quietTask());
    if (!pickle) {
        qFatal("%s", pickle.error().message().c_str());
    }
    return *std::move(pickle);
}

std::vector<std::uint8_t> opcodesOf(const Bytes& pickle)
{
    ValueGraph graph;
    return readPickle(pickle, graph, Limits{}, quietTask())->opcodes;
}

/// FORMATS 11.1, and BINFLOAT.
bool isKnownToWeightsOnly(std::uint8_t byte)
{
    using enum Opcode;
    static constexpr std::array kKnown{Global, NewObj, Reduce, Build, Append, Appends, SetItem, SetItems, Mark, Tuple,
        Tuple1, Tuple2, Tuple3, None, NewFalse, NewTrue, EmptyTuple, EmptyList, EmptyDict, EmptySet, BinInt, BinInt1,
        BinInt2, BinUnicode, ShortBinString, BinPersId, BinGet, LongBinGet, BinPut, LongBinPut, Long1, Proto, Stop,
        BinFloat};
    return std::find(kKnown.begin(), kKnown.end(), Opcode{byte}) != kKnown.end();
}

QByteArray toArray(std::span<const std::byte> bytes)
{
    const std::string_view text = asText(bytes);
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

void TstPickleWriter::whatWasReadIsWrittenEqual_data()
{
    QTest::addColumn<QByteArray>("pickle");
    for (const PickleExample& example : kPickleExamples) {
        QTest::newRow(example.name) << toArray(asBytes(example.pickle));
    }
    const auto row = [](const char* name, std::string_view pickle) { QTest::newRow(name) << toArray(asBytes(pickle)); };
    row("bytes twice", "\x80\x04\x8e\x02\x00\x00\x00\x00\x00\x00\x00\x00\xff\x94h\x00\x86."sv);
    row("a nested class",
        "\x80\x04\x8c\x01m\x8c\x05"
        "A.B.C\x93\x94h\x00\x86."sv);
}

void TstPickleWriter::whatWasReadIsWrittenEqual()
{
    QFETCH(QByteArray, pickle);
    const Built first = built(asBytes({pickle.constData(), static_cast<std::size_t>(pickle.size())}));
    const Bytes once = written(first.graph, first.root);
    const Built second = built(once);
    QCOMPARE(QByteArray::fromStdString(graphText(second.graph, second.root)),
        QByteArray::fromStdString(graphText(first.graph, first.root, GraphWords::AsWritten)));
    const Bytes twice = written(second.graph, second.root);
    QCOMPARE(toArray(twice).toHex(), toArray(once).toHex());
    const auto opcodes = opcodesOf(once);
    QVERIFY(std::all_of(opcodes.begin(), opcodes.end(), isKnownToWeightsOnly));
}

/// In a tuple that contains itself everything is memoized, also the words that weights_only knows for what protocol 2
/// cannot say: they are values of their own when they are read again.
void TstPickleWriter::besideACycleToo_data()
{
    QTest::addColumn<QByteArray>("pickle");
    const auto inItself = [](const char* name, std::string_view within) {
        QTest::newRow(name) << toArray(
            asBytes(std::string("]q\x00h\x00"sv).append(within).append("\x86q\x01h\x00h\x01"sv).append("a0h\x01."sv)));
    };
    inItself("a nested class",
        "\x8c\x01m\x8c\x05"
        "A.B.C\x93"sv);
    inItself("bytes",
        "C\x02"
        "a\xff"sv);
    inItself("a bytearray", "\x96\x01\x00\x00\x00\x00\x00\x00\x00\xff"sv);
    inItself("a set", "\x8f(K\x01\x90"sv);
    inItself("a frozenset", "(K\x01\x91"sv);
    inItself("keywords", "cm\nf\n)}\x8c\x01kNs\x92"sv);
}

void TstPickleWriter::besideACycleToo()
{
    QFETCH(QByteArray, pickle);
    const Built first = built(asBytes({pickle.constData(), static_cast<std::size_t>(pickle.size())}));
    const Bytes once = written(first.graph, first.root);
    const Built second = built(once);
    QCOMPARE(QByteArray::fromStdString(graphText(second.graph, second.root)),
        QByteArray::fromStdString(graphText(first.graph, first.root, GraphWords::AsWritten)));
    QCOMPARE(toArray(written(second.graph, second.root)).toHex(), toArray(once).toHex());
}

void TstPickleWriter::valuesAreWrittenInTheFormsEveryReaderKnows_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char* name, std::string_view from, std::string_view to) {
        QTest::newRow(name) << toArray(asBytes(from)) << toArray(asBytes(to));
    };
    row("None", "N."sv, "\x80\x02N."sv);
    row("true", "I01\n."sv, "\x80\x02\x88."sv);
    row("one byte", "I255\n."sv, "\x80\x02K\xff."sv);
    row("two bytes", "I256\n."sv, "\x80\x02M\x00\x01."sv);
    row("four bytes", "I-1\n."sv, "\x80\x02J\xff\xff\xff\xff."sv);
    row("an id() of Python 2", "I139832181927520\n."sv, "\x80\x02\x8a\x08\x60\x2e\x88\x37\x2d\x7f\x00\x00."sv);
    row("a float", "F1.5\n."sv, "\x80\x02G\x3f\xf8\x00\x00\x00\x00\x00\x00."sv);
    row("text", "Vab\n."sv,
        "\x80\x02X\x02\x00\x00\x00"
        "ab."sv);
    row("text of Python 2", "S'ab'\n."sv,
        "\x80\x02U\x02"
        "ab."sv);
    row("bytes",
        "C\x02"
        "a\xff."sv,
        "\x80\x02"
        "c_codecs\nencode\nX\x03\x00\x00\x00"
        "a\xc3\xbfX\x06\x00\x00\x00"
        "latin1\x86R."sv);
    row("no bytes", "C\x00."sv,
        "\x80\x02"
        "c_codecs\nencode\nX\x00\x00\x00\x00X\x06\x00\x00\x00"
        "latin1\x86R."sv);
    row("a byte array",
        "\x96\x01\x00\x00\x00\x00\x00\x00\x00"
        "a."sv,
        "\x80\x02"
        "c__builtin__\nbytearray\nc_codecs\nencode\nX\x01\x00\x00\x00"
        "aX\x06\x00\x00\x00"
        "latin1\x86R\x85R."sv);
    row("a set", "\x8f(K\x01\x90."sv,
        "\x80\x02"
        "c__builtin__\nset\n](K\x01"
        "e\x85R."sv);
    row("a frozenset", "(\x91."sv,
        "\x80\x02"
        "c__builtin__\nfrozenset\n]\x85R."sv);
    row("a nested class",
        "\x8c\x01m\x8c\x03"
        "A.B\x93."sv,
        "\x80\x02"
        "c__builtin__\ngetattr\ncm\nA\nX\x01\x00\x00\x00"
        "B\x86R."sv);
    row("keywords", "cm\nC\n)}\x92."sv,
        "\x80\x02"
        "ccopy_reg\n__newobj_ex__\ncm\nC\n)}\x87R."sv);
    row("a dictionary of one", "}NNs."sv, "\x80\x02}(NNu."sv);
}

void TstPickleWriter::valuesAreWrittenInTheFormsEveryReaderKnows()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const Built made = built(asBytes({from.constData(), static_cast<std::size_t>(from.size())}));
    QCOMPARE(toArray(written(made.graph, made.root)).toHex(), to.toHex());
}

void TstPickleWriter::onlySharedValuesAreMemoized()
{
    ValueGraph graph;
    const ValueId twice = graph.addText("a");
    const ValueId once = graph.addText("b");
    const ValueId list = graph.addSequence(ValueKind::List, std::array{twice, once, twice});
    QCOMPARE(toArray(written(graph, list)).toHex(),
        toArray(asBytes("\x80\x02](X\x01\x00\x00\x00"
                        "aq\x00X\x01\x00\x00\x00"
                        "bh\x00"
                        "e."sv))
            .toHex());
}

void TstPickleWriter::itemsGoByTheThousand()
{
    ValueGraph graph;
    const ValueId none = graph.addNone();
    const ValueId list = graph.addSequence(ValueKind::List, std::vector<ValueId>(2'001, none));
    std::vector<Entry> entries;
    for (int i = 0; i < 1'000; ++i) {
        entries.push_back({.key = graph.addInt(i), .value = none});
    }
    const ValueId dict = graph.addDict(entries);
    const std::string thousand = '(' + std::string(1'000, 'N') + 'e';
    QCOMPARE(toArray(written(graph, list)), toArray(asBytes("\x80\x02]" + thousand + thousand + "(Ne.")));
    const Built entriesBack = built(written(graph, dict));
    QCOMPARE(entriesBack.graph.entries(entriesBack.root).size(), std::size_t{1'000});
    QVERIFY(toArray(written(graph, dict)).endsWith("Nu."));
    const Built back = built(written(graph, list));
    QCOMPARE(back.graph.items(back.root).size(), std::size_t{2'001});
}

void TstPickleWriter::aMillionDeepIsWrittenAndReadBack()
{
    ValueGraph graph;
    ValueId outer = graph.addNone();
    const ValueId global = graph.addGlobal("m", "f");
    for (int i = 0; i < 250'000; ++i) {
        outer = graph.addSequence(ValueKind::List, std::array{outer});
        outer = graph.addSequence(ValueKind::Tuple, std::array{outer});
        outer = graph.addDict(std::array{Entry{.key = graph.addInt(i), .value = outer}});
        outer = graph.addCall(global, graph.addSequence(ValueKind::Tuple, std::array{outer}));
    }
    const Built back = built(written(graph, outer));
    QVERIFY(graphText(back.graph, back.root) == graphText(graph, outer));
}

void TstPickleWriter::valuesWithinThemselvesAreKept_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, std::string_view pickle, const char* text) {
        QTest::newRow(name) << toArray(asBytes(pickle)) << QByteArray(text);
    };
    row("a list",
        "]q\x00h\x00"
        "a."sv,
        "[@0]");
    row("a dictionary", "}q\x00Nh\x00s."sv, "{None: @0}");
    row("a tuple through a list",
        "]q\x00h\x00\x85q\x01"
        "a0h\x01."sv,
        "([@0])");
    row("a long tuple through a list",
        "(]q\x00NNNtq\x01h\x00h\x01"
        "a0."sv,
        "([@0], None, None, None)");
    row("a tuple through two lists",
        "]q\x00]q\x01\x86q\x02h\x00h\x02"
        "a0h\x01h\x02"
        "a0."sv,
        "([@0], [@0])");
    row("a call through its arguments",
        "cm\nf\n]q\x00\x85Rq\x01h\x00h\x01"
        "a0."sv,
        "m.f([@0])");
    row("a call through its state",
        "cm\nf\n)Rq\x00h\x00"
        "b."sv,
        "m.f()<-@0");
    row("a call through its arguments, with a state",
        "cm\nf\n]q\x00\x85Rq\x01h\x00h\x01"
        "a0Nb."sv,
        "m.f([@0])<-None");
    row("an object through its items",
        "cm\nf\n)\x81q\x00h\x00"
        "aNh\x00s."sv,
        "new m.f()+[@0]|{None: @0}");
    row("a set through a state",
        "\x8fq\x00(cm\nf\n)\x81h\x00"
        "b\x90."sv,
        "__builtin__.set([new m.f()<-@0])");
    row("a persistent id through a list",
        "]q\x00\x85Qq\x01h\x00h\x01"
        "a0."sv,
        "persistent ([@0])");
}

void TstPickleWriter::valuesWithinThemselvesAreKept()
{
    QFETCH(QByteArray, pickle);
    QFETCH(QByteArray, text);
    const Built made = built(asBytes({pickle.constData(), static_cast<std::size_t>(pickle.size())}));
    QCOMPARE(QByteArray::fromStdString(graphText(made.graph, made.root, GraphWords::AsWritten)), text);
    const Built back = built(written(made.graph, made.root));
    QCOMPARE(QByteArray::fromStdString(graphText(back.graph, back.root)), text);
}

void TstPickleWriter::tooManyWaysAroundAreRefused()
{
    // t = ([t], [t], …): each list met for the first time leads into the tuple once more.
    ValueGraph graph;
    std::vector<ValueId> lists;
    for (int i = 0; i < 20'000; ++i) {
        lists.push_back(graph.addSequence(ValueKind::List));
    }
    const ValueId tuple = graph.addSequence(ValueKind::Tuple, lists);
    for (const ValueId list : lists) {
        graph.append(list, std::array{tuple});
    }
    Limits limits;
    limits.maxPickleBytes = 1'000'000;
    const auto refused = writePickle(graph, tuple, limits, quietTask());
    QVERIFY(!refused.has_value());

    // A tuple in itself, which no pickle can make and a careless edit can.
    const ValueId within = graph.addSequence(ValueKind::Tuple, std::array{tuple});
    graph.setItems(within, std::array{within});
    const auto endless = writePickle(graph, within, Limits{}, quietTask());
    QVERIFY(!endless.has_value());
    QVERIFY(endless.error().code() == ErrorCode::Unsupported);
}

void TstPickleWriter::bytesLeftInTheFileAreFetched()
{
    std::string content;
    for (int i = 0; i < 3'000'000; ++i) {
        content += static_cast<char>(i % 251);
    }
    const auto source = std::make_shared<const MemorySource>(bytesOf("##" + content));
    ValueGraph graph;
    const ExternalBytes external{.source = source, .offset = 2, .length = content.size()};
    const ValueId bytes = graph.addExternalBytes(ValueKind::Bytes, external);
    const ValueId old = graph.addExternalBytes(ValueKind::ByteText, external);
    const ValueId both = graph.addSequence(ValueKind::Tuple, std::array{bytes, old});

    const Built back = built(written(graph, both));
    const auto items = back.graph.items(back.root);
    QVERIFY(back.graph.text(items[1]) == content);
    const ValueId arguments = back.graph.instance(items[0]).arguments;
    ValueGraph plain;
    const ValueId expected = plain.addBytes(asBytes(content));
    const std::string text = graphText(plain, expected, GraphWords::AsWritten);
    QVERIFY(graphText(back.graph, items[0]) == text);
    QCOMPARE(back.graph.items(arguments).size(), std::size_t{2});

    auto failing = std::make_shared<FakeSource>(bytesOf(content));
    failing->failAtRead(1);
    const ValueId lost = graph.addExternalBytes(ValueKind::Bytes, {.source = failing, .length = content.size()});
    const auto refused = writePickle(graph, lost, Limits{}, quietTask());
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().code() == ErrorCode::IoFailed);
}

void TstPickleWriter::whatCannotBeSaidIsRefused()
{
    ValueGraph graph;
    const auto codeOf = [&graph](ValueId id, const Limits& limits = {}) {
        const auto pickle = writePickle(graph, id, limits, quietTask());
        return pickle ? std::optional<ErrorCode>() : pickle.error().code();
    };
    QVERIFY(codeOf(graph.addTensor(0)) == ErrorCode::InvalidArgument);
    QVERIFY(codeOf(graph.addGlobal("m", "f\ng")) == ErrorCode::Unsupported);
    QVERIFY(codeOf(graph.addGlobal("m\n", "f")) == ErrorCode::Unsupported);
    Limits limits;
    limits.maxPickleBytes = 100;
    QVERIFY(codeOf(graph.addText(std::string(200, 'a')), limits) == ErrorCode::LimitExceeded);
    QVERIFY(codeOf(graph.addBytes(asBytes(std::string(200, 'a'))), limits) == ErrorCode::LimitExceeded);
    QVERIFY(!codeOf(graph.addText(std::string(50, 'a')), limits));
}

void TstPickleWriter::aReplacedValueIsWrittenInItsPlace()
{
    ValueGraph graph;
    const ValueId first = graph.addPersistent(graph.addText("cuda:0"));
    const ValueId second = graph.addPersistent(graph.addText("cuda:0"));
    const ValueId list = graph.addSequence(ValueKind::List, std::array{first, second, first});
    const ValueId moved = graph.addPersistent(graph.addText("cpu"));
    graph.replace(first, moved);
    graph.replace(second, moved);
    QCOMPARE(toArray(written(graph, list)).toHex(),
        toArray(asBytes("\x80\x02](X\x03\x00\x00\x00"
                        "cpuq\x00Qq\x01h\x00Qh\x01"
                        "e."sv))
            .toHex());
}

void TstPickleWriter::aStopIsHeeded()
{
    ValueGraph graph;
    const ValueId none = graph.addNone();
    const ValueId list = graph.addSequence(ValueKind::List, std::vector<ValueId>(10'000, none));
    std::stop_source stop;
    stop.request_stop();
    SilentProgress progress;
    const auto pickle = writePickle(graph, list, Limits{}, {stop.get_token(), progress});
    QVERIFY(!pickle.has_value());
    QVERIFY(pickle.error().code() == ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TstPickleWriter)
#include "tst_pickle_writer.moc"
