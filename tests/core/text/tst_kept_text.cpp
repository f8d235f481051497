// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/text/shared_text.h"
#include "core/text/text_pool.h"

using namespace pthf;

class TestKeptText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPoolKeepsWhatItIsGivenWhereItIs()
    {
        TextPool pool;
        std::vector<std::string> texts;
        std::vector<std::string_view> kept;
        for (std::size_t i = 0; i < 5'000; ++i) { // several blocks
            texts.push_back(std::string(i % 97, static_cast<char>('a' + i % 26)));
            kept.push_back(pool.keep(texts.back()));
        }
        const std::string_view large = pool.keep(std::string(300'000, 'x'));
        const std::string_view after = pool.keep("after");
        const TextPool moved = std::move(pool);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            QVERIFY(kept[i] == texts[i]);
        }
        QCOMPARE(large.size(), std::size_t{300'000});
        QVERIFY(after == "after");
    }

    void anEmptyPoolKeepsTheEmptyText() { QVERIFY(TextPool().keep("").empty()); }

    void copiesOfASharedTextAreOneText()
    {
        const SharedText tag = "cuda:0";
        const SharedText copy = tag;
        QCOMPARE(static_cast<const void*>(copy.view().data()), static_cast<const void*>(tag.view().data()));
        QVERIFY(copy == tag);
        QVERIFY(tag == SharedText(std::string("cuda:0")));
        QVERIFY(tag == "cuda:0" && tag != "cuda:1" && std::string_view("cuda:0") == tag);
        QCOMPARE(tag.string(), std::string("cuda:0"));
    }

    void theEmptySharedTextTakesNoMemory()
    {
        QVERIFY(SharedText().empty());
        QVERIFY(SharedText("").empty());
        QVERIFY(SharedText() == SharedText(std::string_view{}));
        QVERIFY(SharedText() == "");
        QVERIFY(SharedText().view().data() == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestKeptText)
#include "tst_kept_text.moc"
