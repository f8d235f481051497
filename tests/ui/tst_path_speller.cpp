// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/graph_builder.h"
#include "tests/ui/opened_fixture.h"
#include "ui/session/path_speller.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// Keys that stand in paths as they are, and keys that do not.
OpenedPtr oddKeys()
{
    GraphBuilder b;
    const ValueId inner = b.dict({{"module.conv1.weight", b.tensor({2})}, {"a b", b.tensor({2})}, {"", b.tensor({2})},
        {"a/b", b.tensor({2})}, {"12", b.tensor({2})}, {"@x", b.tensor({2})},
        {"Gr\xC3\xB6\xC3\x9F"
         "e",
            b.tensor({2})},
        {"tab\t", b.tensor({2})}, {"_private9", b.tensor({2})}});
    const ValueId state = b.dictOf({{b.integer(7), b.dict({{"exp_avg", b.tensor({2})}})}});
    b.interpret(b.dict({{"model", inner}, {"list", b.list({b.tensor({2}), b.integer(1)})}, {"state", state},
        {"args", b.object("argparse", "Namespace", {}, b.dict({{"lr", b.number(0.1)}}))}, {"epoch", b.integer(3)}}));
    return openedContent(std::move(b.content));
}

} // namespace

class TestPathSpeller : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPathIsTheOneThatTheTreeGives()
    {
        const OpenedPtr opened = oddKeys();
        PathSpeller paths(opened->document->content, opened->tree);
        const auto count = static_cast<std::uint32_t>(opened->tree.places.size());
        QVERIFY(count > 15);
        for (std::uint32_t step : {1U, 2U, 3U}) { // neighbours, and jumps between parents
            for (std::uint32_t i = 0; i < step * count; i += step) {
                const PlaceId place{i % count};
                QCOMPARE(paths.pathOf(place), opened->pathAt(place));
            }
        }
    }

    void whatStandsBeforeTheLastSegmentIsCounted()
    {
        const OpenedPtr opened = oddKeys();
        PathSpeller paths(opened->document->content, opened->tree);
        QCOMPARE(paths.pathOf(opened->tensors.front().place), QStringLiteral("model/module.conv1.weight"));
        QCOMPARE(paths.parentLength(), 6);
        paths.pathOf(PlaceId{0});
        QCOMPARE(paths.parentLength(), 0);
    }

    void sumsAreThoseOfWhatLiesBelow()
    {
        const OpenedPtr opened = openedFrom(smallTraining().zip());
        const PlaceSummary all = opened->sumsAt(PlaceId{0});
        QCOMPARE(all.tensors, std::uint64_t{5});
        QCOMPARE(all.values, std::uint64_t{2});
        QCOMPARE(all.bytes, std::uint64_t{432 + 16 + 16 + 64 + 128});
        QCOMPARE(opened->summary.devices().names(all.devices).size(), 2);
        const PlaceId first = opened->tensors.front().place;
        QCOMPARE(opened->sumsAt(first).bytes, std::uint64_t{432});
        QCOMPARE(opened->leafAt(first)->tensor, opened->tensors.front().tensor);
        QVERIFY(opened->leafAt(PlaceId{0}) == nullptr);
        QVERIFY(opened->roleAt(first) == nullptr);
        for (const RoleNode& role : opened->tree.roles) {
            QCOMPARE(opened->roleAt(role.place), &role);
        }
        for (const StateDict& stateDict : opened->tree.stateDicts) {
            QCOMPARE(opened->stateDictAt(stateDict.place), &stateDict);
        }
    }
};

QTEST_GUILESS_MAIN(TestPathSpeller)
#include "tst_path_speller.moc"
