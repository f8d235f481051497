// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/compute/compute_loader.h"
#include "core/compute/module_stamp.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QByteArray stampText(std::uint32_t interfaceNumber, const std::string& build, const std::string& builtFor)
{
    std::string text(kStampBegin);
    text += kStampRest;
    text += std::to_string(interfaceNumber) + "|" + build + "|1.13.1|" + builtFor + "|";
    return QByteArray::fromStdString(text) + '\0';
}

QByteArray ourStamp(const std::string& builtFor)
{
    return stampText(kComputeInterface, expectedStamp().build, builtFor);
}

} // namespace

class ComputeLoaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsNoModuleIsRefusedInWords_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("an empty file") << QByteArray() << QByteArray("not a compute module");
        QTest::newRow("a stranger") << QByteArray("\x7f"
                                                  "ELF some other library")
                                    << QByteArray("not a compute module");
        QTest::newRow("a stamp that ends early") << ourStamp("cpu").left(30) << QByteArray("not a compute module");
        QTest::newRow("a stamp without a number")
            << QByteArray("PTHF-COMPUTE-MODULE|x|b|1|cpu|\0", 31) << QByteArray("no interface number");
        QTest::newRow("too old") << stampText(kComputeInterface - 1, expectedStamp().build, "cpu")
                                 << QByteArray("too old");
        QTest::newRow("too new") << stampText(kComputeInterface + 1, expectedStamp().build, "cpu")
                                 << QByteArray("newer Pthfinder");
        QTest::newRow("another build") << stampText(kComputeInterface, "feed", "cpu")
                                       << QByteArray("another Pthfinder: its build is feed");
        QTest::newRow("broken") << QByteArray(3'000'000, 'x') + ourStamp("cpu") << QByteArray("it cannot be loaded");
    }
    void whatIsNoModuleIsRefusedInWords()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, sentence);
        const TempFolder folder;
        folder.write("pthf_torch.so", content.toStdString());
        const auto engine = loadComputeEngine({folder.path(), {}});
        QVERIFY(!engine);
        QCOMPARE(engine.error().code(), ErrorCode::Unsupported);
        const std::string& message = engine.error().message();
        QVERIFY2(message.find(sentence.toStdString()) != std::string::npos, message.c_str());
        QVERIFY2(message.find("pthf_torch.so") != std::string::npos, message.c_str());
    }

    void aFolderWithoutModulesSaysWhereItLooked()
    {
        const TempFolder folder;
        folder.write("libother.so", "x");
        for (const std::filesystem::path& path : {folder.path(), folder.path() / "missing"}) {
            const auto engine = loadComputeEngine({path, {}});
            QVERIFY(!engine);
            QVERIFY2(engine.error().message().find(path.string() + " holds none") != std::string::npos,
                engine.error().message().c_str());
        }
    }

    void theSettingNamesTheFolder()
    {
        qputenv("PTHF_MODULE_DIR", "/some/where");
        QCOMPARE(moduleFolder({}), std::filesystem::path("/some/where"));
        QCOMPARE(moduleFolder({"/else", {}}), std::filesystem::path("/else"));
        qunsetenv("PTHF_MODULE_DIR");
        const std::filesystem::path folder = moduleFolder({});
        QCOMPARE(folder.filename().string(), std::string("pthfinder"));
        QCOMPARE(folder.parent_path().filename().string(), std::string("lib"));
    }

    void oneOfSeveralIsChosen_data()
    {
        QTest::addColumn<QByteArray>("prefer");
        QTest::addColumn<QByteArray>("first");
        QTest::newRow("the cpu's") << QByteArray("cpu") << QByteArray("pthf_torch.so");
        QTest::newRow("CUDA's") << QByteArray("cuda") << QByteArray("pthf_torch_cuda.so");
        QTest::newRow("by name") << QByteArray("pthf_torch_cuda.so") << QByteArray("pthf_torch_cuda.so");
    }
    void oneOfSeveralIsChosen()
    {
        QFETCH(QByteArray, prefer);
        QFETCH(QByteArray, first);
        const TempFolder folder;
        folder.write("pthf_torch.so", ourStamp("cpu").toStdString());
        folder.write("pthf_torch_cuda.so", ourStamp("CUDA 13.0").toStdString());
        folder.write("pthf_torch_a_stranger.so", "x");
        const auto found = findModules({folder.path(), prefer.toStdString()});
        QCOMPARE(found.size(), std::size_t{3});
        QCOMPARE(QByteArray::fromStdString(found.front().path.filename().string()), first);
        QVERIFY(!found.front().refusal);
        QVERIFY(found.back().refusal.has_value());
    }

    void theEnvironmentNamesOneOfSeveral()
    {
        const TempFolder folder;
        folder.write("pthf_torch.so", ourStamp("cpu").toStdString());
        folder.write("pthf_torch_cuda.so", ourStamp("CUDA 13.0").toStdString());
        const auto first = [&](const std::string& prefer) {
            return findModules({folder.path(), prefer}).front().path.filename().string();
        };
        qputenv("PTHF_MODULE", "cuda");
        QCOMPARE(first({}), std::string("pthf_torch_cuda.so"));
        QCOMPARE(first("cpu"), std::string("pthf_torch.so")); // who asks for one gets it
        qputenv("PTHF_MODULE", "pthf_torch.so");
        QCOMPARE(first({}), std::string("pthf_torch.so"));
        qunsetenv("PTHF_MODULE");
    }

    void everyModuleSaysWhyItIsNotUsed()
    {
        const TempFolder folder;
        folder.write("pthf_torch.so", ourStamp("cpu").toStdString());
        folder.write("pthf_torch_a_stranger.so", "x");
        const ModuleChoice choice = chooseModule({folder.path(), {}});
        QVERIFY(!choice.engine && choice.chosen() == nullptr);
        QCOMPARE(choice.modules.size(), std::size_t{2});
        QVERIFY(choice.modules[0].refusal->starts_with("it cannot be loaded"));
        QVERIFY(choice.modules[1].refusal.has_value());
        for (const char* name : {"pthf_torch.so: it cannot be loaded", "pthf_torch_a_stranger.so: "}) {
            QVERIFY2(choice.note.find(name) != std::string::npos, choice.note.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(ComputeLoaderTest)
#include "tst_compute_loader.moc"
