// SPDX-License-Identifier: Apache-2.0
#include "core/base/result.h"

#include <QtTest>

#include "core/base/problems.h"

using namespace pthf;

namespace {

Result<int> halved(int number)
{
    if (number % 2 != 0) {
        return Error{ErrorCode::InvalidArgument, std::to_string(number) + " is odd", 7};
    }
    return number / 2;
}

Result<std::string> quarteredText(int number)
{
    const int once = PTHF_TRY(halved(number));
    const int twice = PTHF_TRY(halved(once));
    return std::to_string(twice);
}

} // namespace

class TestResult : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tryYieldsTheValueOrHandsOnTheError()
    {
        QCOMPARE(quarteredText(12).value(), std::string("3"));
        const auto failed = quarteredText(6);
        QVERIFY(!failed);
        QCOMPARE(failed.error().message(), std::string("3 is odd"));
    }

    void contextReadsFromOutsideIn()
    {
        const Error error = halved(3).error().within("data.pkl").within("model.pt");
        QCOMPARE(error.message(), std::string("model.pt: data.pkl: 3 is odd"));
        QCOMPARE(error.code(), ErrorCode::InvalidArgument);
        QCOMPARE(error.offset().value(), 7U);
    }

    void problemsKeepTheFirstThousandAndCountTheRest()
    {
        Problems problems;
        QVERIFY(problems.isEmpty());
        for (std::size_t i = 0; i < Problems::kMaxKept + 5; ++i) {
            problems.add(Severity::Warning, ErrorCode::Corrupt, "again");
        }
        QCOMPARE(problems.kept().size(), Problems::kMaxKept);
        QCOMPARE(problems.count(), Problems::kMaxKept + 5);
        QVERIFY(!problems.hasErrors());

        Problems more;
        more.append(problems);
        more.add(Severity::Error, ErrorCode::Corrupt, "worse");
        QCOMPARE(more.kept().size(), Problems::kMaxKept);
        QCOMPARE(more.count(), Problems::kMaxKept + 6);
        QVERIFY(more.hasErrors());
    }
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
