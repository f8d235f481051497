// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/known_globals.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "core/meaning/global_tables.h"
#include "core/types/dtype.h"

namespace pthf {

namespace {

struct Spelling {
    std::string_view module;
    std::string_view name;
};

struct Renamed {
    Spelling from;
    Spelling to;
};

// CPython Lib/_compat_pickle.py: what a pickle of protocol 2 and below calls things that Python 3 names otherwise.
constexpr std::array kRenamedNames{
    Renamed{{"__builtin__", "xrange"}, {"builtins", "range"}},
    Renamed{{"__builtin__", "long"}, {"builtins", "int"}},
    Renamed{{"__builtin__", "unicode"}, {"builtins", "str"}},
    Renamed{{"__builtin__", "basestring"}, {"builtins", "str"}},
    Renamed{{"__builtin__", "unichr"}, {"builtins", "chr"}},
    Renamed{{"__builtin__", "raw_input"}, {"builtins", "input"}},
    Renamed{{"__builtin__", "reduce"}, {"functools", "reduce"}},
    Renamed{{"__builtin__", "intern"}, {"sys", "intern"}},
    Renamed{{"itertools", "izip"}, {"builtins", "zip"}},
    Renamed{{"itertools", "imap"}, {"builtins", "map"}},
    Renamed{{"itertools", "ifilter"}, {"builtins", "filter"}},
    Renamed{{"UserDict", "IterableUserDict"}, {"collections", "UserDict"}},
    Renamed{{"torch.tensor", "_rebuild_from_type"}, {"torch._tensor", "_rebuild_from_type"}},
    Renamed{{"torch.nn", "Parameter"}, {"torch.nn.parameter", "Parameter"}},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kRenamedModules{{
    {"__builtin__", "builtins"},
    {"exceptions", "builtins"},
    {"copy_reg", "copyreg"},
    {"cPickle", "pickle"},
    {"commands", "subprocess"},
    {"Queue", "queue"},
    {"SocketServer", "socketserver"},
    {"ConfigParser", "configparser"},
    {"repr", "reprlib"},
    {"StringIO", "io"},
    {"cStringIO", "io"},
    {"urllib2", "urllib.request"},
    {"httplib", "http.client"},
    {"UserDict", "collections"},
    {"UserList", "collections"},
    {"UserString", "collections"},
}};

Spelling canonical(std::string_view module, std::string_view name)
{
    for (const Renamed& renamed : kRenamedNames) {
        if (renamed.from.name == name && renamed.from.module == module) {
            return renamed.to;
        }
    }
    return {canonicalModule(module), name};
}

bool isWithin(std::string_view module, std::string_view package)
{
    return module.starts_with(package) && (module.size() == package.size() || module[package.size()] == '.');
}

bool isWithinAny(std::string_view module, std::span<const std::string_view> packages)
{
    return std::ranges::any_of(packages, [&](std::string_view package) { return isWithin(module, package); });
}

const KnownGlobal* findKnown(std::string_view module, std::string_view name)
{
    const auto table = knownGlobals();
    const auto before = [](const KnownGlobal& known, const Spelling& wanted) {
        return std::tie(known.name, known.module) < std::tie(wanted.name, wanted.module);
    };
    const auto found = std::lower_bound(table.begin(), table.end(), Spelling{module, name}, before);
    return found != table.end() && found->name == name && found->module == module ? &*found : nullptr;
}

constexpr std::array<std::string_view, 10> kTensorWords{
    "BFloat16", "Bool", "Byte", "Char", "Double", "Float", "Half", "Int", "Long", "Short"};

/// torch.FloatStorage, foo.FloatStorage (torch looks at the name alone), torch.cuda.sparse.HalfTensor.
std::optional<GlobalInfo> storageOrTensorClass(std::string_view module, std::string_view name)
{
    constexpr std::string_view kStorage = "Storage";
    constexpr std::string_view kTensor = "Tensor";
    const bool isTorch = module == "torch" || module == "torch.cuda";
    if (name.ends_with(kStorage) && dtypeFromStorageClass(name)) {
        const bool isNamedByPython = !dtypeInfo(*dtypeFromStorageClass(name)).storageClass.empty();
        const bool isQuantizedOnCuda = module == "torch.cuda" && name.starts_with("Q");
        return GlobalInfo{
            Meaning::StorageClass, GlobalClass::TensorPart, isTorch && isNamedByPython && !isQuantizedOnCuda};
    }
    if (!name.ends_with(kTensor)) {
        return std::nullopt;
    }
    const bool isSparse = module == "torch.sparse" || module == "torch.cuda.sparse";
    const auto word = name.substr(0, name.size() - kTensor.size());
    if ((!isTorch && !isSparse) || std::ranges::find(kTensorWords, word) == kTensorWords.end()) {
        return std::nullopt;
    }
    return GlobalInfo{Meaning::TensorClass, GlobalClass::TensorPart, !(isSparse && word == "Bool")};
}

constexpr std::array<std::string_view, 6> kQuantizationSchemes{"per_tensor_affine", "per_tensor_symmetric",
    "per_channel_affine", "per_channel_symmetric", "per_channel_affine_float_qparams", "bcomplex32"};
constexpr std::array<std::string_view, 8> kLayouts{
    "strided", "sparse_coo", "sparse_csr", "sparse_csc", "sparse_bsr", "sparse_bsc", "_mkldnn", "jagged"};

/// torch.float32, torch.int4, torch.per_tensor_affine, torch.strided.
std::optional<GlobalInfo> torchConstant(std::string_view name)
{
    const auto dtype = dtypeFromName(name);
    if (dtype) {
        return GlobalInfo{Meaning::TorchDtype, GlobalClass::TensorPart, dtypeName(*dtype) == name};
    }
    if (std::ranges::find(kQuantizationSchemes, name) != kQuantizationSchemes.end()) {
        return GlobalInfo{Meaning::TorchDtype, GlobalClass::TensorPart, true};
    }
    const bool isSmall = name.size() >= 4 && (name.substr(0, 3) == "int" || name.substr(0, 4) == "uint")
        && name.find_first_not_of("1234567", name[0] == 'u' ? 4 : 3) == std::string_view::npos;
    if (isSmall && name.size() == (name[0] == 'u' ? 5U : 4U)) { // torch.int1 … torch.uint7
        return GlobalInfo{Meaning::TorchDtype, GlobalClass::TensorPart, true};
    }
    if (std::ranges::find(kLayouts, name) != kLayouts.end()) {
        return GlobalInfo{Meaning::TorchLayout, GlobalClass::TensorPart, false};
    }
    return std::nullopt;
}

GlobalClass classByModule(std::string_view module, std::string_view name)
{
    // A dotted name reaches through what it names ("os.system" of a harmless module): nothing harmless needs that.
    const auto dot = name.find('.');
    if (dot != std::string_view::npos && isWithinAny(name.substr(0, dot), dangerousModules())) {
        return GlobalClass::Dangerous;
    }
    if (isWithinAny(module, dangerousModules())) {
        return GlobalClass::Dangerous;
    }
    return isWithinAny(module, plainModules()) ? GlobalClass::PlainData : GlobalClass::Opaque;
}

} // namespace

std::string_view canonicalModule(std::string_view module)
{
    for (const auto& renamed : kRenamedModules) {
        if (renamed.first == module) {
            return renamed.second;
        }
    }
    return module;
}

GlobalInfo knownGlobal(std::string_view module, std::string_view name)
{
    const Spelling spelled = canonical(module, name);
    // numpy 2 moved numpy.core to numpy._core; both are one to us.
    constexpr std::string_view kNumpyCore = "numpy._core";
    if (isWithin(spelled.module, kNumpyCore)) {
        const std::string older = "numpy.core" + std::string(spelled.module.substr(kNumpyCore.size()));
        const KnownGlobal* known = findKnown(older, spelled.name);
        return known != nullptr ? known->info : GlobalInfo{Meaning::Unknown, classByModule(older, name), false};
    }
    if (const KnownGlobal* known = findKnown(spelled.module, spelled.name)) {
        return known->info;
    }
    if (const auto info = storageOrTensorClass(spelled.module, spelled.name)) {
        return *info;
    }
    if (spelled.module == "torch") {
        if (const auto info = torchConstant(spelled.name)) {
            return *info;
        }
    }
    return GlobalInfo{Meaning::Unknown, classByModule(spelled.module, spelled.name), false};
}

std::string globalText(const ValueGraph& graph, ValueId global)
{
    const Spelling spelled = canonical(graph.globalModule(global), graph.globalName(global));
    std::string text{spelled.module};
    text += '.';
    text += spelled.name;
    return text;
}

ValueId classOf(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue) {
        return kNoValue;
    }
    switch (graph.kind(id)) {
    case ValueKind::Global:
        return id;
    case ValueKind::Call:
    case ValueKind::Object: {
        const ValueId callee = graph.instance(id).callee;
        const bool isNamed = callee != kNoValue
            && (graph.kind(callee) == ValueKind::Global || graph.kind(callee) == ValueKind::Persistent);
        return isNamed && callee != id ? classOf(graph, callee) : kNoValue;
    }
    case ValueKind::Persistent: {
        // ('module', class, source file, source text): a class in a legacy stream of a whole model (FORMATS 2.2).
        const ValueId idValue = graph.persistentId(id);
        if (idValue == kNoValue || graph.kind(idValue) != ValueKind::Tuple) {
            return kNoValue;
        }
        for (const ValueId part :
            graph.items(idValue).subspan(0, std::min<std::size_t>(graph.items(idValue).size(), 2))) {
            if (graph.kind(part) == ValueKind::Global) {
                const auto info = knownGlobal(graph.globalModule(part), graph.globalName(part));
                return info.meaning == Meaning::StorageClass ? kNoValue : part;
            }
        }
        return kNoValue;
    }
    default:
        return kNoValue;
    }
}

GlobalInfo infoOf(const ValueGraph& graph, ValueId id)
{
    const ValueId named = classOf(graph, id);
    return named == kNoValue ? GlobalInfo{} : knownGlobal(graph.globalModule(named), graph.globalName(named));
}

const GlobalInfo& GlobalTable::of(ValueId global)
{
    const std::size_t number = m_graph->globalNumber(global);
    if (number >= m_slots.size()) {
        m_slots.resize(std::max(m_graph->globalCount(), number + 1));
    }
    Slot& slot = m_slots[number];
    if (!slot.isKnown) {
        slot.info = knownGlobal(m_graph->globalModule(global), m_graph->globalName(global));
        slot.isKnown = true;
    }
    return slot.info;
}

Meaning GlobalTable::calleeMeaning(ValueId id)
{
    const ValueKind kind = m_graph->kind(id);
    if (kind != ValueKind::Call && kind != ValueKind::Object) {
        return Meaning::Unknown;
    }
    const ValueId callee = m_graph->instance(id).callee;
    if (callee != kNoValue && m_graph->kind(callee) == ValueKind::Global) {
        return of(callee).meaning;
    }
    const ValueId named = classOf(*m_graph, id);
    return named == kNoValue ? Meaning::Unknown : of(named).meaning;
}

bool isBenignGetattr(const ValueGraph& graph, ValueId call)
{
    if (graph.kind(call) != ValueKind::Call || infoOf(graph, call).meaning != Meaning::Getattr) {
        return false;
    }
    const ValueId arguments = graph.instance(call).arguments;
    if (arguments == kNoValue || graph.kind(arguments) != ValueKind::Tuple || graph.items(arguments).size() != 2) {
        return false;
    }
    const ValueId owner = graph.items(arguments)[0];
    const ValueId name = graph.items(arguments)[1];
    if (graph.kind(owner) != ValueKind::Global || graph.kind(name) != ValueKind::Text) {
        return false;
    }
    // A member of a class, named by a class-like name: a module's function reached this way would be an os.system.
    const std::string_view className = graph.globalName(owner);
    const bool isClassLike = !className.empty() && className[0] >= 'A' && className[0] <= 'Z';
    const bool isPlainName = !graph.text(name).starts_with("_") && graph.text(name).find('.') == std::string_view::npos;
    return isClassLike && isPlainName && infoOf(graph, owner).kind != GlobalClass::Dangerous;
}

} // namespace pthf
