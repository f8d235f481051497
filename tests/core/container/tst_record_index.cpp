// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/container/record_index.h"
#include "core/text/text_pool.h"

using namespace pthf;

namespace {

std::vector<RecordInfo> recordsOf(TextPool& pool, const std::vector<std::string>& names)
{
    std::vector<RecordInfo> records(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        records[i].name = pool.keep(names[i]);
    }
    return records;
}

} // namespace

class TestRecordIndex final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyIndexFindsNothing();
    void everyNameIsFoundAndNoOther();
    void theLastOfEqualNamesIsFound();
    void duplicatesAreFoundWithoutRegardToCase();
    void namesOfOneHashAreToldApart();
    void hostileNamesDoNotMakeItSlow();

private:
    TextPool m_pool;
};

void TestRecordIndex::anEmptyIndexFindsNothing()
{
    const std::vector<RecordInfo> none;
    QVERIFY(!RecordIndex().find(none, "a"));
    QVERIFY(!RecordIndex(none).find(none, ""));
    QVERIFY(RecordIndex(none).duplicates(none).empty());
}

void TestRecordIndex::everyNameIsFoundAndNoOther()
{
    std::vector<std::string> names;
    for (int i = 0; i < 5000; ++i) {
        names.push_back("archive/data/" + std::to_string(i));
    }
    const auto records = recordsOf(m_pool, names);
    const RecordIndex index(records);
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        QCOMPARE(index.find(records, names[i]), std::optional(i));
    }
    QVERIFY(!index.find(records, "archive/data/5000"));
    QVERIFY(!index.find(records, "ARCHIVE/data/1"));
    QVERIFY(!index.find(records, ""));
    QVERIFY(index.duplicates(records).empty());
}

void TestRecordIndex::theLastOfEqualNamesIsFound()
{
    const auto records = recordsOf(m_pool, {"a", "A", "a", "b"});
    const RecordIndex index(records);
    QCOMPARE(index.find(records, "a"), std::optional(std::uint32_t{2}));
    QCOMPARE(index.find(records, "A"), std::optional(std::uint32_t{1}));
}

void TestRecordIndex::duplicatesAreFoundWithoutRegardToCase()
{
    const auto records =
        recordsOf(m_pool, {"x/data.pkl", "x/version", "x/DATA.PKL", "x/data.pkl", "x/\xC3\x84", "x/\xC3\xA4"});
    const auto duplicates = RecordIndex(records).duplicates(records);
    QCOMPARE(duplicates.size(), std::size_t{2}); // letters beyond ASCII keep their case
    QCOMPARE(duplicates[0].second, std::uint32_t{2});
    QCOMPARE(duplicates[1].second, std::uint32_t{3});
}

void TestRecordIndex::namesOfOneHashAreToldApart()
{
    // Folding takes "@" and "`" for one letter: equal hashes, different names.
    const auto records = recordsOf(m_pool, {"@@@@@@@@", "````````", "@```````"});
    const RecordIndex index(records);
    QVERIFY(index.duplicates(records).empty());
    for (std::uint32_t i = 0; i < 3; ++i) {
        QCOMPARE(index.find(records, records[i].name), std::optional(i));
    }
}

void TestRecordIndex::hostileNamesDoNotMakeItSlow()
{
    // 65,536 spellings with one hash: a chain that is searched from its front would take minutes.
    std::vector<std::string> names;
    for (unsigned bits = 0; bits < 65'536; ++bits) {
        std::string name(16, '@');
        for (unsigned i = 0; i < 16; ++i) {
            name[i] = (bits >> i & 1U) != 0 ? '`' : '@';
        }
        names.push_back(std::move(name));
    }
    const auto records = recordsOf(m_pool, names);
    QElapsedTimer timer;
    timer.start();
    const RecordIndex index(records);
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        QCOMPARE(index.find(records, names[i]), std::optional(i));
    }
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(TestRecordIndex)
#include "tst_record_index.moc"
