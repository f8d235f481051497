// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/meaning/known_globals.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

namespace {

struct Named {
    std::string module;
    std::string name;
};

} // namespace

Q_DECLARE_METATYPE(GlobalInfo)
Q_DECLARE_METATYPE(Named)

class TestKnownGlobals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesHaveTheirMeaningAndClass_data();
    void namesHaveTheirMeaningAndClass();
    void namesAreShownAsPython3SpellsThem();
    void classesInsideLegacyIdsAreFound();
    void equalGlobalsAreLookedUpOnce();
    void onlyMembersOfClassesAreBenignToGet_data();
    void onlyMembersOfClassesAreBenignToGet();
};

void TestKnownGlobals::namesHaveTheirMeaningAndClass_data()
{
    QTest::addColumn<Named>("named");
    QTest::addColumn<GlobalInfo>("expected");
    const auto row = [](const char* title, const char* module, const char* name, Meaning meaning, GlobalClass kind,
                         bool isAllowed) {
        QTest::newRow(title) << Named{module, name} << GlobalInfo{meaning, kind, isAllowed};
    };
    using enum GlobalClass;
    row("tensors", "torch._utils", "_rebuild_tensor_v2", Meaning::RebuildTensorV2, TensorPart, true);
    row("xla tensors", "torch._utils", "_rebuild_xla_tensor", Meaning::RebuildDeviceTensorFromNumpy, TensorPart, false);
    row("torch 1.8's module", "torch.tensor", "_rebuild_from_type", Meaning::RebuildFromType, TensorPart, false);
    row("storage", "torch", "FloatStorage", Meaning::StorageClass, TensorPart, true);
    row("storage on cuda", "torch.cuda", "HalfStorage", Meaning::StorageClass, TensorPart, true);
    row("storage of any module", "foo", "FloatStorage", Meaning::StorageClass, TensorPart, false);
    row("storage of C++ writers", "torch", "Float8_e5m2Storage", Meaning::StorageClass, TensorPart, false);
    row("untyped storage", "torch.storage", "UntypedStorage", Meaning::StorageClass, TensorPart, true);
    row("untyped storage by its other name", "torch", "UntypedStorage", Meaning::StorageClass, TensorPart, false);
    row("old tensor class", "torch.cuda", "FloatTensor", Meaning::TensorClass, TensorPart, true);
    row("sparse class", "torch.cuda.sparse", "HalfTensor", Meaning::TensorClass, TensorPart, true);
    row("element type", "torch", "bfloat16", Meaning::TorchDtype, TensorPart, true);
    row("element type by alias", "torch", "half", Meaning::TorchDtype, TensorPart, false);
    row("small element type", "torch", "uint4", Meaning::TorchDtype, TensorPart, true);
    row("quantization scheme", "torch", "per_channel_affine", Meaning::TorchDtype, TensorPart, true);
    row("nested stream", "torch.storage", "_load_from_bytes", Meaning::LoadFromBytes, TensorPart, false);
    row("ordered dict", "collections", "OrderedDict", Meaning::OrderedDict, PlainData, true);
    row("default dict", "collections", "defaultdict", Meaning::DefaultDict, PlainData, false);
    row("Python 2's set", "__builtin__", "set", Meaning::Set, PlainData, true);
    row("Python 2's range", "__builtin__", "xrange", Meaning::Range, PlainData, false);
    row("copy_reg", "copy_reg", "_reconstructor", Meaning::Reconstructor, PlainData, false);
    row("numpy 1", "numpy.core.multiarray", "scalar", Meaning::NumpyScalar, PlainData, false);
    row("numpy 2", "numpy._core.multiarray", "scalar", Meaning::NumpyScalar, PlainData, false);
    row("namespace", "argparse", "Namespace", Meaning::Namespace, PlainData, false);
    row("date", "datetime", "datetime", Meaning::Unknown, PlainData, false);
    row("path", "pathlib", "PosixPath", Meaning::Unknown, PlainData, false);
    row("torch's layers", "torch.nn.modules.conv", "Conv2d", Meaning::Unknown, PlainData, false);
    row("somebody's class", "models.net", "Net", Meaning::Unknown, Opaque, false);
    row("a call of the system", "os", "system", Meaning::Unknown, Dangerous, false);
    row("a call of posix", "posix", "system", Meaning::Unknown, Dangerous, false);
    row("below a dangerous module", "multiprocessing.util", "log_to_stderr", Meaning::Unknown, Dangerous, false);
    row("a module that only begins alike", "osprey.models", "Net", Meaning::Unknown, Opaque, false);
    row("eval of Python 2", "__builtin__", "eval", Meaning::Unknown, Dangerous, false);
    row("reduce of Python 2", "__builtin__", "reduce", Meaning::Unknown, Dangerous, false);
    row("getattr", "builtins", "getattr", Meaning::Getattr, Dangerous, false);
    row("a dotted name through a module", "torch.serialization", "os.system", Meaning::Unknown, Dangerous, false);
    row("numpy's compiler", "numpy.f2py.crackfortran", "myeval", Meaning::Unknown, Dangerous, false);
    row("torch.load", "torch", "load", Meaning::Unknown, Dangerous, false);
    row("commands of Python 2", "commands", "getoutput", Meaning::Unknown, Dangerous, false);
}

void TestKnownGlobals::namesHaveTheirMeaningAndClass()
{
    QFETCH(Named, named);
    QFETCH(GlobalInfo, expected);
    const GlobalInfo info = knownGlobal(named.module, named.name);
    QCOMPARE(int(info.meaning), int(expected.meaning));
    QCOMPARE(int(info.kind), int(expected.kind));
    QCOMPARE(info.isAllowed, expected.isAllowed);
}

void TestKnownGlobals::namesAreShownAsPython3SpellsThem()
{
    GraphBuilder builder;
    QCOMPARE(globalText(builder.content.graph, builder.global("__builtin__", "set")), std::string("builtins.set"));
    QCOMPARE(globalText(builder.content.graph, builder.global("torch", "float32")), std::string("torch.float32"));
}

void TestKnownGlobals::classesInsideLegacyIdsAreFound()
{
    GraphBuilder builder;
    const ValueId net = builder.global("models", "Net");
    const ValueId id = builder.tuple({builder.text("module"), net, builder.text("net.py"), builder.text("class Net")});
    const ValueId callee = builder.content.graph.addPersistent(id);
    const ValueId object = builder.content.graph.addObject(callee, builder.tuple({}));
    QCOMPARE(classOf(builder.content.graph, object), net);
    QCOMPARE(classOf(builder.content.graph, builder.storage("0", 1)), kNoValue);
}

void TestKnownGlobals::equalGlobalsAreLookedUpOnce()
{
    GraphBuilder builder;
    const ValueId first = builder.call("collections", "OrderedDict");
    const ValueId second = builder.call("collections", "OrderedDict");
    GlobalTable table(builder.content.graph);
    const GlobalInfo& info = table.of(builder.content.graph.instance(first).callee);
    QCOMPARE(&info, &table.of(builder.content.graph.instance(second).callee));
    QCOMPARE(int(table.calleeMeaning(second)), int(Meaning::OrderedDict));
    QCOMPARE(int(table.calleeMeaning(builder.integer(1))), int(Meaning::Unknown));
}

void TestKnownGlobals::onlyMembersOfClassesAreBenignToGet_data()
{
    QTest::addColumn<Named>("owner");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isBenign");
    QTest::newRow("a member of an enum") << Named{"heldnet", "Phase"} << "cosine" << true;
    QTest::newRow("a function of a module") << Named{"heldnet", "os"} << "system" << false;
    QTest::newRow("a class of a dangerous module") << Named{"subprocess", "Popen"} << "wait" << false;
    QTest::newRow("a hidden member") << Named{"heldnet", "Phase"} << "__subclasses__" << false;
    QTest::newRow("a path") << Named{"heldnet", "Phase"} << "a.b" << false;
}

void TestKnownGlobals::onlyMembersOfClassesAreBenignToGet()
{
    QFETCH(Named, owner);
    QFETCH(QString, name);
    QFETCH(bool, isBenign);
    GraphBuilder builder;
    const ValueId call = builder.call(
        "__builtin__", "getattr", {builder.global(owner.module, owner.name), builder.text(name.toStdString())});
    QCOMPARE(isBenignGetattr(builder.content.graph, call), isBenign);
}

QTEST_GUILESS_MAIN(TestKnownGlobals)
#include "tst_known_globals.moc"
