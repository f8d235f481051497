// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include <QtTest>

#include "core/base/checked_math.h"

using namespace pthf;

namespace {

constexpr std::uint64_t kMaxU64 = std::numeric_limits<std::uint64_t>::max();
constexpr std::int64_t kMaxI64 = std::numeric_limits<std::int64_t>::max();

} // namespace

class TestCheckedMath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sumsAndProductsAreExactOrNothing()
    {
        QCOMPARE(checkedAdd(kMaxU64 - 1, std::uint64_t{1}), kMaxU64);
        QCOMPARE(checkedAdd(kMaxU64, std::uint64_t{1}), std::nullopt);
        QCOMPARE(checkedAdd(kMaxI64, std::int64_t{1}), std::nullopt);
        QCOMPARE(checkedAdd(std::int64_t{-5}, std::int64_t{5}), 0);
        QCOMPARE(checkedMultiply(std::uint64_t{1} << 32U, std::uint64_t{1} << 31U), std::uint64_t{1} << 63U);
        QCOMPARE(checkedMultiply(std::uint64_t{1} << 32U, std::uint64_t{1} << 32U), std::nullopt);
        QCOMPARE(checkedMultiply(kMaxI64, std::int64_t{2}), std::nullopt);
    }

    void narrowingKeepsTheNumberOrGivesNothing()
    {
        QCOMPARE(checkedNarrow<std::uint8_t>(255), std::uint8_t{255});
        QCOMPARE(checkedNarrow<std::uint8_t>(256), std::nullopt);
        QCOMPARE(checkedNarrow<std::uint64_t>(std::int64_t{-1}), std::nullopt);
        QCOMPARE(checkedNarrow<std::int64_t>(kMaxU64), std::nullopt);
    }

    void aligningGoesUpToTheNextMultiple()
    {
        QCOMPARE(checkedAlignUp<std::uint64_t>(0, 64), 0U);
        QCOMPARE(checkedAlignUp<std::uint64_t>(1, 64), 64U);
        QCOMPARE(checkedAlignUp<std::uint64_t>(64, 64), 64U);
        QCOMPARE(checkedAlignUp<std::uint64_t>(kMaxU64 - 1, 64), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestCheckedMath)
#include "tst_checked_math.moc"
