// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_writer.h"
#include "core/foreign/gguf.h"
#include "core/ggml/ggml_type.h"
#include "tests/support/open_bytes.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// Writes a GGUF word by word, in either byte order and with the counts of any version.
class Words {
public:
    Words(std::uint32_t version, bool isBig) // NOLINT: the byte order of everything
        : m_version(version)
        , m_isBig(isBig)
    {
        m_out.text("GGUF");
        put<std::uint32_t>(version);
    }

    template<typename T>
    Words& put(T value)
    {
        if (m_isBig) {
            m_out.big(value);
        } else {
            m_out.little(value);
        }
        return *this;
    }
    Words& count(std::uint64_t value) { return m_version == 1 ? put(static_cast<std::uint32_t>(value)) : put(value); }
    Words& string(std::string_view text)
    {
        count(text.size());
        m_out.text(text);
        return *this;
    }
    Words& tensor(std::string_view name, const std::vector<std::uint64_t>& sizes, std::uint32_t type, std::uint64_t at)
    {
        string(name).put(static_cast<std::uint32_t>(sizes.size()));
        for (const std::uint64_t size : sizes) {
            count(size);
        }
        return put(type).put(at);
    }
    Words& data(std::size_t bytes, std::size_t alignment = 32)
    {
        m_out.fill((alignment - m_out.size() % alignment) % alignment, std::byte{0});
        for (std::size_t i = 0; i < bytes; ++i) {
            m_out.u8(static_cast<std::uint8_t>(i));
        }
        return *this;
    }
    Bytes take() { return std::move(m_out).take(); }

private:
    ByteWriter m_out;
    std::uint32_t m_version;
    bool m_isBig;
};

/// One value of metadata, a matrix of int16, and a quantized one.
Bytes good(std::uint32_t version, bool isBig) // NOLINT: the byte order
{
    return Words(version, isBig)
        .count(2)
        .count(1)
        .string("k")
        .put<std::uint32_t>(5)
        .put<std::int32_t>(-7)
        .tensor("w", {3, 2}, 25, 0)
        .tensor("q", {64, 2}, 2, 32)
        .data(32 + 72)
        .take();
}

} // namespace

class TestGguf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allVersionsAndByteOrdersAreRead_data()
    {
        QTest::addColumn<unsigned>("version");
        QTest::addColumn<bool>("isBig");
        QTest::newRow("version 1") << 1U << false;
        QTest::newRow("version 2") << 2U << false;
        QTest::newRow("version 3") << 3U << false;
        QTest::newRow("version 3, big-endian") << 3U << true;
    }

    void allVersionsAndByteOrdersAreRead()
    {
        QFETCH(unsigned, version);
        QFETCH(bool, isBig);
        const auto document = openBytes(good(version, isBig));
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::Gguf);
        QVERIFY(!(*document)->isDamaged());
        const auto& tensors = (*document)->content.tensors;
        QCOMPARE(tensors.size(), std::size_t(3)); // w, the blocks of q, q
        QCOMPARE(tensors[0].layout.shape, (Dims{2, 3}));
        const Bytes elements = elementsOf(**document, 0);
        QCOMPARE(elements.size(), std::size_t(12));
        QCOMPARE(std::to_integer<int>(elements[0]), isBig ? 1 : 0);
        const std::string text = textOfBytes(good(version, isBig));
        QVERIFY2(text.find("-7") != std::string::npos, text.c_str());
    }

    void quantizedTensorsKeepTheirShapeTheirTypeAndTheirBytes()
    {
        const auto document = openBytes(good(3, false));
        QVERIFY(document);
        const Content& content = (*document)->content;
        const TensorValue& tensor = content.tensors[2];
        QCOMPARE(tensor.layout.shape, (Dims{2, 64}));
        QCOMPARE(tensor.extras->className, std::string("ggml.Q4_0"));
        const TensorId blocks = tensor.extras->parts.at(0).tensor;
        QCOMPARE(content.tensor(blocks).layout.shape, (Dims{2, 36}));
        QCOMPARE(elementsOf(**document, index(blocks)).size(), std::size_t(72));
        QCOMPARE(content.storage(content.tensor(blocks).storage).stored(), Stored::Whole);
    }

    void whatIsWrongWithOneTensorIsTold_data()
    {
        QTest::addColumn<unsigned>("type");
        QTest::addColumn<quint64>("size");
        QTest::addColumn<quint64>("offset");
        QTest::newRow("a type that is none") << 4000U << quint64(4) << quint64(0);
        QTest::newRow("half a block") << 2U << quint64(48) << quint64(0);
        QTest::newRow("a size beyond 63 bits") << 0U << (quint64(1) << 63U) << quint64(0);
        QTest::newRow("bytes beyond 64 bits") << 28U << (quint64(1) << 62U) << quint64(0);
        QTest::newRow("an offset beyond 64 bits") << 0U << quint64(4) << ~quint64(0);
        QTest::newRow("an offset that is not aligned") << 0U << quint64(1) << quint64(4);
        QTest::newRow("behind the end") << 0U << quint64(4) << quint64(3200);
    }

    void whatIsWrongWithOneTensorIsTold()
    {
        QFETCH(unsigned, type);
        QFETCH(quint64, size);
        QFETCH(quint64, offset);
        const auto document =
            openBytes(Words(3, false).count(1).count(0).tensor("t", {size}, type, offset).data(64).take());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->isDamaged());
    }

    void liesAreRefusedBeforeAllocating_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, Bytes bytes) {
            QTest::newRow(name) << QByteArray(asText(bytes).data(), static_cast<qsizetype>(bytes.size()));
        };
        row("2^60 tensors", Words(3, false).count(std::uint64_t{1} << 60U).count(0).data(64).take());
        row("2^60 values", Words(3, false).count(0).count(std::uint64_t{1} << 60U).data(64).take());
        row("a key of 2^40 bytes", Words(3, false).count(0).count(1).count(std::uint64_t{1} << 40U).data(64).take());
        row("an array of 2^40 strings",
            Words(3, false)
                .count(0)
                .count(1)
                .string("k")
                .put(9U)
                .put(8U)
                .count(std::uint64_t{1} << 40U)
                .data(64)
                .take());
        row("arrays five deep",
            Words(3, false)
                .count(0)
                .count(1)
                .string("k")
                .put(9U)
                .put(9U)
                .count(1)
                .put(9U)
                .count(1)
                .put(9U)
                .count(1)
                .put(9U)
                .count(1)
                .put(0U)
                .count(1)
                .data(64)
                .take());
        row("five dimensions", Words(3, false).count(1).count(0).tensor("t", {1, 1, 1, 1, 1}, 0, 0).data(64).take());
        row("an alignment of 3",
            Words(3, false).count(0).count(1).string("general.alignment").put(4U).put(3U).data(64).take());
        row("version 4", Words(4, false).count(0).count(0).data(64).take());
        row("a value type that is none", Words(3, false).count(0).count(1).string("k").put(13U).data(64).take());
    }

    void liesAreRefusedBeforeAllocating()
    {
        QFETCH(QByteArray, bytes);
        const auto read = readGguf(
            MemorySource(bytesOf({bytes.constData(), static_cast<std::size_t>(bytes.size())})), Limits{}, quietTask());
        QVERIFY(!read);
    }

    void namesThatStandTwiceAreTold()
    {
        const auto document =
            openBytes(Words(3, false).count(2).count(0).tensor("t", {1}, 0, 0).tensor("t", {1}, 0, 32).data(64).take());
        QVERIFY(document);
        QVERIFY(!(*document)->problems.isEmpty());
    }

    void everyPrefixIsRefusedOrDamaged()
    {
        const Bytes whole = good(3, false);
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto document = openBytes(truncateAt(whole, length));
            QVERIFY2(!document || (*document)->isDamaged(), std::to_string(length).c_str());
        }
    }

    void blocksOfOneNumberAreTypesOfTorch()
    {
        for (std::uint32_t number = 0; ggmlType(number) != nullptr; ++number) {
            const GgmlType& type = *ggmlType(number);
            QCOMPARE(type.dtype.has_value(), type.blockElements == 1);
            QVERIFY(!type.dtype || dtypeBytes(*type.dtype) == type.blockBytes);
        }
    }
};

QTEST_GUILESS_MAIN(TestGguf)
#include "tst_gguf.moc"
