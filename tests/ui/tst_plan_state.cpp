// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "ui/session/plan_state.h"

using namespace pthf;

namespace {

Operation toDevice(const char* device)
{
    return MapLocation{device, {}, {}};
}

PlanState planOf(const std::vector<Operation>& operations)
{
    PlanState state;
    for (const Operation& operation : operations) {
        state.items.push_back(PlanItem{operation, true});
    }
    return state;
}

} // namespace

class TestPlanState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMoveOfEverythingTakesThePlaceOfTheMovesBefore()
    {
        const PlanState state = planOf({MapLocation{{}, {{"cuda:1", "cuda:0"}}, {}}, RemovePrefix{"module.", {}}});
        const PlanState after = withOperations(state, {toDevice("cpu")});
        QVERIFY(after == planOf({toDevice("cpu"), RemovePrefix{"module.", {}}}));
    }
    void aTableOfMovesIsAddedBehind()
    {
        const Operation table = MapLocation{{}, {{"cuda:1", "cuda:0"}}, {}};
        QVERIFY(withOperations(planOf({toDevice("cpu")}), {table}) == planOf({toDevice("cpu"), table}));
    }
    void anOperationThatIsThereIsSwitchedOnInsteadOfRepeated()
    {
        const PlanState state = withSwitched(planOf({RemovePrefix{"module.", {}}}), 0, Switch::Off);
        QVERIFY(withOperations(state, {RemovePrefix{"module.", {}}}) == planOf({RemovePrefix{"module.", {}}}));
    }
    void aFixThatNamesAPrefixTwiceTakesItAwayTwice()
    {
        const std::vector<Operation> fix{RemovePrefix{"module.", {}}, RemovePrefix{"module.", {}}};
        QVERIFY(withOperations({}, fix) == planOf(fix));
    }
    void switchedOffOperationsAreNotDone()
    {
        const PlanState state = withSwitched(planOf({toDevice("cpu"), Compact{}}), 0, Switch::Off);
        QVERIFY(state.enabled() == EditPlan{{Compact{}}});
        QVERIFY(!state.numberInPlan(0));
        QCOMPARE(state.numberInPlan(1), std::optional<std::size_t>(0));
        QVERIFY(!mapLocationOf(state));
    }
    void pickersReplaceTheirOwnOperationsInPlace()
    {
        PlanState state = planOf({RemovePrefix{"module.", {}}, toDevice("cpu"), AddPrefix{"x.", {}}});
        state = withPrefixOperations(state, {RemovePrefix{"_orig_mod.", {}}});
        QVERIFY(state == planOf({RemovePrefix{"_orig_mod.", {}}, toDevice("cpu")}));
        state = withMapLocation(state, std::nullopt);
        QVERIFY(state == planOf({RemovePrefix{"_orig_mod.", {}}}));
        state = withCast(state, DType::Float16);
        QCOMPARE(castOf(state), std::optional(DType::Float16));
        QVERIFY(withCast(state, std::nullopt) == planOf({RemovePrefix{"_orig_mod.", {}}}));
    }
    void castsWithAPatternAreNotThePickers()
    {
        const PlanState state = planOf({Cast{DType::Float16, "*.weight"}});
        QVERIFY(!castOf(state));
        QCOMPARE(withCast(state, DType::BFloat16).items.size(), std::size_t{2});
    }
    void movingAndRemovingKeepTheRest()
    {
        const PlanState state = planOf({toDevice("cpu"), Compact{}, Untie{}});
        QVERIFY(withMoved(state, 0, 2) == planOf({Compact{}, Untie{}, toDevice("cpu")}));
        QVERIFY(withMoved(state, 2, 0) == planOf({Untie{}, toDevice("cpu"), Compact{}}));
        QVERIFY(withMoved(state, 0, 3) == state);
        QVERIFY(withoutItem(state, 1) == planOf({toDevice("cpu"), Untie{}}));
        QVERIFY(withoutItem(state, 9) == state);
        QVERIFY(withoutOperations(state, {Compact{}, Untie{}}) == planOf({toDevice("cpu")}));
    }
};

QTEST_GUILESS_MAIN(TestPlanState)
#include "tst_plan_state.moc"
