// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include <sys/resource.h>

#include <QtTest>

#include "core/checkpoint/document_text.h"
#include "core/checkpoint/tree_index.h"
#include "core/diagnose/finding.h"
#include "core/diagnose/integrity.h"
#include "core/opening/open_checkpoint.h"
#include "core/report/listing.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

struct Expected {
    QString file;
    QString outcome;
};

QList<Expected> expectations()
{
    QFile list(QStringLiteral(PTHF_HOSTILE_FILES "/expected.txt"));
    if (!list.open(QIODevice::ReadOnly)) {
        qFatal("no expected.txt");
    }
    QList<Expected> rows;
    for (const QString& line : QString::fromUtf8(list.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (!line.startsWith(QLatin1Char('#'))) {
            rows.push_back({line.section(QLatin1Char(' '), 0, 0, QString::SectionSkipEmpty),
                line.section(QLatin1Char(' '), 1, 1, QString::SectionSkipEmpty)});
        }
    }
    return rows;
}

/// What becomes of a file, in the words of expected.txt. Everything that shows a file runs on the way.
Result<QString> outcomeOf(const std::filesystem::path& path)
{
    const Task task = quietTask();
    const auto opened = openCheckpoint(path, OpenOptions{}, task);
    if (!opened) {
        return QString::fromStdString(std::string(errorCodeName(opened.error().code())));
    }
    const Document& document = **opened;
    const TreeIndex tree = PTHF_TRY(indexTree(document.content, task));
    static_cast<void>(documentText(document, tree));
    static_cast<void>(listingToJson(document, document.content, tree, {}));
    const IntegrityReport report = PTHF_TRY(checkIntegrity(document, task));
    if (!report.isGood()) {
        return QStringLiteral("damaged");
    }
    const auto found = findingsOf(document, document.content, tree);
    return std::ranges::any_of(found, [](const Finding& finding) { return finding.severity == Severity::Danger; })
        ? QStringLiteral("danger")
        : QStringLiteral("opens");
}

} // namespace

/// Files that mean harm end where expected.txt says, in bounded time and memory.
class TestHostileFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFileIsExpected()
    {
        QStringList listed;
        for (const Expected& row : expectations()) {
            listed << row.file;
        }
        QStringList there;
        for (const QString& name : QDir(QStringLiteral(PTHF_HOSTILE_FILES)).entryList(QDir::Files, QDir::Name)) {
            const bool isOurs = name.endsWith(QLatin1String(".py")) || name.endsWith(QLatin1String(".cpp"))
                || name.endsWith(QLatin1String(".txt")) || name.endsWith(QLatin1String(".md"));
            if (!isOurs) {
                there << name;
            }
        }
        listed.sort();
        there.sort();
        QCOMPARE(listed, there);
    }

    void aHostileFileEndsAsExpected_data()
    {
        QTest::addColumn<QString>("outcome");
        for (const Expected& row : expectations()) {
            QTest::newRow(qPrintable(row.file)) << row.outcome;
        }
    }
    void aHostileFileEndsAsExpected()
    {
        QFETCH(QString, outcome);
        const auto found = outcomeOf(std::filesystem::path(PTHF_HOSTILE_FILES) / QTest::currentDataTag());
        QVERIFY2(found.has_value(), found ? "" : found.error().message().c_str());
        QCOMPARE(*found, outcome);
    }

    void noneTookTheMemoryItAskedFor()
    {
        rusage usage{};
        QCOMPARE(getrusage(RUSAGE_SELF, &usage), 0);
        QVERIFY2(usage.ru_maxrss < 1024 * 1024, qPrintable(QString::number(usage.ru_maxrss))); // in KiB
    }
};

QTEST_GUILESS_MAIN(TestHostileFiles)
#include "tst_hostile_files.moc"
