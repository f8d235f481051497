// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/foreign/joblib.h"
#include "core/meaning/numpy_values.h"
#include "tests/support/open_bytes.h"
#include "tests/support/pickle_emitter.h"
#include "tests/support/zip_builder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// What stands before the elements of an array of float64: a list with the object that describes it, without STOP.
struct Front {
    std::vector<std::int64_t> shape = {2};
    std::string dtype = "f8";
    std::string order = "C";
    bool isAligned = false;

    Bytes bytes() const
    {
        PickleEmitter pickle;
        pickle.global("joblib.numpy_pickle", "NumpyArrayWrapper");
        pickle.emptyTuple();
        pickle.reduce();
        pickle.emptyDict();
        pickle.mark();
        pickle.text("shape");
        pickle.tupleOf(shape);
        pickle.text("order");
        pickle.text(order);
        pickle.text("dtype");
        pickle.global("numpy", "dtype");
        pickle.mark();
        pickle.text(dtype);
        pickle.tuple();
        pickle.reduce();
        if (isAligned) {
            pickle.text("numpy_array_alignment_bytes");
            pickle.integer(16);
        }
        pickle.setItems();
        pickle.build();
        Bytes all = pickle.finish();
        all.pop_back(); // STOP
        return all;
    }
};

Bytes joined(Bytes front, const Bytes& elements, std::string_view rest = ".")
{
    return append(append(std::move(front), elements), rest);
}

} // namespace

class TestJoblib : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void elementsBetweenOpcodesAreAnArray_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, const Bytes& bytes) {
            QTest::newRow(name) << QByteArray(asText(bytes).data(), static_cast<qsizetype>(bytes.size()));
        };
        row("before joblib 1.2", joined(Front().bytes(), Bytes(16)));
        row("padded", joined(Front{.isAligned = true}.bytes(), append(bytesOf("\x03\xff\xff\xff"), Bytes(16))));
        row("elements that look like opcodes", joined(Front().bytes(), bytesOf("................")));
    }

    void elementsBetweenOpcodesAreAnArray()
    {
        QFETCH(QByteArray, bytes);
        const std::string text = textOfBytes(bytesOf({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
        QVERIFY2(text.find("numpy.ndarray float64 [2]") != std::string::npos, text.c_str());
        QVERIFY2(text.find("problem") == std::string::npos, text.c_str());
    }

    void fortranOrderIsKept()
    {
        const auto document = openBytes(joined(Front{.shape = {2, 1}, .order = "F"}.bytes(), Bytes(16)));
        QVERIFY(document);
        const Content& content = (*document)->content;
        const auto array = numpyArrayOf(content.graph, content.root);
        QVERIFY(array);
        QVERIFY(array->isFortran);
    }

    void objectsAreAPickleOfTheirOwn()
    {
        const std::string text =
            textOfBytes(joined(Front{.dtype = "O"}.bytes(), bytesOf("\x80\x02](K\x07K\x08"), "e.."));
        QVERIFY2(text.find('8') != std::string::npos && text.find("error") == std::string::npos, text.c_str());
    }

    void liesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, const Bytes& bytes) {
            QTest::newRow(name) << QByteArray(asText(bytes).data(), static_cast<qsizetype>(bytes.size()));
        };
        row("elements behind the end", joined(Front{.shape = {3}}.bytes(), Bytes(16)));
        row("bytes beyond 64 bits", joined(Front{.shape = {std::int64_t{1} << 62}}.bytes(), Bytes(16)));
        row("a product beyond 64 bits",
            joined(Front{.shape = {std::int64_t{1} << 40, std::int64_t{1} << 40}}.bytes(), Bytes(16)));
        row("a negative size", joined(Front{.shape = {-2}}.bytes(), Bytes(16)));
        row("a type without a size", joined(Front{.dtype = "V0"}.bytes(), Bytes(16)));
        row("a type that is none", joined(Front{.dtype = "zz"}.bytes(), Bytes(16)));
        row("padding behind the end", joined(Front{.isAligned = true}.bytes(), bytesOf("\xff")));
    }

    void liesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto document = openBytes(bytesOf({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
        QVERIFY(!document);
        QVERIFY(document.error().code() != ErrorCode::Internal);
    }

    void aGzipHeaderMayHaveAllItsParts()
    {
        const Bytes pickle = bytesOf("\x80\x02K\x07.");
        Bytes gzip = bytesOf(std::string_view("\x1f\x8b\x08\x1e\0\0\0\0\0\0\x02\0xxname\0comment\0cc", 29));
        gzip = append(append(gzip, deflated(pickle)), "checklen");
        const std::string text = textOfBytes(gzip);
        QVERIFY2(text.find("int 7") != std::string::npos, text.c_str());
    }

    void gzipOfSomethingElseIsNamed()
    {
        const Bytes gzip = append(append(bytesOf(std::string_view("\x1f\x8b\x08\0\0\0\0\0\0\0", 10)),
                                      deflated(bytesOf("some text that is no pickle"))),
            "checklen");
        const std::string text = textOfBytes(gzip);
        QVERIFY2(text.find("gunzip") != std::string::npos, text.c_str());
    }

    void everyPrefixIsRefused()
    {
        const Bytes whole = joined(Front().bytes(), Bytes(16));
        for (std::size_t length = 0; length < whole.size(); ++length) {
            QVERIFY2(!openBytes(truncateAt(whole, length)), std::to_string(length).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestJoblib)
#include "tst_joblib.moc"
