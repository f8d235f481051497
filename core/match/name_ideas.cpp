// SPDX-License-Identifier: Apache-2.0
#include "core/match/name_ideas.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/match/name_votes.h"
#include "core/plan/name_families.h"
#include "core/plan/prefix_catalogue.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxIdeas = 12;
constexpr std::size_t kMaxContexts = 12;

std::string shown(std::string_view segments)
{
    return displayText(segments, 60);
}

/// The text as a part of a regular expression that means itself.
std::string escapedForPattern(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if (std::string_view("\\^$.|?*+()[]{}#&~-").find(c) != std::string_view::npos) {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

NameIdea prefixIdea(const NameVote& vote, std::uint64_t votes, const StateDictPaths& in)
{
    if (vote.to.empty()) {
        return {"remove-prefix", "Remove " + shown(vote.from), {RemovePrefix{vote.from, in}}, votes};
    }
    if (vote.from.empty()) {
        return {"add-prefix", "Add " + shown(vote.to), {AddPrefix{vote.to, in}}, votes};
    }
    std::string to = vote.to;
    for (std::size_t at = 0; (at = to.find('\\', at)) != std::string::npos; at += 2) {
        to.insert(at, 1, '\\');
    }
    return {"exchange-prefix", "Exchange " + shown(vote.from) + " for " + shown(vote.to),
        {RenamePattern{"^" + escapedForPattern(vote.from), to, in}}, votes};
}

/// "(^|\.)(lora_A|lora_B)": any of the segments that a change was seen behind.
std::string contextPattern(const std::set<std::string>& before)
{
    std::string pattern = "(^|\\.)(";
    for (const std::string& segment : before) {
        pattern.append(pattern.ends_with('(') ? "" : "|").append(escapedForPattern(segment));
    }
    return pattern + ")";
}

/// Segments that come or go, with the ones they stand behind.
struct SegmentVotes {
    std::uint64_t votes = 0;
    std::set<std::string> before;
};

std::vector<NameIdea> segmentIdeas(const NameVotes& votes, const StateDictPaths& in)
{
    std::map<std::pair<NameVote::Kind, std::string>, SegmentVotes> found;
    SegmentVotes numbers; // any number behind one of these and before another number: chunks of blocks
    std::set<std::string> different;
    for (const auto& [vote, count] : votes) {
        const bool isRemoval = vote.kind == NameVote::Kind::RemoveSegment;
        if (isRemoval || vote.kind == NameVote::Kind::InsertSegment) {
            SegmentVotes& here = found[{vote.kind, isRemoval ? vote.from : vote.to}];
            here.votes += count;
            if (here.before.size() < kMaxContexts) {
                here.before.insert(vote.before);
            }
            if (isRemoval && isNumberSegment(vote.from) && !vote.before.empty()) {
                numbers.votes += count;
                different.insert(vote.from);
                if (numbers.before.size() < kMaxContexts) {
                    numbers.before.insert(vote.before);
                }
            }
        }
    }
    std::vector<NameIdea> ideas;
    for (const auto& [what, here] : found) {
        const std::string& segment = what.second;
        if (what.first == NameVote::Kind::InsertSegment) {
            ideas.push_back({"insert-segment", "Insert " + shown(segment + "."),
                {RenamePattern{contextPattern(here.before) + "\\.", "\\1\\2." + segment + ".", in}}, here.votes});
        } else if (isNumberSegment(segment)) {
            ideas.push_back({"remove-segment", "Remove the inner " + shown(segment + "."),
                {RenamePattern{contextPattern(here.before) + "\\." + segment + "\\.", "\\1\\2.", in}}, here.votes});
        } else {
            ideas.push_back(
                {"remove-segment", "Remove " + shown(segment + "."), {RemoveSegment{segment, in}}, here.votes});
        }
    }
    if (different.size() > 1) {
        ideas.push_back({"remove-segment", "Remove the number of the chunk",
            {RenamePattern{contextPattern(numbers.before) + "\\.[0-9]+\\.([0-9]+\\.)", "\\1\\2.\\3", in}},
            numbers.votes});
    }
    return ideas;
}

std::vector<NameIdea> replaceIdeas(const NameVotes& votes, const StateDictPaths& in)
{
    std::vector<NameIdea> ideas;
    for (const auto& [vote, count] : votes) {
        // One name alone may be a coincidence of shapes.
        if (vote.kind == NameVote::Kind::Replace && count > 1 && vote.to.find('\\') == std::string::npos) {
            ideas.push_back({"rename", "Rename " + shown(vote.from) + " to " + shown(vote.to),
                {RenamePattern{"(^|\\.)" + escapedForPattern(vote.from) + "(?=\\.|$)", "\\1" + vote.to, in}}, count});
        }
    }
    return ideas;
}

} // namespace

std::vector<NameIdea> discoverIdeas(
    const NameTrial& trial, std::span<const std::string> names, const StateDictPaths& in)
{
    const NameVotes votes = countNameVotes(trial, names);
    std::vector<NameIdea> ideas = segmentIdeas(votes, in);
    std::ranges::move(replaceIdeas(votes, in), std::back_inserter(ideas));
    for (const auto& [vote, count] : votes) {
        if (vote.kind == NameVote::Kind::Prefix && vote.from != vote.to) {
            ideas.push_back(prefixIdea(vote, count, in));
        }
    }
    std::stable_sort(
        ideas.begin(), ideas.end(), [](const NameIdea& a, const NameIdea& b) { return a.votes > b.votes; });
    if (ideas.size() > kMaxIdeas) {
        ideas.resize(kMaxIdeas);
    }
    return ideas;
}

std::vector<NameIdea> knownIdeas(std::span<const std::string> names, const StateDictPaths& in)
{
    std::vector<NameIdea> ideas;
    std::vector<std::string> present;
    std::ranges::copy_if(names, std::back_inserter(present), [](const std::string& name) { return !name.empty(); });
    for (const UnwrapStep& step : unwrapSteps(present)) {
        ideas.push_back({step.isAnywhere ? "remove-segment" : "remove-prefix", "Remove " + shown(step.segment + "."),
            {step.operation(in)}, step.keys});
    }
    for (const NameFamily& family : nameFamilies()) {
        auto operations = family.isOfSegments ? std::vector<Operation>{} : familyOperations(family, present, in);
        if (!operations.empty()) {
            ideas.push_back({"rename-suffixes", std::string(family.text), std::move(operations), 0});
        }
    }
    return ideas;
}

bool isHarmlessExtra(std::string_view name)
{
    constexpr std::array<std::string_view, 8> kEndings{"n_averaged", "num_batches_tracked", "total_ops", "total_params",
        "position_ids", "relative_position_index", "attn.masked_bias", "_float_tensor"};
    return std::ranges::any_of(kEndings, [name](std::string_view ending) {
        return name.ends_with(ending)
            && (name.size() == ending.size() || name[name.size() - ending.size() - 1] == '.' || ending.front() == '_');
    });
}

bool isSecondChoice(const NameIdea& idea)
{
    constexpr std::array<std::string_view, 5> kBranches{
        ".encoder_k.", ".momentum_encoder.", ".target_encoder.", ".target_network.", ".student."};
    return std::ranges::any_of(idea.operations, [&](const Operation& operation) {
        const auto* removal = std::get_if<RemovePrefix>(&operation);
        const std::string prefix = removal == nullptr ? std::string() : '.' + removal->prefix + '.';
        return std::ranges::any_of(
            kBranches, [&](std::string_view branch) { return prefix.find(branch) != std::string::npos; });
    });
}

} // namespace pthf
