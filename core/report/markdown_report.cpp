// SPDX-License-Identifier: Apache-2.0
#include "core/report/markdown_report.h"

#include <filesystem>
#include <string_view>

#include "core/survey/training_memory.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Text from a file within a table or a sentence: nothing in it is Markdown.
std::string escaped(std::string_view text)
{
    constexpr std::string_view kSpecial = "\\`*_{}[]<>()#+-!|~";
    std::string safe;
    for (const char c : displayText(text)) {
        if (kSpecial.find(c) != std::string_view::npos) {
            safe += '\\';
        }
        safe += c;
    }
    return safe;
}

void addCounts(
    std::string& text, std::string_view title, const std::vector<std::pair<std::string, TensorCount>>& counts)
{
    if (counts.empty()) {
        return;
    }
    text += "\n| " + std::string(title) + " | tensors | size |\n|---|---:|---:|\n";
    for (const auto& [name, count] : counts) {
        text += "| " + escaped(name) + " | " + countText(count.tensors) + " | " + sizeText(count.bytes) + " |\n";
    }
}

void addRoles(std::string& text, const Card& card, const Content& content, const TreeIndex& tree)
{
    if (card.roles.empty()) {
        return;
    }
    text += "\n| part | role | tensors | size |\n|---|---|---:|---:|\n";
    for (const RoleNode& node : card.roles) {
        const std::string path = tree.pathTextOf(content, node.place);
        text += "| " + (path.empty() ? std::string("the whole file") : escaped(path)) + " | "
            + std::string(roleName(node.role)) + (node.label.empty() ? "" : ", " + escaped(node.label)) + " | "
            + countText(node.tensors) + " | " + sizeText(node.bytes) + " |\n";
    }
}

void addMemory(std::string& text, const Content& content, const TreeIndex& tree)
{
    const std::uint64_t parameters = trainedParameters(content, tree);
    if (parameters == 0) {
        return;
    }
    text += "\n| memory to train, without activations | weights | gradients | optimizer | together |\n"
            "|---|---:|---:|---:|---:|\n";
    for (const TrainingRecipe recipe : kTrainingRecipes) {
        const TrainingMemory memory = trainingMemory(parameters, recipe);
        text += "| " + std::string(trainingRecipeName(recipe)) + " | " + sizeText(memory.weights) + " | "
            + sizeText(memory.gradients) + " | " + sizeText(memory.optimizer) + " | " + sizeText(memory.together())
            + " |\n";
    }
}

} // namespace

std::string markdownReport(const Card& card, const Content& content, const TreeIndex& tree)
{
    std::string text = "### " + escaped(std::filesystem::path(card.path).filename().string()) + "\n\n";
    text += escaped(card.what) + ", " + sizeText(card.bytes) + ". " + escaped(card.holds) + ".\n";
    text += "\n- " + countOf(card.tensors, "tensor") + ", " + sizeText(card.tensorBytes) + " in "
        + countOf(card.storages, "storage") + "\n- " + countText(card.parameters) + " parameters, "
        + countText(card.trainable) + " with requires\\_grad\n";
    for (const auto& [name, value] : card.facts) {
        text += "- " + escaped(name) + ": " + escaped(value) + '\n';
    }
    for (const LoadsOn& place : card.loadsOn) {
        text += std::string("- ") + (place.yes ? "loads on: " : "does not load on: ") + escaped(place.where)
            + (place.why.empty() ? "" : " (" + escaped(place.why) + ")") + '\n';
    }
    addRoles(text, card, content, tree);
    addCounts(text, "device", card.devices);
    addCounts(text, "type", card.dtypes);
    addMemory(text, content, tree);
    if (!card.findings.empty()) {
        text += "\nFindings:\n\n";
        for (const Finding& finding : card.findings) {
            text += "- " + std::string(severityName(finding.severity)) + ": " + escaped(finding.text) + '\n';
        }
    }
    return text;
}

} // namespace pthf
