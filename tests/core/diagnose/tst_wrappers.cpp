// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/diagnose/wrappers.h"
#include "core/plan/operation.h"
#include "tests/support/sample_content.h"

using namespace pthf;
using namespace pthf::tests;

using Names = std::vector<std::string>;

class WrappersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void flattenedParametersAreSaidToBeBeyondRenaming()
    {
        const Names names{"_fsdp_wrapped_module._flat_param", "_fsdp_wrapped_module.layer._flat_param"};
        const auto document = SampleContent().stateDict("model", names).document();
        const auto findings = wrapperFindings(document->content, SampleContent::tree(*document));
        QVERIFY(!findings.empty());
        QCOMPARE(findings[0].id, std::string("flat-parameters"));
        QVERIFY(findings[0].severity == Severity::Warning);
        QVERIFY(findings[0].fix.empty());
        QVERIFY(findings[0].text.starts_with("2 keys hold parameters that FSDP flattened"));
    }

    void anAveragedModelIsCalledByItsName()
    {
        const auto document =
            SampleContent().stateDict("", {"n_averaged", "module.a.weight", "module.a.bias"}).document();
        const auto findings = wrapperFindings(document->content, SampleContent::tree(*document));
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].text, std::string("2 of 3 keys start with module., added by AveragedModel"));
    }

    void anAdapterKeepsThePrefixThatItsLoaderLooksFor()
    {
        const Names names{"base_model.model.l.q_proj.lora_A.weight", "base_model.model.l.q_proj.lora_B.weight"};
        const auto document = SampleContent().stateDict("", names).document();
        const auto findings = wrapperFindings(document->content, SampleContent::tree(*document));
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].id, std::string("adapter"));
        QCOMPARE(findings[0].text,
            std::string("A LoRA adapter of rank 256, no model: it is loaded onto the model that it was made for; it "
                        "changes q_proj"));
    }

    void knownWrappersAreFound_data()
    {
        QTest::addColumn<Names>("names");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("operations");
        QTest::addColumn<bool>("isCertain");
        QTest::newRow("DataParallel") << Names{"module.a.weight", "module.a.bias"} << "module." << 2 << 1 << true;
        QTest::newRow("compiled DataParallel")
            << Names{"_orig_mod.module.a.weight", "_orig_mod.module.a.bias"} << "_orig_mod.module." << 2 << 2 << true;
        QTest::newRow("DataParallel of compiled")
            << Names{"module._orig_mod.a.weight", "module._orig_mod.a.bias"} << "module._orig_mod." << 2 << 2 << true;
        QTest::newRow("one key without") << Names{"module.a.weight", "module.a.bias", "n_averaged.x"} << "module." << 2
                                         << 1 << true;
        QTest::newRow("peft") << Names{"base_model.model.a.weight", "base_model.model.a.bias"} << "base_model.model."
                              << 2 << 1 << false;
        QTest::newRow("a language model's own name")
            << Names{"model.layers.0.weight", "model.layers.1.weight"} << "model." << 2 << 1 << false;
    }
    void knownWrappersAreFound()
    {
        QFETCH(Names, names);
        QFETCH(QString, prefix);
        QFETCH(int, keys);
        QFETCH(int, operations);
        QFETCH(bool, isCertain);
        const auto document = SampleContent().stateDict("model", names).document();
        const TreeIndex tree = SampleContent::tree(*document);
        const auto suggestions = wrapperSuggestions(document->content, tree);
        QVERIFY(!suggestions.empty());
        const auto& first = suggestions.front();
        // The order of steps is the catalogue's: what counts is that all wrappers go.
        QCOMPARE(QString::fromStdString(first.prefix).size(), prefix.size());
        QCOMPARE(first.keys, static_cast<std::uint64_t>(keys));
        QCOMPARE(first.total, static_cast<std::uint64_t>(names.size()));
        QCOMPARE(first.fix.size(), static_cast<std::size_t>(operations));
        QCOMPARE(first.isCertain, isCertain);
    }

    void keysThatOnlyLookAlikeAreLeftAlone()
    {
        const auto document = SampleContent().stateDict("model", {"submodule.weight", "modules.bias"}).document();
        QVERIFY(wrapperSuggestions(document->content, SampleContent::tree(*document)).empty());
    }

    void onlyTheStateDictThatHasThePrefixIsNamed()
    {
        const auto document = SampleContent()
                                  .stateDict("state_dict", {"a.weight", "a.bias"})
                                  .stateDict("state_dict_ema", {"module.a.weight", "module.a.bias"})
                                  .document();
        const auto findings = wrapperFindings(document->content, SampleContent::tree(*document));
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(pathText(findings[0].path)), QStringLiteral("state_dict_ema"));
        const auto* remove = std::get_if<RemovePrefix>(&findings[0].fix.at(0));
        QVERIFY(remove != nullptr);
        QCOMPARE(remove->in, StateDictPaths{findings[0].path});
    }

    void theFindingSaysHowManyKeysAndWhoAddedThePrefix()
    {
        const auto document = SampleContent().stateDict("model", {"module.a.weight", "module.a.bias"}).document();
        const auto findings = wrapperFindings(document->content, SampleContent::tree(*document));
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(findings[0].text),
            QStringLiteral("2 of 2 model keys start with module., added by DataParallel"));
        QCOMPARE(QString::fromStdString(findings[0].fixLabel), QStringLiteral("Remove module."));
        QVERIFY(findings[0].severity == Severity::Info);
    }
};

QTEST_GUILESS_MAIN(WrappersTest)
#include "tst_wrappers.moc"
