// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <algorithm>
#include <map>

#include "core/base/byte_writer.h"
#include "core/container/zip_format.h"
#include "core/container/zip_reader.h"
#include "core/container/zip_salvage.h"
#include "tests/support/damage.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr std::uint64_t kFirstBytes = 4'294'967'400; // a little over 4 GiB

/// A file of many gigabytes that is zeros but for a few places.
class SparseSource final : public ByteSource {
public:
    void put(std::uint64_t offset, Bytes bytes)
    {
        m_size = std::max<std::uint64_t>(m_size, offset + bytes.size());
        m_pieces[offset] = std::move(bytes);
    }

    std::uint64_t size() const noexcept override { return m_size; }
    std::string name() const override { return "sparse"; }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override
    {
        PTHF_TRY(checkRange(*this, offset, to.size()));
        std::ranges::fill(to, std::byte{0});
        for (const auto& piece : m_pieces) {
            const std::uint64_t begin = std::max(piece.first, offset);
            const std::uint64_t end = std::min<std::uint64_t>(piece.first + piece.second.size(), offset + to.size());
            if (begin < end) {
                std::copy_n(piece.second.begin() + static_cast<std::ptrdiff_t>(begin - piece.first), end - begin,
                    to.begin() + static_cast<std::ptrdiff_t>(begin - offset));
            }
        }
        return Done{};
    }

private:
    std::map<std::uint64_t, Bytes> m_pieces;
    std::uint64_t m_size = 0;
};

/// A local header as torch writes it where the 32 bits of the old fields do not do (FORMATS 1.3).
Bytes largeLocal(std::string_view name, std::uint64_t offset, std::uint64_t bytes)
{
    const auto placement = *zip::torchPlacement(offset, name.size(), bytes, bytes);
    ByteWriter out;
    out.u32(zip::kLocalSignature);
    out.u16(0);
    out.u16(zip::kFlagDescriptor | zip::kFlagUtf8);
    out.fill(18, std::byte{0});
    out.u16(static_cast<std::uint16_t>(name.size()));
    out.u16(static_cast<std::uint16_t>(placement.zip64Bytes + 4 + placement.padding));
    out.text(name);
    out.u16(zip::kExtraZip64);
    out.u16(static_cast<std::uint16_t>(placement.zip64Bytes - 4));
    if (bytes >= zip::kSee64) {
        out.u64(bytes);
        out.u64(0);
    }
    if (offset >= zip::kSee64) {
        out.u64(offset);
    }
    out.u16(zip::kExtraPadding);
    out.u16(static_cast<std::uint16_t>(placement.padding));
    out.fill(static_cast<std::size_t>(placement.padding), std::byte{zip::kPaddingByte});
    return std::move(out).take();
}

Bytes largeDescriptor(std::uint64_t bytes)
{
    ByteWriter out;
    out.u32(zip::kDescriptorSignature);
    out.u32(0);
    out.u64(bytes);
    out.u64(bytes);
    return std::move(out).take();
}

void writeCentral(ByteWriter& out, std::string_view name, std::uint64_t offset, std::uint64_t bytes)
{
    ByteWriter extra;
    if (bytes >= zip::kSee64) {
        extra.u64(bytes);
        extra.u64(bytes);
    }
    if (offset >= zip::kSee64) {
        extra.u64(offset);
    }
    const auto low = [](std::uint64_t value) {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, zip::kSee64));
    };
    out.u32(zip::kCentralSignature);
    out.u32(0);
    out.u16(zip::kFlagDescriptor | zip::kFlagUtf8);
    out.fill(10, std::byte{0});
    out.u32(low(bytes));
    out.u32(low(bytes));
    out.u16(static_cast<std::uint16_t>(name.size()));
    out.u16(static_cast<std::uint16_t>(extra.size() == 0 ? 0 : extra.size() + 4));
    out.fill(10, std::byte{0});
    out.u32(low(offset));
    out.text(name);
    if (extra.size() != 0) {
        out.u16(zip::kExtraZip64);
        out.u16(static_cast<std::uint16_t>(extra.size()));
        out.bytes(extra.data());
    }
}

Bytes tailOf(const Bytes& directory, std::uint64_t offset, std::uint64_t entries)
{
    ByteWriter out;
    out.bytes(directory);
    out.u32(zip::kEnd64Signature);
    out.u64(44);
    out.fill(12, std::byte{0});
    out.u64(entries);
    out.u64(entries);
    out.u64(directory.size());
    out.u64(offset);
    out.u32(zip::kLocator64Signature);
    out.u32(0);
    out.u64(offset + directory.size());
    out.u32(1);
    out.u32(zip::kEndSignature);
    out.u32(0);
    out.u16(static_cast<std::uint16_t>(entries));
    out.u16(static_cast<std::uint16_t>(entries));
    out.u32(static_cast<std::uint32_t>(directory.size()));
    out.u32(zip::kSee64);
    out.u16(0);
    return std::move(out).take();
}

/// A checkpoint whose first storage reaches beyond 4 GiB, so that all that follows lies beyond, too.
std::shared_ptr<const SparseSource> largeFile()
{
    const auto source = std::make_shared<SparseSource>();
    const std::vector<std::pair<std::string, std::uint64_t>> records{
        {"archive/data/0", kFirstBytes}, {"archive/data/1", 12}, {"archive/version", 2}};
    ByteWriter directory;
    std::uint64_t offset = 0;
    for (const auto& record : records) {
        const auto placement = *zip::torchPlacement(offset, record.first.size(), record.second, record.second);
        source->put(offset, largeLocal(record.first, offset, record.second));
        source->put(placement.payloadOffset + record.second, largeDescriptor(record.second));
        writeCentral(directory, record.first, offset, record.second);
        offset = placement.end;
    }
    source->put(offset, tailOf(directory.data(), offset, records.size()));
    return source;
}

} // namespace

class TestZipFormat final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placementIsTorchs_data();
    void placementIsTorchs();
    void impossiblePlacementsAreRefused();
    void filesBeyond4GiBAreRead();
    void filesBeyond4GiBAreWalked();
};

void TestZipFormat::placementIsTorchs_data()
{
    QTest::addColumn<quint64>("header");
    QTest::addColumn<quint64>("nameBytes");
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<quint64>("payload");
    QTest::addColumn<quint64>("end");
    // archive/data.pkl at the front of every file; then read off a file of torch 1.13 with more than 4 GiB
    // (FORMATS 1.3).
    QTest::newRow("data.pkl") << quint64{0} << quint64{16} << quint64{300} << quint64{64} << quint64{380};
    QTest::newRow("empty") << quint64{128} << quint64{14} << quint64{0} << quint64{192} << quint64{192};
    QTest::newRow("aligned already") << quint64{0} << quint64{30} << quint64{1} << quint64{64} << quint64{81};
    QTest::newRow("beyond 4 GiB") << quint64{4'294'967'932} << quint64{14} << quint64{12} << quint64{4'294'968'000}
                                  << quint64{4'294'968'036};
}

void TestZipFormat::placementIsTorchs()
{
    QFETCH(quint64, header);
    QFETCH(quint64, nameBytes);
    QFETCH(quint64, bytes);
    QFETCH(quint64, payload);
    QFETCH(quint64, end);
    const auto placement = zip::torchPlacement(header, nameBytes, bytes, bytes);
    QVERIFY(placement);
    QCOMPARE(placement->payloadOffset, std::uint64_t{payload});
    QCOMPARE(placement->end, std::uint64_t{end});
    QCOMPARE(header + zip::kLocalBytes + nameBytes + placement->zip64Bytes + zip::kExtraHeadBytes + placement->padding,
        payload);
}

void TestZipFormat::impossiblePlacementsAreRefused()
{
    QVERIFY(!zip::torchPlacement(~std::uint64_t{0} - 10, 16, 1, 1));
    QVERIFY(!zip::torchPlacement(0, 16, ~std::uint64_t{0}, ~std::uint64_t{0}));
    QVERIFY(!zip::torchPlacement(1, 16, 1, 1, std::uint64_t{1} << 17U));
}

void TestZipFormat::filesBeyond4GiBAreRead()
{
    const auto zip = ZipReader::open(largeFile(), Limits(), quietTask());
    QVERIFY2(zip, zip ? "" : zip.error().message().c_str());
    QVERIFY2(
        (*zip)->problems().isEmpty(), (*zip)->problems().isEmpty() ? "" : (*zip)->problems().kept()[0].message.c_str());
    QCOMPARE((*zip)->records()[0].bytes, kFirstBytes);
    QVERIFY((*zip)->records()[1].headerOffset > zip::kSee64);
    const auto last = (*zip)->open(*(*zip)->findInRoot("version"));
    QVERIFY(last);
    QCOMPARE((*last)->size(), std::uint64_t{2});
    QCOMPARE((*last)->baseOffset() % zip::kTorchAlignment, std::uint64_t{0});
}

void TestZipFormat::filesBeyond4GiBAreWalked()
{
    const auto lengths = [](const WalkedRecord& record) {
        return record.nameInRoot == "data/0" ? std::optional(kFirstBytes) : std::nullopt;
    };
    const auto zip = salvageZip(largeFile(), lengths, Limits(), quietTask());
    QVERIFY2(zip, zip ? "" : zip.error().message().c_str());
    QVERIFY((*zip)->problems().isEmpty());
    QCOMPARE((*zip)->records().size(), std::size_t{3});
    QCOMPARE((*zip)->records()[1].bytes, std::uint64_t{12});
}

QTEST_GUILESS_MAIN(TestZipFormat)
#include "tst_zip_format.moc"
