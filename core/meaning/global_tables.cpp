// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/global_tables.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace pthf {

namespace {

constexpr GlobalInfo part(Meaning meaning)
{
    return {meaning, GlobalClass::TensorPart, true};
}
constexpr GlobalInfo refusedPart(Meaning meaning)
{
    return {meaning, GlobalClass::TensorPart, false};
}
constexpr GlobalInfo plain(Meaning meaning = Meaning::Unknown)
{
    return {meaning, GlobalClass::PlainData, false};
}
constexpr GlobalInfo allowed(Meaning meaning)
{
    return {meaning, GlobalClass::PlainData, true};
}
constexpr GlobalInfo opaque()
{
    return {Meaning::Unknown, GlobalClass::Opaque, false};
}
constexpr GlobalInfo dangerous(Meaning meaning = Meaning::Unknown)
{
    return {meaning, GlobalClass::Dangerous, false};
}

// What weights_only allows: torch/_weights_only_unpickler.py _get_allowed_globals of 2.15, and _rebuild_nested_tensor
// of 2.6 to 2.10, which newer ones refuse. Dangerous names: FORMATS 11.2.
constexpr std::array kRows{
    KnownGlobal{"torch._utils", "_rebuild_tensor", part(Meaning::RebuildTensor)},
    KnownGlobal{"torch._utils", "_rebuild_tensor_v2", part(Meaning::RebuildTensorV2)},
    KnownGlobal{"torch._utils", "_rebuild_tensor_v3", part(Meaning::RebuildTensorV3)},
    KnownGlobal{"torch._utils", "_rebuild_parameter", part(Meaning::RebuildParameter)},
    KnownGlobal{"torch._utils", "_rebuild_parameter_with_state", part(Meaning::RebuildParameterWithState)},
    KnownGlobal{"torch._utils", "_rebuild_qtensor", part(Meaning::RebuildQTensor)},
    KnownGlobal{"torch._utils", "_rebuild_sparse_tensor", part(Meaning::RebuildSparseTensor)},
    KnownGlobal{"torch._utils", "_rebuild_sparse_csr_tensor", refusedPart(Meaning::RebuildSparseCsrTensor)},
    KnownGlobal{"torch._utils", "_rebuild_nested_tensor", refusedPart(Meaning::RebuildNestedTensor)},
    KnownGlobal{"torch.nested._internal.nested_tensor", "_rebuild_njt", refusedPart(Meaning::RebuildJaggedTensor)},
    KnownGlobal{"torch._utils", "_rebuild_meta_tensor_no_storage", part(Meaning::RebuildMetaTensor)},
    KnownGlobal{"torch._utils", "_rebuild_wrapper_subclass", part(Meaning::RebuildWrapperSubclass)},
    KnownGlobal{"torch._utils", "_rebuild_device_tensor_from_numpy", part(Meaning::RebuildDeviceTensorFromNumpy)},
    KnownGlobal{"torch._utils", "_rebuild_xla_tensor", refusedPart(Meaning::RebuildDeviceTensorFromNumpy)},
    KnownGlobal{"torch._utils", "_rebuild_device_tensor_from_cpu_tensor", part(Meaning::RebuildDeviceTensorFromCpu)},
    KnownGlobal{"torch._tensor", "_rebuild_from_type_v2", part(Meaning::RebuildFromTypeV2)},
    KnownGlobal{"torch._tensor", "_rebuild_from_type", refusedPart(Meaning::RebuildFromType)},
    KnownGlobal{"torch.nn.parameter", "Parameter", part(Meaning::Parameter)},
    KnownGlobal{"torch.nn.parameter", "Buffer", refusedPart(Meaning::Buffer)},
    KnownGlobal{"torch.nn.parameter", "UninitializedParameter", refusedPart(Meaning::UninitializedParameter)},
    KnownGlobal{"torch.nn.parameter", "UninitializedBuffer", refusedPart(Meaning::UninitializedParameter)},
    KnownGlobal{"torch.autograd.variable", "Variable", refusedPart(Meaning::Variable)},
    KnownGlobal{"torch", "Tensor", part(Meaning::TensorClass)},
    KnownGlobal{"torch", "Size", part(Meaning::TorchSize)},
    KnownGlobal{"torch", "device", part(Meaning::TorchDevice)},
    KnownGlobal{"torch", "Generator", plain()},
    KnownGlobal{"torch._C", "Generator", plain()},
    KnownGlobal{"torch", "UntypedStorage", refusedPart(Meaning::StorageClass)},
    KnownGlobal{"torch", "_UntypedStorage", refusedPart(Meaning::StorageClass)},
    KnownGlobal{"torch.storage", "UntypedStorage", part(Meaning::StorageClass)},
    KnownGlobal{"torch.storage", "_UntypedStorage", refusedPart(Meaning::StorageClass)},
    KnownGlobal{"torch.storage", "TypedStorage", part(Meaning::StorageClass)},
    KnownGlobal{"torch.storage", "_load_from_bytes", refusedPart(Meaning::LoadFromBytes)},
    KnownGlobal{"torch.serialization", "_get_layout", part(Meaning::TorchLayout)},
    KnownGlobal{"torch.jit._pickle", "restore_type_tag", refusedPart(Meaning::TorchScriptTag)},
    KnownGlobal{"torch.jit._pickle", "build_intlist", refusedPart(Meaning::TorchScriptTag)},
    KnownGlobal{"torch.jit._pickle", "build_doublelist", refusedPart(Meaning::TorchScriptTag)},
    KnownGlobal{"torch.jit._pickle", "build_boollist", refusedPart(Meaning::TorchScriptTag)},
    KnownGlobal{"torch.jit._pickle", "build_tensorlist", refusedPart(Meaning::TorchScriptTag)},
    KnownGlobal{"torch", "load", dangerous()},
    KnownGlobal{"torch.serialization", "load", dangerous()},
    KnownGlobal{"torch.utils.collect_env", "run", dangerous()},
    KnownGlobal{"torch.utils.data.datapipes.utils.decoder", "basichandlers", dangerous()},
    KnownGlobal{"torch.fx.experimental.symbolic_shapes", "ShapeEnv.evaluate_guards_expression", dangerous()},

    KnownGlobal{"collections", "OrderedDict", allowed(Meaning::OrderedDict)},
    KnownGlobal{"collections", "Counter", allowed(Meaning::Counter)},
    KnownGlobal{"collections", "defaultdict", plain(Meaning::DefaultDict)},
    KnownGlobal{"_codecs", "encode", allowed(Meaning::CodecsEncode)},
    KnownGlobal{"builtins", "set", allowed(Meaning::Set)},
    KnownGlobal{"builtins", "bytearray", allowed(Meaning::ByteArray)},
    KnownGlobal{"builtins", "complex", allowed(Meaning::Complex)},
    KnownGlobal{"joblib.numpy_pickle", "NumpyArrayWrapper", plain()}, // describes an array; the rest of joblib loads
    KnownGlobal{"builtins", "frozenset", plain(Meaning::FrozenSet)},
    KnownGlobal{"builtins", "dict", plain(Meaning::Dict)},
    KnownGlobal{"builtins", "list", plain(Meaning::List)},
    KnownGlobal{"builtins", "tuple", plain(Meaning::Tuple)},
    KnownGlobal{"builtins", "bytes", plain(Meaning::Bytes)},
    KnownGlobal{"builtins", "str", plain(Meaning::Text)},
    KnownGlobal{"builtins", "int", plain(Meaning::Int)},
    KnownGlobal{"builtins", "float", plain(Meaning::Float)},
    KnownGlobal{"builtins", "bool", plain(Meaning::Bool)},
    KnownGlobal{"builtins", "slice", plain(Meaning::Slice)},
    KnownGlobal{"builtins", "range", plain(Meaning::Range)},
    KnownGlobal{"builtins", "object", plain(Meaning::ObjectClass)},
    KnownGlobal{"builtins", "Ellipsis", plain()},
    KnownGlobal{"builtins", "NotImplemented", plain()},
    KnownGlobal{"builtins", "type", plain()},
    KnownGlobal{"builtins", "getattr", dangerous(Meaning::Getattr)},
    KnownGlobal{"builtins", "eval", dangerous()},
    KnownGlobal{"builtins", "exec", dangerous()},
    KnownGlobal{"builtins", "compile", dangerous()},
    KnownGlobal{"builtins", "open", dangerous()},
    KnownGlobal{"builtins", "file", dangerous()},
    KnownGlobal{"builtins", "setattr", dangerous()},
    KnownGlobal{"builtins", "delattr", dangerous()},
    KnownGlobal{"builtins", "apply", dangerous()},
    KnownGlobal{"builtins", "execfile", dangerous()},
    KnownGlobal{"builtins", "__import__", dangerous()},
    KnownGlobal{"builtins", "input", dangerous()},
    KnownGlobal{"builtins", "breakpoint", dangerous()},
    KnownGlobal{"builtins", "globals", dangerous()},
    KnownGlobal{"builtins", "map", dangerous()},
    KnownGlobal{"builtins", "filter", dangerous()},
    KnownGlobal{"copyreg", "_reconstructor", plain(Meaning::Reconstructor)},
    KnownGlobal{"copyreg", "__newobj__", opaque()},
    KnownGlobal{"argparse", "Namespace", plain(Meaning::Namespace)},
    KnownGlobal{"types", "SimpleNamespace", plain(Meaning::Namespace)},
    KnownGlobal{"types", "MappingProxyType", plain()},
    KnownGlobal{"types", "CodeType", dangerous()},
    KnownGlobal{"types", "FunctionType", dangerous()},
    KnownGlobal{"types", "LambdaType", dangerous()},
    KnownGlobal{"uuid", "UUID", plain()},
    KnownGlobal{"uuid", "SafeUUID", plain()},
    KnownGlobal{"re", "_compile", plain()},
    KnownGlobal{"functools", "partial", opaque()},
    KnownGlobal{"functools", "reduce", dangerous()},
    KnownGlobal{"operator", "attrgetter", dangerous()},
    KnownGlobal{"operator", "itemgetter", dangerous()},
    KnownGlobal{"operator", "methodcaller", dangerous()},
    KnownGlobal{"_operator", "attrgetter", dangerous()},
    KnownGlobal{"_operator", "itemgetter", dangerous()},
    KnownGlobal{"_operator", "methodcaller", dangerous()},
    KnownGlobal{"logging", "FileHandler", dangerous()},
    KnownGlobal{"_io", "FileIO", dangerous()},
    KnownGlobal{"io", "open", dangerous()},
    KnownGlobal{"io", "FileIO", dangerous()},
    KnownGlobal{"io", "BytesIO", plain()},
    KnownGlobal{"io", "StringIO", plain()},
    KnownGlobal{"_io", "BytesIO", plain()},
    KnownGlobal{"_io", "StringIO", plain()},
    KnownGlobal{"http", "HTTPStatus", plain()},
    KnownGlobal{"signal", "Signals", plain()},

    KnownGlobal{"numpy.core.multiarray", "_reconstruct", plain(Meaning::NumpyReconstruct)},
    KnownGlobal{"numpy.core.multiarray", "scalar", plain(Meaning::NumpyScalar)},
    KnownGlobal{"numpy.core.numeric", "_frombuffer", plain(Meaning::NumpyFrombuffer)},
    KnownGlobal{"numpy.ma.core", "_mareconstruct", plain(Meaning::NumpyMasked)},
    KnownGlobal{"numpy", "dtype", plain(Meaning::NumpyDtype)},
    KnownGlobal{"numpy", "ndarray", plain(Meaning::NumpyNdarray)},
    KnownGlobal{"numpy", "load", dangerous()},
    KnownGlobal{"numpy", "save", dangerous()},
    KnownGlobal{"numpy", "memmap", dangerous()},
    KnownGlobal{"numpy.testing._private.utils", "runstring", dangerous()},
};

constexpr auto kSortedRows = [] {
    auto rows = kRows;
    std::sort(rows.begin(), rows.end(), [](const KnownGlobal& a, const KnownGlobal& b) {
        return std::tie(a.name, a.module) < std::tie(b.name, b.module);
    });
    return rows;
}();

constexpr std::array<std::string_view, 95> kDangerousModules{"os", "posix", "nt", "posixpath", "ntpath", "subprocess",
    "sys", "pty", "socket", "ssl", "shutil", "runpy", "importlib", "imp", "pkgutil", "marshal", "code", "codeop",
    "ctypes", "_ctypes", "pickle", "_pickle", "dill", "cloudpickle", "joblib", "webbrowser", "asyncio",
    "multiprocessing", "signal", "platform", "timeit", "trace", "profile", "cProfile", "pdb", "bdb", "doctest",
    "inspect", "gc", "site", "test", "unittest", "pip", "ensurepip", "venv", "distutils", "setuptools", "idlelib",
    "lib2to3", "imaplib", "ftplib", "smtplib", "poplib", "nntplib", "telnetlib", "http", "urllib", "requests",
    "aiohttp", "xmlrpc", "socketserver", "tempfile", "uuid", "_posixsubprocess", "_osx_support", "_aix_support",
    "_pyrepl", "pydoc", "sqlite3", "zipimport", "linecache", "fileinput", "glob", "threading", "_thread", "atexit",
    "builtins.__loader__", "readline", "rlcompleter", "cgi", "numpy.f2py", "numpy.distutils", "torch.hub",
    "torch.jit._script", "torch.jit._trace", "torch.jit.frontend", "torch.jit.unsupported_tensor_ops", "torch._dynamo",
    "torch._inductor", "torch.utils.bottleneck", "torch.utils._config_module", "torch.utils.cpp_extension",
    "torch.distributed.rpc", "torch.multiprocessing", "IPython"};

constexpr std::array<std::string_view, 30> kPlainModules{"collections", "datetime", "pathlib", "enum", "decimal",
    "fractions", "zoneinfo", "ipaddress", "numbers", "array", "numpy", "__torch__", "torch.nn.modules", "torch.optim",
    "torch.nn.backends", "torch.nn.parallel", "torch.distributed.tensor", "torch.distributed._tensor",
    "torch.distributed.device_mesh", "torch.distributed.checkpoint", "torch.distributed._shard", "torch.torch_version",
    "omegaconf", "easydict", "addict", "yacs", "lightning_fabric.utilities.data", "pytorch_lightning.utilities.parsing",
    "lightning.fabric.utilities.data", "mmcv.utils.config"};

} // namespace

std::span<const KnownGlobal> knownGlobals()
{
    return kSortedRows;
}

std::span<const std::string_view> dangerousModules()
{
    return kDangerousModules;
}

std::span<const std::string_view> plainModules()
{
    return kPlainModules;
}

} // namespace pthf
