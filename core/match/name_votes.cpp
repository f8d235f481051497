// SPDX-License-Identifier: Apache-2.0
#include "core/match/name_votes.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

#include "core/plan/name_families.h"
#include "core/plan/prefix_catalogue.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

// How much is looked at: both sides mostly begin with the same part of a network, so that the first names that are left
// over are enough to find the rule that all follow.
constexpr std::size_t kMaxLeft = 16'384;
constexpr std::size_t kProbes = 256;
constexpr std::size_t kMaxSegments = 24; // deeper names are compared by their ends only
constexpr std::size_t kMaxPrefix = 8; // segments in front that may be other ones
constexpr std::size_t kMaxIdeas = 12;
constexpr std::size_t kMaxContexts = 12;

using Segments = std::vector<std::string_view>;

Segments segmentsOf(std::string_view name)
{
    Segments segments;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t dot = std::min(name.find('.', begin), name.size());
        segments.push_back(name.substr(begin, dot - begin));
        begin = dot + 1;
    }
    return segments;
}

bool isNumber(std::string_view segment)
{
    return !segment.empty() && segment.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string joined(std::span<const std::string_view> segments)
{
    std::string text;
    for (const std::string_view segment : segments) {
        text.append(text.empty() ? "" : ".").append(segment);
    }
    return text;
}

std::string without(const Segments& segments, std::size_t at)
{
    Segments rest = segments;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
    return joined(rest);
}

/// What one name speaks for.
struct Vote {
    enum class Kind : std::uint8_t { Prefix, RemoveSegment, InsertSegment, Replace };
    Kind kind = Kind::Prefix;
    std::string from; ///< of Prefix: what goes; of the others the segment
    std::string to;
    std::string before; ///< the segment in front of it
    auto operator<=>(const Vote&) const = default;
};

/// The model's names that the file does not have, by what names could be compared by.
class LeftOver {
public:
    explicit LeftOver(const NameTrial& trial, const std::vector<std::uint32_t>& model)
        : m_trial(trial)
    {
        for (const std::uint32_t number : model) {
            const std::string_view key = trial.model()[number].key;
            std::size_t dropped = 0;
            for (std::size_t begin = 0; begin != std::string_view::npos && dropped <= kMaxPrefix; ++dropped) {
                add(m_suffixes, key.substr(begin), number);
                const std::size_t dot = key.find('.', begin);
                begin = dot == std::string_view::npos ? dot : dot + 1;
            }
            addHoles(key, number);
        }
    }

    /// The model's key that ends in this, if it is the only one, or one of which it is all.
    std::uint32_t endingIn(std::string_view suffix) const { return only(m_suffixes, suffix); }
    /// The model's key that is this but for one segment; both hashed around the hole.
    std::uint32_t around(std::string_view name, std::string_view segment) const
    {
        return only(m_holes, holeName(name, segment));
    }

private:
    using Table = std::unordered_map<std::string, std::uint32_t>;
    static constexpr std::uint32_t kMany = MatchRow::kNone - 1;

    static std::string holeName(std::string_view name, std::string_view segment)
    {
        const auto begin = static_cast<std::size_t>(segment.data() - name.data());
        return std::string(name.substr(0, begin)).append(1, '\0').append(name.substr(begin + segment.size()));
    }

    void add(Table& table, std::string_view text, std::uint32_t number) const
    {
        const auto [entry, isNew] = table.try_emplace(std::string(text), number);
        if (isNew) {
            return;
        }
        const bool isWhole = m_trial.model()[number].key.size() == text.size();
        const bool wasWhole = entry->second != kMany && m_trial.model()[entry->second].key.size() == text.size();
        if (isWhole) {
            entry->second = number;
        } else if (!wasWhole) {
            entry->second = kMany;
        }
    }

    void addHoles(std::string_view key, std::uint32_t number)
    {
        const Segments segments = segmentsOf(key);
        if (segments.size() < 2 || segments.size() > kMaxSegments) {
            return;
        }
        for (const std::string_view segment : segments) {
            if (!isNumber(segment)) {
                const auto [entry, isNew] = m_holes.try_emplace(holeName(key, segment), number);
                entry->second = isNew ? number : kMany;
            }
        }
    }

    static std::uint32_t only(const Table& table, std::string_view text)
    {
        const auto found = table.find(std::string(text));
        return found == table.end() || found->second == kMany ? MatchRow::kNone : found->second;
    }

    const NameTrial& m_trial;
    Table m_suffixes;
    Table m_holes;
};

class Voting {
public:
    Voting(const NameTrial& trial, std::span<const std::string> names)
        : m_trial(trial)
        , m_names(names)
    {
        collectLeft();
    }

    std::map<Vote, std::uint64_t> count()
    {
        if (m_fileLeft.empty() || m_modelLeft.empty()) {
            return {};
        }
        const LeftOver left(m_trial, m_modelLeft);
        for (const std::uint32_t number : probesOf(m_fileLeft)) {
            voteForPrefix(left, number);
            voteForSegments(left, number);
        }
        for (const std::uint32_t number : probesOf(m_modelLeft)) {
            voteForMore(number);
        }
        return std::move(m_votes);
    }

private:
    void collectLeft()
    {
        std::vector<bool> isMet(m_trial.model().size(), false);
        for (std::uint32_t i = 0; i < m_names.size(); ++i) {
            const std::uint32_t at = m_names[i].empty() ? MatchRow::kNone : m_trial.inModel(m_names[i]);
            if (at != MatchRow::kNone) {
                isMet[at] = true;
            } else if (!m_names[i].empty() && m_fileLeft.size() < kMaxLeft) {
                m_fileLeft.push_back(i);
                m_inFile.emplace(m_names[i], i);
            }
        }
        for (std::uint32_t i = 0; i < isMet.size() && m_modelLeft.size() < kMaxLeft; ++i) {
            if (!isMet[i]) {
                m_modelLeft.push_back(i);
            }
        }
    }

    static std::vector<std::uint32_t> probesOf(const std::vector<std::uint32_t>& left)
    {
        if (left.size() <= kProbes) {
            return left;
        }
        std::vector<std::uint32_t> probes;
        for (std::size_t i = 0; i < kProbes; ++i) {
            probes.push_back(left[i * left.size() / kProbes]);
        }
        return probes;
    }

    bool fits(std::uint32_t file, std::uint32_t model) const
    {
        return model != MatchRow::kNone && m_trial.fits(file, model);
    }

    /// The longest end that a name shares with one of the model's: what stands before it on both sides is the wrapper.
    void voteForPrefix(const LeftOver& left, std::uint32_t number)
    {
        const std::string_view name = m_names[number];
        std::size_t begin = 0;
        for (std::size_t dropped = 0; dropped <= kMaxPrefix; ++dropped) {
            const std::string_view suffix = name.substr(begin);
            const std::uint32_t at = left.endingIn(suffix);
            if (fits(number, at)) {
                const std::string_view key = m_trial.model()[at].key;
                const std::string_view front = key.substr(0, key.size() - suffix.size());
                ++m_votes[{Vote::Kind::Prefix, std::string(name.substr(0, begin)), std::string(front), {}}];
                return;
            }
            const std::size_t dot = name.find('.', begin);
            if (dot == std::string_view::npos) {
                return;
            }
            begin = dot + 1;
        }
    }

    void voteForSegments(const LeftOver& left, std::uint32_t number)
    {
        const std::string_view name = m_names[number];
        const Segments segments = segmentsOf(name);
        if (segments.size() < 2 || segments.size() > kMaxSegments) {
            return;
        }
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const std::string before = i == 0 ? std::string() : std::string(segments[i - 1]);
            if (i != 0 && i + 1 < segments.size() && fits(number, m_trial.inModel(without(segments, i)))) {
                ++m_votes[{Vote::Kind::RemoveSegment, std::string(segments[i]), {}, before}];
            }
            const std::uint32_t at = isNumber(segments[i]) ? MatchRow::kNone : left.around(name, segments[i]);
            if (fits(number, at)) {
                const Segments other = segmentsOf(m_trial.model()[at].key);
                ++m_votes[{Vote::Kind::Replace, std::string(segments[i]), std::string(other[i]), {}}];
            }
        }
        voteForAll(number, segments);
    }

    /// A segment that stands in a name more than once.
    void voteForAll(std::uint32_t number, const Segments& segments)
    {
        for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
            if (isNumber(segments[i]) || std::ranges::count(segments, segments[i]) < 2) {
                continue;
            }
            Segments rest = segments;
            std::erase(rest, segments[i]);
            if (!rest.empty() && fits(number, m_trial.inModel(joined(rest)))) {
                ++m_votes[{Vote::Kind::RemoveSegment, std::string(segments[i]), {},
                    std::string(i == 0 ? "" : segments[i - 1])}];
            }
        }
    }

    /// A segment that the model has and the file has not.
    void voteForMore(std::uint32_t number)
    {
        const Segments segments = segmentsOf(m_trial.model()[number].key);
        if (segments.size() < 3 || segments.size() > kMaxSegments) {
            return;
        }
        for (std::size_t i = 1; i + 1 < segments.size(); ++i) {
            const auto found = m_inFile.find(without(segments, i));
            if (found != m_inFile.end() && fits(found->second, number)) {
                ++m_votes[{Vote::Kind::InsertSegment, {}, std::string(segments[i]), std::string(segments[i - 1])}];
            }
        }
    }

    const NameTrial& m_trial;
    std::span<const std::string> m_names;
    std::vector<std::uint32_t> m_fileLeft;
    std::vector<std::uint32_t> m_modelLeft;
    std::unordered_map<std::string, std::uint32_t> m_inFile; ///< of m_fileLeft
    std::map<Vote, std::uint64_t> m_votes;
};

std::string shown(std::string_view segments)
{
    return displayText(segments, 60);
}

NameIdea prefixIdea(const Vote& vote, std::uint64_t votes, const StateDictPaths& in)
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

std::vector<NameIdea> segmentIdeas(const std::map<Vote, std::uint64_t>& votes, const StateDictPaths& in)
{
    std::map<std::pair<Vote::Kind, std::string>, SegmentVotes> found;
    SegmentVotes numbers; // any number behind one of these and before another number: chunks of blocks
    std::set<std::string> different;
    for (const auto& [vote, count] : votes) {
        const bool isRemoval = vote.kind == Vote::Kind::RemoveSegment;
        if (isRemoval || vote.kind == Vote::Kind::InsertSegment) {
            SegmentVotes& here = found[{vote.kind, isRemoval ? vote.from : vote.to}];
            here.votes += count;
            if (here.before.size() < kMaxContexts) {
                here.before.insert(vote.before);
            }
            if (isRemoval && isNumber(vote.from) && !vote.before.empty()) {
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
        if (what.first == Vote::Kind::InsertSegment) {
            ideas.push_back({"insert-segment", "Insert " + shown(segment + "."),
                {RenamePattern{contextPattern(here.before) + "\\.", "\\1\\2." + segment + ".", in}}, here.votes});
        } else if (isNumber(segment)) {
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

std::vector<NameIdea> replaceIdeas(const std::map<Vote, std::uint64_t>& votes, const StateDictPaths& in)
{
    std::vector<NameIdea> ideas;
    for (const auto& [vote, count] : votes) {
        // One name alone may be a coincidence of shapes.
        if (vote.kind == Vote::Kind::Replace && count > 1 && vote.to.find('\\') == std::string::npos) {
            ideas.push_back({"rename", "Rename " + shown(vote.from) + " to " + shown(vote.to),
                {RenamePattern{"(^|\\.)" + escapedForPattern(vote.from) + "(?=\\.|$)", "\\1" + vote.to, in}}, count});
        }
    }
    return ideas;
}

} // namespace

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

std::vector<NameIdea> discoverIdeas(
    const NameTrial& trial, std::span<const std::string> names, const StateDictPaths& in)
{
    const std::map<Vote, std::uint64_t> votes = Voting(trial, names).count();
    std::vector<NameIdea> ideas = segmentIdeas(votes, in);
    std::ranges::move(replaceIdeas(votes, in), std::back_inserter(ideas));
    for (const auto& [vote, count] : votes) {
        if (vote.kind == Vote::Kind::Prefix && vote.from != vote.to) {
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

} // namespace pthf
