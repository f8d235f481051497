// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/diagnose/finding.h"
#include "tests/support/sample_content.h"

using namespace pthf;
using namespace pthf::tests;

class FindingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMostSevereStandsFirst()
    {
        const auto document = SampleContent()
                                  .stateDict("model", {"module.a.weight", "module.a.bias"}, "cuda:0")
                                  .adam("optimizer", 2, "cuda:0")
                                  .call("run", "os", "system", "echo")
                                  .document();
        const auto findings = findingsOf(*document, document->content, SampleContent::tree(*document));
        QStringList ids;
        for (const Finding& finding : findings) {
            ids << QString::fromStdString(finding.id);
            QCOMPARE(finding.fix.empty(), finding.fixLabel.empty());
        }
        QCOMPARE(ids.join(QLatin1Char(' ')), QStringLiteral("dangerous-global devices wrapper-prefix optimizer-size"));
    }

    void whatTheReaderSawIsDamageAndNoDanger()
    {
        auto document = std::make_shared<Document>(*SampleContent().stateDict("model", {"a.weight"}).document());
        document->problems.add(Severity::Error, ErrorCode::Corrupt, "crc is 1, 2 expected", "archive/data/0", 1204);
        const auto findings = findingsOf(*document, document->content, SampleContent::tree(*document));
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(findings[0].text),
            QStringLiteral(
                "Damaged: archive/data/0: crc is 1, 2 expected (byte 1,204); copy or download the file again"));
        QVERIFY(findings[0].severity == Severity::Error);
    }

    void aThousandComplaintsAreAFewFindings()
    {
        auto document = std::make_shared<Document>(*SampleContent().stateDict("model", {"a.weight"}).document());
        for (int i = 0; i < 3000; ++i) {
            document->problems.add(Severity::Warning, ErrorCode::Corrupt, "odd record");
        }
        const auto findings = findingsOf(*document, document->content, SampleContent::tree(*document));
        QCOMPARE(findings.size(), std::size_t{13});
        QCOMPARE(QString::fromStdString(findings.back().text), QStringLiteral("2,988 more of this kind"));
    }

    void tensorsWithoutTheirBytesAreCounted()
    {
        auto document =
            std::make_shared<Document>(*SampleContent().stateDict("model", {"a.weight", "b.weight"}).document());
        document->content.storages[1].place.available = 100;
        const auto findings = findingsOf(*document, document->content, SampleContent::tree(*document));
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(findings[0].id), QStringLiteral("lost-tensors"));
        QCOMPARE(QString::fromStdString(pathText(findings[0].path)), QStringLiteral("model/b.weight"));
    }

    void anUntroubledFileHasNone()
    {
        const auto document = SampleContent().stateDict("model", {"a.weight"}).integer("epoch", 1).document();
        QVERIFY(findingsOf(*document, document->content, SampleContent::tree(*document)).empty());
    }
};

QTEST_GUILESS_MAIN(FindingsTest)
#include "tst_findings.moc"
