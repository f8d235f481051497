// SPDX-License-Identifier: Apache-2.0
#include "core/plan/name_families.h"

#include <QtTest>

#include "core/text/pattern.h"

using namespace pthf;

namespace {

/// The keys after the operations of a family.
QByteArray renamed(const QByteArray& family, const QByteArray& keys)
{
    std::vector<std::string> names;
    for (const QByteArray& key : keys.split(' ')) {
        names.push_back(key.toStdString());
    }
    const NameFamily* known = nameFamily(family.toStdString());
    const auto operations = known == nullptr ? std::vector<Operation>{} : familyOperations(*known, names, {});
    if (operations.empty()) {
        return "nothing";
    }
    for (const Operation& operation : operations) {
        const auto& rule = std::get<RenamePattern>(operation);
        const Pattern pattern = Pattern::compile(rule.regex).value();
        const auto replacement = pattern.parseReplacement(rule.replacement).value();
        for (std::string& name : names) {
            name = pattern.replaceAll(name, replacement).value().value_or(name);
        }
    }
    QByteArray text;
    for (const std::string& name : names) {
        text += (text.isEmpty() ? "" : " ") + QByteArray::fromStdString(name);
    }
    return text;
}

} // namespace

class TestNameFamilies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysGetTheNamesOfOtherCode_data()
    {
        QTest::addColumn<QByteArray>("family");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char* family, const char* what, const char* before, const char* after) {
            QTest::addRow("%s, %s", family, what) << QByteArray(family) << QByteArray(before) << QByteArray(after);
        };
        const auto both = [&row](const char* there, const char* back, const char* old, const char* renewed) {
            row(there, "there", old, renewed);
            row(back, "back", renewed, old);
            row(there, "done already", renewed, "nothing");
            row(back, "done already", old, "nothing");
        };
        both("weight-norm-new", "weight-norm-old", "c.bias c.weight_g c.weight_v r.weight_hh_l0_g r.weight_hh_l0_v",
            "c.bias c.parametrizations.weight.original0 c.parametrizations.weight.original1 "
            "r.parametrizations.weight_hh_l0.original0 r.parametrizations.weight_hh_l0.original1");
        both("spectral-norm-new", "spectral-norm-old", "c.bias c.weight_orig c.weight_u c.weight_v",
            "c.bias c.parametrizations.weight.original c.parametrizations.weight.0._u "
            "c.parametrizations.weight.0._v");
        row("spectral-norm-new", "pruned", "c.weight_orig c.weight_mask", "nothing");
        row("weight-norm-new", "half of a pair", "c.weight_g c.bias", "nothing");
        row("gamma-beta-old", "there", "a.norm.gamma a.norm.beta gamma", "a.norm.weight a.norm.bias weight");
        row("gamma-beta-old", "only at the end", "a.gamma.weight a.gammas", "nothing");
        row("gamma-beta-new", "norms only", "a.norm1.weight a.norm1.bias a.LayerNorm.weight a.fc.weight",
            "a.norm1.gamma a.norm1.beta a.LayerNorm.gamma a.fc.weight");
        both("lora-live", "lora-saved", "q.lora_A.weight q.lora_B.weight q.lora_B.bias e.lora_embedding_A q.weight",
            "q.lora_A.default.weight q.lora_B.default.weight q.lora_B.default.bias e.lora_embedding_A.default "
            "q.weight");
        row("lora-saved", "of another name", "q.lora_A.mine.weight q.lora_magnitude_vector.mine.weight",
            "q.lora_A.weight q.lora_magnitude_vector");
        row("stray-zero", "around everything", "encoder.0.conv.weight encoder.0.bn.weight",
            "encoder.conv.weight encoder.bn.weight");
        row("stray-zero", "the outermost", "a.0.b.0.w a.0.c.w", "a.b.0.w a.c.w");
        row("stray-zero", "a run of layers", "layers.0.w layers.1.w", "nothing");
        row("stray-zero", "beside others", "a.0.w a.scale", "nothing");
        row("stray-zero", "strange names", "a(b.0.w", "a(b.w");
    }
    void keysGetTheNamesOfOtherCode()
    {
        QFETCH(QByteArray, family);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(renamed(family, before), after);
    }

    void everyFamilyHasItsOwnName()
    {
        for (const NameFamily& family : nameFamilies()) {
            QCOMPARE(nameFamily(family.id), &family);
        }
        QVERIFY(nameFamily("no-such") == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestNameFamilies)
#include "tst_name_families.moc"
