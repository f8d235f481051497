// SPDX-License-Identifier: Apache-2.0
#include "core/io/file_source.h"

#include <QtTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/byte_reader.h"
#include "core/io/memory_source.h"
#include "core/io/range_source.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

std::string readText(const ByteSource& source, std::uint64_t offset, std::size_t length)
{
    std::vector<std::byte> bytes(length);
    const auto read = source.readAt(offset, bytes);
    return read ? std::string(asText(bytes)) : "error: " + read.error().message();
}

std::shared_ptr<const MemorySource> memory(std::string_view text)
{
    const auto bytes = asBytes(text);
    return std::make_shared<const MemorySource>(std::vector<std::byte>(bytes.begin(), bytes.end()));
}

} // namespace

class TestFileSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAtAnyPlace()
    {
        const TempFolder folder;
        const auto file = FileSource::open(folder.write("a.pt", "0123456789")).value();
        QCOMPARE(file->size(), 10U);
        QCOMPARE(file->name(), std::string("a.pt"));
        QCOMPARE(readText(*file, 3, 4), std::string("3456"));
        QCOMPARE(readText(*file, 10, 0), std::string());
        QCOMPARE(file->fileRange(7)->offset, 7U);
    }

    void aDescriptorsFileNeedsNoName()
    {
        const TempFolder folder;
        const auto path = folder.write("a.pt", "0123456789");
        const int descriptor = ::open(path.c_str(), O_RDWR);
        const auto file = FileSource::ofDescriptor(descriptor).value();
        QVERIFY(std::filesystem::remove(path));
        QCOMPARE(file->name(), std::string("standard input"));
        QVERIFY(file->checkUnchanged().has_value());
        QCOMPARE(::ftruncate(descriptor, 5), 0);
        QVERIFY(!file->checkUnchanged().has_value());
        QCOMPARE(::close(descriptor), 0);
        QCOMPARE(readText(*file, 1, 4), std::string("1234"));
        QVERIFY(!FileSource::ofDescriptor(-1).has_value());
    }

    void whatIsNoFileIsRefusedInWords_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("missing") << QByteArray("nothing.pt") << QByteArray("No such file");
        QTest::newRow("a folder") << QByteArray("folder") << QByteArray("a folder");
        QTest::newRow("a pipe") << QByteArray("pipe") << QByteArray("a pipe");
    }
    void whatIsNoFileIsRefusedInWords()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, words);
        const TempFolder folder;
        std::filesystem::create_directory(folder.path() / "folder");
        QCOMPARE(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
        const auto file = FileSource::open(folder.path() / name.toStdString());
        QVERIFY(!file);
        QCOMPARE(file.error().code(), ErrorCode::IoFailed);
        QVERIFY2(file.error().message().find(words.toStdString()) != std::string::npos, file.error().message().c_str());
    }

    void aFileThatShrinksIsTruncatedAtThePlace()
    {
        const TempFolder folder;
        const auto path = folder.write("a.pt", "0123456789");
        const auto file = FileSource::open(path).value();
        QCOMPARE(::truncate(path.c_str(), 6), 0);
        std::vector<std::byte> bytes(5);
        const auto read = file->readAt(4, bytes);
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Truncated);
        QCOMPARE(read.error().offset().value(), 6U);
    }

    void readingPastTheEndNamesBothNumbers()
    {
        const auto source = memory("0123");
        QCOMPARE(readText(*source, 2, 3), std::string("error: need 3 bytes at 2, 2 left"));
        QCOMPARE(readText(*source, 9, 1), std::string("error: need 1 bytes at 9, 0 left"));
        QCOMPARE(readText(*source, std::numeric_limits<std::uint64_t>::max(), 1).substr(0, 6), std::string("error:"));
    }

    void changesAreNoticed_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("nothing") << QByteArray("nothing") << QByteArray();
        QTest::newRow("grown") << QByteArray("grow") << QByteArray("10 bytes then, 12 now");
        QTest::newRow("written to") << QByteArray("touch") << QByteArray("was written to");
        QTest::newRow("replaced") << QByteArray("replace") << QByteArray("was replaced");
        QTest::newRow("removed") << QByteArray("remove") << QByteArray("no longer at its place");
    }
    void changesAreNoticed()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, words);
        const TempFolder folder;
        const auto path = folder.write("a.pt", "0123456789");
        const auto file = FileSource::open(path).value();
        if (what == "grow") {
            folder.write("a.pt", "0123456789ab");
        } else if (what == "touch") {
            std::filesystem::last_write_time(path, std::filesystem::file_time_type::min());
        } else if (what == "replace") {
            std::filesystem::rename(folder.write("b.pt", "0123456789"), path);
        } else if (what == "remove") {
            std::filesystem::remove(path);
        }
        const auto same = file->checkUnchanged();
        QCOMPARE(same.has_value(), words.isEmpty());
        if (!same) {
            QVERIFY2(
                same.error().message().find(words.toStdString()) != std::string::npos, same.error().message().c_str());
        }
    }

    void aWindowCountsFromItsOwnStart()
    {
        const TempFolder folder;
        const std::shared_ptr<const ByteSource> file = FileSource::open(folder.write("a.pt", "0123456789")).value();
        const auto outer = RangeSource::make(file, 2, 7, "outer").value();
        const auto inner = RangeSource::make(outer, 1, 4, "inner").value();
        QCOMPARE(inner->baseOffset(), 3U);
        QCOMPARE(inner->fileRange(2)->offset, 5U);
        QCOMPARE(readText(*inner, 0, 4), std::string("3456"));
        QCOMPARE(readText(*inner, 1, 4), std::string("error: need 4 bytes at 4, 3 left"));
        QVERIFY(!RangeSource::make(file, 8, 3, "too long"));
        QVERIFY(!RangeSource::make(file, std::numeric_limits<std::uint64_t>::max(), 2, "overflow"));
        QVERIFY(!RangeSource::make(memory("ab"), 0, 2, "memory").value()->fileRange(0));
    }
};

QTEST_GUILESS_MAIN(TestFileSource)
#include "tst_file_source.moc"
