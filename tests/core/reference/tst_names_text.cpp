// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/reference/names_text.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;

namespace {

std::string listed(const KeyList& keys)
{
    std::string text;
    for (const KeyEntry& entry : keys) {
        text += (text.empty() ? "" : "; ") + entry.key + ' ' + (entry.shape ? shapeText(*entry.shape) : "?");
        text += entry.dtype ? " " + std::string(dtypeName(*entry.dtype)) : "";
    }
    return text;
}

} // namespace

class TestNamesText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySpellingIsRead_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("keys");
        const auto row = [](const char* name, const char* text, const char* keys) {
            QTest::newRow(name) << std::string(text) << std::string(keys);
        };
        row("our snippet",
            "# model: Net\nconv.weight [64, 3] torch.float32\nbn.num_batches_tracked [] torch.int64\n_extra_state [] "
            "\n",
            "conv.weight [64, 3] float32; bn.num_batches_tracked [] int64; _extra_state []");
        row("torch.Size", "conv.weight torch.Size([64, 3, 7, 7])\nfc.bias torch.Size([10])\n",
            "conv.weight [64, 3, 7, 7]; fc.bias [10]");
        row("colon", "conv.weight: [64, 3]\nfc.bias: (10,)\ns: []", "conv.weight [64, 3]; fc.bias [10]; s []");
        row("tabs and number type", "0.weight\ttorch.float16\t(2, 3)", "0.weight [2, 3] float16");
        row("times", "conv.weight 64x3x7x7\nfc.weight 10 × 5", "conv.weight [64, 3, 7, 7]; fc.weight [10, 5]");
        row("arrow and dash", "a.w -> (3, 4)\nb.w - [5]", "a.w [3, 4]; b.w [5]");
        row("table with bars", "| name | shape | dtype |\n|---|---|---|\n| a.w | [3, 4] | float32 |\n",
            "a.w [3, 4] float32");
        row("numbered lines", "0: a.w [3]\n1: b.w [4]\n", "a.w [3]; b.w [4]");
        row("names only", "conv1.weight\nconv1.bias\n", "conv1.weight ?; conv1.bias ?");
        row("dict of shapes", "{'a.w': torch.Size([3, 4]), 'b': torch.Size([])}", "a.w [3, 4]; b []");
        row("OrderedDict", "OrderedDict([('a.w', torch.Size([3])), ('b.w', torch.Size([4, 5]))])",
            "a.w [3]; b.w [4, 5]");
        row("odict_keys", "odict_keys(['a.w', 'b.w'])", "a.w ?; b.w ?");
        row("list of names", "['a.w', 'b.w']", "a.w ?; b.w ?");
        row("pairs a line", "('a.w', torch.Size([3, 4]))\n('b.w', (5,))", "a.w [3, 4]; b.w [5]");
        row("JSON shapes", R"({"a.w": [3, 4], "b": []})", "a.w [3, 4]; b []");
        row("safetensors header",
            R"({"__metadata__":{"format":"pt"},"a.w":{"dtype":"F16","shape":[3,4],"data_offsets":[0,24]}})",
            "a.w [3, 4] float16");
        row("index file", R"({"metadata":{},"weight_map":{"a.w":"1.safetensors","b.w":"2.safetensors"}})",
            "a.w ?; b.w ?");
        row("pthf ls --json",
            R"([{"path":["model","a.w"],"type":"tensor","dtype":"float32","shape":[3]},{"path":["epoch"],"type":"int","value":3}])",
            "a.w [3] float32");
        row("pthf ls", "model/a.w  float32  [3, 4]  48 B  cuda:0\nmodel/b.w  int64  [2]  16 B  cpu\n",
            "a.w [3, 4] float32; b.w [2] int64");
        row("a sum behind it", "a.w [3, 4]\nb.w [2]\nTotal: 14\n", "a.w [3, 4]; b.w [2]");
        row("a name twice", "a.w [3]\na.w [4]\n", "a.w [3]");
        row("Markdown", "| name | shape |\n|---|---|\n| `a.w` | [3, 4] |\n| `b.w` | [2] |\n", "a.w [3, 4]; b.w [2]");
        row("an editor's mark in front",
            "\xEF\xBB\xBF"
            "a.w [3]\n",
            "a.w [3]");
        row("a sentence among them", "storage has wrong size\na.w\nb.w cpu requires_grad True torch.float32\n",
            "a.w ?; b.w ? float32");
        row("one name with a slash at its end", "block/", "block/ ?");
        row("a name that is empty", R"({"": [3], "a.w": [4]})", "a.w [4]");
        row("log lines in colours", "\x1b[32ma.w\x1b[0m \x1b[33m[3]\x1b[0m", "a.w [3]");
    }
    void everySpellingIsRead()
    {
        QFETCH(std::string, text);
        const auto names = parseNames(text);
        QVERIFY2(names.has_value(), names ? "" : names.error().message().c_str());
        QTEST(listed(names->keys), "keys");
    }

    void theClassIsReadFromTheSnippet()
    {
        QCOMPARE(parseNames("# model: ResNet\na.w [3]\n")->className, std::string("ResNet"));
    }

    void textsWithoutNamesAreRefused_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::newRow("nothing") << std::string();
        QTest::newRow("blanks") << std::string(" \n\t\n");
        QTest::newRow("numbers") << std::string("1 2 3\n[4, 5]");
        QTest::newRow("empty JSON") << std::string("{}");
    }
    void textsWithoutNamesAreRefused()
    {
        QFETCH(std::string, text);
        const auto names = parseNames(text);
        QVERIFY(!names.has_value());
        QCOMPARE(names.error().code(), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestNamesText)
#include "tst_names_text.moc"
