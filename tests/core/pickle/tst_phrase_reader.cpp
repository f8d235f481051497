// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <QtTest/QTest>

#include "core/base/byte_reader.h"
#include "core/io/memory_source.h"
#include "core/pickle/pickle_machine.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/graph_text.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;
using namespace std::string_literals;

class TstPhraseReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spelledOutPhrasesAreWhatTheOpcodesSay_data();
    void spelledOutPhrasesAreWhatTheOpcodesSay();
    void checkpointsAreReadAlikeEitherWay_data();
    void checkpointsAreReadAlikeEitherWay();
    void everyFlippedBitIsReadAlikeEitherWay();
    void aPhraseStandsForItsTensor();
};

namespace {

QByteArray toArray(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Behind STOP: phrases are looked for only where enough bytes are at hand.
const std::string kRest(256, '.');

/// {'a': a tensor, spelled with all its names
const std::string kFirst = "\x80\x02}q\x00(X\x01\0\0\0aq\x01"
                           "ctorch._utils\n_rebuild_tensor_v2\nq\x02((X\x07\0\0\0storageq\x03"
                           "ctorch\nFloatStorage\nq\x04X\x01\0\0\0"
                           "0q\x05X\x03\0\0\0cpuq\x06K\x06tq\x07QK\x00K\x06\x85q\x08K\x01\x85q\x09\x89"
                           "ccollections\nOrderedDict\nq\x0a)Rq\x0btq\x0cRq\x0d"s;
/// 'b': up to the key of its storage, from there to its view, and its end
const std::string kOpening = "X\x01\0\0\0bq\x0eh\x02((h\x03h\x04"s;
const std::string kKey = "X\x01\0\0\0"
                         "1q\x0f"s;
const std::string kStorage = "h\x06K\x06tq\x10QK\x00"s;
const std::string kView = "K\x06\x85q\x11K\x01\x85q\x12\x89"s;
const std::string kEnd = "h\x0a)Rq\x13tq\x14Rq\x15"s;
const std::string kSecond = kOpening + kKey + kStorage + kView + kEnd;

struct Reading {
    ValueGraph graph;
    TensorPhrases phrases;
    std::optional<PickleResult> result;
    QByteArray text;
};

enum class Way : std::uint8_t { OpcodeByOpcode, InPhrases };

/// What was read, phrases spelled out, and what the pickle said of itself.
Reading readBytes(std::string_view pickle, Way way)
{
    Reading reading;
    auto source = std::make_shared<const MemorySource>(bytesOf(pickle));
    const PickleAids aids{.phrases = way == Way::InPhrases ? &reading.phrases : nullptr};
    auto result = readPickle(std::move(source), 0, reading.graph, Limits{}, quietTask(), aids);
    if (!result) {
        reading.text = toArray("error: " + result.error().message());
        return reading;
    }
    for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
        if (reading.phrases.numberOf(reading.graph, reading.phrases[i].value) == i) {
            reading.phrases.spellOut(reading.graph, i);
        }
    }
    reading.text = toArray(graphText(reading.graph, result->root));
    for (const PickleGlobal& global : result->globals) {
        reading.text += toArray('\n' + global.name + ' ' + std::to_string(global.count));
    }
    reading.text += '\n' + toArray(asText(std::as_bytes(std::span(result->opcodes)))).toHex(' ');
    reading.result = *std::move(result);
    return reading;
}

} // namespace

void TstPhraseReader::spelledOutPhrasesAreWhatTheOpcodesSay_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<int>("phrases");
    const auto row = [](const char* name, const std::string& pickle, int phrases) {
        QTest::newRow(name) << toArray(pickle + kRest) << phrases;
    };
    const auto second = [](const std::string& key, const std::string& storage, const std::string& view,
                            const std::string& end) { return kFirst + kOpening + key + storage + view + end + "u."; };
    row("a tensor as torch.save writes it", kFirst + kSecond + "u.", 1);
    row("its names are in the file for the first time", kFirst + "u.", 0);
    row("the key of a tied tensor comes out of the memo",
        kFirst + kOpening + "h\x05h\x06K\x06tq\x0fQK\x00K\x06\x85q\x10K\x01\x85q\x11\x89h\x0a)Rq\x12tq\x13Rq\x14u."s,
        1);
    row("a scalar", kFirst + kOpening + kKey + "h\x06K\x01tq\x10QK\x00))\x89h\x0a)Rq\x11tq\x12Rq\x13u."s, 1);
    row("three dimensions and a gradient",
        second(kKey, kStorage, "K\x01K\x02K\x03\x87q\x11K\x06K\x03K\x01\x87q\x12\x88"s, kEnd), 1);
    row("four dimensions", second(kKey, kStorage, "(K\x01K\x01K\x02K\x03tq\x11(K\x06K\x06K\x03K\x01tq\x12\x89"s, kEnd),
        1);
    row("parts that are not put into the memo, as our own pickles have them",
        kFirst + kOpening
            + "X\x01\0\0\0"
              "1h\x06K\x06tQK\x00K\x06\x85K\x01\x85\x89h\x0a)RtRX\x01\0\0\0ch\x0bu."s,
        1);
    row("some that are put into the memo and some that are not",
        second(kKey, kStorage, "K\x06\x85K\x01\x85q\x11\x89"s, kEnd), 0);
    row("nine dimensions", second(kKey, kStorage, "(" + std::string(9, 'N') + "tq\x11(tq\x12\x89"s, kEnd), 0);
    row("a legacy stream's id", second(kKey, "h\x06K\x06Ntq\x10QK\x00"s, kView, kEnd), 1);
    row("large numbers", second(kKey, "h\x06J\x00\x00\x01\x00tq\x10QM\x01\x02"s, kView, kEnd), 1);
    row("a negative number", second(kKey, "h\x06J\xff\xff\xff\xfftq\x10QK\x00"s, kView, kEnd), 0);
    row("a key that is no ASCII", second("X\x02\0\0\0\xc3\xa9q\x0f"s, kStorage, kView, kEnd), 0);
    row("an empty key", second("X\0\0\0\0q\x0f"s, kStorage, kView, kEnd), 0);
    row("sizes without strides", second(kKey, kStorage, "K\x06\x85q\x11)\x89"s, kEnd), 0);
    row("entries of the memo out of order", second(kKey, "h\x06K\x06tq\x20QK\x00"s, kView, kEnd), 0);
    row("something else than 'storage'",
        kFirst + "X\x01\0\0\0bq\x0eh\x02((h\x06h\x04"s + kKey + kStorage + kView + kEnd + "u.", 0);
    row("hooks", second(kKey, kStorage, kView, "h\x02)Rq\x13tq\x14Rq\x15"s), 0);
    row("a device that is the key just put",
        kFirst + kOpening
            + "X\x01\0\0\0"
              "1q\x06"s
            + kStorage + kView + kEnd + "u.",
        0);
    row("its size is fetched later", kFirst + kSecond + "X\x01\0\0\0ch\x11u."s, 1);
    row("its id, stride, hooks and arguments are", kFirst + kSecond + "X\x01\0\0\0c(h\x10h\x12h\x13h\x14h\x15lu."s, 1);
    row("an entry of the memo within it is put anew", kFirst + kSecond + "X\x01\0\0\0cq\x11h\x12X\x01\0\0\0dh\x11u."s,
        1);
    row("it is given a state", kFirst + kSecond + "}X\x01\0\0\0cK\x01sbu."s, 1);
    row("it is given an entry and items",
        kFirst + kSecond
            + "K\x01K\x02s(K\x07"
              "eu."s,
        1);
    row("it is called", kFirst + kSecond + ")Ru.", 1);
    row("it is thrown away", kFirst + kSecond + "00u.", 1);
    row("it stands twice", kFirst + kSecond + "X\x01\0\0\0ch\x15u."s, 1);
    row("a parameter is made of it",
        kFirst + "X\x01\0\0\0pctorch._utils\n_rebuild_parameter\n(h\x02"s + kSecond.substr(10) + "\x88h\x0a)RtRu."s, 1);
    row("it is a key", kFirst + "X\x01\0\0\0b}"s + kSecond.substr(kSecond.find("h\x02")) + "K\x01su."s, 1);
}

void TstPhraseReader::spelledOutPhrasesAreWhatTheOpcodesSay()
{
    QFETCH(QByteArray, pickle);
    QFETCH(int, phrases);
    const std::string_view bytes(pickle.constData(), static_cast<std::size_t>(pickle.size()));
    const Reading expected = readBytes(bytes, Way::OpcodeByOpcode);
    const Reading actual = readBytes(bytes, Way::InPhrases);
    QCOMPARE(actual.text, expected.text);
    QVERIFY2(!expected.text.startsWith("error"), expected.text.constData());
    QCOMPARE(static_cast<int>(actual.phrases.size()), phrases);
}

void TstPhraseReader::checkpointsAreReadAlikeEitherWay_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<int>("phrases");
    QTest::newRow("protocol 2") << 2 << 990;
    QTest::newRow("protocol 4, which torch.save can be asked for") << 4 << 0;
}

void TstPhraseReader::checkpointsAreReadAlikeEitherWay()
{
    QFETCH(int, protocol);
    QFETCH(int, phrases);
    CheckpointBuilder builder;
    builder.protocol(protocol);
    for (int i = 0; i < 1'000; ++i) {
        builder.tensor("layer" + std::to_string(i) + ".weight", DType::Float32, {2, i % 7 + 1});
    }
    const auto pickle = builder.pickle();
    const Reading expected = readBytes(asText(pickle), Way::OpcodeByOpcode);
    const Reading actual = readBytes(asText(pickle), Way::InPhrases);
    QCOMPARE(actual.text, expected.text);
    QVERIFY(static_cast<int>(actual.phrases.size()) >= phrases);
}

void TstPhraseReader::everyFlippedBitIsReadAlikeEitherWay()
{
    const std::string whole = kFirst + kSecond + "u." + kRest;
    for (std::size_t at = kFirst.size(); at < kFirst.size() + kSecond.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string flipped = whole;
            flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ (1U << bit));
            QCOMPARE(readBytes(flipped, Way::InPhrases).text, readBytes(flipped, Way::OpcodeByOpcode).text);
        }
    }
}

void TstPhraseReader::aPhraseStandsForItsTensor()
{
    ValueGraph graph;
    TensorPhrases phrases;
    const std::string pickle = kFirst + kOpening + kKey + "h\x06K\x2ctq\x10QK\x02"s
        + "K\x06K\x07\x86q\x11K\x07K\x01\x86q\x12\x88"s + kEnd + "u." + kRest;
    auto source = std::make_shared<const MemorySource>(bytesOf(pickle));
    const auto result = readPickle(std::move(source), 0, graph, Limits{}, quietTask(), {.phrases = &phrases});
    QVERIFY(result.has_value());
    const ValueId value = graph.entries(result->root)[1].value;
    QCOMPARE(graph.kind(value), ValueKind::Tensor);
    QVERIFY(phrases.numberOf(graph, value) == std::size_t{0});
    const TensorPhrase& phrase = phrases[0];
    QVERIFY(graph.text(phrase.key) == "1");
    QVERIFY(graph.text(phrase.device) == "cpu");
    QVERIFY(graph.globalName(phrase.storageClass) == "FloatStorage");
    QCOMPARE(phrase.elements, 44U);
    QCOMPARE(phrase.offset, 2U);
    QVERIFY(phrase.requiresGrad);
    QVERIFY(std::ranges::equal(phrases.sizes(phrase), std::array{6U, 7U}));
    QVERIFY(std::ranges::equal(phrases.strides(phrase), std::array{7U, 1U}));
}

QTEST_GUILESS_MAIN(TstPhraseReader)
#include "tst_phrase_reader.moc"
