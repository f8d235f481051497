// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/match/row_choices.h"
#include "tests/core/match/key_samples.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

MatchResult resultOf(const std::string& file, const std::string& model)
{
    MatchResult result;
    result.file = keysFrom(file);
    auto reference = std::make_shared<Reference>();
    reference->keys = keysFrom(model);
    result.match = matchKeys(result.file, reference->keys);
    result.reference = std::move(reference);
    return result;
}

/// "transposed resized+ new+ …": + where there is a filling to choose, names behind a colon.
std::string kindsOf(const std::vector<RowChoice>& choices)
{
    constexpr std::array<const char*, 8> kNames{
        "as-it-is", "transposed", "resized", "new", "renamed", "from-reference", "from-file", "left-out"};
    std::string text;
    for (const RowChoice& choice : choices) {
        text += (text.empty() ? "" : " ") + std::string(kNames.at(static_cast<std::size_t>(choice.kind)));
        text += choice.isFilled ? "+" : "";
        for (const std::string& name : choice.names) {
            text += ":" + name;
        }
    }
    return text;
}

} // namespace

class TestRowChoices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachRowHasWhatSuitsIt_data()
    {
        QTest::addColumn<std::string>("file");
        QTest::addColumn<std::string>("model");
        QTest::addColumn<std::string>("kinds");
        const auto row = [](const char* name, const char* file, const char* model, const char* kinds) {
            QTest::newRow(name) << std::string(file) << std::string(model) << std::string(kinds);
        };
        row("same", "a [3]", "a [3]", "as-it-is");
        row("cut", "a [3, 8]", "a [2, 8]", "as-it-is resized new+ from-file left-out");
        row("grown", "a [3, 8]", "a [4, 8]", "as-it-is resized+ new+ from-file left-out");
        row("turned", "a [3, 8]", "a [8, 3]", "as-it-is transposed resized+ new+ from-file left-out");
        row("two of four dimensions turned", "a [2, 3, 8, 9]", "a [2, 9, 8, 3]",
            "as-it-is transposed resized+ new+ from-file left-out");
        row("another rank", "a [3, 8]", "a [24]", "as-it-is new+ from-file left-out");
        row("sizes of 1", "a [3, 8, 1, 1]", "a [3, 8]", "as-it-is resized new+ from-file left-out");
        row("nothing would be left", "a [3, 8]", "a [0, 8]", "as-it-is new+ from-file left-out");
        row("in the file only", "a [3]", "b [4]", "as-it-is left-out");
        row("a name that fits", "a [3]", "b [3]; c [4]; d [3]", "as-it-is renamed:b:d left-out");
    }
    void eachRowHasWhatSuitsIt()
    {
        QFETCH(std::string, file);
        QFETCH(std::string, model);
        const MatchResult result = resultOf(file, model);
        QTEST(kindsOf(choicesFor(result, result.match.rows.front())), "kinds");
    }

    void aNameOfTheModelAloneIsMadeTakenOrFoundInTheFile()
    {
        const MatchResult result = resultOf("a [3]", "b [3]");
        QCOMPARE(result.match.rows.size(), std::size_t{2});
        const auto& row = result.match.rows[result.match.rows[0].state == MatchState::OnlyInModel ? 0 : 1];
        const auto choices = choicesFor(result, row);
        QCOMPARE(kindsOf(choices), std::string("as-it-is renamed:a new+ from-file"));
        QCOMPARE(std::get<RenameTable>(choices[1].operations.front()).pairs.front(),
            (std::pair<std::string, std::string>{"a", "b"}));
    }

    void whatWasChosenIsKnownAgain()
    {
        const MatchResult result = resultOf("a*.w [3, 8]; other [2]", "a*.w [8, 3]; name [2]");
        for (const MatchRow& row : result.match.rows) {
            for (const RowChoice& choice : choicesFor(result, row)) {
                for (std::size_t i = 0; i < choice.operations.size(); ++i) {
                    const std::string own = row.file != MatchRow::kNone ? result.file[row.file].key : "name";
                    const bool isRenamed = choice.kind == RowChoice::Kind::Renamed;
                    const std::string& key = isRenamed && row.state == MatchState::OnlyInFile ? choice.names[i] : own;
                    QVERIFY(choiceMade(choice.operations[i], result, key) == choice.kind);
                    QVERIFY(!choiceMade(choice.operations[i], result, "another"));
                }
            }
        }
    }

    void theTransposedDimensionsAreThoseThatDiffer()
    {
        const MatchResult result = resultOf("a*.w [2, 3, 8, 9]", "a*.w [2, 9, 8, 3]");
        const auto choices = choicesFor(result, result.match.rows.front());
        QCOMPARE(kindsOf(choices), std::string("as-it-is transposed resized+ new+ from-file left-out"));
        QVERIFY((choices[1].operations.front() == Operation(Transpose{"a[*].w", 1, 3})));
    }
};

QTEST_GUILESS_MAIN(TestRowChoices)
#include "tst_row_choices.moc"
