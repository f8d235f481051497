// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_writer.h"
#include "core/io/file_source.h"
#include "core/io/memory_source.h"
#include "core/sniff/sniff.h"
#include "core/text/utf8.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/fake_source.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;
using namespace std::string_view_literals;

namespace {

CheckpointBuilder smallCheckpoint()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::Float32, {64, 16}, "cuda:0").tensor("b", DType::Float16, {500}).value("epoch", 12);
    return builder;
}

Result<Sniffed> sniffBytes(Bytes bytes)
{
    return sniff(std::make_shared<MemorySource>(std::move(bytes)), Limits(), quietTask());
}

/// A tar of empty or short members.
Bytes tarOf(const std::vector<std::string>& names)
{
    ByteWriter out;
    for (const std::string& name : names) {
        std::string header(512, '\0');
        header.replace(0, name.size(), name);
        header.replace(124, 11, "00000000005");
        header[156] = '0';
        header.replace(257, 5, "ustar");
        out.text(header);
        out.text("12345");
        out.fill(507, std::byte{0});
    }
    out.fill(1024, std::byte{0});
    return std::move(out).take();
}

Bytes zipOf(const std::vector<std::string>& names, std::string_view content = "x")
{
    ZipBuilder builder;
    for (const std::string& name : names) {
        builder.add(name, content);
    }
    return builder.build();
}

Bytes withFront(std::string_view front, std::size_t size = 4096)
{
    Bytes bytes = CheckpointBuilder::pattern(DType::Float32, size / 4, 1);
    const Bytes begin = bytesOf(front);
    std::copy(begin.begin(), begin.end(), bytes.begin());
    return bytes;
}

/// What a program makes of binary bytes that it takes for Latin-1 text and writes as UTF-8.
Bytes throughUtf8(const Bytes& bytes)
{
    std::string text;
    for (const std::byte byte : bytes) {
        appendUtf8(text, std::to_integer<char32_t>(byte));
    }
    return bytesOf(text);
}

/// The same where what is no UTF-8 is replaced.
Bytes throughReplacement(const Bytes& bytes)
{
    std::string text;
    for (const std::byte byte : bytes) {
        const auto value = std::to_integer<unsigned char>(byte);
        text += value < 0x80 ? std::string(1, static_cast<char>(value)) : "\xEF\xBF\xBD";
    }
    return bytesOf(text);
}

Bytes safetensors()
{
    ByteWriter out;
    const std::string header = R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
    out.u64(header.size());
    out.text(header);
    out.u32(0);
    return std::move(out).take();
}

constexpr std::string_view kLfs = "version https://git-lfs.github.com/spec/v1\n"
                                  "oid sha256:4665a57a9b81d9b43c2b4d5b5e8f7d3e1\nsize 244000000\n";

} // namespace

class TestSniff final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAreRecognisedByTheirBytes_data();
    void filesAreRecognisedByTheirBytes();
    void fixturesAreRecognised_data();
    void fixturesAreRecognised();
    void everyProtocolOfTheLegacyStreamIsKnown_data();
    void everyProtocolOfTheLegacyStreamIsKnown();
    void zipsComeOpened();
    void cutZipsAreToldWithTheirLength();
    void wordsFromTheFileAreSafeToShow();
    void everyProperPrefixIsAnAnswer();
    void noBitFlipIsAnError();
    void littleIsRead();
    void readErrorsComeThrough();
};

void TestSniff::filesAreRecognisedByTheirBytes_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<FileKind>("kind");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("advice");
    const auto row = [](const char* name, Bytes bytes, FileKind kind, const char* what, const char* advice = "") {
        QTest::newRow(name) << std::move(bytes) << kind << QString::fromUtf8(what) << QString::fromUtf8(advice);
    };
    const Bytes zip = smallCheckpoint().zip();
    const Bytes legacy = smallCheckpoint().legacy();
    using enum FileKind;

    row("empty", {}, Unreadable, "empty file", "again");
    row("zeros", Bytes(5000), Unreadable, "file of zeros (5,000 bytes)", "again");
    Bytes holed(200'000);
    holed.back() = std::byte{1};
    row("zeros first", holed, Unreadable, "begins with 65,536 zeros", "broken off");
    row("noise", withFront("\x01\x02\x03\x04"sv), Unreadable,
        "unknown kind of file (4,096 bytes, beginning 01 02 03 04");

    row("torch.save", zip, TorchZip, "PyTorch checkpoint (zip, torch ≥ 1.6)");
    row("deflated", smallCheckpoint().deflated().zip(), TorchZip, "PyTorch checkpoint (zip");
    row("cut zip", truncateAt(zip, zip.size() / 2), TorchZip, "cut short after", "download it again");
    row("cut in the first header", truncateAt(zip, 20), Other, "zip archive, cut short after 20 bytes", "again");
    row("zip with CR LF", withCarriageReturns(zip), Other, "damaged in transfer: line ends", "binary mode");
    row("zip as UTF-8", throughUtf8(zip), Other, "damaged in transfer: its bytes were taken for text", "binary mode");
    row("zip as UTF-8 with replacements", throughReplacement(zip), Other, "taken for text", "binary mode");
    row("joined zips", append(zip, CheckpointBuilder().value("a", 1).zip()), Other, "several zip archives", "folder");
    row("damaged directory", patchU32(zip, placeOf(zip, "PK\1\2"sv, 1), 0), TorchZip, "damaged directory", "again");

    row("TorchScript", zipOf({"m/data.pkl", "m/constants.pkl", "m/version"}), TorchScript, "TorchScript model");
    row("lite interpreter", zipOf({"m/data.pkl", "m/constants.pkl", "m/bytecode.pkl"}), TorchMobile, "for mobile");
    row("TorchScript 1.0", zipOf({"m/version", "m/model.json", "m/tensors/0"}), TorchScript, "torch 1.0 to 1.2");
    row("package", zipOf({"p/.data/0.storage", "p/.data/extern_modules", "p/m/model.pkl"}), TorchPackage, "package");
    row("pt2", zipOf({"e/archive_format", "e/archive_version", "e/models/m.json"}, "pt2"), Pt2, "torch.export");
    row("old pt2", zipOf({"serialized_exported_program.json", "version"}), Pt2, "torch ≤ 2.7");
    row("npz", zipOf({"w.npy", "b.npy"}), Npz, "numpy arrays");
    row("Keras archive", zipOf({"metadata.json", "config.json", "model.weights.h5"}), KerasH5, "Keras model");
    row("docx", zipOf({"[Content_Types].xml", "word/document.xml"}), Other, "Office document", "no weights");
    row("other zip", zipOf({"a.txt", "b.txt", "c.txt", "d.txt"}), Other,
        "zip archive of 4 files (a.txt, b.txt, c.txt, …)", "unzip it");
    ZipBuilder outer;
    outer.add("model.pth", asText(zip));
    row("zip in a zip", outer.build(), Other, "one file, model.pth", "unzip it once");
    ZipBuilder aroundLegacy;
    aroundLegacy.add("model.pth", asText(legacy));
    row("legacy in a zip", aroundLegacy.build(), Other, "one file, model.pth", "unzip it once");
    row("empty zip", ZipBuilder().withEnd64(false).build(), Other, "empty zip archive", "again");

    row("legacy", legacy, TorchLegacy, "PyTorch checkpoint (legacy stream");
    row("cut legacy", truncateAt(legacy, 40), TorchLegacy, "PyTorch checkpoint (legacy stream");
    row("legacy with CR LF", withCarriageReturns(legacy), Other, "line ends were changed", "binary mode");
    row("legacy as UTF-8", throughUtf8(legacy), Other, "taken for text", "binary mode");
    row("legacy as UTF-8 with replacements", throughReplacement(legacy), Other, "taken for text", "binary mode");
    row("tar of torch 0.1", tarOf({"sys_info", "pickle", "tensors", "storages"}), TorchTar, "tar, torch 0.1");
    row("other tar", tarOf({"model.pth", "readme"}), Other, "tar archive (model.pth, …)", "unpack it");

    row("pickle", bytesOf("\x80\x02}q\x00."sv), Pickle, "Python pickle (protocol 2)");
    row("pickle 5", bytesOf("\x80\x05\x95\x01\0\0\0\0\0\0\0}."sv), Pickle, "Python pickle (protocol 5)");
    row("pickle 0", bytesOf("(dp0\nVepoch\np1\nI12\ns."), Pickle, "Python pickle (protocol 0)");
    row("long pickle 0",
        bytesOf("(l" +
            [] {
                std::string items;
                for (int i = 0; i < 20'000; ++i) {
                    items += "I12\na";
                }
                return "p0\n" + items + ".";
            }()),
        Pickle, "Python pickle (protocol 0)");

    row("safetensors", safetensors(), Safetensors, "safetensors file");
    row("GGUF", withFront("GGUF\3\0\0\0"sv), Gguf, "GGUF model");
    row("npy", withFront("\x93NUMPY\1\0"sv), Npy, "numpy array");
    row("HDF5", withFront("\x89HDF\r\n\x1A\n"sv), KerasH5, "HDF5 file");
    row("HDF5 behind a user block", append(Bytes(512), withFront("\x89HDF\r\n\x1A\n"sv)), KerasH5, "HDF5 file");
    row("flatbuffer", withFront("\x18\0\0\0PTMF"sv), TorchMobile, "flatbuffer");
    row("torch7", withFront("\4\0\0\0\1\0\0\0\3\0\0\0V 1\15\0\0\0nn.Sequential"sv), Torch7, "torch7");
    row("torch7 table", withFront("\3\0\0\0\1\0\0\0\2\0\0\0\2\0\0\0"sv), Torch7, "torch7");
    row("torch7 ascii", bytesOf("4\n1\n3\nV 1\n13\nnn.Sequential\n"), Torch7, "torch7");

    row("LFS pointer", bytesOf(kLfs), Other,
        "Git LFS pointer (103 B) for a file of 244.0 MB (244,000,000 bytes), sha256:4665a57a9b81", "git lfs pull");
    row("LFS pointer without a size", bytesOf("version https://git-lfs.github.com/spec/v1\n"), Other, "Git LFS pointer",
        "git lfs pull");
    row("web page",
        bytesOf("\n<!DOCTYPE html><html><head><title lang=en>Google Drive &amp; Co - Quota\n exceeded</title>"), Other,
        "HTML page titled \"Google Drive & Co - Quota\\n exceeded\"", "download the file again");
    row("web page without a title", bytesOf("<HTML><BODY>403</BODY></HTML>"), Other, "HTML page", "download");
    row("S3's answer", bytesOf("<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>"),
        Other, "XML error message of a server: \"NoSuchKey: gone\"", "download");
    row("other XML", bytesOf("<?xml version=\"1.0\"?><a/>"), Other, "XML or HTML text");
    row("JSON", bytesOf("{\"error\": \"Repository not found\"}"), Other, "JSON text beginning \"{\"error\"",
        "elsewhere");
    row("shard index", bytesOf("{\"metadata\": {}, \"weight_map\": {}}"), HfShards, "index of a sharded checkpoint");
    row("words", bytesOf("Not Found\n"), Other, "text beginning \"Not Found\"");
    row("an invalid key", bytesOf("Invalid username or password.\n"), Other, "text beginning");
    row("white space", bytesOf(" \n\n"), Other, "white space");
    row("annex pointer", bytesOf("/annex/objects/SHA256E-s123--abc.pth\n"), Other, "git-annex", "git annex get");
    row("DVC pointer", bytesOf("outs:\n- md5: abc\n  path: model.pth\n"), Other, "DVC", "dvc pull");
    row("TensorFlow list", bytesOf("model_checkpoint_path: \"model.ckpt-100\"\n"), Other, "TensorFlow checkpoint list");

    row("gzip", withFront("\x1F\x8B\x08\0"sv), Other, "gzip file", "gunzip");
    row("bzip2", withFront("BZh91AY"), Other, "bzip2", "bunzip2");
    row("xz", withFront("\xFD\x37zXZ\0"sv), Other, "xz file", "unxz");
    row("zstd", withFront("\x28\xB5\x2F\xFD"sv), Other, "zstd", "unzstd");
    row("RAR", withFront("Rar!\x1A\x07\1\0"sv), Other, "RAR archive", "unpack");
    row("7z", withFront("7z\xBC\xAF\x27\x1C"sv), Other, "7z archive", "unpack");
    row("ONNX", withFront("\x08\x07\x12\x07pytorch"sv), Other, "ONNX", "onnxruntime");
    row("Core ML", withFront("\x08\x02\x12\xE8\x11\x0A\x16\x0A"sv), Other, "Core ML", "another framework");
    row("ONNX without its producer", withFront("\x08\x07\x3A\x80"sv), Other, "ONNX", "onnxruntime");
    row("frozen graph", withFront("\x0A\x1D\x0A\x01x\x12\x0BPlaceholder"sv), Other, "frozen graph", "framework");
    row("Flax weights", withFront("\x81\xA6params\x82"sv), Other, "MessagePack", "framework");
    row("MXNet parameters", withFront("\x12\1\0\0\0\0\0\0"sv), Other, "MXNet", "framework");
    row("Darknet weights", withFront("\0\0\0\0\2\0\0\0\5\0\0\0"sv), Other, "Darknet", "framework");
    row("lzma", withFront("\x5D\0\0\x40\0"sv), Other, "lzma", "unlzma");
    row("zlib at its best", withFront("\x78\xDA\1\1"sv), Other, "zlib", "compressed it");
    row("SavedModel", withFront("\x08\x01\x12\x80"sv), Other, "TensorFlow SavedModel", "framework");
    row("TensorFlow Lite", withFront("\x1C\0\0\0TFL3"sv), Other, "TensorFlow Lite", "framework");
    row("TensorFlow index", append(withFront("\0\0\1\x02"sv), "\x57\xFB\x80\x8B\x24\x75\x47\xDB"), Other,
        "TensorFlow checkpoint (index)");
    row("PNG", withFront("\x89PNG\r\n\x1A\n"sv), Other, "PNG picture", "no weights");
    row("JPEG", withFront("\xFF\xD8\xFF\xE0"sv), Other, "JPEG picture");
    row("PDF", withFront("%PDF-1.7\n"), Other, "PDF document");
    row("program",
        withFront("\x7F"
                  "ELF\2\1"sv),
        Other, "ELF program");
    row("preview of torch 1.0", withFront("PYTORCH1"), Other, "preview");
}

void TestSniff::filesAreRecognisedByTheirBytes()
{
    QFETCH(Bytes, bytes);
    QFETCH(FileKind, kind);
    QFETCH(QString, what);
    QFETCH(QString, advice);
    const auto sniffed = sniffBytes(bytes);
    QVERIFY2(sniffed, sniffed ? "" : sniffed.error().message().c_str());
    const QString said = QString::fromStdString(sniffed->what);
    QVERIFY2(said.contains(what), qPrintable(said));
    QCOMPARE(sniffed->kind, kind);
    const QString advised = QString::fromStdString(sniffed->advice);
    QVERIFY2(advised.contains(advice), qPrintable(advised));
    QVERIFY(sniffed->isCheckpoint() || !advised.isEmpty());
    QVERIFY(sniffed->asError().message().starts_with(sniffed->what));
}

void TestSniff::fixturesAreRecognised_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<FileKind>("kind");
    const auto row = [](const char* file, FileKind kind) { QTest::newRow(file) << QString::fromUtf8(file) << kind; };
    using enum FileKind;
    row("torch2.15-py311/dp_in_dict.pth.tar", TorchZip);
    row("torch2.15-py311/jit_trace.pt", TorchScript);
    row("torch2.15-py311/package.pt", TorchPackage);
    row("torch2.15-py311/plain_pickle.pkl", Pickle);
    row("torch1.13-py311/things.pth", TorchZip);
    row("torch1.5-py36/things__early_zip.pth", TorchZip);
    row("torch1.5-py36/jit_script.pt", TorchScript);
    row("torch1.5-py36/two_saves_legacy.pth", TorchLegacy);
    row("torch1.0-py27/training_adam.pth", TorchLegacy);
    row("other/repacked_deflated.pth", TorchZip);
    row("other/exported.pt2", Pt2);
    row("other/arrays.npz", Npz);
    row("other/one.npy", Npy);
    row("other/weights.h5", KerasH5);
    row("other/plain.safetensors", Safetensors);
    row("other/plain_proto0.pkl", Pickle);
    row("other/dcp/.metadata", Pickle);
    row("other/hf_bin/pytorch_model.bin.index.json", HfShards);
}

void TestSniff::fixturesAreRecognised()
{
    QFETCH(QString, file);
    QFETCH(FileKind, kind);
    const auto source = FileSource::open(std::string(PTHF_TEST_DATA "/fixtures/") + file.toStdString());
    QVERIFY2(source, source ? "" : source.error().message().c_str());
    const auto sniffed = sniff(*source, Limits(), quietTask());
    QVERIFY(sniffed);
    QVERIFY2(sniffed->kind == kind, sniffed->what.c_str());
    QVERIFY(sniffed->advice.empty());
    QVERIFY(!sniffed->zip || sniffed->zip->problems().isEmpty());
}

void TestSniff::everyProtocolOfTheLegacyStreamIsKnown_data()
{
    QTest::addColumn<int>("protocol");
    for (int protocol = 1; protocol <= 5; ++protocol) {
        QTest::newRow(std::to_string(protocol).c_str()) << protocol;
    }
}

void TestSniff::everyProtocolOfTheLegacyStreamIsKnown()
{
    QFETCH(int, protocol);
    const auto sniffed = sniffBytes(smallCheckpoint().protocol(protocol).legacy());
    QVERIFY(sniffed);
    QCOMPARE(sniffed->kind, FileKind::TorchLegacy);
    QCOMPARE(sniffed->protocol, std::optional<std::uint8_t>(protocol));
}

void TestSniff::zipsComeOpened()
{
    const auto sniffed = sniffBytes(smallCheckpoint().zip());
    QVERIFY(sniffed);
    QVERIFY(sniffed->zip);
    QCOMPARE(sniffed->zip->rootFolder(), std::string("archive"));
    QVERIFY(!sniffed->damage);
}

void TestSniff::cutZipsAreToldWithTheirLength()
{
    const auto sniffed = sniffBytes(truncateAt(smallCheckpoint().zip(), 1234));
    QVERIFY(sniffed);
    QVERIFY(sniffed->damage);
    QVERIFY(!sniffed->zip);
    QVERIFY2(sniffed->what.find("1,234 bytes") != std::string::npos, sniffed->what.c_str());
    QCOMPARE(sniffed->asError().code(), ErrorCode::Truncated);
    QCOMPARE(sniffed->asError().offset(), std::optional<std::uint64_t>(1234));
}

void TestSniff::wordsFromTheFileAreSafeToShow()
{
    for (const std::string_view text : {"<html><title>\x1B[31m\xE2\x80\xAE evil</title>"sv,
             "{\"a\":\"\xE2\x80\xAE\"}"sv, "oops \xE2\x80\xAE there"sv}) {
        const auto sniffed = sniffBytes(bytesOf(text));
        QVERIFY(sniffed);
        QVERIFY2(sniffed->what.find("\\u202e") != std::string::npos || sniffed->kind == FileKind::Unreadable,
            sniffed->what.c_str());
        QVERIFY(sniffed->what.find('\x1B') == std::string::npos);
    }
    const auto named = sniffBytes(zipOf({"a\nb\x1B.txt"}));
    QVERIFY(named);
    QVERIFY(named->what.find("a\\nb\\x1b.txt") != std::string::npos);
}

void TestSniff::everyProperPrefixIsAnAnswer()
{
    for (const Bytes& good : {smallCheckpoint().zip(), smallCheckpoint().legacy(), safetensors(), bytesOf(kLfs)}) {
        for (std::size_t length = 0; length < good.size(); ++length) {
            const auto sniffed = sniffBytes(truncateAt(good, length));
            QVERIFY(sniffed);
            QVERIFY(!sniffed->what.empty());
            QVERIFY(!sniffed->zip);
        }
    }
}

void TestSniff::noBitFlipIsAnError()
{
    for (const Bytes& good : {smallCheckpoint().zip(), tarOf({"sys_info", "pickle"}), bytesOf(kLfs)}) {
        for (std::size_t bit = 0; bit < good.size() * 8; bit += 3) {
            QVERIFY(sniffBytes(flipBit(good, bit)));
        }
    }
}

void TestSniff::littleIsRead()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::Float32, {1'000'000});
    for (const Bytes& bytes : {builder.zip(), builder.legacy(), Bytes(4'000'000)}) {
        const auto source = std::make_shared<FakeSource>(bytes);
        QVERIFY(sniff(source, Limits(), quietTask()));
        QVERIFY(source->bytesRead() <= 210'000);
    }
}

void TestSniff::readErrorsComeThrough()
{
    const Bytes bytes = smallCheckpoint().zip();
    for (std::uint64_t read = 0; read < 5; ++read) {
        const auto source = std::make_shared<FakeSource>(bytes);
        source->failAtRead(read);
        const auto sniffed = sniff(source, Limits(), quietTask());
        QVERIFY(!sniffed);
        QCOMPARE(sniffed.error().code(), ErrorCode::IoFailed);
    }
}

QTEST_GUILESS_MAIN(TestSniff)
#include "tst_sniff.moc"
