// SPDX-License-Identifier: Apache-2.0
#include "core/match/name_votes.h"

#include <algorithm>
#include <unordered_map>

#include "core/text/dotted_name.h"

namespace pthf {

namespace {

// How much is looked at: both sides mostly begin with the same part of a network, so that the first names that are left
// over are enough to find the rule that all follow.
constexpr std::size_t kMaxLeft = 16'384;
constexpr std::size_t kProbes = 256;
constexpr std::size_t kMaxSegments = 24; // deeper names are compared by their ends only
constexpr std::size_t kMaxPrefix = 8; // segments in front that may be other ones

using Segments = std::vector<std::string_view>;

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
            if (!isNumberSegment(segment)) {
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

    NameVotes count()
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
        const std::vector<std::uint32_t> places = m_trial.placesOf(m_names);
        for (std::uint32_t i = 0; i < m_names.size(); ++i) {
            const std::uint32_t at = places[i];
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
                ++m_votes[{NameVote::Kind::Prefix, std::string(name.substr(0, begin)), std::string(front), {}}];
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
                ++m_votes[{NameVote::Kind::RemoveSegment, std::string(segments[i]), {}, before}];
            }
            const std::uint32_t at = isNumberSegment(segments[i]) ? MatchRow::kNone : left.around(name, segments[i]);
            if (fits(number, at)) {
                const Segments other = segmentsOf(m_trial.model()[at].key);
                ++m_votes[{NameVote::Kind::Replace, std::string(segments[i]), std::string(other[i]), {}}];
            }
        }
        voteForAll(number, segments);
    }

    /// A segment that stands in a name more than once.
    void voteForAll(std::uint32_t number, const Segments& segments)
    {
        for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
            if (isNumberSegment(segments[i]) || std::ranges::count(segments, segments[i]) < 2) {
                continue;
            }
            Segments rest = segments;
            std::erase(rest, segments[i]);
            if (!rest.empty() && fits(number, m_trial.inModel(joined(rest)))) {
                ++m_votes[{NameVote::Kind::RemoveSegment, std::string(segments[i]), {},
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
                ++m_votes[{NameVote::Kind::InsertSegment, {}, std::string(segments[i]), std::string(segments[i - 1])}];
            }
        }
    }

    const NameTrial& m_trial;
    std::span<const std::string> m_names;
    std::vector<std::uint32_t> m_fileLeft;
    std::vector<std::uint32_t> m_modelLeft;
    std::unordered_map<std::string, std::uint32_t> m_inFile; ///< of m_fileLeft
    NameVotes m_votes;
};

} // namespace

bool isNumberSegment(std::string_view segment)
{
    return !segment.empty() && segment.find_first_not_of("0123456789") == std::string_view::npos;
}

NameVotes countNameVotes(const NameTrial& trial, std::span<const std::string> names)
{
    return Voting(trial, names).count();
}

} // namespace pthf
