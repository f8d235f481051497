// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/foreign/torch_tar.h"
#include "tests/support/open_bytes.h"
#include "tests/support/pickle_emitter.h"
#include "tests/support/qtest_printers.h"
#include "tests/support/tar_builder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

Bytes joined(std::initializer_list<Bytes> parts)
{
    Bytes all;
    for (const Bytes& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

Bytes numbers(std::initializer_list<std::int64_t> values)
{
    ByteWriter out;
    for (const std::int64_t value : values) {
        out.little(value);
    }
    return std::move(out).take();
}

Bytes number(std::int64_t value)
{
    PickleEmitter pickle;
    pickle.integer(value);
    return pickle.finish();
}

Bytes systemInfo(bool isLittle) // NOLINT: what is written
{
    PickleEmitter pickle;
    pickle.emptyDict();
    pickle.mark();
    pickle.text("little_endian");
    pickle.boolean(isLittle);
    pickle.setItems();
    return pickle.finish();
}

/// (key, location, torch.FloatStorage)
Bytes storageHead(std::int64_t key, std::string_view location)
{
    PickleEmitter pickle;
    pickle.mark();
    pickle.integer(key);
    pickle.text(location);
    pickle.global("torch", "FloatStorage");
    pickle.tuple();
    return pickle.finish();
}

/// (key, storage key, torch.FloatTensor)
Bytes tensorHead(std::int64_t key, std::int64_t storage)
{
    PickleEmitter pickle;
    pickle.mark();
    pickle.integer(key);
    pickle.integer(storage);
    pickle.global("torch", "FloatTensor");
    pickle.tuple();
    return pickle.finish();
}

/// [(view, root, offset, elements)]
Bytes views(std::int64_t view, std::int64_t root, std::int64_t offset)
{
    PickleEmitter pickle;
    pickle.emptyList();
    pickle.mark();
    pickle.tupleOf(Dims{view, root, offset, 2});
    pickle.appends();
    return pickle.finish();
}

/// {"w": tensor 10, "v": tensor 11}
Bytes object()
{
    PickleEmitter pickle;
    pickle.emptyDict();
    pickle.mark();
    pickle.text("w");
    pickle.text("10");
    pickle.persistentId();
    pickle.text("v");
    pickle.text("11");
    pickle.persistentId();
    pickle.setItems();
    return pickle.finish();
}

struct Parts {
    Bytes system = systemInfo(true);
    Bytes pickle = object();
    Bytes tensors = joined({number(2), tensorHead(10, 1), numbers({2, 2, 3, 3, 1, 0}), // a [2, 3]
        tensorHead(11, 2), numbers({1, 2, 1, 0})});
    Bytes storages =
        joined({number(1), storageHead(1, "cuda:3"), numbers({6}), Bytes(24, std::byte{7}), views(2, 1, 4)});

    Bytes tar() const
    {
        return TarBuilder()
            .add("sys_info", system)
            .add("pickle", pickle)
            .add("tensors", tensors)
            .add("storages", storages)
            .build();
    }
};

} // namespace

class TestTorchTar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tensorsAndViewsOfStoragesAreFound()
    {
        const auto document = openBytes(Parts().tar());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::TorchTar);
        QVERIFY(!(*document)->isDamaged());
        const Content& content = (*document)->content;
        QCOMPARE(content.tensors.size(), std::size_t(2));
        QCOMPARE(content.tensors[0].layout.shape, (Dims{2, 3}));
        QCOMPARE(content.tensors[1].layout.offset, std::int64_t(4));
        QCOMPARE(content.tensors[1].storage, content.tensors[0].storage);
        QCOMPARE(content.storages.at(0).device, std::string("cuda:3"));
        QCOMPARE(elementsOf(**document, 1), Bytes(8, std::byte{7}));
    }

    void bigEndianWritersNumbersAreSwapped()
    {
        Parts parts;
        parts.system = systemInfo(false);
        ByteWriter tensor;
        tensor.big(std::int32_t{1});
        tensor.fill(4, std::byte{0});
        for (const std::int64_t value : {6, 1, 0}) {
            tensor.big(value);
        }
        ByteWriter count;
        count.big(std::int64_t{6});
        parts.tensors = joined({number(1), tensorHead(10, 1), tensor.data()});
        parts.storages = joined({number(1), storageHead(1, "cpu"), count.data(), Bytes(24), views(2, 1, 4)});
        const auto document = openBytes(parts.tar());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->content.tensors.at(0).layout.shape, (Dims{6}));
        QVERIFY((*document)->content.storages.at(0).isBigEndian);
    }

    void liesAreRefusedOrTold_data()
    {
        QTest::addColumn<int>("part");
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, int part, const Bytes& bytes) {
            QTest::newRow(name) << part << QByteArray(asText(bytes).data(), static_cast<qsizetype>(bytes.size()));
        };
        row("no count of storages", 1, bytesOf("\x80\x02N."));
        row("2^60 storages", 1, joined({number(std::int64_t{1} << 60), storageHead(1, "cpu")}));
        row("2^62 elements", 1, joined({number(1), storageHead(1, "cpu"), numbers({std::int64_t{1} << 62})}));
        row("-1 elements", 1, joined({number(1), storageHead(1, "cpu"), numbers({-1})}));
        row("a view of nothing", 1,
            joined({number(1), storageHead(1, "cpu"), numbers({6}), Bytes(24), views(2, 77, 4)}));
        row("a view of what lies before", 1,
            joined({number(1), storageHead(1, "cpu"), numbers({6}), Bytes(24), views(2, 1, -4)}));
        row("2^31 - 1 dimensions", 0, joined({number(1), tensorHead(10, 1), numbers({0x7FFFFFFF})}));
        row("-1 dimensions", 0, joined({number(1), tensorHead(10, 1), numbers({0xFFFFFFFF})}));
        row("fewer tensors than the values name", 0, number(0));
        row("a storage that is not there", 0,
            joined({number(2), tensorHead(10, 5), numbers({1, 6, 1, 0}), tensorHead(11, 1), numbers({1, 6, 1, 0})}));
        row("a storage that is not there, and 2^62 elements", 0,
            joined({number(2), tensorHead(10, 5), numbers({1, std::int64_t{1} << 62, 1, 0}), tensorHead(11, 1),
                numbers({1, 6, 1, 0})}));
        row("an offset near the end of numbers", 0,
            joined({number(2), tensorHead(10, 2), numbers({1, 6, 1, 0x7FFFFFFFFFFFFFFF}), tensorHead(11, 1),
                numbers({1, 6, 1, 0})}));
    }

    void liesAreRefusedOrTold()
    {
        QFETCH(int, part);
        QFETCH(QByteArray, bytes);
        Parts parts;
        (part == 0 ? parts.tensors : parts.storages) =
            bytesOf({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        const auto document = openBytes(parts.tar());
        QVERIFY(!document || (*document)->isDamaged());
    }

    void everyPrefixIsRefusedOrDamaged()
    {
        const Bytes whole = Parts().tar();
        const std::size_t end = whole.size() - 1024 - 512; // the storages' own bytes, all in the last block
        for (std::size_t length = 0; length < end; length += 7) {
            const auto document = openBytes(truncateAt(whole, length));
            QVERIFY2(!document || (*document)->isDamaged(), std::to_string(length).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestTorchTar)
#include "tst_torch_tar.moc"
