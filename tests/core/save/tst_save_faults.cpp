// SPDX-License-Identifier: Apache-2.0
#include "core/save/save_checkpoint.h"

#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

#include "core/opening/open_checkpoint.h"
#include "core/write/save_legacy.h"
#include "core/write/save_zip.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/fake_sink.h"
#include "tests/support/fake_source.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/patience.h"
#include "tests/support/planned.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

CheckpointBuilder small()
{
    return CheckpointBuilder()
        .tensor("a", DType::Float32, {20, 30}, "cuda:0")
        .tensor("b", DType::Float16, {7})
        .tensor("c", DType::Int64, {5})
        .value("epoch", 3);
}

/// One storage of the legacy kind, so that bytes are copied without a known sum, and one of 24 MB.
CheckpointBuilder large()
{
    return CheckpointBuilder().tensor("w", DType::Float32, {6, 1000, 1000}, "cuda:0").tensor("b", DType::Float32, {9});
}

PlannedDocument planOf(const std::filesystem::path& path)
{
    return plannedAsIs(openCheckpoint(path, OpenOptions{}, quietTask()).value());
}

SaveOptions over(const std::filesystem::path& target, SaveFormat format = SaveFormat::Zip)
{
    SaveOptions options;
    options.target = target;
    options.overwrite = Overwrite::Yes;
    options.format = format;
    return options;
}

/// Changes the source as soon as the save begins.
class Meddler final : public ProgressSink {
public:
    explicit Meddler(std::filesystem::path path)
        : m_path(std::move(path))
    {
    }
    void report(std::uint64_t /*done*/, std::uint64_t /*total*/) override
    {
        std::filesystem::last_write_time(m_path, std::filesystem::file_time_type::min());
    }

private:
    std::filesystem::path m_path;
};

} // namespace

class TestSaveFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDiskThatFillsUpAnywhereLeavesTheOldFile_data()
    {
        QTest::addColumn<SaveFormat>("format");
        QTest::newRow("zip") << SaveFormat::Zip;
        QTest::newRow("legacy") << SaveFormat::Legacy;
    }
    void aDiskThatFillsUpAnywhereLeavesTheOldFile()
    {
        QFETCH(SaveFormat, format);
        const TempFolder folder;
        const PlannedDocument planned = planOf(folder.write("in.pth", small().zip()));
        const auto whole = saveCheckpoint(planned, over(folder.path() / "whole.pth", format), quietTask());
        QVERIFY(whole.has_value());
        const auto target = folder.write("out.pth", "old");
        const auto names = folder.names();
        for (std::uint64_t capacity = 0; capacity < whole->targetBytes; capacity += 61) {
            const FileSizeLimit limit(capacity);
            const auto saved = saveCheckpoint(planned, over(target, format), quietTask());
            QVERIFY(!saved);
            QCOMPARE(saved.error().code(), ErrorCode::IoFailed);
            QCOMPARE(readFile(target).size(), 3U);
            QCOMPARE(folder.names(), names);
        }
    }

    void everyWriteThatFailsIsHandedOn()
    {
        const TempFolder folder;
        const PlannedDocument planned = planOf(folder.write("in.pth", small().zip()));
        const auto write = [&planned](FakeSink& sink, SaveFormat format) {
            const Task task = quietTask();
            SaveProgress progress(task, 0);
            return format == SaveFormat::Zip ? saveZip(planned, sink, progress) : saveLegacy(planned, sink, progress);
        };
        for (const SaveFormat format : {SaveFormat::Zip, SaveFormat::Legacy}) {
            FakeSink whole;
            QVERIFY(write(whole, format).has_value());
            for (std::uint64_t capacity = 0; capacity < whole.bytes().size(); capacity += 7) {
                FakeSink sink(capacity);
                const auto written = write(sink, format);
                QVERIFY(!written);
                QCOMPARE(written.error().message(), std::string("the fake disk is full"));
            }
        }
    }

    void everyReadThatFailsLeavesTheOldFile_data() { aDiskThatFillsUpAnywhereLeavesTheOldFile_data(); }
    void everyReadThatFailsLeavesTheOldFile()
    {
        QFETCH(SaveFormat, format);
        const TempFolder folder;
        const auto target = folder.write("out.pth", "old");
        const auto source = std::make_shared<FakeSource>(small().zip());
        const auto document = openCheckpoint(source, OpenOptions{}, quietTask());
        QVERIFY(document.has_value());
        const PlannedDocument planned = plannedAsIs(*document);
        const std::uint64_t before = source->reads();
        QVERIFY(saveCheckpoint(planned, over(folder.path() / "whole.pth", format), quietTask()).has_value());
        const std::uint64_t reads = source->reads() - before;
        QVERIFY(reads >= 3);
        std::filesystem::remove(folder.path() / "whole.pth");
        for (std::uint64_t n = 0; n < reads; ++n) {
            source->failAtRead(source->reads() + n);
            const auto saved = saveCheckpoint(planned, over(target, format), quietTask());
            QVERIFY(!saved);
            QCOMPARE(saved.error().code(), ErrorCode::IoFailed);
            QCOMPARE(readFile(target).size(), 3U);
            QCOMPARE(folder.names(), std::vector<std::string>{"out.pth"});
        }
    }

    void aStopAtAnyReportIsHeardAtOnceAndLeavesTheOldFile_data()
    {
        QTest::addColumn<bool>("isConverted");
        QTest::newRow("copied") << false;
        QTest::newRow("converted") << true;
    }
    void aStopAtAnyReportIsHeardAtOnceAndLeavesTheOldFile()
    {
        QFETCH(bool, isConverted);
        const TempFolder folder;
        PlannedDocument planned = planOf(folder.write("in.pth", large().zip()));
        if (isConverted) {
            planned.content.storages[0].dtype = DType::Float16;
            planned.content.tensors[0].dtype = DType::Float16;
        }
        const auto target = folder.write("out.pth", "old");
        const auto names = folder.names();
        StoppingProgress counted;
        QVERIFY(saveCheckpoint(planned, over(folder.path() / "whole.pth"), counted.task()).has_value());
        QVERIFY(counted.reports() >= 3);
        QVERIFY(!counted.wentBack());
        QCOMPARE(counted.done(), counted.total());
        std::filesystem::remove(folder.path() / "whole.pth");
        for (std::uint64_t stopAt = 0; stopAt < counted.reports(); stopAt += 1 + counted.reports() / 12) {
            StoppingProgress progress(stopAt);
            const auto saved = saveCheckpoint(planned, over(target), progress.task());
            QVERIFY(progress.millisecondsSinceStop() < promptTime());
            QVERIFY(!saved);
            QCOMPARE(saved.error().code(), ErrorCode::Cancelled);
            QCOMPARE(readFile(target).size(), 3U);
            QCOMPARE(folder.names(), names);
        }
    }

    void aSourceThatChangesMeanwhileIsAnErrorAndNoFile()
    {
        const TempFolder folder;
        const auto path = folder.write("in.pth", small().zip());
        const PlannedDocument planned = planOf(path);
        Meddler meddler(path);
        const auto saved = saveCheckpoint(planned, over(folder.path() / "out.pth"), Task{{}, meddler});
        QVERIFY(!saved);
        QCOMPARE(saved.error().code(), ErrorCode::IoFailed);
        QVERIFY2(saved.error().message().find("in.pth: was written to since it was opened") != std::string::npos,
            saved.error().message().c_str());
        QCOMPARE(folder.names(), std::vector<std::string>{"in.pth"});
        // And one that changed before is not even begun with.
        const auto late = saveCheckpoint(planned, over(folder.path() / "out.pth"), quietTask());
        QCOMPARE(late.error().code(), ErrorCode::IoFailed);
    }

    void badTargetsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("a folder") << QByteArray("folder");
        QTest::newRow("in no folder") << QByteArray("nowhere/out.pth");
        QTest::newRow("a link to itself") << QByteArray("loop");
    }
    void badTargetsAreRefused()
    {
        QFETCH(QByteArray, target);
        const TempFolder folder;
        std::filesystem::create_directory(folder.path() / "folder");
        std::filesystem::create_symlink("loop", folder.path() / "loop");
        const PlannedDocument planned = planOf(folder.write("in.pth", small().zip()));
        const auto names = folder.names();
        const auto saved = saveCheckpoint(planned, over(folder.path() / target.toStdString()), quietTask());
        QVERIFY(!saved);
        QCOMPARE(saved.error().code(), ErrorCode::IoFailed);
        QCOMPARE(folder.names(), names);
    }

    void aFolderThatMayNotBeWrittenIsRefused()
    {
        const TempFolder folder;
        const PlannedDocument planned = planOf(folder.write("in.pth", small().zip()));
        QCOMPARE(::chmod(folder.path().c_str(), 0555), 0);
        const bool isAdministrator = ::geteuid() == 0;
        constexpr uid_t kNobody = 65534;
        QVERIFY(!isAdministrator || ::seteuid(kNobody) == 0);
        const auto saved = saveCheckpoint(planned, over(folder.path() / "out.pth"), quietTask());
        QVERIFY(!isAdministrator || ::seteuid(0) == 0);
        QCOMPARE(::chmod(folder.path().c_str(), 0755), 0);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code(), ErrorCode::IoFailed);
        QCOMPARE(folder.names(), std::vector<std::string>{"in.pth"});
    }

    void aLinkStaysALinkToTheNewFile()
    {
        const TempFolder folder;
        const PlannedDocument planned = planOf(folder.write("in.pth", small().zip()));
        folder.write("real.pth", "old");
        std::filesystem::create_symlink("real.pth", folder.path() / "link.pth");
        QVERIFY(saveCheckpoint(planned, over(folder.path() / "link.pth"), quietTask()).has_value());
        QVERIFY(std::filesystem::is_symlink(folder.path() / "link.pth"));
        QVERIFY(readFile(folder.path() / "real.pth").size() > 1000);
    }
};

QTEST_GUILESS_MAIN(TestSaveFaults)
#include "tst_save_faults.moc"
