// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/reference/load_error.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;

namespace {

std::string joined(const std::vector<std::string>& keys)
{
    std::string text;
    for (const std::string& key : keys) {
        text += (text.empty() ? "" : " ") + key;
    }
    return text;
}

std::string mismatchesOf(const LoadError& error)
{
    std::string text;
    for (const LoadError::Mismatch& mismatch : error.mismatches) {
        text += (text.empty() ? "" : " ") + mismatch.key + shapeText(mismatch.inFile) + shapeText(mismatch.inModel);
    }
    return text;
}

} // namespace

class TestLoadError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWordingIsRead_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("missing");
        QTest::addColumn<std::string>("unexpected");
        QTest::addColumn<std::string>("mismatches");
        QTest::newRow("torch, all three lists")
            << std::string("RuntimeError: Error(s) in loading state_dict for Net:\n\tMissing key(s) in state_dict: "
                           "\"a.weight\", \"a.bias\". \n\tUnexpected key(s) in state_dict: \"module.a.weight\". "
                           "\n\tsize mismatch for fc.weight: copying a param with shape torch.Size([1000, 2048]) from "
                           "checkpoint, the shape in current model is torch.Size([200, 2048]).")
            << std::string("a.weight a.bias") << std::string("module.a.weight")
            << std::string("fc.weight[1000, 2048][200, 2048]");
        QTest::newRow("broken by a terminal")
            << std::string("Missing key(s) in state_dict: \"layer1.0.\n   conv1.weight\", \"b\". Unexpected key(s) in "
                           "state_dict: \"c\"\nsize mismatch for fc.bias: copying a param with\nshape "
                           "torch.Size([10]) from checkpoint, the shape in\n current model is torch.Size([7]).")
            << std::string("layer1.0.conv1.weight b") << std::string("c") << std::string("fc.bias[10][7]");
        QTest::newRow("copied from a web page")
            << std::string("Missing key(s) in state_dict: &quot;a.w&quot;, &quot;b.w&quot;. Unexpected key(s) in "
                           "state_dict: &#34;c&#34;.")
            << std::string("a.w b.w") << std::string("c") << std::string();
        QTest::newRow("copied from a chat")
            << std::string("Missing key(s) in state_dict: “a.w”,\u00A0“b.w”. Unexpected key(s) in state_dict: ‘c’.")
            << std::string("a.w b.w") << std::string("c") << std::string();
        QTest::newRow("as JSON holds it")
            << std::string("{\"error\": \"Missing key(s) in state_dict: \\\"a.w\\\", \\\"b.w\\\". \"}")
            << std::string("a.w b.w") << std::string() << std::string();
        QTest::newRow("torch 0.3, as Python prints it")
            << std::string("KeyError: 'missing keys in state_dict: \"{\\'a.w\\', \\'b.w\\'}\"'")
            << std::string("a.w b.w") << std::string() << std::string();
        QTest::newRow("scalars") << std::string("size mismatch for s: copying a param with shape torch.Size([]) from "
                                                "checkpoint, the shape in current model is torch.Size([2]).")
                                 << std::string() << std::string() << std::string("s[][2]");
        QTest::newRow("torch 0.4: shapes the wrong way round")
            << std::string("size mismatch for fc.weight: copying a param of torch.Size([200, 2048]) from checkpoint, "
                           "where the shape is torch.Size([1000, 2048]) in current model.")
            << std::string() << std::string() << std::string("fc.weight[1000, 2048][200, 2048]");
        QTest::newRow("while copying") << std::string(
            "While copying the parameter named \"fc.weight\", whose dimensions in the model are "
            "torch.Size([3, 4]) and whose dimensions in the checkpoint are torch.Size([5, 4]), an "
            "exception occurred : ('x',).")
                                       << std::string() << std::string() << std::string("fc.weight[5, 4][3, 4]");
        QTest::newRow("torch 0.3, one key")
            << std::string("KeyError: 'unexpected key \"module.conv1.weight\" in state_dict'") << std::string()
            << std::string("module.conv1.weight") << std::string();
        QTest::newRow("torch 0.3, a set") << std::string("KeyError: 'missing keys in state_dict: \"{'a', 'b'}\"'")
                                          << std::string("a b") << std::string() << std::string();
        QTest::newRow("what strict=False returns")
            << std::string("_IncompatibleKeys(missing_keys=['a', 'b.c'], unexpected_keys=['module.a'])")
            << std::string("a b.c") << std::string("module.a") << std::string();
        QTest::newRow("mmcv") << std::string(
            "unexpected key in source state_dict: fc.weight, fc.bias\n\nmissing keys in "
            "source state_dict: head.weight, \nhead.bias\n\nmore words, here")
                              << std::string("head.weight head.bias") << std::string("fc.weight fc.bias")
                              << std::string();
        QTest::newRow("fvcore, in colours and groups")
            << std::string("Some model parameters or buffers are not found in the checkpoint:\n"
                           "\x1b[34mbackbone.bn.{running_mean, running_var}\x1b[0m\n\x1b[34mfc.weight\x1b[0m\n"
                           "The checkpoint state_dict contains keys that are not used by the model:\n"
                           "  \x1b[35mhead.{bias, weight}\x1b[0m\n")
            << std::string("backbone.bn.running_mean backbone.bn.running_var fc.weight")
            << std::string("head.bias head.weight") << std::string();
        QTest::newRow("transformers") << std::string(
            "Some weights of the model checkpoint at bert were not used when initializing Bert: "
            "['cls.bias', 'cls.weight']\n- This IS expected\nSome weights of Bert were not initialized "
            "from the model checkpoint at bert and are newly initialized: ['head.weight']\nSome weights "
            "did not match:\n- fc.weight: found shape torch.Size([2, 8]) in the checkpoint and "
            "torch.Size([3, 8]) in the model instantiated\n")
                                      << std::string("head.weight") << std::string("cls.bias cls.weight")
                                      << std::string("fc.weight[2, 8][3, 8]");
    }
    void everyWordingIsRead()
    {
        QFETCH(std::string, text);
        QVERIFY(looksLikeLoadError(text) || text.find("unexpected key \"") != std::string::npos);
        const auto error = parseLoadError(text);
        QVERIFY(error.has_value());
        QTEST(joined(error->missing), "missing");
        QTEST(joined(error->unexpected), "unexpected");
        QTEST(mismatchesOf(*error), "mismatches");
        QVERIFY(!error->isCut);
    }

    void theClassIsNamed()
    {
        const auto error =
            parseLoadError("Error(s) in loading state_dict for ResNet:\n\tMissing key(s) in state_dict: \"a\". ");
        QCOMPARE(error->className, std::string("ResNet"));
    }

    void whatIsNoTensorIsTold()
    {
        const auto error = parseLoadError("While copying the parameter named \"fc.bias\", expected torch.Tensor or "
                                          "Tensor-like object from checkpoint but received <class 'dict'>");
        QCOMPARE(joined(error->notTensors), std::string("fc.bias"));
    }

    void aListThatIsCutSaysSo()
    {
        const auto error = parseLoadError("Missing key(s) in state_dict: \"a\", \"b.c");
        QCOMPARE(joined(error->missing), std::string("a"));
        QVERIFY(error->isCut);
    }

    void otherTextsAreNone_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::newRow("nothing") << std::string();
        QTest::newRow("another error") << std::string("RuntimeError: CUDA out of memory");
        QTest::newRow("names") << std::string("conv1.weight [64, 3, 7, 7]\n");
        QTest::newRow("the words without a list") << std::string("Missing key(s) in state_dict: none");
    }
    void otherTextsAreNone()
    {
        QFETCH(std::string, text);
        QVERIFY(!parseLoadError(text).has_value());
    }

    void aMillionQuotesTakeNoQuadraticTime()
    {
        std::string text = "Missing key(s) in state_dict: ";
        for (int i = 0; i < 200'000; ++i) {
            text += "\"k" + std::to_string(i) + "\", ";
        }
        for (int i = 0; i < 50'000; ++i) {
            text += "size mismatch for x: copying a param with ";
        }
        const auto error = parseLoadError(text);
        QCOMPARE(error->missing.size(), std::size_t{200'000});
    }
};

QTEST_GUILESS_MAIN(TestLoadError)
#include "tst_load_error.moc"
