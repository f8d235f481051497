// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/value/value_graph.h"

namespace pthf {

/// What a class or function that a pickle names does when torch or Python calls it: as far as we act on it.
enum class Meaning : std::uint8_t {
    Unknown,
    // torch: calls and objects that are tensors
    RebuildTensor, ///< torch._utils._rebuild_tensor
    RebuildTensorV2,
    RebuildTensorV3,
    RebuildParameter,
    RebuildParameterWithState,
    RebuildQTensor,
    RebuildSparseTensor,
    RebuildSparseCsrTensor,
    RebuildNestedTensor,
    RebuildJaggedTensor, ///< torch.nested._internal.nested_tensor._rebuild_njt
    RebuildMetaTensor,
    RebuildWrapperSubclass,
    RebuildDeviceTensorFromNumpy, ///< _rebuild_xla_tensor too
    RebuildDeviceTensorFromCpu,
    RebuildFromType, ///< (func, type, args, dict)
    RebuildFromTypeV2, ///< (func, type, args, state)
    Parameter,
    Buffer, ///< torch.nn.parameter.Buffer
    UninitializedParameter,
    Variable, ///< torch.autograd.variable.Variable
    TensorClass, ///< torch.FloatTensor, torch.cuda.HalfTensor, torch.Tensor
    // torch: what tensors are made of
    StorageClass, ///< torch.FloatStorage, torch.storage.UntypedStorage, ...
    LoadFromBytes, ///< torch.storage._load_from_bytes: a stream inside the pickle
    TorchDtype, ///< torch.float32, torch.per_tensor_affine
    TorchSize,
    TorchDevice,
    TorchLayout, ///< torch.serialization._get_layout, torch.strided
    TorchScriptTag, ///< torch.jit._pickle.restore_type_tag, build_intlist, ...
    // Python
    OrderedDict,
    DefaultDict,
    Counter,
    Dict,
    List,
    Tuple,
    Set,
    FrozenSet,
    Bytes,
    ByteArray,
    Text,
    Int,
    Float,
    Bool,
    Complex,
    Slice,
    Range,
    ObjectClass, ///< builtins.object
    Getattr,
    CodecsEncode,
    Reconstructor, ///< copyreg._reconstructor
    Namespace, ///< argparse.Namespace, types.SimpleNamespace
    // numpy
    NumpyReconstruct,
    NumpyScalar,
    NumpyDtype,
    NumpyNdarray,
    NumpyFrombuffer,
    NumpyMasked ///< numpy.ma.core._mareconstruct
};

/// What a person has to think of a class or function that a file names.
enum class GlobalClass : std::uint8_t {
    TensorPart, ///< how tensors and storages are written
    PlainData, ///< harmless values of Python, numpy and well-known libraries
    Opaque, ///< unknown: its code is not here, so nothing can be said of it
    Dangerous ///< runs code or reaches outside when the file is loaded by pickle
};

struct GlobalInfo {
    Meaning meaning = Meaning::Unknown;
    GlobalClass kind = GlobalClass::Opaque;
    bool isAllowed = false; ///< by weights_only=True of torch 2.6 to 2.15 without add_safe_globals

    bool operator==(const GlobalInfo&) const = default;
};

/// The policy table. Names as any pickle protocol spells them: Python 2's modules, numpy.core and numpy._core.
GlobalInfo knownGlobal(std::string_view module, std::string_view name);

/// The module as Python 3 spells it ("__builtin__" is "builtins"), the name likewise: for showing.
std::string_view canonicalModule(std::string_view module);
std::string globalText(const ValueGraph& graph, ValueId global); ///< "builtins.set", "torch.float32"

/// The class or function that a value names: a Global itself, the callee of a Call or an Object, the class inside a
/// ('module', class, …) id of a legacy stream. kNoValue where there is none or it is computed.
ValueId classOf(const ValueGraph& graph, ValueId id);

/// knownGlobal of a Call's or an Object's callee, or of a Global itself; Unknown for anything else.
GlobalInfo infoOf(const ValueGraph& graph, ValueId id);

/// knownGlobal by a graph's global numbers, each looked up once. The graph outlives it.
class GlobalTable {
public:
    explicit GlobalTable(const ValueGraph& graph)
        : m_graph(&graph)
    {
    }

    const GlobalInfo& of(ValueId global); ///< a Global
    Meaning calleeMeaning(ValueId id); ///< of a Call or an Object; Unknown for others and for computed callees

private:
    struct Slot {
        bool isKnown = false;
        GlobalInfo info;
    };
    const ValueGraph* m_graph;
    std::vector<Slot> m_slots;
};

/// Whether a Call of builtins.getattr only names a member of an enum class that torch and Python files contain: two
/// arguments, a class that is not dangerous and a text (CPython 3.11.0 to 3.11.3 pickles enums so).
bool isBenignGetattr(const ValueGraph& graph, ValueId call);

} // namespace pthf
