// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/report/card.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

constexpr std::size_t kNameWidth = 12;

void addLine(std::string& text, std::string_view name, std::string_view value)
{
    text += name;
    text.append(name.size() < kNameWidth ? kNameWidth - name.size() : 1, ' ');
    text += value;
    text += '\n';
}

std::string countsText(const std::vector<std::pair<std::string, TensorCount>>& counts)
{
    std::string text;
    for (const auto& [name, count] : counts) {
        text += text.empty() ? "" : " · ";
        text += displayText(name) + ' ' + countOf(count.tensors, "tensor") + ' ' + sizeText(count.bytes);
    }
    return text;
}

std::string_view severityMark(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return "- ";
    case Severity::Warning:
        return "! ";
    case Severity::Error:
        return "✗ ";
    case Severity::Danger:
        return "☠ ";
    }
    return "- ";
}

void addTensors(std::string& text, const Card& card)
{
    if (card.tensors == 0) {
        return;
    }
    addLine(text, "Tensors",
        countText(card.tensors) + ", " + sizeText(card.tensorBytes) + " in " + countOf(card.storages, "storage"));
    if (card.parameters != 0) {
        addLine(text, "Parameters", roundCountText(card.parameters) + " (" + countText(card.parameters) + ")");
    }
    const bool isModelAlone = card.modelBytes == 0 || card.modelBytes == card.storageBytes;
    addLine(text, "Memory",
        sizeText(card.storageBytes) + " to load"
            + (isModelAlone ? std::string() : ", " + sizeText(card.modelBytes) + " for the model alone"));
    addLine(text, "Devices", countsText(card.devices));
    addLine(text, "Types", countsText(card.dtypes));
}

/// The parts with tensors, but for the root.
void addRoles(std::string& text, const Card& card, const Content& content, const TreeIndex& tree)
{
    for (const RoleNode& node : card.roles) {
        if (node.tensors == 0 || index(node.place) == 0) {
            continue;
        }
        std::string value = displayText(tree.pathTextOf(content, node.place)) + ", " + countOf(node.tensors, "tensor")
            + ", " + sizeText(node.bytes);
        if (!node.label.empty()) {
            value += ", " + displayText(node.label);
        }
        addLine(text, roleName(node.role), value);
    }
}

void addFindings(std::string& text, const Card& card)
{
    if (card.findings.empty()) {
        return;
    }
    text += "\nFindings\n";
    for (const Finding& finding : card.findings) {
        text += std::string("  ") + std::string(severityMark(finding.severity)) + finding.text;
        text += finding.fixLabel.empty() ? "\n" : "  [" + finding.fixLabel + "]\n";
    }
}

void addLoadsOn(std::string& text, const Card& card)
{
    text += "\nLoads on\n";
    for (const LoadsOn& badge : card.loadsOn) {
        text += std::string("  ") + (badge.yes ? "✓ " : "✗ ") + badge.where;
        text += badge.why.empty() ? "\n" : ": " + badge.why + '\n';
    }
}

} // namespace

std::string cardToText(const Card& card, const Content& content, const TreeIndex& tree)
{
    std::string text;
    addLine(text, "File", displayText(card.path) + ", " + sizeText(card.bytes));
    addLine(text, "What", card.what);
    if (!card.detail.empty()) {
        addLine(text, "Detail", displayText(card.detail));
    }
    addLine(text, "Holds", card.holds);
    addTensors(text, card);
    if (card.arrays != 0) {
        addLine(text, "Arrays",
            countText(card.arrays) + " of numpy, " + roundCountText(card.arrayElements) + " numbers in them");
    }
    addRoles(text, card, content, tree);
    for (const auto& [name, value] : card.facts) {
        addLine(text, displayText(name), displayText(value, 200));
    }
    addFindings(text, card);
    addLoadsOn(text, card);
    return text;
}

} // namespace pthf
