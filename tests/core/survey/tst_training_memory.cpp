// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "core/survey/training_memory.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TestTrainingMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRecipeHasItsBytesAParameter_data()
    {
        QTest::addColumn<int>("recipe");
        QTest::addColumn<int>("weights");
        QTest::addColumn<int>("gradients");
        QTest::addColumn<int>("optimizer");
        QTest::newRow("Adam") << 0 << 4 << 4 << 8;
        QTest::newRow("momentum") << 1 << 4 << 4 << 4;
        QTest::newRow("mixed") << 2 << 6 << 2 << 8;
        QTest::newRow("bfloat16") << 3 << 2 << 2 << 4;
    }

    void everyRecipeHasItsBytesAParameter()
    {
        QFETCH(int, recipe);
        QFETCH(int, weights);
        QFETCH(int, gradients);
        QFETCH(int, optimizer);
        const TrainingMemory memory = trainingMemory(1000, static_cast<TrainingRecipe>(recipe));
        QCOMPARE(memory.weights, static_cast<std::uint64_t>(weights) * 1000);
        QCOMPARE(memory.gradients, static_cast<std::uint64_t>(gradients) * 1000);
        QCOMPARE(memory.optimizer, static_cast<std::uint64_t>(optimizer) * 1000);
        QCOMPARE(memory.together(), memory.weights + memory.gradients + memory.optimizer);
        QVERIFY(!trainingRecipeName(static_cast<TrainingRecipe>(recipe)).empty());
    }

    void onlyTrainedNumbersCount()
    {
        CheckpointBuilder builder;
        builder.wrapper("model");
        builder.tensor("conv.weight", DType::Float32, {4, 3}).tensor("bn.weight", DType::Float32, {4});
        builder.tensor("bn.running_mean", DType::Float32, {4}).tensor("bn.running_var", DType::Float32, {4});
        builder.tensor("bn.num_batches_tracked", DType::Int64, {});
        builder.view("tied.weight", "conv.weight", {4, 3}, {3, 1});
        const auto document =
            openCheckpoint(std::make_shared<MemorySource>(builder.zip()), OpenOptions{}, quietTask()).value();
        const TreeIndex tree = indexTree(document->content, quietTask()).value();
        QCOMPARE(trainedParameters(document->content, tree), std::uint64_t{16});
    }
};

QTEST_GUILESS_MAIN(TestTrainingMemory)
#include "tst_training_memory.moc"
