// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <utility>

#include "core/checkpoint/recorded_ties.h"
#include "core/diagnose/devices_finding.h"
#include "core/diagnose/finding.h"
#include "core/diagnose/safety.h"
#include "core/diagnose/sizes.h"
#include "core/diagnose/wrappers.h"
#include "core/roles/whole_model.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

// A hostile file can make a thousand complaints; a person reads the first dozen.
constexpr std::size_t kShownProblems = 12;

Finding problemFinding(const Problem& problem)
{
    Finding finding;
    finding.id = problem.severity >= Severity::Error ? "damage" : "note";
    finding.severity = problem.severity;
    finding.text = finding.id == "damage" ? "Damaged: " : "";
    if (!problem.where.empty()) {
        finding.text += displayText(problem.where) + ": ";
    }
    finding.text += problem.message;
    if (problem.offset) {
        finding.text += " (byte " + countText(*problem.offset) + ")";
    }
    if (finding.id == "damage") {
        finding.text += "; copy or download the file again";
    }
    return finding;
}

void addProblems(std::vector<Finding>& findings, const Problems& problems)
{
    const std::vector<Problem>& kept = problems.kept();
    std::vector<const Problem*> sorted;
    for (const Problem& problem : kept) {
        sorted.push_back(&problem);
    }
    std::ranges::stable_sort(sorted, std::greater<>{}, [](const Problem* problem) { return problem->severity; });
    for (std::size_t i = 0; i < std::min(sorted.size(), kShownProblems); ++i) {
        findings.push_back(problemFinding(*sorted[i]));
    }
    if (problems.count() > kShownProblems) {
        Finding more;
        more.id = "note";
        more.severity = problems.hasErrors() ? Severity::Error : Severity::Warning;
        more.text = countText(problems.count() - kShownProblems) + " more of this kind";
        findings.push_back(std::move(more));
    }
}

/// Tensors whose bytes the file does not hold.
void addLost(std::vector<Finding>& findings, const Content& content, const TreeIndex& tree, const Sizes& sizes)
{
    if (sizes.incomplete != 0) {
        Finding finding;
        finding.id = "lost-tensors";
        finding.severity = Severity::Error;
        finding.text = "The bytes of " + countText(sizes.incomplete) + " of " + countOf(sizes.tensors, "tensor")
            + " are not all in the file; copy or download it again";
        finding.path = tree.pathOf(content, sizes.firstIncomplete);
        findings.push_back(std::move(finding));
    }
}

/// A shard, or one rank's file: what it is a part of.
void addWhole(std::vector<Finding>& findings, const Document& document)
{
    if (!document.whole.empty()) {
        Finding finding;
        finding.id = "part-of-whole";
        finding.severity = Severity::Info;
        finding.text = "This file is " + displayText(document.part) + "; open "
            + displayText(document.whole.filename().string()) + " for the whole";
        findings.push_back(std::move(finding));
    }
}

/// Tied weights of a safetensors file, whose other names are only recorded.
void addRecordedTies(std::vector<Finding>& findings, const Document& document, const Content& content)
{
    const RecordedTies recorded = recordedTies(document, content);
    if (recorded.ties.empty()) {
        return;
    }
    Finding finding;
    finding.id = "recorded-ties";
    finding.severity = Severity::Info;
    const RecordedTie& first = recorded.ties.front();
    finding.text = "__metadata__ records other names of tensors that stand here once: " + displayText(first.name)
        + " is " + displayText(first.of);
    if (recorded.ties.size() > 1) {
        finding.text += " and " + countText(recorded.ties.size() - 1) + " more";
    }
    finding.text += "; a PyTorch file that is saved from it has both, tied";
    findings.push_back(std::move(finding));
}

void addWholeModels(std::vector<Finding>& findings, const Content& content, const TreeIndex& tree)
{
    for (const StateDict& stateDict : tree.stateDicts) {
        if (!stateDict.isWholeModel) {
            continue;
        }
        const ModelFacts facts = modelFacts(content, stateDict.value);
        Finding finding;
        finding.id = "whole-model";
        finding.severity = Severity::Warning;
        finding.text = "A whole model is pickled here: torch.load needs the code of " + displayText(facts.className)
            + "; its state dict has " + countOf(stateDictEntries(content, stateDict).size(), "entry", "entries");
        finding.path = tree.pathOf(content, stateDict.place);
        finding.fix.emplace_back(ToStateDict{{finding.path}});
        finding.fixLabel = "Make a state dict";
        findings.push_back(std::move(finding));
    }
}

void append(std::vector<Finding>& findings, std::vector<Finding> more)
{
    std::ranges::move(more, std::back_inserter(findings));
}

} // namespace

std::vector<Finding> findingsOf(const Document& document, const Content& content, const TreeIndex& tree)
{
    return findingsOf(document, content, tree, sizesOf(content, tree));
}

std::vector<Finding> findingsOf(
    const Document& document, const Content& content, const TreeIndex& tree, const Sizes& sizes)
{
    std::vector<Finding> findings;
    addProblems(findings, document.problems);
    addLost(findings, content, tree, sizes);
    addWhole(findings, document);
    addRecordedTies(findings, document, content);
    append(findings, deviceFindings(sizes.devices));
    append(findings, safetyFindings(document, content, tree));
    addWholeModels(findings, content, tree);
    append(findings, wrapperFindings(content, tree));
    append(findings, sizeFindings(document, content, tree, sizes));
    std::ranges::stable_sort(findings, std::greater<>{}, &Finding::severity);
    return findings;
}

} // namespace pthf
