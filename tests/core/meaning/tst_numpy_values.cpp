// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <QtTest>

#include "core/meaning/numpy_values.h"
#include "core/meaning/python_repr.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

class TestNumpyValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spellingsAreTakenApart_data();
    void spellingsAreTakenApart();
    void scalarsAreDecoded_data();
    void scalarsAreDecoded();
    void arraysSayWhatTheyAre();
    void buffersOfProtocol5AreArrays();
    void whatIsNoArrayIsNone_data();
    void whatIsNoArrayIsNone();
};

void TestNumpyValues::spellingsAreTakenApart_data()
{
    QTest::addColumn<QString>("spelling");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QString>("dtype");
    QTest::newRow("float") << "<f4"
                           << "float32" << 4 << "float32";
    QTest::newRow("without order") << "i8"
                                   << "int64" << 8 << "int64";
    QTest::newRow("big endian") << ">u2"
                                << "uint16" << 2 << "uint16";
    QTest::newRow("bool") << "|b1"
                          << "bool" << 1 << "bool";
    QTest::newRow("complex") << "<c16"
                             << "complex128" << 16 << "complex128";
    QTest::newRow("text") << "<U5"
                          << "<U5" << 20 << "";
    QTest::newRow("bytes") << "|S3"
                           << "|S3" << 3 << "";
    QTest::newRow("object") << "|O8"
                            << "object" << 8 << "";
    QTest::newRow("date") << "<M8[ns]"
                          << "datetime64[ns]" << 8 << "";
    QTest::newRow("structure") << "V12"
                               << "|V12" << 12 << "";
    QTest::newRow("long double") << "<f16"
                                 << "float128" << 16 << "";
    QTest::newRow("nothing") << ""
                             << "" << 0 << "";
    QTest::newRow("nonsense") << "x4"
                              << "" << 0 << "";
    QTest::newRow("a size beyond reason") << "V99999999999999999999"
                                          << "" << 0 << "";
}

void TestNumpyValues::spellingsAreTakenApart()
{
    QFETCH(QString, spelling);
    QFETCH(QString, name);
    QFETCH(int, bytes);
    QFETCH(QString, dtype);
    const auto type = parseNumpyDtype(spelling.toStdString());
    QCOMPARE(type.has_value(), !name.isEmpty());
    if (type) {
        QCOMPARE(QString::fromStdString(type->name), name);
        QCOMPARE(int(type->itemBytes), bytes);
        const auto known = type->dtype;
        QCOMPARE(QString::fromStdString(known ? std::string(dtypeName(*known)) : std::string()), dtype);
    }
}

void TestNumpyValues::scalarsAreDecoded_data()
{
    QTest::addColumn<QString>("spelling");
    QTest::addColumn<QString>("order");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* title, const char* spelling, const char* order, const char* hex, const char* text) {
        QTest::newRow(title) << spelling << order << QByteArray::fromHex(hex) << text;
    };
    row("int8", "i1", "|", "80", "-128");
    row("int16", "i2", "<", "feff", "-2");
    row("int16, big endian", "i2", ">", "fffe", "-2");
    row("int64", "i8", "<", "0700000000000000", "7");
    row("uint64", "u8", "<", "ffffffffffffffff", "18446744073709551615");
    row("float16", "f2", "<", "003c", "1.0");
    row("float16, small", "f2", "<", "0100", "5.960464477539063e-08");
    row("float16, infinite", "f2", "<", "00fc", "-inf");
    row("float32", "f4", "<", "0000c03f", "1.5");
    row("float64", "f8", "<", "000000000000d03f", "0.25");
    row("float64, big endian", "f8", ">", "3fd0000000000000", "0.25");
    row("bool", "b1", "|", "01", "True");
    row("complex64", "c8", "<", "0000803f000000c0", "(1-2j)");
    row("text", "U3", "<", "610000004b6a000000000000", "'a橋'");
    row("too few bytes", "f8", "<", "00000000", "");
    row("long double", "f16", "<", "00000000000000000000000000000000", "0.0");
    row("long double of x87", "f16", "<", "00d0cccccccccc8cff3f000000000000", "1.1000000000000000888");
    row("long double of x87, its padding left over", "f16", "<", "000000000000008000c0178d7f000000", "-2.0");
    row("long double of x86", "f12", "<", "cdcccccccccccc8cff3f0000", "1.1");
    row("long double of IEEE", "f16", "<", "0000000000000000000000000000ff3f", "1.0");
    row("long double of IEEE, the other way round", "f16", ">", "bfff8000000000000000000000000000", "-1.5");
    row("long double that is infinite", "f16", "<", "0000000000000080ff7f000000000000", "inf");
    row("long double that is no number", "f16", "<", "00000000000000c0ff7f000000000000", "nan");
    row("date without a unit", "M8", "<", "0000000000000000", "'NaT'"); // all that numpy lets it be
}

void TestNumpyValues::scalarsAreDecoded()
{
    QFETCH(QString, spelling);
    QFETCH(QString, order);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    GraphBuilder b;
    const ValueId value = b.numpyScalar(spelling.toStdString(), bytes.toStdString(), order.toStdString());
    const auto scalar = numpyScalarOf(b.content.graph, value);
    QVERIFY(scalar.has_value());
    QCOMPARE(QString::fromStdString(numpyText(*scalar)), text);
}

void TestNumpyValues::arraysSayWhatTheyAre()
{
    GraphBuilder b;
    const ValueId data = b.call("_codecs", "encode", {b.text("123456789012"), b.text("latin1")});
    const auto array = numpyArrayOf(b.content.graph, b.numpyArray("i2", {2, 3}, data));
    QVERIFY(array.has_value());
    QCOMPARE(array->type.name, std::string("int16"));
    QCOMPARE(array->shape, (Dims{2, 3}));
    QCOMPARE(array->bytes, std::uint64_t{12});
    QVERIFY(array->data == data);
    QVERIFY(!array->isFortran);
}

void TestNumpyValues::buffersOfProtocol5AreArrays()
{
    GraphBuilder b;
    const ValueId data = b.bytes("12345678");
    const ValueId value =
        b.call("numpy._core.numeric", "_frombuffer", {data, b.numpyDtype("f4"), b.integers({1, 2}), b.text("F")});
    const auto array = numpyArrayOf(b.content.graph, value);
    QVERIFY(array.has_value());
    QVERIFY(array->isFortran);
    QVERIFY(array->data == data);
    QCOMPARE(array->shape, (Dims{1, 2}));
}

void TestNumpyValues::whatIsNoArrayIsNone_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("no state") << 0;
    QTest::newRow("a state of one item") << 1;
    QTest::newRow("a shape that is no tuple") << 2;
    QTest::newRow("a type that is none") << 3;
    QTest::newRow("a number") << 4;
}

void TestNumpyValues::whatIsNoArrayIsNone()
{
    QFETCH(int, which);
    GraphBuilder b;
    const ValueId empty =
        b.call("numpy.core.multiarray", "_reconstruct", {b.global("numpy", "ndarray"), b.integers({0}), b.bytes("b")});
    const ValueId zero = b.integer(0);
    const std::vector<ValueId> values{empty,
        b.withState(b.call("numpy.core.multiarray", "_reconstruct"), b.tuple({zero})),
        b.withState(b.call("numpy.core.multiarray", "_reconstruct"),
            b.tuple({zero, b.text("2"), b.numpyDtype("f4"), zero, zero})),
        b.withState(b.call("numpy.core.multiarray", "_reconstruct"),
            b.tuple({zero, b.integers({2}), b.text("f4"), zero, zero})),
        zero};
    QVERIFY(!numpyArrayOf(b.content.graph, values[static_cast<std::size_t>(which)]).has_value());
}

QTEST_GUILESS_MAIN(TestNumpyValues)
#include "tst_numpy_values.moc"
