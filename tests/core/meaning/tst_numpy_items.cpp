// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/meaning/numpy_items.h"
#include "tests/support/graph_builder.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

// What numpy itself prints is asked in tests/oracle/tensor_oracle.py.
class TestNumpyItems : public QObject {
    Q_OBJECT

    /// dtype('V6', …) with the state that a pickle gives it: a of int16 at 0, b of float32 at 2.
    static ValueId structure(GraphBuilder& b)
    {
        const ValueId fields = b.dict(
            {{"a", b.tuple({b.numpyDtype("i2"), b.integer(0)})}, {"b", b.tuple({b.numpyDtype("f4"), b.integer(2)})}});
        const ValueId none = b.none();
        return b.withState(b.call("numpy", "dtype", {b.text("V6")}),
            b.tuple({b.integer(3), b.text("|"), none, b.tuple({b.text("a"), b.text("b")}), fields, b.integer(6),
                b.integer(1), b.integer(0)}));
    }

    static std::string itemsOf(const GraphBuilder& b, const NumpyArray& array, std::size_t most = 8)
    {
        std::string text;
        for (const std::string& item :
            numpyItemsOf(b.content.graph, array, most).value_or(std::vector<std::string>())) {
            text += (text.empty() ? "" : " ") + item;
        }
        return text;
    }

private Q_SLOTS:
    void elementsStandInRowsWhateverTheirOrder()
    {
        GraphBuilder b;
        NumpyArray array = *numpyArrayOf(b.content.graph, b.numpyArray("i1", {2, 3}, b.bytes("\1\2\3\4\5\6")));
        QCOMPARE(itemsOf(b, array), std::string("1 2 3 4 5 6"));
        QCOMPARE(itemsOf(b, array, 2), std::string("1 2"));
        array.isFortran = true;
        QCOMPARE(itemsOf(b, array), std::string("1 3 5 2 4 6"));
    }

    void fieldsOfAPickleAreRead()
    {
        GraphBuilder b;
        const auto type = numpyDtypeOf(b.content.graph, structure(b));
        QVERIFY(type && type->fields.size() == 2);
        QCOMPARE(type->fields[1].name, std::string("b"));
        QCOMPARE(type->fields[1].offset, std::uint64_t{2});
        const std::string bytes("\xff\xff\0\0\xc0\x3f", 6);
        QCOMPARE(numpyItemText(*type, bytes), std::string("(-1, 1.5)"));
        QCOMPARE(numpyItemText(*type, bytes.substr(0, 5)), std::string());
    }

    void fieldsOfAHeaderFollowEachOther()
    {
        GraphBuilder b;
        ValueGraph& graph = b.content.graph;

        const ValueId inner = b.list({b.tuple({b.text("y"), b.text("<i2")})});
        const ValueId fields = b.list({b.tuple({b.text("x"), inner}), b.tuple({b.text(""), b.text("|V2")}),
            b.tuple({b.text("w"), b.text("|u1"), b.integers({2})})});
        const auto type = numpyDtypeOf(graph, b.call("numpy", "dtype", {fields}));
        QVERIFY(type && type->fields.size() == 2);
        QCOMPARE(type->fields[0].name, std::string("x.y"));
        QCOMPARE(type->fields[1].offset, std::uint64_t{4});
        QCOMPARE(type->itemBytes, std::uint64_t{6});
        QCOMPARE(numpyItemText(*type, std::string("\1\0\0\0\2\3", 6)), std::string("(1, [2, 3])"));
    }

    void aStructureWithinItselfHasNoFields()
    {
        GraphBuilder b;
        const ValueId dtype = b.call("numpy", "dtype", {b.text("V6")});
        const ValueId none = b.none();
        const ValueId fields = b.dict({{"a", b.tuple({dtype, b.integer(0)})}});
        const ValueId whole = b.withState(dtype,
            b.tuple({b.integer(3), b.text("|"), none, b.tuple({b.text("a")}), fields, b.integer(6), b.integer(1),
                b.integer(0)}));
        const auto type = numpyDtypeOf(b.content.graph, whole);
        QVERIFY(type && type->fields.empty());
    }

    void maskedElementsAreHidden()
    {
        GraphBuilder b;
        const ValueId truth = b.flag(false);
        const ValueId value = b.withState(b.call("numpy.ma.core", "_mareconstruct"),
            b.tuple({b.integer(1), b.integers({3}), b.numpyDtype("i1"), truth, b.bytes("\1\2\3"),
                b.bytes(std::string("\0\1\0", 3)), b.none()}));
        const auto array = shownArrayOf(b.content.graph, value);
        QVERIFY(array && array->mask != kNoValue);
        QVERIFY(!numpyArrayOf(b.content.graph, value));
        QCOMPARE(itemsOf(b, *array), std::string("1 -- 3"));
    }
};

QTEST_GUILESS_MAIN(TestNumpyItems)
#include "tst_numpy_items.moc"
