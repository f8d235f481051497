// SPDX-License-Identifier: Apache-2.0
#include "core/stream/block_pipe.h"

#include <vector>

#include <QtTest>

using namespace pthf;

namespace {

constexpr std::size_t kBlock = 1000;

} // namespace

class TestBlockPipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void blocksComeInOrder_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::newRow("nothing") << quint64{0};
        QTest::newRow("few, on one thread") << quint64{2500};
        QTest::newRow("many, on two") << quint64{9'000'001};
    }
    void blocksComeInOrder()
    {
        QFETCH(quint64, bytes);
        std::uint64_t filled = 0;
        std::uint64_t taken = 0;
        bool isInOrder = true;
        const BlockFill fill = [&](std::span<std::byte> block) -> Result<std::size_t> {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), bytes - filled));
            for (std::size_t i = 0; i < count; ++i) {
                block[i] = static_cast<std::byte>((filled + i) % 251);
            }
            filled += count;
            return count;
        };
        const BlockTake take = [&](std::span<const std::byte> block) -> Status {
            for (const std::byte byte : block) {
                isInOrder = isInOrder && byte == static_cast<std::byte>(taken++ % 251);
            }
            return Done{};
        };
        QVERIFY(pipeBlocks(fill, take, kBlock, bytes).has_value());
        QVERIFY(isInOrder);
        QCOMPARE(taken, bytes);
    }

    void anErrorOfEitherSideEndsBoth_data()
    {
        QTest::addColumn<quint64>("expected");
        QTest::addColumn<bool>("isOfFill");
        QTest::newRow("filling, on one thread") << quint64{100} << true;
        QTest::newRow("filling, on two") << quint64{1} << true;
        QTest::newRow("taking, on one thread") << quint64{100} << false;
        QTest::newRow("taking, on two") << (quint64{1} << 30U) << false;
    }
    void anErrorOfEitherSideEndsBoth()
    {
        QFETCH(quint64, expected);
        QFETCH(bool, isOfFill);
        int blocks = 0;
        const BlockFill fill = [&](std::span<std::byte> block) -> Result<std::size_t> {
            if (isOfFill && ++blocks == 5) {
                return Error{ErrorCode::IoFailed, "cannot be read"};
            }
            return block.size();
        };
        int taken = 0;
        const BlockTake take = [&](std::span<const std::byte>) -> Status {
            if (!isOfFill && ++taken == 5) {
                return Error{ErrorCode::IoFailed, "cannot be written"};
            }
            return Done{};
        };
        const auto done = pipeBlocks(fill, take, kBlock, isOfFill && expected == 1 ? quint64{1} << 30U : expected);
        QVERIFY(!done.has_value());
        QCOMPARE(done.error().message(), std::string(isOfFill ? "cannot be read" : "cannot be written"));
    }
};

QTEST_GUILESS_MAIN(TestBlockPipe)
#include "tst_block_pipe.moc"
