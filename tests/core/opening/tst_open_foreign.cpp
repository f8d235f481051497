// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/io/file_source.h"
#include "core/io/helper_process.h"
#include "tests/support/fake_source.h"
#include "tests/support/open_bytes.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

const QString kFolder = QStringLiteral(PTHF_TEST_DATA) + "/foreign/";

Bytes fileBytes(const QString& name)
{
    const auto file = FileSource::open((kFolder + name).toStdString());
    Bytes bytes(file ? static_cast<std::size_t>((*file)->size()) : 0);
    return file && (*file)->readAt(0, bytes) ? bytes : Bytes{};
}

bool canRead(const QString& name)
{
    return !name.endsWith(".h5") || std::filesystem::exists(helperPath("pthf-hdf5"));
}

void addFiles()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"kinds.npz", "tiny.gguf", "packed.h5", "torch01.tar", "sample.t7", "ascii.t7",
             "plain.joblib", "zlib.joblib", "gzip.joblib"}) {
        QTest::newRow(file) << QString::fromLatin1(file);
    }
}

} // namespace

/// Files that the libraries of other formats wrote (tests/data/README.md), by the ordinary way in. Golden trees stand
/// beside them.
class TestOpenForeign : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesReadAsTheirGoldenTrees_data() { addFiles(); }

    void filesReadAsTheirGoldenTrees()
    {
        QFETCH(QString, file);
        if (!canRead(file)) {
            QSKIP("the helper program for HDF5 is not built");
        }
        const QByteArray found = QByteArray::fromStdString(textOfBytes(fileBytes(file)));
        QFile golden(kFolder + file + ".tree.txt");
        const QByteArray wanted = golden.open(QIODevice::ReadOnly) ? golden.readAll() : QByteArray();
        if (found != wanted) {
            QFile actual(QDir::current().filePath(file + ".tree.txt"));
            QVERIFY(actual.open(QIODevice::WriteOnly) && actual.write(found) == found.size());
            QFAIL(
                qPrintable("differs; to accept: cp " + QFileInfo(actual).absoluteFilePath() + " tests/data/foreign/"));
        }
    }

    void everyTensorCanBeRead_data() { addFiles(); }

    void everyTensorCanBeRead()
    {
        QFETCH(QString, file);
        if (!canRead(file)) {
            QSKIP("the helper program for HDF5 is not built");
        }
        const auto document = openBytes(fileBytes(file));
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        const auto& tensors = (*document)->content.tensors;
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            if (tensors[i].storage != kNoStorage) {
                QCOMPARE(elementsOf(**document, i).size(), static_cast<std::size_t>(tensors[i].bytes()));
            }
        }
    }

    void readsThatFailAreErrorsAndNoCrash_data() { addFiles(); }

    void readsThatFailAreErrorsAndNoCrash()
    {
        QFETCH(QString, file);
        const Bytes bytes = fileBytes(file);
        for (std::uint64_t failing = 0; failing < 40; ++failing) {
            const auto source = std::make_shared<FakeSource>(bytes);
            source->failAtRead(failing);
            const auto document = openCheckpoint(source, OpenOptions{}, quietTask());
            QVERIFY(document || !document.error().message().empty());
        }
    }

    void openingReadsNoElements()
    {
        const std::string_view header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000,)}";
        Bytes npy = bytesOf("\x93NUMPY\x01");
        npy.push_back(std::byte{0});
        npy.push_back(static_cast<std::byte>(header.size()));
        npy.push_back(std::byte{0});
        npy = append(npy, header);
        npy.resize(npy.size() + 4'000'000);
        const auto source = std::make_shared<FakeSource>(npy);
        const auto document = openCheckpoint(source, OpenOptions{}, quietTask());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY(!(*document)->isDamaged());
        QVERIFY(source->bytesRead() < 200'000); // both ends, which tell what it is, and the header
    }

    void filesThatAreOnlyNamedSayWhatToDo()
    {
        const auto document = openBytes(fileBytes("xz.joblib"));
        QVERIFY(!document);
        QCOMPARE(document.error().code(), ErrorCode::Unsupported);
        QVERIFY(document.error().message().find("unxz") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestOpenForeign)
#include "tst_open_foreign.moc"
