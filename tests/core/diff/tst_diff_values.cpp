// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstring>
#include <limits>

#include <QTest>

#include "core/diff/diff_values.h"
#include "tests/core/diff/opened.h"
#include "tests/support/qtest_printers.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

template<typename Number>
std::vector<std::byte> bytesOf(const std::vector<Number>& numbers)
{
    std::vector<std::byte> bytes(numbers.size() * sizeof(Number));
    std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
}

/// A document of one tensor with those bytes: a bare npy-like safetensors file, made by hand.
Opened tensorOf(const char* dtype, std::size_t count, const std::vector<std::byte>& bytes)
{
    const std::string header = std::string(R"({"w.w":{"dtype":")") + dtype + R"(","shape":[)" + std::to_string(count)
        + R"(],"data_offsets":[0,)" + std::to_string(bytes.size()) + "]}}";
    std::vector<std::byte> file;
    for (unsigned i = 0; i < 8; ++i) {
        file.push_back(static_cast<std::byte>((header.size() >> (8 * i)) & 0xffU));
    }
    for (const char c : header) {
        file.push_back(static_cast<std::byte>(c));
    }
    file.insert(file.end(), bytes.begin(), bytes.end());
    return opened(std::move(file));
}

} // namespace

class TestDiffValues : public QObject {
    Q_OBJECT

    static ValueDifference differenceOf(const Opened& a, const Opened& b)
    {
        SilentProgress progress;
        const Task task{{}, progress};
        auto diff = diffDocuments(a.side(), b.side(), task);
        if (!diff || !compareValues(*diff, a.side(), b.side(), task) || diff->rows.size() != 1
            || !diff->rows[0].values) {
            return {};
        }
        return *diff->rows[0].values;
    }

private Q_SLOTS:
    void figuresAreThoseOfTheNumbers()
    {
        const std::vector<float> a{1, 2, 3, 4};
        const std::vector<float> b{1, 2, 3.5, 3};
        const ValueDifference values = differenceOf(tensorOf("F32", 4, bytesOf(a)), tensorOf("F32", 4, bytesOf(b)));
        QVERIFY(!values.isEqual);
        QCOMPARE(values.differing, std::uint64_t{2});
        QCOMPARE(values.max, 1.0);
        QCOMPARE(values.mean, 0.375);
        QCOMPARE(values.relative, std::sqrt(1.25 / 30));
        QCOMPARE(values.cosine, (1 + 4 + 10.5 + 12) / (std::sqrt(30.0) * std::sqrt(1 + 4 + 12.25 + 9)));
    }

    void nanEqualsNanAndIsCounted()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const float other = -nan;
        ValueDifference values = differenceOf(
            tensorOf("F32", 3, bytesOf<float>({1, nan, 3})), tensorOf("F32", 3, bytesOf<float>({1, other, 3})));
        QVERIFY(values.isEqual);
        QCOMPARE(values.nansA, std::uint64_t{1});
        values = differenceOf(
            tensorOf("F32", 3, bytesOf<float>({1, nan, 3})), tensorOf("F32", 3, bytesOf<float>({1, 2, 3})));
        QVERIFY(!values.isEqual);
        QCOMPARE(values.max, 0.0);
        QCOMPARE(values.nansB, std::uint64_t{0});
    }

    void infinitiesAreInfinitelyFar()
    {
        const float inf = std::numeric_limits<float>::infinity();
        QVERIFY(differenceOf(tensorOf("F32", 2, bytesOf<float>({1, inf})), tensorOf("F32", 2, bytesOf<float>({1, inf})))
                    .isEqual);
        const auto values =
            differenceOf(tensorOf("F32", 2, bytesOf<float>({1, inf})), tensorOf("F32", 2, bytesOf<float>({1, -inf})));
        QVERIFY(std::isinf(values.max));
    }

    void otherNumberTypesAreComparedByValue()
    {
        const Opened wide = tensorOf("F64", 2, bytesOf<double>({0.5, -2}));
        QVERIFY(differenceOf(tensorOf("F32", 2, bytesOf<float>({0.5, -2})), wide).isEqual);
        QCOMPARE(differenceOf(tensorOf("F32", 2, bytesOf<float>({0.5, -1})), wide).max, 1.0);
    }

    void integersBeyondDoublesDiffer()
    {
        const std::int64_t large = (std::int64_t{1} << 60) + 1;
        const auto values = differenceOf(
            tensorOf("I64", 1, bytesOf<std::int64_t>({large})), tensorOf("I64", 1, bytesOf<std::int64_t>({large + 1})));
        QVERIFY(!values.isEqual);
        QCOMPARE(values.differing, std::uint64_t{1});
    }

    void zeroHasNoDirection()
    {
        const auto values =
            differenceOf(tensorOf("F32", 2, bytesOf<float>({0, 0})), tensorOf("F32", 2, bytesOf<float>({1, 0})));
        QCOMPARE(values.cosine, 0.0);
        QVERIFY(std::isinf(values.relative));
    }

    void blocksMakeNoDifference()
    {
        std::vector<float> a(3'000'000, 1.0F); // three blocks
        std::vector<float> b = a;
        b.back() = 2.0F;
        const auto values = differenceOf(tensorOf("F32", a.size(), bytesOf(a)), tensorOf("F32", b.size(), bytesOf(b)));
        QCOMPARE(values.differing, std::uint64_t{1});
        QCOMPARE(values.elements, std::uint64_t{3'000'000});
        QCOMPARE(values.mean, 1.0 / 3'000'000);
    }

    void renamedTensorsAreKnownByTheirBytes()
    {
        CheckpointBuilder a;
        a.tensor("x.w", DType::Float32, {5}).tensor("y.w", DType::Float32, {5}).tensor("z.w", DType::Float32, {7});
        CheckpointBuilder b; // storages are filled by their number: y and x exchange places, the third is another shape
        b.tensor("p.w", DType::Float32, {5}).tensor("q.w", DType::Float32, {5}).tensor("r.w", DType::Float32, {8});
        const Opened left = opened(a.zip());
        const Opened right = opened(b.zip());
        SilentProgress progress;
        const Task task{{}, progress};
        auto diff = diffDocuments(left.side(), right.side(), task);
        QVERIFY(compareValues(*diff, left.side(), right.side(), task).has_value());
        QCOMPARE(diff->counts, (DiffCounts{2, 0, 1, 1, 2, 2}));
        QCOMPARE(diff->rows[0].pathB, std::string("p.w"));
        QCOMPARE(diff->rows[1].pathB, std::string("q.w"));
    }

    void aCancelIsHeard()
    {
        const Opened one = tensorOf("F32", 2, bytesOf<float>({0, 0}));
        SilentProgress progress;
        std::stop_source stop;
        auto diff = diffDocuments(one.side(), one.side(), Task{{}, progress});
        stop.request_stop();
        const Status done = compareValues(*diff, one.side(), one.side(), Task{stop.get_token(), progress});
        QVERIFY(!done.has_value());
        QCOMPARE(done.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestDiffValues)
#include "tst_diff_values.moc"
