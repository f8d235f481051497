// SPDX-License-Identifier: Apache-2.0
#include "core/container/zip_writer.h"

#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/base/crc32.h"
#include "tests/support/fake_sink.h"
#include "tests/support/fake_source.h"
#include "tests/support/test_task.h"
#include "tests/support/zip_builder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

std::vector<std::byte> bytesOf(std::string_view text)
{
    return {asBytes(text).begin(), asBytes(text).end()};
}

/// Keeps what is written and only counts what is copied: a sink for records of many GiB.
class HoleSink final : public ByteSink {
public:
    struct Piece {
        std::uint64_t offset;
        std::vector<std::byte> bytes;
    };

    Status write(std::span<const std::byte> bytes) override
    {
        m_pieces.push_back({m_position, {bytes.begin(), bytes.end()}});
        m_position += bytes.size();
        return Done{};
    }
    Status copyFrom(
        const ByteSource& /*source*/, std::uint64_t /*offset*/, std::uint64_t length, const Task& /*task*/) override
    {
        m_position += length;
        return Done{};
    }
    std::uint64_t position() const noexcept override { return m_position; }

    /// As hexadecimal digits, what was written at that place; up to so many bytes.
    QByteArray at(std::uint64_t offset, std::size_t length) const
    {
        for (const Piece& piece : m_pieces) {
            if (piece.offset <= offset && offset - piece.offset < piece.bytes.size()) {
                const auto text = asText(piece.bytes).substr(static_cast<std::size_t>(offset - piece.offset), length);
                return QByteArray(text.data(), static_cast<qsizetype>(text.size())).toHex();
            }
        }
        return {};
    }

private:
    std::vector<Piece> m_pieces;
    std::uint64_t m_position = 0;
};

const std::array<std::pair<std::string_view, std::string_view>, 5> kRecords{{
    {"data.pkl", "\x80\x02N."},
    {"byteorder", "little"},
    {"data/0", "0123456789"},
    {"data/empty", ""},
    {"version", "3\n"},
}};

} // namespace

class TestZipWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheBytesThatTorchsLayoutAsksFor_data()
    {
        QTest::addColumn<QByteArray>("root");
        for (const char* root : {"archive", "a", "a.root.of.another.length.that.moves.the.padding.about"}) {
            QTest::newRow(root) << QByteArray(root);
        }
    }
    void givesTheBytesThatTorchsLayoutAsksFor()
    {
        QFETCH(QByteArray, root);
        FakeSink sink;
        ZipWriter writer(sink, root.toStdString());
        ZipBuilder expected;
        for (const auto& [name, text] : kRecords) {
            QVERIFY(writer.add(name, asBytes(text)).has_value());
            expected.add(root.toStdString() + "/" + std::string(name), text);
        }
        QVERIFY(writer.finish().has_value());
        QCOMPARE(sink.bytes(), expected.build());
    }

    void threeWaysToBringTheBytesGiveOneFile()
    {
        const FakeSource source(bytesOf("xx0123456789yy"));
        const auto written = [&](const auto& bring) {
            FakeSink sink;
            ZipWriter writer(sink, "archive");
            bring(writer);
            const bool isFinished = writer.finish().has_value();
            return isFinished ? sink.bytes() : std::vector<std::byte>{};
        };
        const auto atHand =
            written([](ZipWriter& writer) { QVERIFY(writer.add("data/0", asBytes("0123456789")).has_value()); });
        const auto inParts = written([&](ZipWriter& writer) {
            QVERIFY(writer.begin("data/0", 10).has_value());
            QVERIFY(writer.write(asBytes("0123")).has_value());
            QVERIFY(writer.copyFrom(source, 6, 6, quietTask()).has_value());
            QVERIFY(writer.end().has_value());
        });
        const auto unseen = written([&](ZipWriter& writer) {
            QVERIFY(writer.begin("data/0", 10).has_value());
            QVERIFY(writer.copyUnseen(source, 2, 10, quietTask()).has_value());
            QVERIFY(writer.end(crc32(asBytes("0123456789"))).has_value());
        });
        QVERIFY(!atHand.empty());
        QCOMPARE(inParts, atHand);
        QCOMPARE(unseen, atHand);
    }

    void beyondFourGibibytesItIsTorchsZip64()
    {
        // Seen in a file of torch 1.13 (FORMATS 1.3): a first tensor of 2^32 + 100 bytes, then one of 12.
        HoleSink sink;
        ZipWriter writer(sink, "archive");
        const FakeSource nothing({});
        constexpr std::uint64_t kLarge = (std::uint64_t{1} << 32U) + 100;
        QVERIFY(writer.add("data.pkl", std::vector<std::byte>(300)).has_value());
        const std::uint64_t large = sink.position();
        QVERIFY(writer.begin("data/0", kLarge).has_value());
        const std::uint64_t payload = sink.position();
        QCOMPARE(payload % 64, 0U);
        QVERIFY(writer.copyUnseen(nothing, 0, kLarge, quietTask()).has_value());
        QVERIFY(writer.end(7).has_value());
        const std::uint64_t small = sink.position();
        QCOMPARE(small, payload + kLarge + zip::kDescriptor64Bytes);
        QCOMPARE(sink.at(payload + kLarge, 24),
            QByteArray("504b0708070000006400000001000000"
                       "6400000001000000"));
        QCOMPARE(sink.at(large + 30 + 14, 20), QByteArray("0100100064000000010000000000000000000000"));
        QCOMPARE(sink.at(large + 30 + 14 + 20, 2), QByteArray("4642"));

        QVERIFY(writer.add("data/1", std::vector<std::byte>(12)).has_value());
        QCOMPARE(sink.at(small, 30),
            QByteArray("504b030400000808000000000000000000000000000000000000") + "0e00" + sink.at(small + 28, 2));
        const std::uint64_t smallPayload = (small + 30 + 14 + 4 + 12 + 63) / 64 * 64;
        QCOMPARE(sink.at(smallPayload + 12, 4), QByteArray("504b0708"));
        QCOMPARE(sink.position(), smallPayload + 12 + zip::kDescriptor64Bytes); // the wide form, for 12 bytes
        QVERIFY(writer.finish().has_value());
    }

    void whatDoesNotAddUpIsRefused()
    {
        FakeSink sink;
        ZipWriter writer(sink, "archive");
        QVERIFY(writer.begin("data/0", 4).has_value());
        QVERIFY(!writer.begin("data/1", 1));
        QVERIFY(!writer.write(asBytes("12345")));
        QVERIFY(writer.write(asBytes("123")).has_value());
        QVERIFY(!writer.end());
        QVERIFY(!writer.finish());
        QVERIFY(!ZipWriter(sink, "archive").begin(std::string(70'000, 'n'), 1));
    }

    void aFullDiskIsHandedOnFromEveryByte()
    {
        FakeSink whole;
        const auto write = [](FakeSink& sink) -> Status {
            ZipWriter writer(sink, "archive");
            for (const auto& [name, text] : kRecords) {
                PTHF_TRY(writer.add(name, asBytes(text)));
            }
            return writer.finish();
        };
        QVERIFY(write(whole).has_value());
        for (std::uint64_t capacity = 0; capacity < whole.bytes().size(); ++capacity) {
            FakeSink sink(capacity);
            const auto written = write(sink);
            QVERIFY(!written);
            QCOMPARE(written.error().code(), ErrorCode::IoFailed);
        }
    }

    void theIdFollowsNamesAndContents()
    {
        const auto idOf = [](std::string_view name, std::string_view text) {
            FakeSink sink;
            ZipWriter writer(sink, "archive");
            return writer.add(name, asBytes(text)) ? writer.serializationId() : std::string();
        };
        const std::string id = idOf("data.pkl", "one");
        QCOMPARE(id.size(), 40U);
        QVERIFY(std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; }));
        QCOMPARE(idOf("data.pkl", "one"), id);
        QVERIFY(idOf("data.pkl", "two").substr(20) != id.substr(20));
        QVERIFY(idOf("data.pk1", "one").substr(0, 20) != id.substr(0, 20));
    }
};

QTEST_GUILESS_MAIN(TestZipWriter)
#include "tst_zip_writer.moc"
