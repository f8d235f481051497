// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>

#include "core/match/pair_by_position.h"
#include "core/match/shape_advice.h"
#include "core/match/suggest.h"
#include "core/plan/plan_json.h"
#include "tests/core/match/key_samples.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;
using namespace pthf::tests;

class TestSuggest : public QObject {
    Q_OBJECT

    static std::vector<Suggestion> suggestionsFor(const KeyList& file, const KeyList& model)
    {
        SilentProgress progress;
        auto suggestions = suggestFor(file, model, {}, Task{{}, progress});
        return suggestions ? std::move(*suggestions) : std::vector<Suggestion>();
    }

private Q_SLOTS:
    void theFirstOneIsWhatIsWanted_data()
    {
        QTest::addColumn<std::string>("file");
        QTest::addColumn<std::string>("model");
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("effect");
        const auto row = [](const char* name, const char* file, const char* model, const char* text,
                             const char* effect) {
            QTest::newRow(name) << std::string(file) << std::string(model) << std::string(text) << std::string(effect);
        };
        row("remove", "module.a.w [3]; module.b.w [4]", "a.w [3]; b.w [4]", "Remove module.", "0 → 2 of 2 match");
        row("add", "a.w [3]; b.w [4]", "net.a.w [3]; net.b.w [4]", "Add net.", "0 → 2 of 2 match");
        row("exchange", "x.a.w [3]; x.b.w [4]", "y.a.w [3]; y.b.w [4]", "Rename x to y", "0 → 2 of 2 match");
        row("exchange two for one", "p.q.a.w [3]; p.q.b.w [4]", "y.a.w [3]; y.b.w [4]", "Exchange p.q. for y.",
            "0 → 2 of 2 match");
        row("keep what stands like it (check 1)", "model.smp_model.decoder.x [3]", "smp_model.decoder.x [3]",
            "Remove model.", "0 → 1 of 1 match");
        row("both orders (check 3)", "_orig_mod.module.x.w [3]", "x.w [3]", "Remove _orig_mod.module.",
            "0 → 1 of 1 match");
        row("everywhere (check 4)", "a._fsdp_wrapped_module.b._fsdp_wrapped_module.c.w [3]; a.d.w [2]",
            "a.b.c.w [3]; a.d.w [2]", "Remove _fsdp_wrapped_module.", "1 → 2 of 2 match");
        row("on purpose (check 8)", "n_averaged [2]; module.a.w [3]", "a.w [3]", "Remove module., drop n_averaged",
            "0 → 1 of 1 match");
        row("weight_norm", "a.weight_g [3]; a.weight_v [3, 4]",
            "a.parametrizations.weight.original0 [3]; a.parametrizations.weight.original1 [3, 4]",
            "Rename weight_norm's weight_g and weight_v to parametrizations", "0 → 2 of 2 match");
        row("and back", "a.parametrizations.weight.original0 [3]; a.parametrizations.weight.original1 [3, 4]",
            "a.weight_g [3]; a.weight_v [3, 4]", "Rename weight_norm's parametrizations to weight_g and weight_v",
            "0 → 2 of 2 match");
        row("spectral_norm", "a.weight_orig [3, 4]; a.weight_u [3]; a.weight_v [4]",
            "a.parametrizations.weight.original [3, 4]; a.parametrizations.weight.0._u [3]; "
            "a.parametrizations.weight.0._v [4]",
            "Rename spectral_norm's weight_orig to parametrizations", "0 → 3 of 3 match");
        row("adapter name", "q.lora_A.default.weight [3]; q.lora_B.default.weight [4]",
            "q.lora_A.weight [3]; q.lora_B.weight [4]", "Remove default.", "0 → 2 of 2 match");
        row("adapter name wanted", "q.lora_A.weight [3]; q.lora_B.weight [4]",
            "q.lora_A.default.weight [3]; q.lora_B.default.weight [4]", "Insert default.", "0 → 2 of 2 match");
        row("chunks of blocks", "blocks.0.0.w [3]; blocks.0.1.w [4]; blocks.1.2.w [5]",
            "blocks.0.w [3]; blocks.1.w [4]; blocks.2.w [5]", "Remove the number of the chunk", "0 → 3 of 3 match");
        row("dots taken away", "model_ema.inputblocks0w [3]; model_ema.outw [4]", "input.blocks.0.w [3]; out.w [4]",
            "Put dots back into 2 names", "0 → 2 of 2 match");
        row("by position", "p.q [3]; r.s [4, 5]", "a.w [3]; b.c.w [4, 5]", "Rename 2 keys by position",
            "0 → 2 of 2 match");
        row("only the shapes of some fit", "p.q [3]; r.s [4, 5]; t.u [9]", "a.w [3]; b.c.w [4, 5]",
            "Rename 2 keys by shape and order, drop t.u", "0 → 2 of 2 match");
        row("new head", "a.w [3]; fc.weight [10, 5]; fc.bias [10]", "a.w [3]; fc.weight [7, 5]; fc.bias [7]",
            "New head: drop fc.weight and fc.bias", "0 size mismatches left; needs strict=False");
        row("grown vocabulary", "embed_tokens.weight [32000, 8]; a.w [3]", "embed_tokens.weight [32001, 8]; a.w [3]",
            "Resize embed_tokens.weight to the model's shape", "1 → 2 of 2 match");
        row("embedding, output and its bias", "wte.weight [50257, 8]; lm_head.weight [50257, 8]; out.bias [50257]",
            "wte.weight [50304, 8]; lm_head.weight [50304, 8]; out.bias [50304]",
            "Resize wte.weight and 2 more to the model's shape", "0 → 3 of 3 match");
        row("a layer that the next one reads is no head", "a.weight [8, 3]; b.weight [4, 8]; c.w [1]",
            "a.weight [9, 3]; b.weight [4, 9]; c.w [1]", "Resize a.weight and b.weight to the model's shape",
            "1 → 3 of 3 match");
        row("two widths changed", "a.w [3]; fc.weight [10, 5]", "a.w [3]; fc.weight [7, 6]", "Drop fc.weight",
            "0 size mismatches left; needs strict=False");
        row("head that the file lacks", "a.w [3]; b.w [4]", "a.w [3]; b.w [4]; head.weight [2, 4]; head.bias [2]",
            "Make head.weight and head.bias anew", "2 → 4 of 4 match");
        row("positions", "pos_embed [1, 197, 8]; a.w [3]", "pos_embed [1, 257, 8]; a.w [3]",
            "Interpolate pos_embed to the model's shape", "1 → 2 of 2 match");
        row("positions of words", "h.wpe.weight [16, 8]; a.w [3]", "h.wpe.weight [64, 8]; a.w [3]",
            "Resize h.wpe.weight to the model's shape", "1 → 2 of 2 match");
        row("transposed", "a.weight [3, 4]; b.w [1]", "a.weight [4, 3]; b.w [1]", "Transpose a.weight",
            "1 → 2 of 2 match");
        row("1×1 convolution", "a.weight [3, 4, 1, 1]; b.w [1]", "a.weight [3, 4]; b.w [1]",
            "Resize a.weight to the model's shape", "1 → 2 of 2 match");
        row("dots became underscores", "blocks_0_attn_w [3]; out_w [3]", "blocks.0.attn_w [3]; out.w [3]",
            "Put dots back into 2 names", "0 → 2 of 2 match");
        row("momentum encoder", "encoder_k.a.w [3]; encoder_q.a.w [3]", "a.w [3]",
            "Remove encoder_q., drop encoder_k.a.w", "0 → 1 of 1 match");
        row("student and teacher", "student.a.w [3]; teacher.a.w [3]", "a.w [3]", "Remove teacher., drop student.a.w",
            "0 → 1 of 1 match");
        row("extra", "a.w [3]; total_ops [1]", "a.w [3]", "Drop total_ops", "no extra keys left");
    }
    void theFirstOneIsWhatIsWanted()
    {
        QFETCH(std::string, file);
        QFETCH(std::string, model);
        const auto suggestions = suggestionsFor(keysFrom(file), keysFrom(model));
        QVERIFY(!suggestions.empty());
        QTEST(suggestions.front().text, "text");
        QTEST(suggestions.front().effect, "effect");
    }

    void whatTheEffectSaysComesTrue()
    {
        const KeyList file = networkOf(6, "module.backbone.");
        const KeyList model = networkOf(6);
        for (const Suggestion& suggestion : suggestionsFor(file, model)) {
            const auto names = namesAfter(namesOf(file), std::span<const Operation>(suggestion.operations));
            QVERIFY(names.has_value());
            QCOMPARE(NameTrial(file, model).countsOf(*names).same, suggestion.after.same);
        }
    }

    void allThatIsMissingIsMendedAtOnce()
    {
        const auto suggestions = suggestionsFor(keysFrom("a.w [3]; fc.weight [3, 4]; wte.weight [10, 2]; extra [1]"),
            keysFrom("a.w [3]; fc.weight [4, 3]; wte.weight [12, 2]; head.bias [2]"));
        const auto all = std::ranges::find(suggestions, "make-it-load", &Suggestion::id);
        QVERIFY(all != suggestions.end());
        QCOMPARE(all->text, std::string("Transpose 1, resize 1, make 1, drop 1: then it loads"));
        QCOMPARE(all->effect, std::string("1 → 4 of 4 match"));
        QVERIFY(all->after.isPerfect());
        const std::vector<Operation> wanted{Drop{{}, {}, {{{std::string("extra")}}}}, Transpose{"fc.weight"},
            Resize{"wte.weight", {12, 2}, {InitialKind::Normal, 0, 0.02, FanMode::In, 0}, {}},
            InitTensor{"head.bias", {}, {2}, DType::Float32, {}}};
        QVERIFY(all->operations == wanted);
    }

    void nothingThatMakesTwoKeysOneIsSuggested()
    {
        // USERS 6, check 7: without "m." the first would be the second.
        for (const Suggestion& suggestion :
            suggestionsFor(keysFrom("m.a.w [3]; a.w [9]; m.b.w [4]"), keysFrom("a.w [3]; b.w [4]"))) {
            const auto names = namesAfter(
                namesOf(keysFrom("m.a.w [3]; a.w [9]; m.b.w [4]")), std::span<const Operation>(suggestion.operations));
            QVERIFY(!hasTwins(*names));
        }
    }

    void namesThatTheModelHasAreNotTouched()
    {
        // USERS 6, check 9: keys that start with model. on both sides stay.
        QVERIFY(suggestionsFor(keysFrom("model.a.w [3]"), keysFrom("model.a.w [3]")).empty());
    }

    void anotherSizeOfTheModelIsAdvice()
    {
        std::string file;
        std::string model;
        for (int i = 0; i < 10; ++i) {
            file += "l" + std::to_string(i) + ".w [8, 8]; ";
            model += "l" + std::to_string(i) + ".w [12, 12]; ";
        }
        const auto suggestions = suggestionsFor(keysFrom(file), keysFrom(model));
        QCOMPARE(suggestions.front().id, std::string("other-size"));
        QVERIFY(suggestions.front().isAdvice());
        QVERIFY(suggestions.front().reason.find("by 1.5 ") != std::string::npos);
    }

    void whatARenamingBringsIsNeitherMadeAnewNorDropped()
    {
        const auto suggestions = suggestionsFor(keysFrom("a.w [3]; stage1.w [4]; stage1.v [5]; extra [1]"),
            keysFrom("a.w [3]; layer1.w [4]; layer1.v [5]; new.bias [2]"));
        const auto made = std::ranges::find(suggestions, "init-missing", &Suggestion::id);
        const auto dropped = std::ranges::find(suggestions, "drop-extra", &Suggestion::id);
        QVERIFY(made != suggestions.end() && dropped != suggestions.end());
        QCOMPARE(made->text, std::string("Make new.bias anew"));
        QCOMPARE(dropped->text, std::string("Drop extra"));
        QCOMPARE(dropped->effect, std::string("3 → 2 extra keys"));
    }

    void namesWithoutShapesArePairedWhereTheyAreAlike_data()
    {
        QTest::addColumn<std::string>("model");
        QTest::addColumn<bool>("isOffered");
        QTest::newRow("alike") << std::string("embedding.weight; attention_q.0.weight; cls_head.bias") << true;
        QTest::newRow("other words") << std::string("foo.weight; bar.0.weight; qux.bias") << false;
        QTest::newRow("other numbers") << std::string("embedding.weight; attention_q.1.weight; cls_head.bias") << false;
        QTest::newRow("other order") << std::string("attention_q.0.weight; embedding.weight; cls_head.bias") << false;
        QTest::newRow("one more") << std::string("embedding.weight; attention_q.0.weight; cls_head.bias; z.bias")
                                  << false;
    }
    void namesWithoutShapesArePairedWhereTheyAreAlike()
    {
        QFETCH(std::string, model);
        const auto suggestions =
            suggestionsFor(keysFrom("embed.weight [3, 4]; attn_q.0.weight [4, 4]; head.bias [2]"), keysFrom(model));
        const auto paired = std::ranges::find(suggestions, "by-position", &Suggestion::id);
        QTEST(paired != suggestions.end(), "isOffered");
        if (paired != suggestions.end()) {
            QVERIFY(paired->isGuess);
            QVERIFY(paired->reason.find("none is checked") != std::string::npos);
        }
    }

    void dimensionsHaveTheWordsOfPeople_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<int>("dimension");
        QTest::addColumn<int>("rank");
        QTest::addColumn<std::string>("word");
        const auto row = [](const char* name, int dimension, int rank, const char* word) {
            QTest::addRow("%s %d of %d", name, dimension, rank)
                << std::string(name) << dimension << rank << std::string(word);
        };
        row("transformer.wte.weight", 0, 2, "vocabulary");
        row("lm_head.weight", 0, 2, "vocabulary");
        row("lm_head.bias", 0, 1, "vocabulary");
        row("fc.weight", 0, 2, "out_features");
        row("fc.weight", 1, 2, "in_features");
        row("fc.bias", 0, 1, "out_features");
        row("conv.weight", 0, 4, "out_channels");
        row("conv.weight", 2, 4, "kernel height");
        row("conv.weight", 3, 4, "kernel width");
        row("conv.weight", 2, 3, "kernel size");
        row("conv.weight", 2, 5, "kernel depth");
        row("pos_embed", 1, 3, "positions");
        row("pos_embed", 2, 3, "embedding size");
        row("pos_embed", 0, 3, "");
        row("q.lora_A.weight", 0, 2, "rank");
        row("q.lora_B.weight", 1, 2, "rank");
        row("lstm.weight_ih_l0", 1, 2, "input_size");
        row("table", 0, 2, "");
    }
    void dimensionsHaveTheWordsOfPeople()
    {
        QFETCH(std::string, name);
        QFETCH(int, dimension);
        QFETCH(int, rank);
        QFETCH(std::string, word);
        QCOMPARE(dimensionWord(name, static_cast<std::size_t>(dimension), static_cast<std::size_t>(rank)), word);
    }

    void positionsHaveToFit()
    {
        const auto pairs = pairByPosition(keysFrom("p.q [3]; r.s [4]"), keysFrom("a.w [3]; b.w [5]"));
        QVERIFY(!pairs.has_value());
        QVERIFY(pairs.error().message().find("r.s [4] in the file, b.w [5] in the reference") != std::string::npos);
        QVERIFY(!pairByPosition(keysFrom("p.q [3]"), keysFrom("a.w [3]; b.w [5]")).has_value());
    }

    void aHundredThousandKeysTakeNoTimeToSpeakOf()
    {
        const KeyList file = networkOf(25'000, "module.");
        const KeyList model = networkOf(25'000);
        QElapsedTimer timer;
        timer.start();
        const KeyMatch match = matchKeys(file, model);
        const auto suggestions = suggestionsFor(file, model);
        const qint64 taken = timer.elapsed();
        qInfo("100,000 keys against 100,000: %lld ms", taken);
        QCOMPARE(match.counts.onlyInFile, std::uint64_t{100'000});
        QCOMPARE(suggestions.front().text, std::string("Remove module."));
        QVERIFY2(taken < 15'000, "something grows with the square of the keys"); // generous: sanitizers, busy machines
    }
};

QTEST_GUILESS_MAIN(TestSuggest)
#include "tst_suggest.moc"
