// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/reference/reference.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;

namespace {

KeyEntry entry(std::string key, Dims shape)
{
    KeyEntry made;
    made.key = std::move(key);
    made.shape = std::move(shape);
    return made;
}

std::string listed(const KeyList& keys)
{
    std::string text;
    for (const KeyEntry& each : keys) {
        text += (text.empty() ? "" : "; ") + each.key + ' ' + (each.shape ? shapeText(*each.shape) : "?");
        text += each.isPresumed ? " presumed" : "";
    }
    return text;
}

} // namespace

class TestReference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAnErrorDoesNotMentionIsAsInTheFile()
    {
        auto reference = referenceFromText("Error(s) in loading state_dict for Net:\n\tMissing key(s) in state_dict: "
                                           "\"new\". \n\tUnexpected key(s) in state_dict: \"old\". \n\tsize mismatch "
                                           "for fc: copying a param with shape torch.Size([4]) from checkpoint, the "
                                           "shape in current model is torch.Size([2]).",
            "error.txt");
        QVERIFY(reference.has_value());
        QCOMPARE(reference->modelName(), std::string("Net"));
        const KeyList file{entry("a", {3}), entry("old", {1}), entry("fc", {4})};
        const Reference whole = completed(std::move(*reference), file);
        QCOMPARE(listed(whole.keys), std::string("a [3] presumed; fc [2]; new ?"));
        QVERIFY(whole.notes.empty());
    }

    void anErrorOfAnotherFileIsNoticed()
    {
        auto reference = referenceFromText("Unexpected key(s) in state_dict: \"x\", \"y\". ", "error.txt");
        const Reference whole = completed(std::move(*reference), {entry("x", {3})});
        QCOMPARE(whole.notes.size(), std::size_t{1});
        QVERIFY(whole.notes.front().starts_with("1 of 2 unexpected keys"));
    }

    void shapesThatTorch04ExchangedAreSetRight()
    {
        // The file says which of the two is its own.
        auto reference = referenceFromText("size mismatch for fc: copying a param with shape torch.Size([2]) from "
                                           "checkpoint, the shape in current model is torch.Size([4]).",
            "error.txt");
        const Reference whole = completed(std::move(*reference), {entry("fc", {4})});
        QCOMPARE(listed(whole.keys), std::string("fc [2]"));
    }

    void aTextIsNamedByItsFile()
    {
        const auto reference = referenceFromText("a.w [3]\n", "birds200.txt");
        QCOMPARE(reference->modelName(), std::string("birds200"));
        QCOMPARE(reference->kind, Reference::Kind::Names);
    }
};

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"
