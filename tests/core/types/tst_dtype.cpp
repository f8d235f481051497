// SPDX-License-Identifier: Apache-2.0
#include "core/types/dtype.h"

#include <QtTest>

#include "core/types/file_kind.h"
#include "core/types/role.h"

using namespace pthf;

class TestDType : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWordLeadsBackToItsType()
    {
        for (std::size_t i = 0; i + 1 < kDTypeCount; ++i) {
            const auto dtype = static_cast<DType>(i);
            const DTypeInfo& info = dtypeInfo(dtype);
            QVERIFY(info.bytes > 0);
            QCOMPARE(dtypeFromName(info.name), dtype);
            QCOMPARE(dtypeFromName("torch." + std::string(info.name)), dtype);
            if (!info.storageClass.empty()) {
                QCOMPARE(dtypeFromStorageClass(info.storageClass), dtype);
            }
            if (!info.safetensors.empty()) {
                QCOMPARE(dtypeFromSafetensors(info.safetensors), dtype);
            }
            if (!info.numpy.empty()) {
                QCOMPARE(dtypeFromNumpy(info.numpy), dtype);
            }
        }
    }

    void emptyAndUnknownWordsLeadNowhere()
    {
        QCOMPARE(dtypeFromName(""), std::nullopt);
        QCOMPARE(dtypeFromName("unknown"), std::nullopt);
        QCOMPARE(dtypeFromStorageClass(""), std::nullopt);
        QCOMPARE(dtypeFromStorageClass("UntypedStorage"), std::nullopt);
        QCOMPARE(dtypeFromSafetensors(""), std::nullopt);
        QCOMPARE(dtypeFromNumpy("O"), std::nullopt);
    }

    void aliasesMeanWhatTorchMeans()
    {
        QCOMPARE(dtypeFromName("half"), DType::Float16);
        QCOMPARE(dtypeFromName("bf16"), DType::BFloat16);
        QCOMPARE(dtypeFromName("torch.long"), DType::Int64);
        QCOMPARE(dtypeFromStorageClass("UInt16Storage"), DType::UInt16);
        QCOMPARE(dtypeFromNumpy("?"), DType::Bool);
    }

    void elementsHaveTorchsSizes_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("bytes");
        QTest::newRow("float64") << QByteArray("float64") << 8;
        QTest::newRow("bfloat16") << QByteArray("bfloat16") << 2;
        QTest::newRow("complex128") << QByteArray("complex128") << 16;
        QTest::newRow("bool") << QByteArray("bool") << 1;
        QTest::newRow("float8") << QByteArray("float8_e4m3fn") << 1;
        QTest::newRow("qint32") << QByteArray("qint32") << 4;
        QTest::newRow("bits16") << QByteArray("bits16") << 2;
    }
    void elementsHaveTorchsSizes()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, bytes);
        QCOMPARE(dtypeBytes(dtypeFromName(name.toStdString()).value()), static_cast<std::uint64_t>(bytes));
    }

    void castTouchesFloatingTypesOnly()
    {
        QVERIFY(isFloating(DType::Float64));
        QVERIFY(isFloating(DType::Float8E5M2));
        QVERIFY(!isFloating(DType::Int64));
        QVERIFY(!isFloating(DType::Complex64));
        QVERIFY(!isFloating(DType::QInt8));
        QVERIFY(isComplex(DType::Complex32));
        QVERIFY(isQuantized(DType::QUInt2x4));
        QVERIFY(!isQuantized(DType::Bits8));
    }

    void rolesAndKindsAreNamedOnce()
    {
        for (std::size_t i = 0; i < kRoleCount; ++i) {
            const auto role = static_cast<Role>(i);
            QCOMPARE(roleFromName(roleName(role)), role);
        }
        QCOMPARE(roleFromName("nothing"), std::nullopt);
        QCOMPARE(fileKindName(FileKind::TorchZip), std::string_view("torch-zip"));
        QCOMPARE(fileKindName(FileKind::Unreadable), std::string_view("unreadable"));
    }
};

QTEST_GUILESS_MAIN(TestDType)
#include "tst_dtype.moc"
