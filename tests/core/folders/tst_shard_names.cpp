// SPDX-License-Identifier: Apache-2.0
#include "core/folders/shard_names.h"

#include <QtTest>

#include <unistd.h>

#include "core/io/part_file.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

class TestShardNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesOfASetAreKnown_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isShard");
        QTest::addColumn<bool>("isLater");
        const auto row = [](const char* name, bool isShard, bool isLater) {
            QTest::newRow(name) << QByteArray(name) << isShard << isLater;
        };
        row("model-00001-of-00003.safetensors", true, false);
        row("model-100000-of-100001.safetensors", true, false);
        row("model-new1-00001-of-00003.safetensors", true, true);
        row("model-new12-00001-of-00003.safetensors", true, true);
        row("model-new-00001-of-00003.safetensors", false, false);
        row("model-0001-of-0003.safetensors", false, false);
        row("model-00001-of-00003.bin", false, false);
        row("model-00001-of-00003-x.safetensors", false, false);
        row("model.fp16-00001-of-00003.safetensors", false, false);
        row("other-00001-of-00003.safetensors", false, false);
        row("model.safetensors", false, false);
        row(".safetensors", false, false);
    }
    void namesOfASetAreKnown()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, isShard);
        QFETCH(bool, isLater);
        const auto names = shardNamesOf("x/model.safetensors.index.json");
        QVERIFY(names.has_value());
        QCOMPARE(names->isShard(name.toStdString()), isShard);
        QCOMPARE(names->isLaterRound(name.toStdString()), isLater);
    }

    void whatIsNoIndexNamesNoSet()
    {
        QVERIFY(!shardNamesOf("model.safetensors"));
        QVERIFY(!shardNamesOf(".index.json"));
        QVERIFY(!shardNamesOf("model.index.json"));
        QCOMPARE(shardNamesOf("a.b.bin.index.json")->stem, std::string("a.b"));
    }

    void laterRoundsHaveNamesOfTheirOwn()
    {
        ShardNames names{"f", "model", ".bin"};
        QCOMPARE(names.shard(0, 2).string(), std::string("f/model-00001-of-00002.bin"));
        names.round = 2;
        QCOMPARE(names.shard(1, 2).string(), std::string("f/model-new2-00002-of-00002.bin"));
        QCOMPARE(names.index().string(), std::string("f/model.bin.index.json"));
    }

    void whatLiesBesideASetIsFound()
    {
        const TempFolder folder;
        folder.write("model-00001-of-00002.bin", "named");
        folder.write("model-00002-of-00002.bin", "not named");
        folder.write("model-x.bin", "another file");
        const ShardNames names{folder.path(), "model", ".bin"};
        const auto living = makePartFile(names.shard(0, 9));
        QVERIFY(living.has_value());
        const std::vector<std::string> named{"model-00001-of-00002.bin"};
        ShardLeftovers left = shardLeftovers(names, named);
        QVERIFY(left.isBeingSaved);
        QCOMPARE(leftoversText(left), std::string());
        ::close(living->descriptor);
        left = shardLeftovers(names, named);
        QVERIFY(!left.isBeingSaved);
        QCOMPARE(left.files, std::vector<std::string>{"model-00002-of-00002.bin"});
        QCOMPARE(left.parts, std::vector<std::string>{living->path.filename().string()});
        QCOMPARE(left.bytes, std::uint64_t{9});
        QVERIFY(leftoversText(left).find("2 files") != std::string::npos);
        QCOMPARE(leftoversText(shardLeftovers(names, std::vector<std::string>{named.front(), left.files.front()}))
                     .find("1 file ")
                != std::string::npos,
            true);
    }

    void partsSayWhatTheyAreOf()
    {
        QCOMPARE(targetOfPart(".out.pth.abcdef.pthf-part"), std::optional<std::string>("out.pth"));
        QVERIFY(!targetOfPart("out.pth.abcdef.pthf-part"));
        QVERIFY(!targetOfPart(".out.pth.pthf-part"));
        QVERIFY(!targetOfPart(".out.pth"));
    }
};

QTEST_GUILESS_MAIN(TestShardNames)
#include "tst_shard_names.moc"
