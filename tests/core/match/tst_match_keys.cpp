// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/match/match_keys.h"
#include "tests/core/match/key_samples.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

std::string rowsOf(const KeyList& file, const KeyList& model)
{
    std::string text;
    for (const MatchRow& row : matchKeys(file, model).rows) {
        const std::string& key = row.file == MatchRow::kNone ? model[row.model].key : file[row.file].key;
        const char* sign = row.state == MatchState::Same ? "="
            : row.state == MatchState::ShapeDiffers      ? "!"
            : row.state == MatchState::OnlyInFile        ? "-"
                                                         : "+";
        text += (text.empty() ? "" : " ") + std::string(sign) + key;
    }
    return text;
}

} // namespace

class TestMatchKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsStandInFileOrderWithTheModelsBetween_data()
    {
        QTest::addColumn<std::string>("file");
        QTest::addColumn<std::string>("model");
        QTest::addColumn<std::string>("rows");
        const auto row = [](const char* name, const char* file, const char* model, const char* rows) {
            QTest::newRow(name) << std::string(file) << std::string(model) << std::string(rows);
        };
        row("same", "a.w [3]; b.w [4]", "a.w [3]; b.w [4]", "=a.w =b.w");
        row("another shape", "a.w [3]; b.w [4]", "a.w [3]; b.w [5]", "=a.w !b.w");
        row("one more on either side", "a.w [3]; x.w [1]; b.w [4]", "a.w [3]; y.w [1]; b.w [4]", "=a.w -x.w +y.w =b.w");
        row("model longer", "b.w [4]", "a.w [3]; b.w [4]; c.w [5]", "+a.w =b.w +c.w");
        row("another order", "b.w [4]; a.w [3]", "a.w [3]; b.w [4]", "=b.w =a.w");
        row("a scalar of torch 0.3", "s.s [1]", "s.s []", "=s.s");
        row("but not the other way", "s.s []", "s.s [1]", "!s.s");
        row("shape not known", "a.w [3]", "a.w", "=a.w");
        row("nothing in common", "a.w [3]", "b.w [3]", "-a.w +b.w");
    }
    void rowsStandInFileOrderWithTheModelsBetween()
    {
        QFETCH(std::string, file);
        QFETCH(std::string, model);
        QTEST(rowsOf(keysFrom(file), keysFrom(model)), "rows");
    }

    void parametersAreCountedByTheModelsShapes()
    {
        const MatchCounts counts =
            matchKeys(keysFrom("a.w [3]; b.w [10]; x.w [7]"), keysFrom("a.w [3]; b.w [2]; c.w [5]")).counts;
        QCOMPARE(counts.parametersSame, std::uint64_t{3});
        QCOMPARE(counts.parametersShape, std::uint64_t{2});
        QCOMPARE(counts.parametersMissing, std::uint64_t{5});
        QCOMPARE(counts.share(), 0.3);
        QCOMPARE(counts.onlyInFile, std::uint64_t{1});
    }

    void withoutShapesKeysAreCounted()
    {
        const MatchCounts counts = matchKeys(keysFrom("a.w [3]"), keysFrom("a.w; b.w")).counts;
        QCOMPARE(counts.unknownShapes, std::uint64_t{1});
        QCOMPARE(counts.share(), 0.5);
    }

    void otherNumberTypesLoad()
    {
        const MatchCounts counts =
            matchKeys(keysFrom("a.w [3] torch.float16"), keysFrom("a.w [3] torch.float32")).counts;
        QCOMPARE(counts.same, std::uint64_t{1});
        QCOMPARE(counts.dtypeDiffers, std::uint64_t{1});
        QVERIFY(counts.isPerfect());
    }
};

QTEST_GUILESS_MAIN(TestMatchKeys)
#include "tst_match_keys.moc"
