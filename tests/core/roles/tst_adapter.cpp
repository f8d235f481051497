// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/roles/adapter.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

using Shapes = std::vector<std::pair<std::string, Dims>>;

/// Adapters are told from models by the names of their halves.
class TestAdapter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ranksAndTargetsAreRead_data()
    {
        QTest::addColumn<Shapes>("tensors");
        QTest::addColumn<QString>("facts");
        const auto row = [](const char* name, Shapes tensors, const char* facts) {
            QTest::newRow(name) << std::move(tensors) << QString::fromLatin1(facts);
        };
        row("peft, saved",
            {{"base_model.model.l.0.q_proj.lora_A.weight", {8, 64}},
                {"base_model.model.l.0.q_proj.lora_B.weight", {64, 8}},
                {"base_model.model.l.0.v_proj.lora_A.weight", {8, 64}}},
            "8: q_proj v_proj");
        row("peft, in memory, B first",
            {{"m.q.lora_B.default.weight", {64, 4}}, {"m.q.lora_A.default.weight", {4, 64}}}, "4: q");
        row("kohya",
            {{"lora_unet_down_0_to_q.lora_down.weight", {16, 320, 1, 1}},
                {"lora_unet_down_0_to_q.lora_up.weight", {320, 16, 1, 1}}, {"lora_unet_down_0_to_q.alpha", {}}},
            "16:");
        row("a model with an update inside",
            {{"a.weight", {4, 4}}, {"a.bias", {4}}, {"a.lora_A.weight", {2, 4}}, {"a.lora_B.weight", {4, 2}}}, "none");
        row("a model", {{"lora.weight", {4, 4}}, {"explora_A.weight", {4}}}, "none");
        row("a half without a shape to tell", {{"a.lora_B.weight", {4}}}, "0: a");
    }
    void ranksAndTargetsAreRead()
    {
        QFETCH(Shapes, tensors);
        GraphBuilder builder;
        std::vector<GraphBuilder::Named> entries;
        for (const auto& [name, shape] : tensors) {
            entries.emplace_back(name, builder.tensor(shape));
        }
        const ValueId root = builder.stateDict(entries);
        builder.interpret(root);
        const auto facts = adapterFacts(builder.content, root);
        QString text = QStringLiteral("none");
        if (facts) {
            text = QString::number(facts->rank) + u':';
            for (const std::string& target : facts->targets) {
                text += u' ' + QString::fromStdString(target);
            }
        }
        QTEST(text, "facts");
    }
};

QTEST_GUILESS_MAIN(TestAdapter)
#include "tst_adapter.moc"
