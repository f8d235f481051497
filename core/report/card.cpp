// SPDX-License-Identifier: Apache-2.0
#include "core/report/card.h"

#include <algorithm>

#include "core/checkpoint/tensor_bytes.h"
#include "core/checkpoint/value_view.h"
#include "core/diagnose/sizes.h"
#include "core/numbers/element_value.h"
#include "core/plan/plan_json.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/value/path_json.h"

namespace pthf {
namespace {

std::vector<std::pair<std::string, TensorCount>> namedDtypes(const Sizes& sizes)
{
    std::vector<std::pair<std::string, TensorCount>> named;
    for (std::size_t i = 0; i < kDTypeCount; ++i) {
        if (sizes.dtypes[i].tensors != 0) {
            named.emplace_back(std::string(dtypeName(static_cast<DType>(i))), sizes.dtypes[i]);
        }
    }
    std::ranges::stable_sort(named, [](const auto& a, const auto& b) { return a.second.bytes > b.second.bytes; });
    return named;
}

/// The number in a tensor of one element as JSON, a few bytes read; empty where they are not to be had, as those of a
/// document that is only planned.
std::string numberInTensor(const Document& document, const Content& content, ValueId value)
{
    const TensorId id = content.tensorAt(value);
    if (&content != &document.content || id == kNoTensor || isComplex(content.tensor(id).dtype)) {
        return {};
    }
    SilentProgress silent;
    std::string text;
    const Status read = readElements(
        document, content.tensor(id), 0, 1,
        [&](std::span<const std::byte> element) -> Status {
            text = elementText(content.tensor(id).dtype, element);
            return Done{};
        },
        Task{{}, silent});
    if (!read || text.empty()) {
        return {};
    }
    if (text == "True" || text == "False") {
        return text == "True" ? "true" : "false";
    }
    const bool isNumber = text.find_first_not_of("0123456789+-.e") == std::string::npos;
    return isNumber ? text : jsonQuoted(text);
}

/// What a node with a role is called in the sentence of a card; empty for what goes without saying.
std::string roleWords(const RoleNode& node)
{
    const std::string label = displayText(node.label);
    const auto with = [&label](std::string_view noun) {
        return label.empty() ? std::string(noun) : label + ' ' + std::string(noun);
    };
    switch (node.role) {
    case Role::Model:
        return label.empty() ? "model" : "model (" + label + ')';
    case Role::Ema:
        return "EMA weights";
    case Role::Optimizer:
        return with("optimizer");
    case Role::Scheduler:
        return with("scheduler");
    case Role::Scaler:
        return "gradient scaler";
    case Role::Rng:
        return "random state";
    case Role::Config:
        return "configuration";
    case Role::Counter:
    case Role::Metric:
    case Role::Other:
        return {};
    }
    return {};
}

bool hasRole(const TreeIndex& tree, Role role)
{
    return std::ranges::find(tree.roles, role, &RoleNode::role) != tree.roles.end();
}

/// What a file is whose root is a part of training by itself, as trainers write them into files of their own:
/// "Optimizer state (AdamW)"; empty for other files.
std::string lonelyPart(const TreeIndex& tree)
{
    if (tree.roles.empty() || index(tree.roles.front().place) != 0) {
        return {};
    }
    const RoleNode& root = tree.roles.front();
    const std::string label = root.label.empty() ? std::string() : " (" + displayText(root.label) + ')';
    switch (root.role) {
    case Role::Optimizer:
        return "Optimizer state" + label;
    case Role::Scheduler:
        return "Scheduler state" + label;
    case Role::Scaler:
        return "State of a gradient scaler";
    default:
        return {};
    }
}

std::string contentsText(const Card& card)
{
    return card.tensors == 0 && card.arrays != 0 ? countOf(card.arrays, "numpy array")
                                                 : countOf(card.tensors, "tensor");
}

std::string holdsHead(const Card& card, const TreeIndex& tree)
{
    if (std::string part = lonelyPart(tree); !part.empty()) {
        return part;
    }
    if (hasRole(tree, Role::Optimizer)) {
        return "Training checkpoint";
    }
    if (std::ranges::any_of(tree.stateDicts, &StateDict::isWholeModel)) {
        const bool hasLabel =
            !tree.roles.empty() && index(tree.roles.front().place) == 0 && !tree.roles.front().label.empty();
        return hasLabel ? "Whole model (" + displayText(tree.roles.front().label) + ')' : "Whole model";
    }
    const bool isBare = tree.stateDicts.size() == 1 && index(tree.stateDicts.front().place) == 0;
    if (isBare && std::ranges::find(card.findings, "adapter", &Finding::id) != card.findings.end()) {
        return "LoRA adapter of " + countOf(card.tensors, "tensor");
    }
    if (isBare) {
        return "State dict of " + contentsText(card);
    }
    if (!tree.stateDicts.empty()) {
        return "Checkpoint";
    }
    return card.tensors == 0 && card.arrays == 0 ? "Values without tensors" : contentsText(card);
}

std::string holdsSentence(const Card& card, const TreeIndex& tree)
{
    constexpr std::size_t kShownWords = 8;
    std::vector<std::string> words;
    for (const RoleNode& node : tree.roles) {
        std::string word = index(node.place) == 0 ? std::string() : roleWords(node);
        if (!word.empty() && std::ranges::find(words, word) == words.end() && words.size() < kShownWords) {
            words.push_back(std::move(word));
        }
    }
    for (const auto& [name, json] : card.facts) {
        if (name == "epoch" || name == "iteration" || name == "global_step" || name == "step") {
            words.push_back(displayText(name) + ' ' + displayText(json));
        }
    }
    std::string text = holdsHead(card, tree);
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += (i == 0 ? ": " : ", ") + words[i];
    }
    return text;
}

void writeCounts(
    JsonWriter& json, std::string_view name, const std::vector<std::pair<std::string, TensorCount>>& counts)
{
    json.key(name).beginObject();
    for (const auto& [key, count] : counts) {
        json.key(key).beginObject().memberCount("tensors", count.tensors).memberCount("bytes", count.bytes).endObject();
    }
    json.endObject();
}

void writeFix(JsonWriter& json, const std::vector<Operation>& fix)
{
    json.key("fix").beginArray();
    for (const Operation& operation : fix) {
        json.raw(operationToJson(operation));
    }
    json.endArray();
}

void writeHead(JsonWriter& json, const Card& card)
{
    json.key("file").beginObject().member("path", card.path).memberCount("bytes", card.bytes).endObject();
    json.member("kind", fileKindName(card.kind)).member("what", card.what).member("holds", card.holds);
    json.member("detail", card.detail);
    json.memberCount("tensors", card.tensors).memberCount("parameters", card.parameters);
    json.memberCount("trainable", card.trainable).memberCount("tensor_bytes", card.tensorBytes);
    json.memberCount("arrays", card.arrays).memberCount("array_elements", card.arrayElements);
    json.memberCount("storages", card.storages).memberCount("storage_bytes", card.storageBytes);
    json.key("memory")
        .beginObject()
        .memberCount("load", card.storageBytes)
        .memberCount("model", card.modelBytes)
        .endObject();
    writeCounts(json, "devices", card.devices);
    writeCounts(json, "dtypes", card.dtypes);
}

void writeJudgements(JsonWriter& json, const Card& card)
{
    json.key("weights_only").beginObject().memberBool("loads", card.weightsOnly.loads).key("because").beginArray();
    for (const WeightsOnlyVerdict::Reason& reason : card.weightsOnly.because) {
        json.beginObject().member("global", reason.global).key("path");
        writePath(json, reason.path);
        json.endObject();
    }
    json.endArray();
    if (const std::string_view older = acceptedBy(card.weightsOnly); !older.empty()) {
        json.member("accepted_by", older);
    }
    json.endObject().key("loads_on").beginArray();
    for (const LoadsOn& badge : card.loadsOn) {
        json.beginObject().member("where", badge.where).member("id", badge.id).memberBool("yes", badge.yes);
        json.member("why", badge.why);
        writeFix(json, badge.fix);
        json.endObject();
    }
    json.endArray().key("findings").beginArray();
    for (const Finding& finding : card.findings) {
        json.beginObject().member("id", finding.id).member("severity", severityName(finding.severity));
        json.member("text", finding.text).key("path");
        writePath(json, finding.path);
        writeFix(json, finding.fix);
        json.member("label", finding.fixLabel).endObject();
    }
    json.endArray();
}

void writeRoles(JsonWriter& json, const Card& card, const Content* content, const TreeIndex* tree)
{
    json.key("roles").beginArray();
    if (content != nullptr && tree != nullptr) {
        for (const RoleNode& node : card.roles) {
            json.beginObject().key("path");
            writePath(json, tree->pathOf(*content, node.place));
            json.member("role", roleName(node.role)).member("label", node.label);
            json.memberCount("tensors", node.tensors).memberCount("bytes", node.bytes).endObject();
        }
    }
    json.endArray().key("facts").beginObject();
    for (const auto& [name, value] : card.facts) {
        json.key(name).raw(value);
    }
    json.endObject();
}

void writeError(JsonWriter& json, const Error& error, std::string_view file)
{
    json.beginObject().member("code", errorCodeName(error.code())).member("message", error.message()).key("offset");
    if (error.offset()) {
        json.safeCount(*error.offset());
    } else {
        json.null();
    }
    json.member("file", file).endObject();
}

} // namespace

Card makeCard(const Document& document, const Content& content, const TreeIndex& tree)
{
    Card card;
    card.path = document.path.string();
    card.bytes = document.fileBytes;
    card.kind = document.kind;
    card.what = document.what;
    const Sizes sizes = sizesOf(content, tree);
    card.tensors = sizes.tensors;
    card.parameters = sizes.parameters;
    card.trainable = sizes.trainable;
    card.tensorBytes = sizes.tensorBytes;
    card.arrays = sizes.arrays;
    card.arrayElements = sizes.arrayElements;
    card.storages = sizes.storages;
    card.storageBytes = sizes.storageBytes;
    card.modelBytes = sizes.storageBytesByRole[static_cast<std::size_t>(Role::Model)];
    card.detail = document.detail;
    for (const DeviceUse& use : sizes.devices) {
        card.devices.emplace_back(use.device, TensorCount{use.tensors, use.bytes});
    }
    card.dtypes = namedDtypes(sizes);
    card.roles = tree.roles;
    for (Fact& fact : factsOf(content)) {
        const auto isSame = [&fact](const auto& known) { return known.first == fact.name; };
        std::string value = fact.json.empty() ? numberInTensor(document, content, fact.value) : std::move(fact.json);
        if (!value.empty() && std::ranges::none_of(card.facts, isSame)) {
            card.facts.emplace_back(std::move(fact.name), std::move(value));
        }
    }
    card.weightsOnly = weightsOnlyVerdict(document, content, tree);
    card.loadsOn = loadsOn(document, content, tree, sizes);
    card.findings = findingsOf(document, content, tree, sizes);
    card.holds = holdsSentence(card, tree);
    return card;
}

std::string cardToJson(const Card& card, const Content& content, const TreeIndex& tree)
{
    JsonWriter json;
    json.beginObject();
    writeHead(json, card);
    writeRoles(json, card, &content, &tree);
    writeJudgements(json, card);
    json.endObject();
    return std::move(json).take();
}

std::string unreadableCardToJson(const std::string& path, std::uint64_t bytes, FileKind kind, const Error& error)
{
    Card card;
    card.path = path;
    card.bytes = bytes;
    card.kind = kind;
    card.what = error.message();
    card.weightsOnly.loads = false;
    JsonWriter json;
    json.beginObject();
    writeHead(json, card);
    writeRoles(json, card, nullptr, nullptr);
    writeJudgements(json, card);
    if (kind == FileKind::Unreadable) {
        writeError(json.key("error"), error, path);
    }
    json.endObject();
    return std::move(json).take();
}

std::string errorToJson(const Error& error, std::string_view file)
{
    JsonWriter json;
    writeError(json, error, file);
    return std::move(json).take();
}

} // namespace pthf
