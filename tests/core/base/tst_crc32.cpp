// SPDX-License-Identifier: Apache-2.0
#include "core/base/crc32.h"

#include <QtTest>

#include "core/base/byte_reader.h"

using namespace pthf;

class TestCrc32 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheCheckValueOfTheZipPolynomial() { QCOMPARE(crc32(asBytes("123456789")), 0xCBF43926U); }

    void goesOnFromWhatCameBefore()
    {
        const std::string_view text = "123456789";
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            QCOMPARE(crc32(asBytes(text.substr(cut)), crc32(asBytes(text.substr(0, cut)))), 0xCBF43926U);
        }
    }

    void nothingChangesNothing()
    {
        QCOMPARE(crc32({}), 0U);
        QCOMPARE(crc32({}, 0xCBF43926U), 0xCBF43926U);
    }
};

QTEST_GUILESS_MAIN(TestCrc32)
#include "tst_crc32.moc"
