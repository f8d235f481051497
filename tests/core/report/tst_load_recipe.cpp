// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/report/load_recipe.h"
#include "tests/support/sample_content.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QString recipe(const SampleContent& sample, FileKind kind = FileKind::TorchZip)
{
    const auto document = sample.document(kind);
    return QString::fromStdString(
        loadRecipe(*document, document->content, SampleContent::tree(*document), "model.pth"));
}

} // namespace

class LoadRecipeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCpuStateDictNeedsNoMap()
    {
        QCOMPARE(recipe(SampleContent().stateDict("", {"a.weight"})),
            QStringLiteral("import torch\n\ncheckpoint = torch.load(\"model.pth\", weights_only=True)\n\n"
                           "# model = ...  # the model these weights belong to\nmodel.load_state_dict(checkpoint)\n"
                           "model.to(\"cpu\").eval()\n"));
    }

    void whatTorchDoesNotReadIsConvertedFirst_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("line");
        QTest::newRow("npy") << int(FileKind::Npy) << "tensor = torch.from_numpy(arrays)";
        QTest::newRow("npz") << int(FileKind::Npz) << "for name in arrays.files}";
        QTest::newRow("GGUF") << int(FileKind::Gguf) << "#   pthf convert model.pth converted.pth";
        QTest::newRow("Keras") << int(FileKind::KerasH5) << "torch.load(\"converted.pth\", map_location=\"cpu\"";
        QTest::newRow("torch7") << int(FileKind::Torch7) << "converted once";
        QTest::newRow("pickle") << int(FileKind::Pickle) << "converted once";
    }
    void whatTorchDoesNotReadIsConvertedFirst()
    {
        QFETCH(int, kind);
        QFETCH(QString, line);
        const QString text = recipe(SampleContent().stateDict("", {"a.weight"}), static_cast<FileKind>(kind));
        QVERIFY2(text.contains(line), qPrintable(text));
    }

    void whatTheRecipeSays_data()
    {
        QTest::addColumn<SampleContent>("sample");
        QTest::addColumn<QString>("line");
        QTest::newRow("GPU") << SampleContent().stateDict("model", {"a.weight"}, "cuda:1")
                             << "checkpoint = torch.load(\"model.pth\", map_location=\"cpu\", weights_only=True)";
        QTest::newRow("wrapper key") << SampleContent().stateDict("state_dict", {"a.weight"})
                                     << "model.load_state_dict(checkpoint[\"state_dict\"])";
        QTest::newRow("refused")
            << SampleContent().stateDict("model", {"a.weight"}).object("args", "argparse", "Namespace")
            << "weights_only=False)";
        QTest::newRow("optimizer") << SampleContent().stateDict("model", {"a.weight"}).adam("optimizer", 1)
                                   << "# optimizer.load_state_dict(checkpoint[\"optimizer\"])";
        QTest::newRow("prefix") << SampleContent().stateDict("model", {"module.a.weight", "module.a.bias"})
                                << "# Keys carry module. of DataParallel";
    }
    void whatTheRecipeSays()
    {
        QFETCH(SampleContent, sample);
        QFETCH(QString, line);
        const QString text = recipe(sample);
        QVERIFY2(text.contains(line), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(LoadRecipeTest)
#include "tst_load_recipe.moc"
