// SPDX-License-Identifier: Apache-2.0
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "core/base/crc32.h"
#include "core/compute/compute_loader.h"
#include "core/container/container.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "core/text/json_writer.h"
#include "core/witness/witness_file.h"
#include "core/witness/witness_text.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/fake_engine.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

// What LibTorch's own reader says of files: its part played by itself, and by a fake that lies.

using namespace pthf;
using namespace pthf::tests;

namespace {

CheckpointBuilder plainBuilder()
{
    return CheckpointBuilder()
        .tensor("conv.weight", DType::Float32, {4, 3}, "cuda:0")
        .tensor("half", DType::Float16, {5})
        .plainDict()
        .wrapper("model");
}

DocumentPtr opened(const std::filesystem::path& path)
{
    const auto document = openCheckpoint(path, {}, quietTask());
    if (!document) {
        qFatal("%s", document.error().message().c_str());
    }
    return *document;
}

/// A fake that sees what is there.
FakeEngine honest(const Document& document)
{
    FakeEngine engine;
    for (const RecordInfo& record : document.sources.front().container->records()) {
        engine.records.push_back({std::string(record.name.substr(document.rootFolder.size() + 1)), record.bytes});
    }
    const auto tensor = [&](const char* path, DType dtype, Dims shape, std::uint64_t count, std::uint64_t seed) {
        const auto bytes = CheckpointBuilder::pattern(dtype, count, seed);
        engine.tensors.push_back({path, dtype, std::move(shape), bytes.size(), crc32(bytes)});
    };
    tensor("model/conv.weight", DType::Float32, {4, 3}, 12, 0);
    tensor("model/half", DType::Float16, {5}, 5, 1);
    return engine;
}

} // namespace

class WitnessFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (auto engine = loadComputeEngine()) {
            m_engine = *engine;
        }
    }

    void aWitnessThatSeesTheSameAgrees()
    {
        const DocumentPtr document = opened(m_folder.write("good.pth", plainBuilder().zip()));
        FakeEngine engine = honest(*document);
        const auto report = askWitness(*document, engine, quietTask());
        QVERIFY(report.has_value());
        QCOMPARE(report->verdict, WitnessVerdict::Agrees);
        QCOMPARE(report->tensors, std::uint64_t{2});
        QCOMPARE(report->bytes, std::uint64_t{58});
        QVERIFY(report->isGood());
        QVERIFY(witnessToText(*report).starts_with("LibTorch's own reader agrees: "));
        QVERIFY(witnessToText(*report).find("2 tensors by name, shape and number type, 58 B") != std::string::npos);
    }

    void whatDiffersIsNamed_data()
    {
        QTest::addColumn<QByteArray>("lie");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("a shape") << QByteArray("shape")
                                 << QByteArray("model/conv.weight: shape [4, 3] here, [3, 4] there");
        QTest::newRow("a type") << QByteArray("type") << QByteArray("model/half: float16 here, bfloat16 there");
        QTest::newRow("values") << QByteArray("values") << QByteArray("model/half: other values there");
        QTest::newRow("one less") << QByteArray("less") << QByteArray("model/half: here, not there");
        QTest::newRow("one more") << QByteArray("more") << QByteArray("model/new: there, not here");
        QTest::newRow("a record's size") << QByteArray("size") << QByteArray("bytes here, 1 there");
        QTest::newRow("a record less") << QByteArray("record") << QByteArray(": here, not there");
        QTest::newRow("a record more") << QByteArray("another") << QByteArray("record code/x.py: there, not here");
    }
    void whatDiffersIsNamed()
    {
        QFETCH(QByteArray, lie);
        QFETCH(QByteArray, sentence);
        const DocumentPtr document = opened(m_folder.write("good.pth", plainBuilder().zip()));
        FakeEngine engine = honest(*document);
        if (lie == "shape") {
            engine.tensors[0].shape = {3, 4};
        } else if (lie == "type") {
            engine.tensors[1].dtype = DType::BFloat16;
        } else if (lie == "values") {
            ++*engine.tensors[1].crc;
        } else if (lie == "less") {
            engine.tensors.pop_back();
        } else if (lie == "more") {
            engine.tensors.push_back(engine.tensors[0]);
            engine.tensors.back().path = "model/new";
        } else if (lie == "size") {
            engine.records[0].bytes = 1;
        } else if (lie == "record") {
            engine.records.pop_back();
        } else {
            engine.records.push_back({"code/x.py", 7});
        }
        const auto report = askWitness(*document, engine, quietTask());
        QVERIFY(report.has_value());
        QCOMPARE(report->verdict, WitnessVerdict::Differs);
        QCOMPARE(report->differenceCount, std::uint64_t{1});
        const QByteArray text = QByteArray::fromStdString(witnessToText(*report));
        QVERIFY2(text.contains(sentence), text.constData());
        QVERIFY(!report->isGood());
    }

    void whatItCannotReadIsSaid()
    {
        const DocumentPtr document = opened(m_folder.write("good.pth", plainBuilder().zip()));
        FakeEngine engine = honest(*document);
        engine.tensorsError = Error{ErrorCode::IoFailed, "unknown class argparse.Namespace"};
        auto report = askWitness(*document, engine, quietTask());
        QCOMPARE(report->verdict, WitnessVerdict::AgreesOnRecords);
        QVERIFY(report->why.ends_with("unknown class argparse.Namespace"));
        engine.recordsError = Error{ErrorCode::IoFailed, "failed finding central directory"};
        report = askWitness(*document, engine, quietTask());
        QCOMPARE(report->verdict, WitnessVerdict::Differs);
        QVERIFY(witnessToText(*report).find("it cannot read this file") != std::string::npos);
        engine.recordsError = Error{ErrorCode::Cancelled, "cancelled"};
        QCOMPARE(askWitness(*document, engine, quietTask()).error().code(), ErrorCode::Cancelled);
    }

    void otherFormatsHaveNoWitness()
    {
        const DocumentPtr document = opened(m_folder.write("old.pth", plainBuilder().legacy()));
        FakeEngine engine;
        const auto report = askWitness(*document, engine, quietTask());
        QCOMPARE(report->verdict, WitnessVerdict::Silent);
        QVERIFY2(report->why.starts_with("it reads torch's zips only, and this is "), report->why.c_str());
    }

    void withoutAModuleItIsSilent()
    {
        const TempFolder empty;
        qputenv("PTHF_MODULE_DIR", empty.path().c_str());
        const DocumentPtr document = opened(m_folder.write("good.pth", plainBuilder().zip()));
        const auto report = askWitness(*document, quietTask());
        qunsetenv("PTHF_MODULE_DIR");
        QCOMPARE(report->verdict, WitnessVerdict::Silent);
        QVERIFY2(report->why.find("holds none") != std::string::npos, report->why.c_str());
    }

    void libTorchReadsWhatWeRead_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("plain dicts") << QByteArray("plain") << int(WitnessVerdict::Agrees) << QByteArray("agrees");
        QTest::newRow("an OrderedDict") << QByteArray("ordered") << int(WitnessVerdict::AgreesOnRecords)
                                        << QByteArray("2 tensors stand below an object of type OrderedDict");
        QTest::newRow("TorchScript") << QByteArray("torch2.15-py311/jit_trace.pt") << int(WitnessVerdict::Agrees)
                                     << QByteArray("agrees");
        QTest::newRow("a package") << QByteArray("torch2.15-py311/package.pt") << int(WitnessVerdict::AgreesOnRecords)
                                   << QByteArray("lists the same");
        QTest::newRow("views and tags") << QByteArray("torch2.15-py311/tags_views.pth")
                                        << int(WitnessVerdict::AgreesOnRecords) << QByteArray("lists the same");
    }
    void libTorchReadsWhatWeRead()
    {
        if (!m_engine) {
            QSKIP("there is no compute module here");
        }
        QFETCH(QByteArray, file);
        QFETCH(int, verdict);
        QFETCH(QByteArray, sentence);
        CheckpointBuilder ordered = CheckpointBuilder().tensor("a", DType::Float32, {2}).tensor("b", DType::Int64, {3});
        const std::filesystem::path path = file == "plain" ? m_folder.write("plain.pth", plainBuilder().zip())
            : file == "ordered"                            ? m_folder.write("ordered.pth", ordered.zip())
                                : std::filesystem::path(PTHF_TEST_DATA "/fixtures") / file.toStdString();
        const auto report = askWitness(*opened(path), *m_engine, quietTask());
        QVERIFY2(report.has_value(), report ? "" : report.error().message().c_str());
        const std::string text = witnessToText(*report);
        QVERIFY2(static_cast<int>(report->verdict) == verdict, text.c_str());
        QVERIFY2(text.find(sentence.toStdString()) != std::string::npos, text.c_str());
    }

    void theReportIsJson()
    {
        WitnessReport report;
        report.verdict = WitnessVerdict::Differs;
        report.differenceCount = 3;
        report.differences = {"w: other values there"};
        JsonWriter json;
        writeWitness(json, report);
        const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(std::move(json).take())).object();
        QCOMPARE(object.value(QLatin1String("verdict")).toString(), QStringLiteral("differs"));
        QCOMPARE(object.value(QLatin1String("difference_count")).toInt(), 3);
        QVERIFY(witnessToText(report).find("and 2 more") != std::string::npos);
    }

private:
    TempFolder m_folder;
    std::shared_ptr<ComputeEngine> m_engine;
};

QTEST_GUILESS_MAIN(WitnessFileTest)
#include "tst_witness_file.moc"
