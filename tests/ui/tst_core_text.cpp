// SPDX-License-Identifier: Apache-2.0
#include <QRegularExpression>
#include <QTest>

#include "core/plan/operation.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"
#include "ui/words/language.h"

using namespace pthf;

class TestCoreText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void englishStaysAsItIs()
    {
        Language language;
        language.choose(QStringLiteral("en"));
        QCOMPARE(coreText("320 keys, 0 collisions"), QStringLiteral("320 keys, 0 collisions"));
    }

    void sentencesAreSaidInTheLanguageOfTheWindow_data()
    {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char* english, const char* chinese) {
            QTest::newRow(english) << QString::fromUtf8(english) << QString::fromUtf8(chinese);
        };
        row("Move everything to cpu", "全部移到 cpu");
        row("Remove prefix module. in model", "在 model 中去掉前缀 module.");
        row("320 keys, 0 collisions", "320 个键, 0 个冲突");
        row("1 tensor, −204.5 MB", "1 个张量, −204.5 MB");
        row("The optimizer takes 66 % of the file; a copy for inference is 102.5 MB",
            "优化器占文件的 66 %；推理用副本为 102.5 MB");
        row("320 of 320 model keys start with module., added by DataParallel",
            "model 的 320 个键中有 320 个以 module. 开头，由 DataParallel 添加");
        row("Set 100%1 to %2", "将 100%1 设为 %2");
        row("a sentence that nobody knows, with 3 keys", "a sentence that nobody knows, with 3 keys");
    }

    void sentencesAreSaidInTheLanguageOfTheWindow()
    {
        QFETCH(const QString, english);
        QFETCH(const QString, chinese);
        Language language;
        language.choose(QStringLiteral("zh_CN"));
        QCOMPARE(coreText(toUtf8(english)), chinese);
    }

    void everyOperationHasWords()
    {
        Language language;
        language.choose(QStringLiteral("zh_CN"));
        const std::vector<Operation> operations{MapLocation{"cpu", {}, {}}, MapLocation{{}, {{"cuda:1", "cpu"}}, {}},
            MapLocation{"cpu", {{"cuda:1", "cuda:0"}}, {}}, RemovePrefix{"module.", {}}, AddPrefix{"a.", {}},
            RemoveSegment{"a", {}}, RenamePattern{"a", "b", {}}, RenameTable{{{"a", "b"}}, {}},
            RenameTable{{{"a", "b"}, {"c", "d"}}, {}}, Keep{{"a"}, {}}, Drop{{"a"}, {}, {}}, Extract{{}}, Wrap{"a"},
            ToStateDict{{}}, Cast{DType::Float16, {}}, Cast{DType::Float16, "a"}, SetRequiresGrad{"a", true},
            SetRequiresGrad{"a", false}, Compact{}, Untie{}, MakePortable{}, PlainDict{}, SetValue{{}, "1"},
            SetTensor{"a", "b.pth", {}, {}}, InitTensor{"a", {}, {2, 3}, DType::Float32, {}}, Transpose{"a"},
            Transpose{"a", 1, 2}, Resize{"a", {2, 3}, {}, {}}};
        for (const Operation& operation : operations) {
            const QString shown = coreText(describe(operation));
            QVERIFY2(shown.contains(QRegularExpression(QStringLiteral("\\p{Han}"))), qPrintable(shown));
        }
    }
};

QTEST_GUILESS_MAIN(TestCoreText)
#include "tst_core_text.moc"
