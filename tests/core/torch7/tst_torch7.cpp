// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_writer.h"
#include "core/torch7/torch7.h"
#include "tests/support/open_bytes.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// Writes a binary torch7 file word by word.
class Lua {
public:
    explicit Lua(bool hasShortLongs = false) // NOLINT: of a 32-bit machine
        : m_hasShortLongs(hasShortLongs)
    {
    }

    Lua& ints(std::initializer_list<std::int32_t> values)
    {
        for (const std::int32_t value : values) {
            m_out.little(value);
        }
        return *this;
    }
    Lua& longs(std::initializer_list<std::int64_t> values)
    {
        for (const std::int64_t value : values) {
            if (m_hasShortLongs) {
                m_out.little(static_cast<std::int32_t>(value));
            } else {
                m_out.little(value);
            }
        }
        return *this;
    }
    Lua& characters(std::string_view text)
    {
        ints({static_cast<std::int32_t>(text.size())});
        m_out.text(text);
        return *this;
    }
    Lua& string(std::string_view text) { return ints({2}).characters(text); }
    Lua& number(double value)
    {
        ints({1});
        m_out.u64(std::bit_cast<std::uint64_t>(value));
        return *this;
    }
    Lua& object(std::int32_t index, std::string_view name)
    {
        return ints({4, index}).characters("V 1").characters(name);
    }
    Lua& bytes(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            m_out.u8(static_cast<std::uint8_t>(i));
        }
        return *this;
    }
    /// torch.ShortTensor of [2, 3] over a storage of 6.
    Lua& matrix(std::int32_t index)
    {
        return object(index, "torch.ShortTensor")
            .ints({2})
            .longs({2, 3, 3, 1, 1})
            .object(index + 1, "torch.ShortStorage")
            .longs({6})
            .bytes(12);
    }
    Bytes take() { return std::move(m_out).take(); }

private:
    bool m_hasShortLongs;
    ByteWriter m_out;
};

Result<ForeignContent> readBytes(Bytes bytes)
{
    return readTorch7(MemorySource(std::move(bytes)), Limits{}, quietTask());
}

} // namespace

class TestTorch7 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tablesAndTensorsAreRead_data()
    {
        QTest::addColumn<bool>("hasShortLongs");
        QTest::newRow("longs of 8 bytes") << false;
        QTest::newRow("longs of 4 bytes") << true;
    }

    void tablesAndTensorsAreRead()
    {
        QFETCH(bool, hasShortLongs);
        const Bytes file = Lua(hasShortLongs)
                               .ints({3, 1, 3})
                               .string("w")
                               .matrix(2)
                               .string("epoch")
                               .number(7)
                               .string("again")
                               .ints({4, 2})
                               .take();
        const auto document = openBytes(file);
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::Torch7);
        QVERIFY(!(*document)->isDamaged());
        QCOMPARE((*document)->content.tensors.size(), std::size_t(1));
        QCOMPARE((*document)->content.tensors[0].layout.shape, (Dims{2, 3}));
        QCOMPARE(elementsOf(**document, 0).size(), std::size_t(12));
        const std::string text = textOfBytes(file);
        QVERIFY2(text.find("epoch\tint 7") != std::string::npos, text.c_str());
    }

    void asciiIsTheSameInText()
    {
        const Bytes file =
            bytesOf("3\n1\n2\n2\n1\nw\n4\n2\n3\nV 1\n17\ntorch.FloatTensor\n2\n2 2\n2 1\n1\n4\n3\n3\nV 1\n"
                    "18\ntorch.FloatStorage\n4\n1 0.5 -2 nan\n2\n1\nb\n4\n4\n3\nV 1\n17\ntorch.ByteStorage"
                    "\n3\nx\ny\n");
        const auto document = openBytes(file);
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY(!(*document)->isDamaged());
        QCOMPARE((*document)->content.tensors.size(), std::size_t(2));
        const Bytes floats = elementsOf(**document, 0);
        QCOMPARE(floats.size(), std::size_t(16));
        QCOMPARE(std::to_integer<int>(floats[7]), 0x3F); // 0.5
        QCOMPARE(elementsOf(**document, 1), bytesOf("x\ny"));
    }

    void objectsOfOtherClassesAreTheirFields()
    {
        const Bytes file = Lua().object(1, "nn.Linear").ints({3, 2, 1}).string("weight").matrix(3).take();
        const std::string text = textOfBytes(file);
        QVERIFY2(text.find("weight\tint16 [2, 3]") != std::string::npos, text.c_str());
        QVERIFY2(text.find("nn.Linear") != std::string::npos, text.c_str());
    }

    void hashesAndVectorsOfTdsAreTables()
    {
        const Bytes file = Lua()
                               .object(1, "tds.Hash")
                               .longs({2})
                               .string("w")
                               .matrix(2)
                               .string("list")
                               .object(4, "tds.Vec")
                               .longs({3})
                               .number(5)
                               .string("x")
                               .object(5, "tds.AtomicCounter")
                               .longs({9})
                               .take();
        QVERIFY(!(*openBytes(file))->isDamaged());
        const std::string text = textOfBytes(file);
        for (const char* line : {"w\tint16 [2, 3]", "list/1\tint 5", "list/2\tstr 'x'", "tds.AtomicCounter"}) {
            QVERIFY2(text.find(line) != std::string::npos, text.c_str());
        }
    }

    void asciiHashesAndEmptyOnesAreRead()
    {
        const Bytes file = bytesOf("4\n1\n3\nV 0\n8\ntds_hash\n1\n2\n1\na\n4\n2\n3\nV 0\n7\ntds.Vec\n0\n");
        const auto document = openBytes(file);
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY(!(*document)->isDamaged());
        QVERIFY(textOfBytes(file).find("tds.Vec") != std::string::npos);
    }

    void aVectorThatIsCutKeepsWhatCameBefore()
    {
        const Bytes file = Lua().object(1, "tds.Vec").longs({9}).number(5).number(6).take();
        const auto document = openBytes(file);
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->isDamaged());
        QVERIFY(textOfBytes(file).find("2\tint 6") != std::string::npos);
    }

    void aTableMayHoldItself()
    {
        const auto read = readBytes(Lua().ints({3, 1, 1}).string("self").ints({3, 1}).take());
        QVERIFY(read);
        QVERIFY(read->problems.isEmpty());
        const Entry entry = read->content.graph.entries(read->content.root)[0];
        QCOMPARE(entry.value, read->content.root);
    }

    void functionsAreKeptAndNotRun()
    {
        const auto read =
            readBytes(Lua().ints({3, 1, 1}).string("f").ints({8, 2}).characters("\x1bLua").ints({0}).take());
        QVERIFY(read);
        QCOMPARE(read->problems.count(), std::uint64_t(1));
        QVERIFY(!read->problems.hasErrors());
    }

    void tensorsOfAGpuAreToldOnce()
    {
        const auto read = readBytes(Lua().object(1, "torch.CudaTensor").ints({0}).longs({1}).ints({0}).take());
        QVERIFY2(read, read ? "" : read.error().message().c_str());
        QCOMPARE(read->content.tensors.at(0).dtype, DType::Float32);
        QCOMPARE(read->content.tensors.at(0).elements(), std::uint64_t(0));
        QCOMPARE(read->problems.count(), std::uint64_t(1));
    }

    void deepTablesAreALimitAndNoCrash()
    {
        Lua deep;
        for (std::int32_t i = 1; i <= 20'000; ++i) {
            deep.ints({3, i, 1, 5, 1});
        }
        const auto read = readBytes(deep.ints({0}).take());
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::LimitExceeded);
    }

    void liesAreRefusedOrTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, const Bytes& bytes) {
            QTest::newRow(name) << QByteArray(asText(bytes).data(), static_cast<qsizetype>(bytes.size()));
        };
        row("empty", {});
        row("an object type that is none", Lua().ints({99, 1, 1}).take());
        row("a table of 2^31 - 1 entries", Lua().ints({3, 1, 0x7FFFFFFF}).take());
        row("a table of -1 entries", Lua().ints({3, 1, -1, 0, 0}).take());
        row("a string of 2^31 - 1 characters", Lua().ints({2, 0x7FFFFFFF, 0}).take());
        row("a string of -1 characters", Lua().ints({2, -1, 0}).take());
        row("a tensor of 1000 dimensions", Lua().object(1, "torch.FloatTensor").ints({1000}).bytes(16000).take());
        row("a tensor over a table",
            Lua().object(1, "torch.FloatTensor").ints({1}).longs({1, 1, 1}).ints({3, 2, 0}).take());
        row("a tensor over a storage of another type",
            Lua()
                .object(1, "torch.FloatTensor")
                .ints({1})
                .longs({1, 1, 1})
                .object(2, "torch.ByteStorage")
                .longs({1})
                .bytes(1)
                .take());
        row("a tensor over itself",
            Lua().object(1, "torch.FloatTensor").ints({1}).longs({1, 1, 1}).ints({4, 1}).characters("V 1").take());
        row("a storage of 2^62 elements",
            Lua().object(1, "torch.FloatStorage").longs({std::int64_t{1} << 62}).bytes(8).take());
        row("a storage of -1 elements", Lua().object(1, "torch.FloatStorage").longs({-1}).bytes(8).take());
        row("ascii without a number", bytesOf("3\n1\nxx\n"));
        row("ascii with a storage of 2^62 elements",
            bytesOf("4\n1\n3\nV 1\n18\ntorch.FloatStorage\n4611686018427387904\n1 2\n"));
        row("ascii with an endless number", bytesOf("4\n1\n3\nV 1\n" + std::string(500, '1')));
    }

    void liesAreRefusedOrTold()
    {
        QFETCH(QByteArray, bytes);
        const auto read = readBytes(bytesOf({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
        QVERIFY(!read || read->problems.hasErrors());
    }

    void tensorsThatReachPastTheirStorageAreTold()
    {
        const auto document = openBytes(Lua()
                                            .object(1, "torch.ShortTensor")
                                            .ints({1})
                                            .longs({9, 1, 1})
                                            .object(2, "torch.ShortStorage")
                                            .longs({6})
                                            .bytes(12)
                                            .take());
        QVERIFY(document);
        QVERIFY((*document)->isDamaged());
    }

    void everyPrefixIsRefusedOrDamaged()
    {
        const Bytes whole = Lua()
                                .ints({3, 1, 3})
                                .string("w")
                                .matrix(2)
                                .string("f")
                                .ints({8, 5})
                                .characters("xx")
                                .ints({0})
                                .string("epoch")
                                .number(5)
                                .take();
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto document = openBytes(truncateAt(whole, length));
            QVERIFY2(!document || (*document)->isDamaged(), std::to_string(length).c_str());
        }
        const auto cut = openBytes(truncateAt(whole, whole.size() - 40));
        QVERIFY(cut);
        QCOMPARE((*cut)->content.tensors.size(), std::size_t(1)); // what was read until then
    }
};

QTEST_GUILESS_MAIN(TestTorch7)
#include "tst_torch7.moc"
