// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/io/file_source.h"
#include "core/io/helper_process.h"
#include "core/io/memory_source.h"
#include "core/io/range_source.h"
#include "tests/support/damage.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr std::chrono::seconds kPatience{30};

Result<std::string> outputOf(const std::filesystem::path& program, const std::vector<std::string>& arguments,
    std::shared_ptr<const ByteSource> source)
{
    const auto input = PTHF_TRY(InputDescriptor::make(std::move(source), 1 << 20));
    const auto process = PTHF_TRY(HelperProcess::start(program, arguments, input, kPatience));
    std::string all;
    std::vector<std::byte> block(7);
    while (true) {
        const std::size_t got = PTHF_TRY(process->read(block));
        if (got == 0) {
            return all;
        }
        all += asText(std::span(block).first(got));
    }
}

std::shared_ptr<const ByteSource> memory(std::string_view text)
{
    return std::make_shared<MemorySource>(bytesOf(text));
}

} // namespace

class TestHelperProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHelperReadsBytesThatAreInNoFile()
    {
        const auto output = outputOf("/bin/cat", {}, memory("twelve bytes"));
        QVERIFY2(output, output ? "" : output.error().message().c_str());
        QCOMPARE(QByteArray::fromStdString(*output), QByteArray("twelve bytes"));
    }

    void aRangeOfAFileIsTheFilesOwnDescriptor()
    {
        const TempFolder folder;
        const auto path = folder.write("a", bytesOf("0123456789"));
        const auto file = FileSource::open(path);
        QVERIFY(file);
        const auto range = RangeSource::make(*file, 4, 3, "part");
        QVERIFY(range);
        const auto input = InputDescriptor::make(*range, 0);
        QVERIFY(input);
        QCOMPARE(input->offset(), std::uint64_t(4));
    }

    void bytesToCopyAreLimited()
    {
        const auto input = InputDescriptor::make(memory("twelve bytes"), 11);
        QVERIFY(!input);
        QCOMPARE(input.error().code(), ErrorCode::LimitExceeded);
    }

    void aMissingHelperIsNamed()
    {
        const auto output = outputOf("/nowhere/pthf-helper", {}, memory(""));
        QVERIFY(!output);
        QCOMPARE(output.error().code(), ErrorCode::Unsupported);
        QVERIFY(output.error().message().find("pthf-helper is missing") != std::string::npos);
    }

    void aHelperThatSaysNothingIsGivenUp()
    {
        const auto input = InputDescriptor::make(memory(""), 1);
        QVERIFY(input);
        const auto process =
            HelperProcess::start("/usr/bin/tail", {"-f", "/dev/null"}, *input, std::chrono::milliseconds(10));
        QVERIFY(process);
        std::vector<std::byte> block(1);
        const auto got = (*process)->read(block);
        QVERIFY(!got);
        QCOMPARE(got.error().code(), ErrorCode::LimitExceeded);
    }

    void aStopIsAnswered()
    {
        const auto input = InputDescriptor::make(memory(""), 1);
        QVERIFY(input);
        const auto process = HelperProcess::start("/usr/bin/tail", {"-f", "/dev/null"}, *input, kPatience);
        QVERIFY(process);
        std::stop_source stop;
        stop.request_stop();
        std::vector<std::byte> block(1);
        const auto got = (*process)->read(block, stop.get_token());
        QVERIFY(!got);
        QCOMPARE(got.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestHelperProcess)
#include "tst_helper_process.moc"
