// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_writer.h"
#include "core/foreign/numpy_file.h"
#include "tests/support/open_bytes.h"
#include "tests/support/qtest_printers.h"
#include "tests/support/zip_builder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

Bytes npy(std::string_view header, const Bytes& data, unsigned major = 1)
{
    ByteWriter out;
    out.text("\x93NUMPY");
    out.u8(static_cast<std::uint8_t>(major));
    out.u8(0);
    if (major == 1) {
        out.u16(static_cast<std::uint16_t>(header.size()));
    } else {
        out.u32(static_cast<std::uint32_t>(header.size()));
    }
    out.text(header);
    out.bytes(data);
    return std::move(out).take();
}

Bytes counting(std::size_t count)
{
    Bytes bytes(count);
    for (std::size_t i = 0; i < count; ++i) {
        bytes[i] = static_cast<std::byte>(i);
    }
    return bytes;
}

constexpr std::string_view kGood = "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }   \n";

} // namespace

class TestNumpyFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anArrayIsATensorAtTheRoot()
    {
        const auto document = openBytes(npy(kGood, counting(12)));
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::Npy);
        const TensorValue& tensor = (*document)->content.tensors.at(0);
        QCOMPARE(tensor.value, (*document)->content.root);
        QCOMPARE(tensor.dtype, DType::Int16);
        QCOMPARE(tensor.layout.shape, (Dims{2, 3}));
        QCOMPARE(elementsOf(**document, 0), counting(12));
        QVERIFY(!(*document)->isDamaged());
    }

    void headersOfAllWritersAreRead_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<unsigned>("major");
        const QByteArray rest = ", 'fortran_order': False, 'shape': (3,)}";
        QTest::newRow("version 2") << QByteArray("{'descr': '<f4'" + rest) << QByteArray("float32 [3]") << 2U;
        QTest::newRow("version 3") << QByteArray("{'descr': '|u1'" + rest) << QByteArray("uint8 [3]") << 3U;
        QTest::newRow("a scalar") << QByteArray("{'descr': '<c16', 'fortran_order': False, 'shape': ()}")
                                  << QByteArray("complex128 []") << 1U;
        QTest::newRow("Python 2's long") << QByteArray("{'descr': '?', 'fortran_order': False, 'shape': (3L,)}")
                                         << QByteArray("bool [3]") << 1U;
        QTest::newRow("nothing in it") << QByteArray("{'descr': '<u8', 'fortran_order': True, 'shape': (0, 5)}")
                                       << QByteArray("uint64 [0, 5]") << 1U;
        QTest::newRow("text") << QByteArray("{'descr': '<U2'" + rest) << QByteArray("<U2") << 1U;
        QTest::newRow("dates") << QByteArray("{'descr': '<M8[ns]'" + rest) << QByteArray("datetime64[ns]") << 1U;
        QTest::newRow("structures") << QByteArray("{'descr': [('x', '<f4'), ('y', [('z', '|u1', (2,))])]" + rest)
                                    << QByteArray("('x', '<f4'), ('y', [('z', '|u1', (2,))])") << 1U;
    }

    void headersOfAllWritersAreRead()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, line);
        QFETCH(unsigned, major);
        const std::string text =
            textOfBytes(npy({header.constData(), static_cast<std::size_t>(header.size())}, counting(48), major));
        QVERIFY2(text.find(line.toStdString()) != std::string::npos, text.c_str());
    }

    void fortranOrderIsStridesAndBigEndianIsSwapped()
    {
        const auto document = openBytes(npy("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3)}", counting(12)));
        QVERIFY(document);
        QCOMPARE((*document)->content.tensors.at(0).layout.strides, (Dims{1, 2}));
        Bytes wanted;
        for (const int high : {0, 4, 8, 2, 6, 10}) {
            wanted.push_back(static_cast<std::byte>(high + 1));
            wanted.push_back(static_cast<std::byte>(high));
        }
        QCOMPARE(elementsOf(**document, 0), wanted);
    }

    void objectsAreReadFromTheirPickle()
    {
        const Bytes list = append(bytesOf("\x80\x02](K\x07K\x08"), "e.");
        const std::string text = textOfBytes(npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,)}", list));
        QVERIFY2(text.find("error") == std::string::npos && text.find('8') != std::string::npos, text.c_str());
    }

    void headersThatDescribeNoArrayAreRefused_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no dictionary") << QByteArray("[1, 2]");
        QTest::newRow("no shape") << QByteArray("{'descr': '<f4', 'fortran_order': False}");
        QTest::newRow("negative size") << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}");
        QTest::newRow("product beyond 64 bits")
            << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}");
        QTest::newRow("bytes beyond 64 bits")
            << QByteArray("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904,)}");
        QTest::newRow("size beyond 64 bits")
            << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}");
        QTest::newRow("a type that is none") << QByteArray("{'descr': 'zz', 'fortran_order': False, 'shape': ()}");
        QTest::newRow("code") << QByteArray("{'descr': __import__('os'), 'fortran_order': False, 'shape': ()}");
        QTest::newRow("brackets without end") << QByteArray(5000, '(');
        QTest::newRow("a quote without end") << QByteArray("{'descr': '<f4\\");
        QTest::newRow("fields without types") << QByteArray("{'descr': [('x',)], 'fortran_order': False, 'shape': ()}");
    }

    void headersThatDescribeNoArrayAreRefused()
    {
        QFETCH(QByteArray, header);
        const auto read = readNpyHeader(
            MemorySource(npy({header.constData(), static_cast<std::size_t>(header.size())}, {})), Limits{});
        QVERIFY(!read);
        QVERIFY(!read.error().message().empty());
    }

    void everyPrefixIsRefusedOrDamaged()
    {
        const Bytes whole = npy(kGood, counting(12));
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto document = openBytes(truncateAt(whole, length));
            QVERIFY2(!document || ((*document)->isDamaged() && (*document)->hasDescriptionOnly),
                std::to_string(length).c_str());
        }
    }

    void anNpzIsADictionaryOfItsArrays()
    {
        ZipItem deflated{.name = "b/c.npy", .bytes = npy(kGood, counting(12)), .isDeflated = true};
        const auto document =
            openBytes(ZipBuilder().add({.name = "a.npy", .bytes = npy(kGood, counting(12))}).add(deflated).build());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::Npz);
        QCOMPARE((*document)->content.tensors.size(), std::size_t(2));
        QCOMPARE(elementsOf(**document, 0), counting(12));
        QCOMPARE(elementsOf(**document, 1), counting(12));
        const auto tree = indexTree((*document)->content, quietTask());
        const std::string text = documentText(**document, *tree);
        QVERIFY2(text.find("\na\t") != std::string::npos, text.c_str());
    }

    void anArrayOfAnNpzThatIsNoneIsTold()
    {
        const auto document = openBytes(ZipBuilder()
                                            .add({.name = "a.npy", .bytes = npy(kGood, counting(12))})
                                            .add({.name = "b.npy", .bytes = bytesOf("something else")})
                                            .build());
        QVERIFY(document);
        QVERIFY((*document)->isDamaged());
        QCOMPARE((*document)->content.tensors.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestNumpyFile)
#include "tst_numpy_file.moc"
