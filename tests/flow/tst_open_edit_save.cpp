// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/diagnose/finding.h"
#include "core/diagnose/loads_on.h"
#include "core/edit/planned_document.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

const std::filesystem::path kSample = std::filesystem::path(PTHF_TEST_DATA) / "../../resources/sample/sample.pth";

struct Opened {
    DocumentPtr document;
    TreeIndex tree;
};

Opened opened(const std::filesystem::path& path)
{
    auto document = openCheckpoint(path, OpenOptions{}, quietTask());
    if (!document) {
        qFatal("%s", document.error().message().c_str());
    }
    auto tree = indexTree((*document)->content, quietTask());
    if (!tree) {
        qFatal("%s", tree.error().message().c_str());
    }
    return {*document, std::move(tree).value()};
}

/// Every tensor of the file: path → device, type, shape and the bytes of its elements.
QMap<QString, QByteArray> tensorsOf(const Opened& file)
{
    QMap<QString, QByteArray> all;
    const Content& content = file.document->content;
    for (const Leaf& leaf : file.tree.leaves) {
        if (leaf.tensor == kNoTensor) {
            continue;
        }
        const TensorValue& tensor = content.tensor(leaf.tensor);
        QByteArray text = QByteArray::fromStdString(std::string(content.deviceOf(tensor)) + " "
            + std::string(dtypeName(tensor.dtype)) + " " + shapeText(tensor.layout.shape) + " ");
        const auto read = readElements(
            *file.document, tensor, 0, UINT64_MAX,
            [&text](std::span<const std::byte> block) -> Status {
                const std::string_view bytes = asText(block);
                text.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
                return Done{};
            },
            quietTask());
        if (!read) {
            qFatal("%s", read.error().message().c_str());
        }
        all.insert(QString::fromStdString(file.tree.pathTextOf(content, leaf.place)), text);
    }
    return all;
}

Receipt saved(const Opened& file, const EditPlan& plan, const std::filesystem::path& target, SaveFormat format)
{
    const auto planned = planDocument(file.document, file.tree, plan, PlanContext{}, quietTask());
    if (!planned) {
        qFatal("%s", planned.error().message().c_str());
    }
    SaveOptions options;
    options.target = target;
    options.format = format;
    options.verification = Verification::Full;
    auto receipt = saveCheckpoint(**planned, options, quietTask());
    if (!receipt) {
        qFatal("%s", receipt.error().message().c_str());
    }
    return *receipt;
}

} // namespace

/// The whole arrow of the program, through the core: open, see what is wrong, plan what mends it, save, open again.
class TestOpenEditSave : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSampleGoesToALaptop_data()
    {
        QTest::addColumn<bool>("isZip");
        QTest::newRow("zip") << true;
        QTest::newRow("legacy") << false;
    }

    void theSampleGoesToALaptop()
    {
        QFETCH(bool, isZip);
        const TempFolder folder;
        const Opened source = opened(kSample);
        EditPlan plan;
        plan.operations = laptopOperations(*source.document, source.document->content, source.tree);
        QVERIFY(!plan.isEmpty());
        const auto target = folder.path() / "laptop.pth";
        const Receipt receipt = saved(source, plan, target, isZip ? SaveFormat::Zip : SaveFormat::Legacy);
        QCOMPARE(receipt.tensors, std::uint64_t(86));
        QCOMPARE(folder.names(), std::vector<std::string>{"laptop.pth"});

        const Opened result = opened(target);
        QCOMPARE(result.document->kind, isZip ? FileKind::TorchZip : FileKind::TorchLegacy);
        const auto before = tensorsOf(source);
        const auto after = tensorsOf(result);
        QCOMPARE(after.size(), 86);
        for (auto it = after.begin(); it != after.end(); ++it) {
            QVERIFY2(!it.key().contains("module."), qPrintable(it.key()));
            QVERIFY2(it.value().startsWith("cpu "), qPrintable(it.key()));
            const QByteArray old = before.value(QString(it.key()).replace("model/", "model/module."));
            QVERIFY2(!old.isEmpty(), qPrintable(it.key()));
            QCOMPARE(it.value().mid(4), old.mid(old.indexOf(' ') + 1));
        }
        for (const LoadsOn& badge : loadsOn(*result.document, result.document->content, result.tree)) {
            QVERIFY2(badge.yes || badge.id == "libtorch" || (!isZip && badge.id == "weights-only"), badge.why.c_str());
        }
        for (const Finding& finding : findingsOf(*result.document, result.document->content, result.tree)) {
            QVERIFY2(finding.severity < Severity::Error, finding.text.c_str());
        }
    }

    void anEmptyPlanChangesNothing()
    {
        const TempFolder folder;
        const Opened source = opened(kSample);
        const auto there = folder.path() / "copy.pth";
        saved(source, {}, there, SaveFormat::Zip);
        const Opened copy = opened(there);
        QCOMPARE(tensorsOf(copy), tensorsOf(source));
        QCOMPARE(copy.tree.leaves.size(), source.tree.leaves.size());

        // There and back again through the other format.
        const auto legacy = folder.path() / "copy.legacy";
        saved(copy, {}, legacy, SaveFormat::Legacy);
        const auto again = folder.path() / "again.pth";
        saved(opened(legacy), {}, again, SaveFormat::Zip);
        QCOMPARE(tensorsOf(opened(again)), tensorsOf(source));
        // A file that we wrote comes out as it went in.
        const auto same = folder.path() / "same.pth";
        saved(opened(again), {}, same, SaveFormat::Zip);
        QCOMPARE(readFile(same), readFile(again));
    }

    void savingOverTheOpenFileIsOrdinary()
    {
        const TempFolder folder;
        const auto path = folder.write("own.pth", readFile(kSample));
        const Opened source = opened(path);
        EditPlan plan;
        plan.operations.push_back(MapLocation{"cpu", {}, {}});
        const auto planned = planDocument(source.document, source.tree, plan, PlanContext{}, quietTask());
        QVERIFY(planned);
        SaveOptions options;
        options.target = path;
        QVERIFY(!saveCheckpoint(**planned, options, quietTask())); // not unless it is asked for
        QCOMPARE(readFile(path), readFile(kSample));
        options.overwrite = Overwrite::Yes;
        const auto receipt = saveCheckpoint(**planned, options, quietTask());
        QVERIFY2(receipt, receipt ? "" : receipt.error().message().c_str());
        for (const QByteArray& tensor : tensorsOf(opened(path))) {
            QVERIFY(tensor.startsWith("cpu "));
        }
        QCOMPARE(folder.names(), std::vector<std::string>{"own.pth"});
    }
};

QTEST_GUILESS_MAIN(TestOpenEditSave)
#include "tst_open_edit_save.moc"
