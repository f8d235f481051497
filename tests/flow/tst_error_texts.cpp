// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

using namespace std::literals;

constexpr std::uint64_t kNoOffset = ~std::uint64_t{0};

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArray bytes(const std::vector<std::byte>& data)
{
    return bytes(asText(data));
}

/// A zip as torch lays it out whose data.pkl holds these bytes.
QByteArray zipWith(std::string_view pickle)
{
    return bytes(ZipBuilder().add("a/data.pkl", pickle).add("a/version", "3\n").build());
}

QByteArray cut(QByteArray whole, qsizetype length)
{
    whole.truncate(length);
    return whole;
}

CheckpointBuilder builder()
{
    return CheckpointBuilder().tensor("w", DType::Float32, {64}).tensor("b", DType::Float32, {64});
}

QString codeName(ErrorCode code)
{
    return QString::fromStdString(std::string(errorCodeName(code)));
}

} // namespace

/// What a person reads when a file does not open: the place, what was expected, what was found, what to do. The texts
/// are held here and nowhere else.
class ErrorTextsTest : public QObject {
    Q_OBJECT
private:
    static void row(
        const char* name, const QByteArray& file, const char* code, std::uint64_t offset, const char* message)
    {
        QTest::newRow(name) << file << QString::fromLatin1(code) << quint64{offset} << QString::fromUtf8(message);
    }

    static void otherFiles()
    {
        row("empty", {}, "corrupt", kNoOffset,
            "empty file (0 bytes): whatever wrote it was stopped before the first byte: save, copy or download it "
            "again");
        row("zeros", QByteArray(5000, '\0'), "corrupt", kNoOffset,
            "file of zeros (5,000 bytes): the download or copy was broken off after room was made for it: do it again");
        row("Git LFS pointer",
            bytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 244000000\n"sv), "unsupported",
            kNoOffset,
            "Git LFS pointer (78 B) for a file of 244.0 MB (244,000,000 bytes), sha256:4d7a2146: the weights "
            "themselves "
            "are not here: run `git lfs pull` in the repository that it comes from");
        row("web page", bytes("<!DOCTYPE html><html><title>Google Drive - Quota exceeded</title>"sv), "unsupported",
            kNoOffset,
            "HTML page titled \"Google Drive - Quota exceeded\": a web page was saved in place of the file: download "
            "the "
            "file again, logged in or from another address where it asks for that");
        row("JSON", bytes("{\"a\": 1}\n"sv), "unsupported", kNoOffset,
            "JSON text beginning \"{\"a\": 1}\": it describes something, or says what a server could not do; the "
            "weights "
            "are elsewhere");
        row("gzip", bytes("\x1F\x8B\x08\0\0\0\0\0xxxxxxxxxxxxxxxxxxxxxxxx"sv), "unsupported", kNoOffset,
            "gzip file: unpack it (gunzip) and open what is inside");
        row("picture", bytes("\x89PNG\r\n\x1A\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"sv), "unsupported", kNoOffset,
            "PNG picture: it holds no weights; look for the file that was meant");
        row("Office document",
            bytes(ZipBuilder().add("word/document.xml", "<x/>").add("[Content_Types].xml", "").build()), "unsupported",
            kNoOffset, "Office document (docx, xlsx or pptx): it holds no weights; look for the file that was meant");
        row("unknown", bytes("\0\0\0\0\0\0\0@{\"a\":1}"sv), "corrupt", kNoOffset,
            "unknown kind of file (15 bytes, beginning 00 00 00 00 00 00 00 40): no format that is known here begins "
            "like that; ask where it came from");
    }

    static void cutFiles()
    {
        row("zip cut in its first header", cut(bytes(builder().zip()), 10), "truncated", 10,
            "zip archive, cut short after 10 bytes: the zip's end record is missing: copy or download it again and "
            "compare the sizes; `pthf salvage` keeps what is whole");
        row("zip cut in data.pkl", cut(bytes(builder().zip()), 100), "truncated", 98,
            "data.pkl: opcode BINUNICODE at 98: needs 4 bytes, 1 left; the file is cut short: copy or download it "
            "again");
        row("legacy stream cut in its head", cut(bytes(builder().legacy()), 20), "truncated", 20,
            "format version: pickle ends without a STOP; the file is cut short: copy or download it again");
        row("pickle without its end", zipWith("\x80\x02}q\0"sv), "truncated", 69,
            "a/data.pkl: pickle ends without a STOP; the file is cut short: copy or download it again");
    }

    static void lyingPickles()
    {
        row("string of two gigabytes",
            zipWith("\x80\x02X\xFF\xFF\xFF\x7F"
                    "abc."sv),
            "truncated", 66,
            "a/data.pkl: opcode BINUNICODE at 66: needs 2147483647 bytes, 4 left; the file is cut short: copy or "
            "download it again");
        row("integer of two gigabytes",
            zipWith("\x80\x02\x8B\xFF\xFF\xFF\x7F"
                    "abc."sv),
            "truncated", 66,
            "a/data.pkl: opcode LONG4 at 66: needs 2147483647 bytes, 4 left; the file is cut short: copy or download "
            "it again");
        row("bytes of 2^62", zipWith("\x80\x04\x8E\0\0\0\0\0\0\0@}."sv), "truncated", 66,
            "a/data.pkl: opcode BINBYTES8 at 66: needs 4611686018427387904 bytes, 2 left; the file is cut short: copy "
            "or download it again");
        row("frame of 2^62", zipWith("\x80\x04\x95\0\0\0\0\0\0\0@}."sv), "truncated", 66,
            "a/data.pkl: opcode FRAME at 66: frame of 4611686018427387904 bytes, 2 left; the file is cut short: copy "
            "or download it again");
        row("memo that was never filled", zipWith("\x80\x02h\x07."sv), "corrupt", 66,
            "a/data.pkl: opcode BINGET at 66: nothing in the memo at 7; the file is damaged: copy or download it "
            "again");
        row("no mark", zipWith("\x80\x02u."sv), "corrupt", 66,
            "a/data.pkl: opcode SETITEMS at 66: no MARK on the stack; the file is damaged: copy or download it again");
        row("no opcode", zipWith("\x80\x02\xFF."sv), "corrupt", 66,
            "a/data.pkl: byte 0xff at 66 is no pickle opcode; the file is damaged: copy or download it again");
        row("items for a number",
            zipWith("\x80\x02K\x01K\x02"
                    "a."sv),
            "corrupt", 70,
            "a/data.pkl: opcode APPEND at 70: adds items to a value that takes none; the file is damaged: copy or "
            "download it again");
        row("extension code", zipWith("\x80\x02\x82\x01."sv), "unsupported", 66,
            "a/data.pkl: opcode EXT1 at 66: extension codes have no meaning outside the program that wrote them");
        row("buffer outside of the file", zipWith("\x80\x05\x97."sv), "unsupported", 66,
            "a/data.pkl: opcode NEXT_BUFFER at 66: out-of-band buffers are not in the file");
    }

private Q_SLOTS:
    void everyErrorSaysWhereAndWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("code");
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<QString>("message");
        otherFiles();
        cutFiles();
        lyingPickles();
    }
    void everyErrorSaysWhereAndWhatToDo()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, code);
        QFETCH(quint64, offset);
        QFETCH(QString, message);
        const auto view = asBytes(std::string_view(file.constData(), static_cast<std::size_t>(file.size())));
        const std::shared_ptr<const ByteSource> source =
            std::make_shared<MemorySource>(std::vector<std::byte>(view.begin(), view.end()), "file");
        const auto opened = openCheckpoint(source, OpenOptions{}, quietTask());
        QVERIFY(!opened);
        QCOMPARE(QString::fromStdString(opened.error().message()), message);
        QCOMPARE(codeName(opened.error().code()), code);
        QCOMPARE(quint64{opened.error().offset().value_or(kNoOffset)}, offset);
    }

    void whatTheSystemSaysIsPassedOn()
    {
        const TempFolder folder;
        const auto missing = openCheckpoint(folder.path() / "no.pth", OpenOptions{}, quietTask());
        QVERIFY(!missing);
        QCOMPARE(codeName(missing.error().code()), QStringLiteral("io_failed"));
        QVERIFY2(
            missing.error().message().find("No such file") != std::string::npos, missing.error().message().c_str());
        const auto aFolder = openCheckpoint(folder.path(), OpenOptions{}, quietTask());
        QVERIFY(!aFolder);
        QVERIFY2(aFolder.error().message().find("folder") != std::string::npos, aFolder.error().message().c_str());
    }
};

QTEST_GUILESS_MAIN(ErrorTextsTest)
#include "tst_error_texts.moc"
