// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "core/plan/operation.h"
#include "ui/base/text.h"
#include "ui/words/core_sentences.h"
#include "ui/words/core_text.h"
#include "ui/words/error_text.h"
#include "ui/words/language.h"

using namespace pthf;

namespace {

/// The strings that a source file holds, without comments, includes and raw strings.
QStringList stringsIn(const QString& source)
{
    static const QRegularExpression kPart(
        QStringLiteral(R"re(//[^\n]*|^\s*#[^\n]*|R"\([\s\S]*?\)"|'(?:[^'\\\n]|\\.)'|"((?:[^"\\\n]|\\.)*)")re"),
        QRegularExpression::MultilineOption);
    QStringList strings;
    for (auto matches = kPart.globalMatch(source); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (match.hasCaptured(1)) {
            strings.append(match.captured(1).replace(u"\\\""_qs, u"\""_qs).replace(u"\\\\"_qs, u"\\"_qs));
        }
    }
    return strings;
}

/// Whether a string looks like a piece of a sentence: words with spaces between them, or a word with one at its side.
bool isSpoken(const QString& text)
{
    static const QRegularExpression kWords(QStringLiteral("[a-z]{2,} [a-z]{2,}|^ [a-z]{2,}|[a-z]{2,},? $"));
    return kWords.match(text).hasMatch();
}

/// Numbers and what is put in are alike here.
QString blanked(QString text)
{
    static const QRegularExpression kPut(QStringLiteral("%[1-9]|[0-9][0-9.]*"));
    return text.replace(kPut, u"#"_qs).trimmed();
}

/// Sources that speak Python, or torch's own words, or to tests.
bool isOtherSpeech(const QString& file)
{
    static const QStringList kFiles{u"plan_python.cpp"_qs, u"plan_command.cpp"_qs, u"python_words.cpp"_qs,
        u"python_tensors.cpp"_qs, u"load_report.cpp"_qs, u"load_error.cpp"_qs, u"other_errors.cpp"_qs,
        u"document_text.cpp"_qs, u"script_classes.cpp"_qs};
    return kFiles.contains(file);
}

/// Pieces that are no sentences of the window's: names of sources in errors, Python, what stands for a long value.
bool isNoSentence(const QString& piece)
{
    static const QStringList kPieces{u"nested file"_qs, u"nested stream"_qs, u"characters>"_qs, u"bytes>"_qs,
        u"day,"_qs, u"days,"_qs, u"same as"_qs, u", storage"_qs, u", of"_qs, u"more\\n"_qs, u"\" is a list of {\""_qs,
        u"blocks of a file are used in place"_qs, u"SQLite format 3\\0"_qs, u"\\nsize"_qs, u"\\noid"_qs,
        u"<!doctype html"_qs, u"version https://git-lfs"_qs, u"version https://hawser"_qs,
        u"a step of a path is a string, an integer, {\"attr\":…}, {\"arg\":…} or {\"repr\":…}, found"_qs};
    return kPieces.contains(piece) || piece.startsWith(u"for name, value in model.state_dict()");
}

QStringList allSpokenForms()
{
    QStringList forms;
    for (const auto& list : std::array{findingSentences(), fileSentences(), planSentences(), typedSentences(),
             answerSentences(), saveSentences(), byteSentences(), containerSentences(), formatSentences(),
             writerSentences(), sentenceParts()}) {
        for (const char* sentence : list) {
            for (const QString& form : spokenForms(QString::fromUtf8(sentence))) {
                forms.append(blanked(form));
            }
        }
    }
    return forms;
}

} // namespace

class TestCoreText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void englishStaysAsItIs()
    {
        Language language;
        language.choose(QStringLiteral("en"));
        QCOMPARE(coreText("320 keys, 0 collisions"), QStringLiteral("320 keys, 0 collisions"));
    }

    void englishCountsInItsOwnForms()
    {
        const auto counted = [](int count) {
            return QCoreApplication::translate("pthf::FolderPage", "%n checkpoint(s)", nullptr, count);
        };
        Language language;
        language.choose(QStringLiteral("en"));
        QCOMPARE(counted(1), QStringLiteral("1 checkpoint"));
        QCOMPARE(counted(2), QStringLiteral("2 checkpoints"));
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

    void piecesArePutIntoSentencesInTheLanguageOfTheWindow_data()
    {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char* english, const char* chinese) {
            QTest::newRow(english) << QString::fromUtf8(english) << QString::fromUtf8(chinese);
        };
        row("operation 2 (cast): the pattern is empty", "操作 2（cast）：模式为空");
        row("model/fc.weight: all of its 64 values are 0", "model/fc.weight: 其 64 个值全部为 0");
        row("1 tensor is stored for cuda:1", "1 个张量存储于 cuda:1");
        row("Drop optimizer and scheduler", "删除 optimizer 和 scheduler");
        row("Damaged: 654 of 803 storages are whole, 1 partly there, 148 lost; copy or download the file again",
            "已损坏：803 个存储中 654 个完整，1 个不完整，148 个丢失；请重新复制或下载该文件");
        row("need 12 bytes, 3 left; the file is cut short: copy or download it again",
            "需要 12 字节，只剩 3 字节；文件被截断：请重新复制或下载");
        row("a.pth: cannot be opened: Permission denied", "a.pth: 无法打开: 没有权限");
        row("data.pkl: byte 0xff at 12 is no pickle opcode", "data.pkl: 12 处的字节 0xff 不是 pickle 操作码");
        row("safetensors header: needs a dtype, a shape and two data_offsets",
            "safetensors 头: 需要 dtype、shape 和两个 data_offsets");
        row("a.zip is cut short, cut short after 12 bytes: the zip's end record is missing",
            "a.zip is cut short，在 12 字节后被截断：缺少 zip 的结尾记录");
        row("Git LFS pointer (78 B) for a file of 244.0 MB (244,000,000 bytes), sha256:4d7a2146: the weights "
            "themselves "
            "are not here: run `git lfs pull` in the repository that it comes from",
            "Git LFS 指针（78 B），指向 244.0 MB（244,000,000 字节）的文件，sha256:4d7a2146: "
            "权重本身不在这里：请在它所属的"
            "仓库中运行 `git lfs pull`");
        row("a.pth: there is nothing at modle; is model meant?", "a.pth: modle 处什么也没有；是指 model 吗？");
        row("dimension 0 (kernel size): 3 in the file, 5 in the model: another number of classes; the model keeps its "
            "own values there, to be trained anew",
            "文件中为 第 0 维（卷积核大小）：3，模型中为 5：类别数不同；模型在此保留自己的值，需重新训练");
        row("none of the state dicts has the prefix module.", "没有哪个 state dict 有前缀 module.");
    }

    void piecesArePutIntoSentencesInTheLanguageOfTheWindow() { sentencesAreSaidInTheLanguageOfTheWindow(); }

    void anErrorsDetailIsSaidInTheLanguageOfTheWindow()
    {
        Language language;
        language.choose(QStringLiteral("zh_CN"));
        const ErrorWords words = errorWords(Error{ErrorCode::InvalidArgument, "nothing would be left"});
        QCOMPARE(words.detail, QString::fromUtf8("什么都不会剩下"));
    }

    void everySentenceOfTheCoreHasWords_data()
    {
        QTest::addColumn<QString>("files");
        for (const char* files : {"diagnose/*.cpp", "survey/*.cpp", "opening/*.cpp", "checkpoint/*.cpp", "hints/*.cpp",
                 "meaning/*.cpp", "roles/*.cpp", "plan/*.cpp", "edit/*.cpp", "text/*.cpp", "value/*.cpp",
                 "numbers/*.cpp", "types/initial_values.cpp", "match/*.cpp", "reference/*.cpp", "diff/*.cpp",
                 "prove/*.cpp", "save/*.cpp", "shards/*.cpp", "compute/*.cpp", "outlook/*.cpp", "placement/*.cpp",
                 "witness/*.cpp", "report/card.cpp", "base/*.cpp", "io/*.cpp", "pickle/*.cpp", "container/*.cpp",
                 "foreign/*.cpp", "folders/*.cpp", "appendix/*.cpp", "write/*.cpp"}) {
            QTest::newRow(files) << QString::fromLatin1(files);
        }
    }

    /// A sentence that fails here was made in the core and has no line in ui/words/sentences_*.cpp yet: write one, with
    /// %1 … for what is put in, and collect and translate the words.
    void everySentenceOfTheCoreHasWords()
    {
        QFETCH(const QString, files);
        static const QStringList kForms = allSpokenForms();
        const QFileInfo pattern(QStringLiteral(PTHF_SOURCE_DIR "/core/") + files);
        const QDir folder(pattern.path());
        const QStringList names = folder.entryList({pattern.fileName()}, QDir::Files);
        QVERIFY(!names.isEmpty());
        QStringList unsaid;
        for (const QString& name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            if (isOtherSpeech(name)) {
                continue;
            }
            for (const QString& text : stringsIn(QString::fromUtf8(file.readAll()))) {
                const QString piece = blanked(text);
                const bool isKnown = !isSpoken(text) || isNoSentence(text.trimmed())
                    || std::ranges::any_of(kForms, [&](const QString& form) { return form.contains(piece); });
                if (!isKnown) {
                    unsaid.append(name % u": " % text);
                }
            }
        }
        QVERIFY2(unsaid.isEmpty(), qPrintable(u"\n" % unsaid.join(u'\n')));
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
