// SPDX-License-Identifier: Apache-2.0
#include "core/roles/roles.h"

#include <algorithm>
#include <array>

#include "core/meaning/known_globals.h"
#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"
#include "core/meaning/value_parts.h"
#include "core/roles/role_names.h"
#include "core/roles/whole_model.h"

namespace pthf {

namespace {

constexpr std::size_t kLooked = 64; // children looked at where a few decide
constexpr std::size_t kFewMembers = 512; // more than an optimizer, a scheduler or a scaler ever has at its top

ValueId memberOf(const Content& content, ValueId id, std::string_view name)
{
    const ValueId entry = childByName(content, id, name);
    return entry != kNoValue ? entry : attributeOf(content, id, name);
}

bool hasMember(const Content& content, ValueId id, std::string_view name)
{
    return memberOf(content, id, name) != kNoValue;
}

bool isContainer(ViewKind kind)
{
    return kind == ViewKind::Dict || kind == ViewKind::List || kind == ViewKind::Tuple || kind == ViewKind::Object;
}

/// A dictionary or an object of few members: large ones are not searched for the marks of training state.
bool isSmallHolder(const Content& content, ValueId id)
{
    const ValueParts parts = partsOf(content, id);
    std::size_t members = 0;
    for (std::size_t g = 0; g < parts.groupCount; ++g) {
        members += childCount(content.graph, parts.groups[g]);
    }
    return (parts.kind == ViewKind::Dict || parts.kind == ViewKind::Object) && members <= kFewMembers;
}

/// What the entries of a dictionary are, counted.
struct Census {
    std::size_t keys = 0; ///< text keys
    std::size_t otherKeys = 0;
    std::size_t tensors = 0; ///< numpy arrays too: detectron2 writes models so
    std::size_t leaves = 0; ///< other values without children
    std::size_t dotted = 0; ///< keys with a dot
    std::size_t layerNames = 0; ///< keys like those of a single layer
};

constexpr std::array<std::string_view, 14> kLayerNames{"weight", "bias", "running_mean", "running_var",
    "num_batches_tracked", "in_proj_weight", "in_proj_bias", "weight_g", "weight_v", "weight_ih_l0", "weight_hh_l0",
    "bias_ih_l0", "bias_hh_l0", "weight_orig"};

Census censusOf(const Content& content, ValueId id)
{
    Census census;
    const ValueParts parts = partsOf(content, id);
    for (std::size_t g = 0; g < parts.groupCount; ++g) {
        const bool isEntries =
            parts.groups[g].what == ValueParts::What::Entries || parts.groups[g].what == ValueParts::What::Pairs;
        const std::size_t count = isEntries ? childCount(content.graph, parts.groups[g]) : 0;
        for (std::size_t i = 0; i < count; ++i) {
            const ChildStep step = childAt(content.graph, parts.groups[g], i);
            const auto key = step.key == kNoValue ? std::nullopt : plainText(content.graph, step.key);
            if (!key) {
                ++census.otherKeys;
                continue;
            }
            ++census.keys;
            census.dotted += key->find('.') != std::string_view::npos ? 1U : 0U;
            census.layerNames += std::ranges::find(kLayerNames, *key) != kLayerNames.end() ? 1U : 0U;
            const ViewKind kind = partsOf(content, step.value).kind;
            if (kind == ViewKind::Tensor || kind == ViewKind::Array) {
                ++census.tensors;
            } else if (!isContainer(kind)) {
                ++census.leaves;
            }
        }
    }
    return census;
}

/// At least 80 % of what the keys hold are tensors (USERS 4.3).
bool isMostlyTensors(const Census& census)
{
    return census.tensors > 0 && census.otherKeys == 0 && census.tensors * 5 >= census.keys * 4;
}

bool hasStateDictMetadata(const Content& content, ValueId id)
{
    const Meaning meaning = infoOf(content.graph, id).meaning;
    return meaning == Meaning::OrderedDict && attributeOf(content, id, "_metadata") != kNoValue;
}

bool isScalerLike(const Content& content, ValueId id)
{
    return isSmallHolder(content, id) && hasMember(content, id, "growth_factor")
        && hasMember(content, id, "backoff_factor") && hasMember(content, id, "scale");
}

/// ('MT19937', keys, …) of numpy, (3, (625 integers), None) of Python's random.
bool isRngTuple(const Content& content, ValueId id)
{
    const ValueGraph& graph = content.graph;
    if (graph.kind(id) != ValueKind::Tuple || graph.items(id).size() < 3) {
        return false;
    }
    const auto items = graph.items(id);
    constexpr std::size_t kMersenneWords = 625;
    return plainText(graph, items[0]).value_or("") == "MT19937"
        || (plainInteger(graph, items[0]) == 3 && sequenceItems(graph, items[1]).size() == kMersenneWords);
}

/// The state of torch's generators: 5056 bytes on the cpu, 16 a device of cuda (816 before torch 1.9).
bool isRngBytes(const Content& content, ValueId id)
{
    const TensorId tensor = content.tensorAt(id);
    if (tensor == kNoTensor || content.tensor(tensor).dtype != DType::UInt8
        || content.tensor(tensor).layout.shape.size() != 1) {
        return false;
    }
    constexpr std::array<std::int64_t, 3> kSizes{5056, 16, 816};
    return std::ranges::find(kSizes, content.tensor(tensor).layout.shape[0]) != kSizes.end();
}

std::string shortClass(const Content& content, ValueId id)
{
    const ValueId named = classOf(content.graph, id);
    if (named == kNoValue) {
        return {};
    }
    const std::string_view name = content.graph.globalName(named);
    const auto dot = name.rfind('.');
    return std::string(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

/// Whether the first children of a list or a dictionary all satisfy a test, and there are some.
template<typename Test>
bool areAll(const Content& content, ValueId id, const Test& test)
{
    const auto children = childrenOf(content, id);
    const auto shown = static_cast<std::ptrdiff_t>(std::min(children.size(), kLooked));
    return shown > 0 && std::all_of(children.begin(), children.begin() + shown, [&](const ChildStep& step) {
        return test(content, step.value);
    });
}

ValueId firstChild(const Content& content, ValueId id)
{
    const auto children = childrenOf(content, id);
    return children.empty() ? id : children.front().value;
}

bool hasTensorBelow(const Content& content, ValueId id)
{
    const auto children = childrenOf(content, id);
    return std::ranges::any_of(
        children, [&](const ChildStep& step) { return content.tensorAt(step.value) != kNoTensor; });
}

/// Numbers, texts and lists of them, and nothing that training would change.
bool isSettings(const Content& content, ValueId id)
{
    const auto isPlain = [](const Content& at, ValueId value) {
        const ViewKind kind = partsOf(at, value).kind;
        return kind != ViewKind::Tensor && kind != ViewKind::Array && kind != ViewKind::Dict
            && kind != ViewKind::Object;
    };
    return areAll(content, id, [&isPlain](const Content& at, ValueId member) {
        const ViewKind kind = partsOf(at, member).kind;
        const bool isList = (kind == ViewKind::List || kind == ViewKind::Tuple) && hasChildren(at, member);
        return isPlain(at, member) && (!isList || areAll(at, member, isPlain));
    });
}

/// A group of Keras weights says which layers stand in it (keras/src/legacy/saving/legacy_h5_format.py).
bool isKerasWeights(const Content& content, ValueId id)
{
    return attributeOf(content, id, "layer_names") != kNoValue;
}

using Guess = std::optional<RoleGuess>;

Guess modelGuess(const Content& content, ValueId id, NameHint name, NameHint outer)
{
    const bool isEma = name == NameHint::Ema
        || (outer == NameHint::Ema && name != NameHint::Optimizer && name != NameHint::OptimizerOrOptions);
    RoleGuess guess{isEma ? Role::Ema : Role::Model, {}, true, false};
    if (isWholeModel(content, id)) {
        guess.isWholeModel = true;
        guess.label = shortClass(content, id);
    }
    return guess;
}

/// By what the value is made of, whatever it is called.
Guess roleByStructure(const Content& content, ValueId id, ViewKind kind, NameHint name, NameHint outer)
{
    if (isWholeModel(content, id)) {
        return modelGuess(content, id, name, outer);
    }
    if (isOptimizerLike(content, id)) {
        return RoleGuess{Role::Optimizer, optimizerLabel(content, id)};
    }
    if (isScalerLike(content, id)) {
        return RoleGuess{Role::Scaler, "GradScaler"};
    }
    if (isSchedulerLike(content, id)) {
        return RoleGuess{Role::Scheduler, schedulerLabel(content, id)};
    }
    if (isRngTuple(content, id)) {
        return RoleGuess{Role::Rng};
    }
    const bool isList = kind == ViewKind::List || kind == ViewKind::Tuple;
    if (isList && areAll(content, id, isOptimizerLike)) {
        return RoleGuess{Role::Optimizer, optimizerLabel(content, firstChild(content, id))};
    }
    if (isList && areAll(content, id, isRngBytes)) {
        return RoleGuess{Role::Rng};
    }
    if (isList && areAll(content, id, isSchedulerLike)) {
        return RoleGuess{Role::Scheduler, schedulerLabel(content, firstChild(content, id))};
    }
    if (isKerasWeights(content, id)) {
        return RoleGuess{Role::Model};
    }
    const bool isNamedOtherwise = name == NameHint::Rng || name == NameHint::Optimizer
        || name == NameHint::OptimizerOrOptions || name == NameHint::Bookkeeping;
    if (!isNamedOtherwise && isStateDictLike(content, id)) {
        return modelGuess(content, id, name, outer);
    }
    return std::nullopt;
}

/// A container by the name it stands under.
Guess roleByName(const Content& content, ValueId id, ViewKind kind, NameHint name, NameHint outer)
{
    const bool isNamespace = infoOf(content.graph, id).meaning == Meaning::Namespace;
    switch (name) {
    case NameHint::Model:
    case NameHint::Ema: {
        const Census census = censusOf(content, id);
        if (isMostlyTensors(census)) {
            return modelGuess(content, id, name, outer);
        }
        if (name == NameHint::Ema && census.keys == 0 && hasTensorBelow(content, id)) {
            return RoleGuess{Role::Ema}; // lists of shadow parameters
        }
        break;
    }
    case NameHint::ModelOrOptions:
        if (isMostlyTensors(censusOf(content, id))) {
            return modelGuess(content, id, name, outer);
        }
        return isSettings(content, id) ? Guess(RoleGuess{Role::Config}) : std::nullopt;
    case NameHint::OptimizerOrOptions:
        return RoleGuess{hasTensorBelow(content, id) ? Role::Optimizer : Role::Config};
    case NameHint::Optimizer:
        return RoleGuess{isNamespace || isSettings(content, id) ? Role::Config : Role::Optimizer};
    case NameHint::Scheduler:
        return RoleGuess{Role::Scheduler, schedulerLabel(content, id)};
    case NameHint::Scaler:
        return RoleGuess{Role::Scaler};
    case NameHint::Rng:
        return RoleGuess{Role::Rng};
    case NameHint::Metric:
        return hasTensorBelow(content, id) ? std::nullopt : Guess(RoleGuess{Role::Metric});
    case NameHint::Config:
        // Weights are weights whatever they are called; single tensors among the settings are settings.
        return kind == ViewKind::Dict && isMostlyTensors(censusOf(content, id)) ? std::nullopt
                                                                                : Guess(RoleGuess{Role::Config});
    case NameHint::Bookkeeping:
        return RoleGuess{Role::Other};
    case NameHint::Counter:
    case NameHint::None:
        break;
    }
    return isNamespace ? Guess(RoleGuess{Role::Config}) : std::nullopt;
}

/// Numbers and texts have a role in the root only: further down there are too many of them to be told.
Guess roleOfLeaf(ViewKind kind, NameHint name, std::string_view outer)
{
    if (!outer.empty() || kind == ViewKind::None) {
        return std::nullopt;
    }
    const bool isText = kind == ViewKind::Text || kind == ViewKind::Global;
    switch (name) {
    case NameHint::Counter:
        return isText ? std::nullopt : Guess(RoleGuess{Role::Counter});
    case NameHint::Metric:
        return RoleGuess{kind == ViewKind::Text ? Role::Config : Role::Metric};
    case NameHint::Rng:
        return RoleGuess{Role::Rng};
    case NameHint::Config:
        return RoleGuess{Role::Config};
    default:
        return kind == ViewKind::Text ? Guess(RoleGuess{Role::Config}) : std::nullopt;
    }
}

} // namespace

bool isOptimizerLike(const Content& content, ValueId id)
{
    return isSmallHolder(content, id) && hasMember(content, id, "param_groups") && hasMember(content, id, "state");
}

bool isSchedulerLike(const Content& content, ValueId id)
{
    constexpr std::array<std::string_view, 5> kMarks{"_step_count", "base_lrs", "_last_lr", "num_bad_epochs", "T_max"};
    return isSmallHolder(content, id) && hasMember(content, id, "last_epoch")
        && std::ranges::any_of(kMarks, [&](std::string_view mark) { return hasMember(content, id, mark); });
}

bool isStateDictLike(const Content& content, ValueId id)
{
    const ViewKind kind = partsOf(content, id).kind;
    if (kind != ViewKind::Dict && kind != ViewKind::Object) {
        return false;
    }
    if (hasStateDictMetadata(content, id)) {
        return true;
    }
    const Census census = censusOf(content, id);
    return isMostlyTensors(census)
        && (census.dotted * 2 >= census.keys || (census.layerNames > 0 && census.layerNames * 2 >= census.keys));
}

std::optional<RoleGuess> roleOf(const Content& content, ValueId id, std::string_view name, std::string_view outer)
{
    const NameHint hint = hintOfName(name);
    const NameHint outerHint = hintOfName(outer);
    const ViewKind kind = partsOf(content, id).kind;
    if (outer.empty() && isRngBytes(content, id)) {
        return RoleGuess{Role::Rng};
    }
    if (!isContainer(kind)) {
        return kind == ViewKind::Array ? std::nullopt : roleOfLeaf(kind, hint, outer);
    }
    if (auto guess = roleByStructure(content, id, kind, hint, outerHint)) {
        guess->isCopy = name == kJoinedWeights;
        return guess;
    }
    // The root of a file that is one state dict may have keys of any kind.
    if (name.empty() && outer.empty()) {
        return isMostlyTensors(censusOf(content, id)) ? modelGuess(content, id, hint, outerHint) : std::nullopt;
    }
    return roleByName(content, id, kind, hint, outerHint);
}

} // namespace pthf
