// SPDX-License-Identifier: Apache-2.0
// devices, transfer, convert --prove-on, and LibTorch as a witness: on a machine that has nothing, and with the
// stand-in accelerator.
#include <QtTest>

#include "tests/cli/run_pthf.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// Sets a variable of the environment while it lives.
class Variable {
public:
    Variable(const char* name, const QByteArray& value)
        : m_name(name)
    {
        qputenv(name, value);
    }
    ~Variable() { qunsetenv(m_name); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    Variable(Variable&&) = delete;
    Variable& operator=(Variable&&) = delete;

private:
    const char* m_name;
};

QJsonObject memberOf(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toObject();
}

} // namespace

class DevicesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const auto bytes = CheckpointBuilder()
                               .tensor("w", DType::Float32, {1000, 100}, "cuda:0")
                               .tensor("v", DType::Int64, {10}, "cuda:0")
                               .wrapper("model")
                               .zip();
        m_input = text(m_folder.write("in.pth", bytes));
    }

    void aMachineWithoutAModuleSaysWhatIsMissing()
    {
        const TempFolder empty;
        const Variable folder("PTHF_MODULE_DIR", empty.path().c_str());
        const Answer devices = runPthf({QStringLiteral("devices"), QStringLiteral("--json")});
        QCOMPARE(devices.status, 0);
        const QJsonObject compute = memberOf(devices.object(), "compute");
        QCOMPARE(compute.value(QLatin1String("modules")).toArray().size(), 0);
        QCOMPARE(compute.value(QLatin1String("folder")).toString(), text(empty.path()));
        QVERIFY(compute.value(QLatin1String("note")).toString().contains(QStringLiteral("holds none")));
        const Answer transfer =
            runPthf({QStringLiteral("transfer"), m_input, QStringLiteral("--to"), QStringLiteral("cuda:0")});
        QCOMPARE(transfer.status, 2);
        QVERIFY2(transfer.err.contains("holds none"), transfer.err.constData());
        const Answer check = runPthf({QStringLiteral("check"), m_input, QStringLiteral("--witness")});
        QCOMPARE(check.status, 1);
        QVERIFY2(check.out.contains("was not heard: this needs the compute module"), check.out.constData());
    }

    void everyModuleIsListedWithItsRefusal()
    {
        const TempFolder folder;
        folder.write("pthf_torch_stranger.so", "x");
        const Variable named("PTHF_MODULE_DIR", folder.path().c_str());
        const Answer devices = runPthf({QStringLiteral("devices"), QStringLiteral("--json")});
        const QJsonObject module =
            memberOf(devices.object(), "compute").value(QLatin1String("modules")).toArray().first().toObject();
        QCOMPARE(module.value(QLatin1String("file")).toString(), QStringLiteral("pthf_torch_stranger.so"));
        QCOMPARE(module.value(QLatin1String("chosen")).toBool(true), false);
        QVERIFY(!module.value(QLatin1String("refusal")).toString().isEmpty());
        const Answer words = runPthf({QStringLiteral("devices")});
        QVERIFY2(words.out.contains("module pthf_torch_stranger.so: "), words.out.constData());
    }

#ifdef PTHF_STAND_IN_FOLDER
    void theStandInIsListedAndReached()
    {
        const Variable folder("PTHF_MODULE_DIR", PTHF_STAND_IN_FOLDER);
        const Answer devices = runPthf({QStringLiteral("devices"), QStringLiteral("--json")});
        const QJsonArray listed = devices.object().value(QLatin1String("devices")).toArray();
        QCOMPARE(listed.last().toObject().value(QLatin1String("device")).toString(), QStringLiteral("privateuseone:1"));
        QCOMPARE(listed.last().toObject().value(QLatin1String("free_bytes")).toInt(), 64 << 20);
        const QJsonObject module =
            memberOf(devices.object(), "compute").value(QLatin1String("modules")).toArray().first().toObject();
        QCOMPARE(module.value(QLatin1String("chosen")).toBool(), true);

        const Answer transfer = runPthf({QStringLiteral("transfer"), m_input, QStringLiteral("--to"),
            QStringLiteral("privateuseone:1"), QStringLiteral("--json")});
        QCOMPARE(transfer.status, 0);
        QCOMPARE(transfer.object().value(QLatin1String("proved")).toBool(), true);
        QCOMPARE(transfer.object().value(QLatin1String("compared_bytes")).toInt(), 400'080);
    }

    void whatDoesNotFitIsSaidWithItsCast()
    {
        const Variable folder("PTHF_MODULE_DIR", PTHF_STAND_IN_FOLDER);
        const Variable memory("PTHF_STAND_IN_MEMORY", "300000");
        const Answer transfer = runPthf({QStringLiteral("transfer"), m_input, QStringLiteral("--to"),
            QStringLiteral("privateuseone:0"), QStringLiteral("--json")});
        QCOMPARE(transfer.status, 1);
        const QJsonObject device = transfer.object().value(QLatin1String("devices")).toArray().first().toObject();
        QCOMPARE(device.value(QLatin1String("text")).toString(),
            QStringLiteral("needs 400.1 KB of 300.0 KB free on privateuseone:0; as bfloat16 200.1 KB"));
        QCOMPARE(memberOf(device, "offer").value(QLatin1String("op")).toString(), QStringLiteral("cast"));
    }

    void aSaveIsProvedAndWitnessed()
    {
        const Variable folder("PTHF_MODULE_DIR", PTHF_STAND_IN_FOLDER);
        const QString output = text(m_folder.path() / "out.pth");
        const Answer saved = runPthf(
            {QStringLiteral("convert"), m_input, output, QStringLiteral("--map-location"), QStringLiteral("cpu"),
                QStringLiteral("--plain-dict"), QStringLiteral("--overwrite"), QStringLiteral("--prove-on"),
                QStringLiteral("privateuseone:0"), QStringLiteral("--witness"), QStringLiteral("--json")});
        QVERIFY2(saved.status == 0, QByteArray(saved.out + saved.err).constData());
        QCOMPARE(memberOf(saved.object(), "proof").value(QLatin1String("proved")).toBool(), true);
        const QJsonObject witness = memberOf(saved.object(), "witness");
        QCOMPARE(witness.value(QLatin1String("verdict")).toString(), QStringLiteral("agrees"));
        QCOMPARE(witness.value(QLatin1String("tensors")).toInt(), 2);

        const Answer check =
            runPthf({QStringLiteral("check"), output, QStringLiteral("--witness"), QStringLiteral("--json")});
        QCOMPARE(check.status, 0);
        QCOMPARE(
            memberOf(check.object(), "witness").value(QLatin1String("verdict")).toString(), QStringLiteral("agrees"));
        const Answer ordered = runPthf({QStringLiteral("check"), m_input, QStringLiteral("--witness")});
        QCOMPARE(ordered.status, 0);
        QVERIFY2(ordered.out.contains("below an object of type OrderedDict"), ordered.out.constData());
    }

    void aSaveThatIsNotProvedIsSavedAllTheSame()
    {
        const Variable folder("PTHF_MODULE_DIR", PTHF_STAND_IN_FOLDER);
        const QString output = text(m_folder.path() / "kept.pth");
        const Answer saved = runPthf({QStringLiteral("convert"), m_input, output, QStringLiteral("--map-location"),
            QStringLiteral("cpu"), QStringLiteral("--prove-on"), QStringLiteral("cuda:7")});
        QCOMPARE(saved.status, 1);
        QVERIFY2(saved.err.contains("saved, but not proved on cuda:7: there is no cuda:7 here"), saved.err.constData());
        QVERIFY(QFile::exists(output));
    }
#endif

    void manyFilesAreNotProved()
    {
        const Answer answer = runPthf({QStringLiteral("convert"), m_input, QStringLiteral("--out-dir"),
            text(m_folder.path()), QStringLiteral("--witness")});
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.err.contains("--out-dir"), answer.err.constData());
    }

private:
    TempFolder m_folder;
    QString m_input;
};

QTEST_GUILESS_MAIN(DevicesTest)
#include "tst_devices.moc"
