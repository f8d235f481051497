// SPDX-License-Identifier: Apache-2.0
#include "core/io/file_copy.h"

#include <QtTest>

#include <fcntl.h>
#include <unistd.h>

#include "tests/support/file_size_limit.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

std::vector<std::byte> pattern(std::size_t length)
{
    std::vector<std::byte> bytes(length);
    for (std::size_t i = 0; i < length; ++i) {
        bytes[i] = static_cast<std::byte>((i * 2654435761U) >> 11U);
    }
    return bytes;
}

} // namespace

class TestFileCopy : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TempFolder> m_folder;
    int m_from = -1;
    int m_to = -1;

    void openBoth(std::size_t length, const char* from = nullptr)
    {
        const auto source = from == nullptr ? m_folder->write("from", pattern(length)) : std::filesystem::path(from);
        m_from = ::open(source.c_str(), O_RDONLY | O_CLOEXEC);
        m_to = ::open((m_folder->path() / "to").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        QVERIFY(m_from >= 0 && m_to >= 0);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<TempFolder>(); }
    void cleanup()
    {
        ::close(m_from);
        ::close(m_to);
        m_folder.reset();
    }

    void aRangeArrivesWhereItShould()
    {
        const std::size_t length = (std::size_t{33} << 20U) + 17;
        openBoth(length);
        QVERIFY(copyFileBytes({m_from, 5}, {m_to, 3}, length - 5, quietTask()).has_value());
        const auto copied = readFile(m_folder->path() / "to");
        const auto original = pattern(length);
        QCOMPARE(copied.size(), length - 2);
        QVERIFY(std::equal(copied.begin() + 3, copied.end(), original.begin() + 5, original.end()));
    }

    void whatTheKernelCannotCopyIsReadAndWritten()
    {
        // procfs gives 0 bytes to copy_file_range, and text to read().
        openBoth(0, "/proc/version");
        QVERIFY(copyFileBytes({m_from, 0}, {m_to, 0}, 20, quietTask()).has_value());
        auto expected = readFile("/proc/version");
        expected.resize(20);
        QCOMPARE(readFile(m_folder->path() / "to"), expected);
    }

    void aSourceThatEndsEarlyIsTruncatedAtItsEnd()
    {
        openBoth(1000);
        const auto copied = copyFileBytes({m_from, 0}, {m_to, 0}, 1001, quietTask());
        QVERIFY(!copied);
        QCOMPARE(copied.error().code(), ErrorCode::Truncated);
        QCOMPARE(copied.error().offset().value(), 1000U);
    }

    void aFileThatMayNotGrowIsAnErrorWithThePlace()
    {
        openBoth(std::size_t{40} << 20U);
        const FileSizeLimit limit(20U << 20U);
        const auto copied = copyFileBytes({m_from, 0}, {m_to, 0}, std::uint64_t{40} << 20U, quietTask());
        QVERIFY(!copied);
        QCOMPARE(copied.error().code(), ErrorCode::IoFailed);
        QVERIFY2(copied.error().message().find("at 20971520: File too large") != std::string::npos,
            copied.error().message().c_str());
    }

    void aStopIsHeardBeforeTheFirstPiece()
    {
        openBoth(100);
        StoppingProgress progress(0);
        progress.report(0, 0);
        const auto copied = copyFileBytes({m_from, 0}, {m_to, 0}, 100, progress.task());
        QVERIFY(!copied);
        QCOMPARE(copied.error().code(), ErrorCode::Cancelled);
        QCOMPARE(readFile(m_folder->path() / "to").size(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestFileCopy)
#include "tst_file_copy.moc"
