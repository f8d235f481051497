// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace pthf;

class TestSha256 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sumsAreThoseOfOthers_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("piece");
        for (const int length : {0, 1, 55, 56, 63, 64, 65, 119, 128, 1000}) {
            QTest::addRow("%d bytes at once", length) << length << 1000;
            QTest::addRow("%d bytes in pieces", length) << length << 13;
        }
    }
    void sumsAreThoseOfOthers()
    {
        QFETCH(int, length);
        QFETCH(int, piece);
        QByteArray bytes(length, 'a');
        for (int i = 0; i < length; ++i) {
            bytes[i] = static_cast<char>(i * 31);
        }
        Sha256 sum;
        const auto all = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(length)));
        for (std::size_t at = 0; at < all.size(); at += static_cast<std::size_t>(piece)) {
            sum.add(all.subspan(at, std::min(static_cast<std::size_t>(piece), all.size() - at)));
        }
        const QByteArray expected = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
        QCOMPARE(QByteArray::fromStdString(sum.text()), expected);
    }
};

QTEST_GUILESS_MAIN(TestSha256)
#include "tst_sha256.moc"
