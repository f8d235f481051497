// SPDX-License-Identifier: Apache-2.0
#include "core/roles/facts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"
#include "core/roles/role_names.h"
#include "core/roles/roles.h"
#include "core/text/json_writer.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxFacts = 40;
constexpr std::size_t kMaxText = 200;

/// Integers that a double cannot hold are texts, as everywhere in JSON of ours; those too long to show are no facts.
std::string integerJson(const Content& content, ValueId id)
{
    if (const auto number = integerOf(content, id)) {
        return JsonWriter().safeInteger(*number).str();
    }
    const std::string digits = leafText(content, id, kMaxText + 1);
    return digits.size() <= kMaxText ? jsonQuoted(digits) : std::string{};
}

/// A plain value as JSON; empty for containers, tensors, None and long texts.
std::string jsonOf(const Content& content, ValueId id)
{
    switch (viewOf(content, id).kind) {
    case ViewKind::Bool:
        return boolOf(content, id).value_or(false) ? "true" : "false";
    case ViewKind::Int:
        return integerJson(content, id);
    case ViewKind::Float: {
        const double number = numberOf(content, id).value_or(0);
        return std::isfinite(number) ? shortestNumber(number) : jsonQuoted(shortestNumber(number));
    }
    case ViewKind::Text: {
        const auto text = readableTextOf(content, id);
        return text && !text->empty() && text->size() <= kMaxText ? jsonQuoted(*text) : std::string{};
    }
    default:
        return {};
    }
}

bool isProgress(std::string_view name)
{
    const NameHint hint = hintOfName(name);
    return hint == NameHint::Counter || hint == NameHint::Metric || name.ends_with("version") || name == "time";
}

/// best_acc1 = tensor(76.1), as the loop that everybody starts from saves it.
bool isOneNumber(const Content& content, ValueId id)
{
    const TensorId tensor = content.tensorAt(id);
    return tensor != kNoTensor && content.tensor(tensor).storage != kNoStorage
        && content.tensor(tensor).elements() == 1;
}

void addFact(const Content& content, std::string_view name, ValueId value, std::vector<Fact>& facts)
{
    const bool isKnown = std::ranges::any_of(facts, [&](const Fact& fact) { return fact.name == name; });
    if (isKnown || facts.size() >= kMaxFacts) {
        return;
    }
    auto json = jsonOf(content, value);
    if (!json.empty() || (isProgress(name) && isOneNumber(content, value))) {
        facts.push_back(Fact{std::string(name), std::move(json), value});
    }
}

/// The plain values of a dictionary whose names pass a test.
template<typename Test>
void addFacts(const Content& content, ValueId dictionary, const Test& isTelling, std::vector<Fact>& facts)
{
    for (const ChildStep& step : childrenOf(content, dictionary)) {
        const bool isNamed = step.kind == ChildStep::Kind::Key || step.kind == ChildStep::Kind::Attribute;
        const auto name = isNamed && step.key != kNoValue ? plainText(content.graph, step.key) : std::nullopt;
        if (name && isTelling(*name)) {
            addFact(content, *name, step.value, facts);
        }
    }
}

bool isIdentity(std::string_view name)
{
    constexpr std::array<std::string_view, 7> kNames{
        "arch", "model", "model_name", "model_type", "dataset", "backbone", "_name"};
    return std::ranges::find(kNames, name) != kNames.end();
}

} // namespace

std::vector<Fact> factsOf(const Content& content)
{
    std::vector<Fact> facts;
    if (content.root == kNoValue || viewOf(content, content.root).kind != ViewKind::Dict
        || roleOf(content, content.root, {})) { // one state dict of whatever kind: its entries are no facts
        return facts;
    }
    addFacts(
        content, content.root, [](std::string_view) { return true; }, facts);
    constexpr std::array<std::string_view, 4> kMeta{"meta", "meta_data", "metadata", "trainer_state"};
    constexpr std::array<std::string_view, 6> kConfigs{"args", "cfg", "config", "opt", "hyper_parameters", "hparams"};
    for (const std::string_view name : kMeta) {
        if (const ValueId meta = childByName(content, content.root, name); meta != kNoValue) {
            addFacts(content, meta, isProgress, facts);
        }
    }
    for (const std::string_view name : kConfigs) {
        if (const ValueId config = childByName(content, content.root, name); config != kNoValue) {
            addFacts(content, config, isIdentity, facts);
        }
    }
    return facts;
}

} // namespace pthf
