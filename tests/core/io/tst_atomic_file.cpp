// SPDX-License-Identifier: Apache-2.0
#include "core/io/atomic_file.h"

#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

#include "core/base/byte_reader.h"
#include "core/io/file_source.h"
#include "tests/support/fake_source.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

std::string text(const std::filesystem::path& path)
{
    return std::string(asText(readFile(path)));
}

mode_t modeOf(const std::filesystem::path& path)
{
    struct stat facts { };
    ::stat(path.c_str(), &facts);
    return facts.st_mode & 0777U;
}

using Names = std::vector<std::string>;

} // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesItsNameAtTheCommitAndNotBefore()
    {
        const TempFolder folder;
        const auto target = folder.write("a.pt", "old");
        auto file = AtomicFile::create(target, 100).value();
        QVERIFY(file.write(asBytes("new ")).has_value());
        QVERIFY(file.write(asBytes("content")).has_value());
        QCOMPARE(file.position(), 11U);
        QCOMPARE(text(target), std::string("old"));
        QCOMPARE(folder.names().size(), 2U);
        QVERIFY(file.commit().has_value());
        QCOMPARE(text(target), std::string("new content"));
        QCOMPARE(folder.names(), Names{"a.pt"});
    }

    void withoutACommitNothingIsLeft()
    {
        const TempFolder folder;
        {
            auto file = AtomicFile::create(folder.path() / "a.pt", 0).value();
            QVERIFY(file.write(asBytes("new")).has_value());
            AtomicFile moved = std::move(file);
            QVERIFY(moved.write(asBytes("er")).has_value());
        }
        QCOMPARE(folder.names(), Names{});
    }

    void smallAndLargeWritesKeepTheirOrder()
    {
        const TempFolder folder;
        const auto target = folder.path() / "a.pt";
        std::string expected;
        auto file = AtomicFile::create(target, 0).value();
        for (const std::size_t length : {std::size_t{3}, std::size_t{300'000}, std::size_t{262'144}, std::size_t{1},
                 std::size_t{0}, std::size_t{262'143}, std::size_t{2}}) {
            const std::string part(length, static_cast<char>('a' + expected.size() % 26));
            QVERIFY(file.write(asBytes(part)).has_value());
            expected += part;
            QCOMPARE(file.position(), expected.size());
        }
        const auto source = FileSource::open(folder.write("source", "0123456789")).value();
        QVERIFY(file.copyFrom(*source, 2, 5, quietTask()).has_value());
        QVERIFY(file.write(asBytes("end")).has_value());
        QVERIFY(file.settle(quietTask()).has_value());
        QCOMPARE(text(file.partPath()), expected + "23456end");
        QVERIFY(file.commit().has_value());
        QCOMPARE(text(target), expected + "23456end");
    }

    void bytesOfAFileAreCopiedBehindWhatWasWritten()
    {
        const TempFolder folder;
        std::string content(std::size_t{20} << 20U, 'x');
        for (std::size_t i = 0; i < content.size(); i += 997) {
            content[i] = static_cast<char>('a' + i % 23);
        }
        const auto source = FileSource::open(folder.write("source", content)).value();
        auto file = AtomicFile::create(folder.path() / "a.pt", 0).value();
        QVERIFY(file.write(asBytes("head")).has_value());
        QVERIFY(file.copyFrom(*source, 1, content.size() - 1, quietTask()).has_value());
        QVERIFY(file.write(asBytes("tail")).has_value());
        QCOMPARE(file.position(), content.size() + 7);
        QVERIFY(file.commit().has_value());
        QVERIFY(text(folder.path() / "a.pt") == "head" + content.substr(1) + "tail");
    }

    void bytesWithoutAFileAreCopiedInBlocks()
    {
        const TempFolder folder;
        const std::string content((std::size_t{2} << 20U) + 5, 'x');
        const FakeSource source({asBytes(content).begin(), asBytes(content).end()});
        auto file = AtomicFile::create(folder.path() / "a.pt", 0).value();
        QVERIFY(file.copyFrom(source, 1, content.size() - 1, quietTask()).has_value());
        QVERIFY(!file.copyFrom(source, 1, content.size(), quietTask()));
        QVERIFY(file.commit().has_value());
        QCOMPARE(text(folder.path() / "a.pt"), content.substr(1));
        QCOMPARE(source.reads(), 3U);
    }

    void theModeIsTheTargetsOrWhatTheUmaskLeaves()
    {
        const TempFolder folder;
        const auto target = folder.write("a.pt", "old");
        QCOMPARE(::chmod(target.c_str(), 0640), 0);
        auto file = AtomicFile::create(target, 0).value();
        QCOMPARE(modeOf(file.partPath()), mode_t{0600});
        QVERIFY(file.commit().has_value());
        QCOMPARE(modeOf(target), mode_t{0640});

        const mode_t before = ::umask(0027);
        auto fresh = AtomicFile::create(folder.path() / "b.pt", 0).value();
        QVERIFY(fresh.commit().has_value());
        ::umask(before);
        QCOMPARE(modeOf(folder.path() / "b.pt"), mode_t{0640});
    }

    void aLinkStaysALink_data()
    {
        QTest::addColumn<bool>("targetIsThere");
        QTest::newRow("to a file") << true;
        QTest::newRow("to nothing yet") << false;
    }
    void aLinkStaysALink()
    {
        QFETCH(bool, targetIsThere);
        const TempFolder folder;
        std::filesystem::create_directory(folder.path() / "real");
        if (targetIsThere) {
            folder.write("real/a.pt", "old");
        }
        std::filesystem::create_symlink("real/a.pt", folder.path() / "link.pt");
        auto file = AtomicFile::create(folder.path() / "link.pt", 0).value();
        QVERIFY(file.write(asBytes("new")).has_value());
        QVERIFY(file.commit().has_value());
        QVERIFY(std::filesystem::is_symlink(folder.path() / "link.pt"));
        QCOMPARE(text(folder.path() / "real" / "a.pt"), std::string("new"));
        QCOMPARE(folder.names(), (Names{"link.pt", "real"}));
    }

    void badTargetsAreRefusedAndNothingIsMade_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("a folder") << QByteArray("folder") << QByteArray("is a folder");
        QTest::newRow("a folder that is not there") << QByteArray("no/a.pt") << QByteArray("No such file");
        QTest::newRow("below a file") << QByteArray("file/a.pt") << QByteArray("Not a directory");
        QTest::newRow("a pipe") << QByteArray("pipe") << QByteArray("not a regular file");
        QTest::newRow("a link to itself") << QByteArray("loop") << QByteArray("links");
        QTest::newRow("no name") << QByteArray("folder/") << QByteArray("no file name");
    }
    void badTargetsAreRefusedAndNothingIsMade()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, words);
        const TempFolder folder;
        std::filesystem::create_directory(folder.path() / "folder");
        folder.write("file", "text");
        QCOMPARE(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
        std::filesystem::create_symlink("loop", folder.path() / "loop");
        const auto names = folder.names();
        const auto file = AtomicFile::create(folder.path() / target.toStdString(), 0);
        QVERIFY(!file);
        QCOMPARE(file.error().code(), ErrorCode::IoFailed);
        QVERIFY2(file.error().message().find(words.toStdString()) != std::string::npos, file.error().message().c_str());
        QCOMPARE(folder.names(), names);
    }

    void aFolderThatMayNotBeWrittenIsRefused()
    {
        const TempFolder folder;
        QCOMPARE(::chmod(folder.path().c_str(), 0555), 0);
        const bool isAdministrator = ::geteuid() == 0;
        if (isAdministrator) {
            constexpr uid_t kNobody = 65534;
            QCOMPARE(::seteuid(kNobody), 0);
        }
        const auto file = AtomicFile::create(folder.path() / "a.pt", 0);
        if (isAdministrator) {
            QCOMPARE(::seteuid(0), 0);
        }
        QVERIFY(!file);
        QVERIFY2(file.error().message().find("Permission denied") != std::string::npos, file.error().message().c_str());
    }

    void tooLittleRoomIsSaidBeforeAnythingIsWritten()
    {
        const TempFolder folder;
        const auto file = AtomicFile::create(folder.path() / "a.pt", std::uint64_t{1} << 62U);
        QVERIFY(!file);
        QVERIFY2(file.error().message().find("needs 4611686018427387904 bytes") != std::string::npos,
            file.error().message().c_str());
        QCOMPARE(folder.names(), Names{});
    }

    void aDiskThatFillsUpLeavesTheOldFile_data()
    {
        QTest::addColumn<std::uint64_t>("capacity");
        for (const std::uint64_t capacity : {0U, 1U, 262'143U, 262'144U, 400'000U, 999'999U}) {
            QTest::addRow("%llu bytes", static_cast<unsigned long long>(capacity)) << capacity;
        }
    }
    void aDiskThatFillsUpLeavesTheOldFile()
    {
        QFETCH(std::uint64_t, capacity);
        const TempFolder folder;
        const auto target = folder.write("a.pt", "old");
        {
            auto file = AtomicFile::create(target, 0).value();
            const FileSizeLimit limit(capacity);
            bool isWhole = true;
            for (int i = 0; i < 1000; ++i) {
                isWhole = file.write(asBytes(std::string(1000, 'x'))).has_value() && isWhole;
            }
            const auto done = file.commit();
            QVERIFY(!done);
            QCOMPARE(done.error().code(), ErrorCode::IoFailed);
        }
        QCOMPARE(text(target), std::string("old"));
        QCOMPARE(folder.names(), Names{"a.pt"});
    }

    void stalePartsOfTheSameTargetAreRemoved()
    {
        const TempFolder folder;
        folder.write(".a.pt.AbC123.pthf-part", "left by a crash");
        folder.write(".b.pt.AbC123.pthf-part", "another target's");
        folder.write(".a.pt.AbC1234.pthf-part", "not one of ours");
        auto living = AtomicFile::create(folder.path() / "a.pt", 0).value();
        QVERIFY(living.write(asBytes("one")).has_value());
        auto second = AtomicFile::create(folder.path() / "a.pt", 0).value();
        QVERIFY(second.write(asBytes("two")).has_value());
        QVERIFY(living.commit().has_value()); // its part was not taken for a stale one
        QCOMPARE(text(folder.path() / "a.pt"), std::string("one"));
        QVERIFY(second.commit().has_value());
        QCOMPARE(text(folder.path() / "a.pt"), std::string("two"));
        QCOMPARE(folder.names(), (Names{".a.pt.AbC1234.pthf-part", ".b.pt.AbC123.pthf-part", "a.pt"}));
    }

    void theLongestNameHasAPartToo()
    {
        const TempFolder folder;
        const std::string name(255, 'n');
        auto file = AtomicFile::create(folder.path() / name, 0).value();
        QVERIFY(file.commit().has_value());
        QCOMPARE(folder.names(), Names{name});
    }
};

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
