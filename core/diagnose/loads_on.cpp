// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/loads_on.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/checkpoint/block_tensor.h"
#include "core/checkpoint/path_limits.h"
#include "core/checkpoint/value_view.h"
#include "core/diagnose/devices_finding.h"
#include "core/diagnose/newer_torch.h"
#include "core/diagnose/refused_globals.h"
#include "core/diagnose/safety.h"
#include "core/diagnose/sizes.h"
#include "core/diagnose/wrappers.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

bool isAsRead(const Document& document, const Content& content)
{
    return &content == &document.content;
}

bool hasWholeModel(const TreeIndex& tree)
{
    return std::ranges::any_of(tree.stateDicts, &StateDict::isWholeModel);
}

Operation moveToCpu()
{
    MapLocation map;
    map.device = "cpu";
    return map;
}

std::vector<std::string> namesOf(const std::vector<DeviceUse>& devices)
{
    std::vector<std::string> names;
    names.reserve(devices.size());
    for (const DeviceUse& use : devices) {
        names.push_back(use.device);
    }
    return names;
}

LoadsOn withoutGpu(const std::vector<DeviceUse>& special)
{
    LoadsOn badge{"Computer without GPU", "cpu-only", true, {}, {}};
    if (!special.empty()) {
        std::uint64_t tensors = 0;
        for (const DeviceUse& use : special) {
            tensors += use.tensors;
        }
        badge.yes = false;
        badge.why = countOf(tensors, "tensor") + (tensors == 1 ? " is" : " are") + " stored for "
            + devicesText(namesOf(special));
        badge.fix.push_back(moveToCpu());
    }
    return badge;
}

constexpr std::string_view kForeignFormat = "torch.load does not read this format";

/// torch.load of 1.6 knows no container of ours but these.
std::string_view foreignContainer(FileKind kind)
{
    switch (kind) {
    case FileKind::TorchZip:
    case FileKind::TorchLegacy:
    case FileKind::TorchTar:
    case FileKind::TorchScript:
        return {};
    case FileKind::Pickle:
        return "torch.load takes no plain pickle";
    case FileKind::TorchPackage:
        return "torch.load takes no torch.package archive";
    default:
        return kForeignFormat;
    }
}

LoadsOn torchSinceZip(const Document& document, const Content& content, const TreeIndex& tree)
{
    LoadsOn badge{"torch ≥ 1.6", "torch-1.6", true, {}, {}};
    if (const auto foreign = foreignContainer(document.kind); isAsRead(document, content) && !foreign.empty()) {
        badge.yes = false;
        badge.why = std::string(foreign) + ": save it as a zip checkpoint";
        badge.fix.emplace_back(MakePortable{});
        const auto isBlocks = [](const TensorValue& tensor) { return blockTypeOf(tensor) != nullptr; };
        if (std::ranges::any_of(content.tensors, isBlocks)) {
            badge.why += ", its quantized blocks as numbers";
            badge.fix.emplace_back(Cast{DType::Float32, "/*"}); // of which nothing is lost
        }
        return badge;
    }
    if (isAsRead(document, content) && hasUntypedLegacyStorage(document)) {
        badge.yes = false;
        badge.why = "torch finds no type for storages without a class in a legacy stream: save it as a zip checkpoint";
        badge.fix.emplace_back(MakePortable{});
        return badge;
    }
    const NewerTorch need = newerTorchFor(content, tree);
    if (need.tensors != 0) {
        badge.yes = false;
        badge.why = countOf(need.tensors, "tensor") + " (" + std::string(dtypeName(need.example)) + ") "
            + (need.tensors == 1 ? "needs" : "need") + " torch " + need.version.text();
        if (need.isFloatOnly && dtypeInfo(need.example).storageClass.empty()) {
            badge.fix.emplace_back(Cast{DType::Float32, "/*"});
        }
    }
    return badge;
}

LoadsOn weightsOnly(const Document& document, const Content& content, const TreeIndex& tree)
{
    LoadsOn badge{"weights_only", "weights-only", true, {}, {}};
    if (isAsRead(document, content) && foreignContainer(document.kind) == kForeignFormat) {
        badge.yes = false;
        badge.why = std::string(kForeignFormat) + ": save it as a zip checkpoint";
        badge.fix.emplace_back(MakePortable{});
        return badge;
    }
    const WeightsOnlyVerdict verdict = weightsOnlyVerdict(document, content, tree);
    if (verdict.loads) {
        return badge;
    }
    badge.yes = false;
    const WeightsOnlyVerdict::Reason& first = verdict.because.front();
    badge.why = "refused for " + displayText(first.global)
        + (first.path.empty() ? std::string() : " at " + displayText(pathText(first.path)));
    if (verdict.because.size() > 1) {
        badge.why += " and " + std::to_string(verdict.because.size() - 1) + " more";
    }
    if (const std::string_view older = acceptedBy(verdict); !older.empty()) {
        badge.why += "; " + std::string(older) + " accept it";
    }
    badge.fix = weightsOnlyFix(verdict);
    return badge;
}

/// torch/csrc/jit/serialization/unpickler.cpp: the globals its readGlobal resolves without a type resolver.
bool isKnownToLibTorch(Meaning meaning)
{
    switch (meaning) {
    case Meaning::RebuildTensorV2:
    case Meaning::RebuildQTensor:
    case Meaning::RebuildParameter:
    case Meaning::StorageClass:
    case Meaning::TorchDevice:
    case Meaning::OrderedDict: // read as None, which is what its hooks may be
        return true;
    default:
        return false;
    }
}

/// A value that MakePortable leaves as it is, or makes, and that pickle_load cannot read: a set, bytes, a type, numbers
/// that have no storage class of their own.
bool staysForeign(const Content& content, ValueId value, Meaning meaning)
{
    switch (meaning) {
    case Meaning::Set:
    case Meaning::Bytes:
    case Meaning::ByteArray:
    case Meaning::CodecsEncode:
    case Meaning::Complex:
    case Meaning::TorchSize:
    case Meaning::TorchLayout:
    case Meaning::TorchDtype:
        return true;
    default:
        break;
    }
    const ValueView view = viewOf(content, value);
    switch (view.kind) {
    case ViewKind::Bytes:
    case ViewKind::Complex:
        return true;
    case ViewKind::Set:
        return content.graph.kind(value) == ValueKind::Set; // a frozenset becomes a list
    case ViewKind::Array: {
        const auto dtype = dtypeFromName(view.numpyDtype);
        return dtype && dtypeInfo(*dtype).storageClass.empty();
    }
    default:
        return false;
    }
}

/// Tensors that no call describes, of types without a storage class: _rebuild_tensor_v3 will write them, which
/// pickle_load does not know.
bool isUnreadTensor(const Content& content, ValueId value)
{
    const TensorId tensor = content.tensorAt(value);
    return content.graph.kind(value) == ValueKind::Tensor && tensor != kNoTensor
        && dtypeInfo(content.tensor(tensor).dtype).storageClass.empty()
        && content.tensor(tensor).dtype != DType::Unknown;
}

/// What a walk over the tree finds that LibTorch's pickle_load cannot read.
struct LibTorchObstacles {
    bool hasOrderedDict = false;
    std::optional<PlaceId> first; ///< the first value that only Python can build
    bool hasTensors = false; ///< tensors among them: nothing helps
    std::vector<PlaceId> toDrop; ///< values that no plain form helps
};

LibTorchObstacles libTorchObstacles(const Content& content, const TreeIndex& tree)
{
    LibTorchObstacles found;
    GlobalTable table(content.graph);
    for (std::size_t i = 0; i < tree.places.size(); ++i) {
        const ValueId value = tree.places[i].step.value;
        const ValueKind kind = content.graph.kind(value);
        const bool isCall = kind == ValueKind::Call || kind == ValueKind::Object;
        const Meaning meaning = isCall  ? table.calleeMeaning(value)
            : kind == ValueKind::Global ? table.of(value).meaning
                                        : Meaning::Unknown;
        found.hasOrderedDict = found.hasOrderedDict || meaning == Meaning::OrderedDict;
        // Strings of Python 2 become text where they are UTF-8, and bytes where they are not.
        const bool isRaw = kind == ValueKind::ByteText && !isValidUtf8(content.graph.text(value), Surrogates::Refused);
        const bool isForeign = (isCall && !isKnownToLibTorch(meaning)) || isUnreadTensor(content, value) || isRaw
            || kind == ValueKind::Set || kind == ValueKind::FrozenSet || kind == ValueKind::Global
            || kind == ValueKind::Bytes || kind == ValueKind::ByteArray;
        if (!isForeign) {
            continue;
        }
        const auto place = PlaceId{static_cast<std::uint32_t>(i)};
        found.first = found.first ? found.first : place;
        if (content.tensorAt(value) != kNoTensor) {
            found.hasTensors = true;
        } else if (isRaw || staysForeign(content, value, meaning)) {
            found.toDrop.push_back(place);
        }
    }
    return found;
}

/// Opcodes of LibTorch's Unpickler::readInstruction.
constexpr std::string_view kLibTorchOpcodes = "(.GJKMNQRXabcdehjlqrstu]})\x80\x85\x86\x87\x88\x89\x8A";

bool hasForeignOpcode(const PickleFacts& pickle)
{
    return std::ranges::any_of(pickle.opcodes,
        [](std::uint8_t code) { return kLibTorchOpcodes.find(static_cast<char>(code)) == std::string_view::npos; });
}

/// What pickle_load stumbles over first; empty where it reads the file.
std::string libTorchWhy(const Document& document, const Content& content, const TreeIndex& tree,
    const LibTorchObstacles& obstacles, const std::vector<DeviceUse>& special)
{
    if (isAsRead(document, content) && document.kind != FileKind::TorchZip) {
        return "pickle_load reads zip checkpoints only";
    }
    if (obstacles.first) {
        const Place& place = tree.places[index(*obstacles.first)];
        const PlaceId shown = PathLimits(content, tree).shown(*obstacles.first);
        const std::string where = tree.pathTextOf(content, shown);
        return "pickle_load cannot build " + displayText(viewOf(content, place.step.value).typeName)
            + (where.empty() ? std::string() : " at " + displayText(where));
    }
    if (obstacles.hasOrderedDict) {
        return "pickle_load reads every OrderedDict as None";
    }
    if (!special.empty()) {
        return "needs " + devicesText(namesOf(special));
    }
    return isAsRead(document, content) && hasForeignOpcode(document.pickle) ? "pickle_load knows protocol 2 only" : "";
}

std::vector<Operation> libTorchFix(const Content& content, const TreeIndex& tree, const LibTorchObstacles& obstacles)
{
    std::vector<Operation> fix;
    const PathLimits limits(content, tree);
    Drop drop;
    PlaceId last{};
    for (const PlaceId foreign : obstacles.toDrop) {
        const PlaceId place = droppablePlace(content, tree, limits.shown(foreign));
        if (index(place) == 0) {
            return {}; // the root cannot go
        }
        if (place != last) {
            drop.paths.push_back(tree.pathOf(content, place));
            last = place;
        }
    }
    if (!drop.paths.empty()) {
        fix.emplace_back(std::move(drop));
    }
    fix.emplace_back(MakePortable{});
    fix.emplace_back(PlainDict{});
    return fix;
}

LoadsOn libTorch(
    const Document& document, const Content& content, const TreeIndex& tree, const std::vector<DeviceUse>& special)
{
    LoadsOn badge{"LibTorch C++", "libtorch", true, {}, {}};
    const LibTorchObstacles obstacles = libTorchObstacles(content, tree);
    badge.why = libTorchWhy(document, content, tree, obstacles, special);
    badge.yes = badge.why.empty();
    if (badge.yes || obstacles.hasTensors) {
        return badge;
    }
    badge.fix = libTorchFix(content, tree, obstacles);
    if (!badge.fix.empty() && !special.empty()) {
        badge.fix.push_back(moveToCpu());
    }
    return badge;
}

/// State that only going on with the training needs.
constexpr std::array kTrainingRoles{Role::Optimizer, Role::Scheduler, Role::Scaler, Role::Rng};

} // namespace

std::vector<LoadsOn> loadsOn(const Document& document, const Content& content, const TreeIndex& tree)
{
    return loadsOn(document, content, tree, sizesOf(content, tree));
}

std::vector<LoadsOn> loadsOn(
    const Document& document, const Content& content, const TreeIndex& tree, const Sizes& sizes)
{
    const std::vector<DeviceUse> special = specialDevices(sizes.devices);
    std::vector<LoadsOn> badges{withoutGpu(special), torchSinceZip(document, content, tree),
        weightsOnly(document, content, tree), libTorch(document, content, tree, special)};
    for (LoadsOn& badge : badges) {
        badge.fix = takenOutOfProgram(document, content, tree, std::move(badge.fix));
        if (document.isDamaged() || document.hasDescriptionOnly) {
            badge = {badge.where, badge.id, false, "the file is damaged", {}};
        }
    }
    return badges;
}

std::vector<Operation> laptopOperations(const Document& document, const Content& content, const TreeIndex& tree)
{
    std::vector<Operation> operations;
    if (hasWholeModel(tree)) {
        operations.emplace_back(ToStateDict{});
    }
    Drop training;
    for (const Role role : kTrainingRoles) {
        if (std::ranges::find(tree.roles, role, &RoleNode::role) != tree.roles.end()) {
            training.roles.push_back(role);
        }
    }
    if (!training.roles.empty()) {
        operations.emplace_back(std::move(training));
    }
    if (!weightsOnlyVerdict(document, content, tree).loads) {
        operations.emplace_back(MakePortable{});
    }
    for (WrapperSuggestion& suggestion : wrapperSuggestions(content, tree)) {
        for (Operation& operation : suggestion.fix) {
            if (suggestion.isCertain && !std::holds_alternative<ToStateDict>(operation)) {
                operations.push_back(std::move(operation));
            }
        }
    }
    if (!specialDevices(sizesOf(content, tree).devices).empty()) {
        operations.push_back(moveToCpu());
    }
    return operations;
}

} // namespace pthf
