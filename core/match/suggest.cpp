// SPDX-License-Identifier: Apache-2.0
#include "core/match/suggest.h"

#include <algorithm>

#include "core/match/name_ideas.h"
#include "core/match/pair_by_position.h"
#include "core/match/shape_advice.h"
#include "core/match/shape_repair.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxSteps = 6; // wrappers within wrappers, and a family of suffixes
constexpr std::size_t kMaxSingles = 5;

using Names = std::vector<std::string>;

/// An idea tried on all names.
struct Tried {
    NameIdea idea; ///< its operations are those that change something
    Names names; ///< after it
    MatchCounts counts;
};

std::string effectText(const MatchCounts& before, const MatchCounts& after)
{
    return countText(before.same) + " → " + countText(after.same) + " of " + countText(after.inModel()) + " match";
}

/// More names that match is more; then more parameters; then fewer names that nobody asked for.
bool isBetter(const MatchCounts& a, const MatchCounts& b)
{
    if (a.same != b.same) {
        return a.same > b.same;
    }
    if (a.parametersSame != b.parametersSame) {
        return a.parametersSame > b.parametersSame;
    }
    return a.onlyInFile + a.shapeDiffers < b.onlyInFile + b.shapeDiffers;
}

class Search {
public:
    Search(const KeyList& file, const KeyList& model, const SuggestionScope& scope, const Task& task)
        : m_trial(file, model)
        , m_scope(scope)
        , m_task(task)
    {
    }

    Result<std::vector<Suggestion>> run()
    {
        Tried now;
        now.names = namesOf(m_trial.file());
        now.counts = m_trial.countsOf(now.names);
        const MatchCounts before = now.counts;
        std::vector<Tried> singles;
        std::vector<Tried> chain;
        while (chain.size() < kMaxSteps && now.counts.onlyInFile != 0 && now.counts.onlyInModel != 0) {
            std::vector<Tried> found = PTHF_TRY(stepsFrom(now, chain.empty() ? Pairs::Allowed : Pairs::No));
            if (found.empty()) {
                break;
            }
            if (chain.empty()) {
                singles = found;
            }
            now = found.front();
            chain.push_back(std::move(found.front()));
        }
        addChain(before, chain);
        PTHF_TRY(addPairsAfter(before, chain, now));
        for (std::size_t i = chain.size() == 1 ? 1U : 0U; i < std::min(singles.size(), kMaxSingles); ++i) {
            if (!isRepeated(singles, i)) {
                add(singles[i].idea, before, singles[i].counts);
            }
        }
        const Names names = namesOf(m_trial.file());
        const bool isGuessed = std::ranges::any_of(chain, [](const Tried& step) { return step.idea.id == "by-shape"; });
        addRest(before, names, isGuessed ? names : now.names);
        return std::move(m_suggestions);
    }

private:
    /// Whether names may be paired by position or shape: as a first step only, where no rule is found for it.
    enum class Pairs : bool { No, Allowed };

    /// The ideas that make more names match from here, best first.
    Result<std::vector<Tried>> stepsFrom(const Tried& now, Pairs pairs)
    {
        std::vector<Tried> found;
        std::vector<NameIdea> ideas = discoverIdeas(m_trial, now.names, m_scope.in);
        std::ranges::move(knownIdeas(now.names, m_scope.in), std::back_inserter(ideas));
        PTHF_TRY(tryAll(now, ideas, found));
        const bool isSolved = std::ranges::any_of(
            found, [](const Tried& tried) { return tried.counts.onlyInModel == 0 || tried.counts.onlyInFile == 0; });
        if (!isSolved && pairs == Pairs::Allowed) {
            PTHF_TRY(tryAll(now, pairIdeas(now.names), found));
        }
        std::stable_sort(found.begin(), found.end(), [](const Tried& a, const Tried& b) {
            // A guess never goes before a rule that brings anything.
            const bool isGuessA = a.idea.id == "by-shape" || a.idea.id == "by-position";
            const bool isGuessB = b.idea.id == "by-shape" || b.idea.id == "by-position";
            if (isGuessA != isGuessB) {
                return isGuessB;
            }
            const bool isTie = !isBetter(a.counts, b.counts) && !isBetter(b.counts, a.counts);
            return isTie ? !isSecondChoice(a.idea) && isSecondChoice(b.idea) : isBetter(a.counts, b.counts);
        });
        return found;
    }

    /// Whether a better idea does the same, or a rule does more than this guess.
    static bool isRepeated(const std::vector<Tried>& singles, std::size_t number)
    {
        const Tried& one = singles[number];
        const bool isGuess = one.idea.id == "by-shape" || one.idea.isUnchecked;
        const auto isSame = [&one](const Tried& other) { return other.names == one.names; };
        return std::any_of(singles.begin(), singles.begin() + static_cast<std::ptrdiff_t>(number), isSame)
            || (isGuess && singles.front().idea.id != one.idea.id && singles.front().counts.same >= one.counts.same);
    }

    Status tryAll(const Tried& now, const std::vector<NameIdea>& ideas, std::vector<Tried>& found)
    {
        for (const NameIdea& idea : ideas) {
            PTHF_TRY(m_task.poll());
            Tried tried;
            tried.idea = {idea.id, idea.text, {}, idea.votes, idea.isUnchecked};
            tried.names = now.names;
            for (const Operation& operation : idea.operations) {
                auto after = namesAfter(std::span<const std::string>(tried.names), operation);
                if (after && *after != tried.names) { // an operation that changes nothing would be refused
                    tried.idea.operations.push_back(operation);
                    tried.names = std::move(*after);
                }
            }
            tried.counts = m_trial.countsOf(tried.names);
            const bool isMore = tried.counts.same > now.counts.same
                || (tried.counts.same == now.counts.same && tried.counts.onlyInModel < now.counts.onlyInModel);
            const bool isKnown = std::ranges::any_of(
                found, [&tried](const Tried& other) { return other.idea.operations == tried.idea.operations; });
            if (isMore && !isKnown && !hasTwins(tried.names)) {
                found.push_back(std::move(tried));
            }
        }
        return Done{};
    }

    bool areShapesKnown(const NamePairs& pairs) const
    {
        return std::ranges::all_of(pairs, [this](const auto& pair) {
            const std::uint32_t at = m_trial.inModel(pair.second);
            return at != MatchRow::kNone && m_trial.model()[at].shape.has_value();
        });
    }

    std::vector<NameIdea> pairIdeas(const Names& names) const
    {
        std::vector<NameIdea> ideas;
        if (NamePairs pairs = pairWithoutDots(m_trial, names); !pairs.empty()) {
            const std::uint64_t count = pairs.size();
            ideas.push_back({"rename-undotted", "Put dots back into " + countOf(count, "name"),
                {RenameTable{std::move(pairs), m_scope.in}}, count});
        }
        KeyList renamed = m_trial.file();
        for (std::size_t i = 0; i < names.size(); ++i) {
            renamed[i].key = names[i];
        }
        std::erase_if(renamed, [](const KeyEntry& entry) { return entry.key.empty(); });
        const auto pairs = pairByPosition(renamed, m_trial.model());
        const bool isUnchecked = pairs && !areShapesKnown(*pairs);
        const bool areAlike = pairs
            && std::ranges::all_of(*pairs, [](const auto& pair) { return areNamesAlike(pair.first, pair.second); });
        if (pairs && !pairs->empty() && (!isUnchecked || areAlike)) {
            const std::uint64_t count = pairs->size();
            ideas.push_back({"by-position", "Rename " + countOf(count, "key") + " by position",
                {RenameTable{*pairs, m_scope.in}}, count, isUnchecked});
        } else if (NamePairs guessed = pairByShape(m_trial, names); !guessed.empty()) {
            const std::uint64_t count = guessed.size();
            ideas.push_back({"by-shape", "Rename " + countOf(count, "key") + " by shape and order",
                {RenameTable{std::move(guessed), m_scope.in}}, count});
        }
        return ideas;
    }

    std::vector<Operation> withStateDict(std::vector<Operation> operations) const
    {
        if (m_scope.isWholeModel) {
            operations.insert(operations.begin(), ToStateDict{m_scope.in});
        }
        return operations;
    }

    void add(const NameIdea& idea, const MatchCounts& before, const MatchCounts& after)
    {
        Suggestion suggestion;
        suggestion.id = idea.id;
        suggestion.text = idea.text;
        suggestion.effect = effectText(before, after);
        suggestion.operations = withStateDict(idea.operations);
        suggestion.after = after;
        suggestion.isGuess = idea.id == "by-shape" || idea.isUnchecked;
        if (idea.isUnchecked) {
            suggestion.reason =
                "the names are alike and stand in the same order, but the model's shapes are not known: "
                "none is checked, so look at the pairs before you save";
        } else if (suggestion.isGuess || idea.id == "by-position") {
            suggestion.reason = "the names say nothing of what belongs together: look at the pairs before you save";
        }
        m_suggestions.push_back(std::move(suggestion));
    }

    /// The steps as one, and with what nobody asked for dropped where everything else is then right.
    void addChain(const MatchCounts& before, const std::vector<Tried>& chain)
    {
        if (chain.empty()) {
            return;
        }
        NameIdea all;
        all.id = chain.size() == 1 ? chain.front().idea.id : "several";
        for (const Tried& step : chain) {
            std::string text = step.idea.text;
            if (!all.text.empty() && !text.empty() && text.front() >= 'A' && text.front() <= 'Z') {
                text.front() = static_cast<char>(text.front() - 'A' + 'a');
            }
            all.text += (all.text.empty() ? "" : ", ") + text;
            all.operations.insert(all.operations.end(), step.idea.operations.begin(), step.idea.operations.end());
            all.id = step.idea.id == "by-shape" ? step.idea.id : all.id;
            all.isUnchecked = all.isUnchecked || step.idea.isUnchecked;
        }
        const Tried& last = chain.back();
        const bool isComplete = last.counts.onlyInModel == 0 && last.counts.shapeDiffers == 0;
        if (isComplete && last.counts.onlyInFile != 0) {
            NameIdea complete = all;
            complete.id = "several";
            const std::vector<std::string> extra = extraOf(last.names);
            complete.text += extra.size() == 1
                ? ", drop " + displayText(extra.front(), 60)
                : ", drop " + countOf(extra.size(), "key") + " that the model does not have";
            complete.operations.push_back(dropOf(extra));
            MatchCounts counts = last.counts;
            counts.onlyInFile = 0;
            add(complete, before, counts);
        }
        add(all, before, last.counts);
    }

    /// What rules leave over, paired: a guess, so that it stands behind the rules alone.
    Status addPairsAfter(const MatchCounts& before, std::vector<Tried> chain, const Tried& now)
    {
        const bool isOpen = now.counts.onlyInFile != 0 && now.counts.onlyInModel != 0;
        const auto isPaired = [](const Tried& step) { return step.idea.id.starts_with("by-"); };
        if (chain.empty() || !isOpen || std::ranges::any_of(chain, isPaired)) {
            return Done{};
        }
        std::vector<Tried> found;
        PTHF_TRY(tryAll(now, pairIdeas(now.names), found));
        if (!found.empty()) {
            chain.push_back(std::move(found.front()));
            addChain(before, chain);
        }
        return Done{};
    }

    std::vector<std::string> extraOf(const Names& names) const { return extraOf(names, names); }

    /// Those of the names that the model has not, neither so nor as they are called later.
    std::vector<std::string> extraOf(const Names& names, const Names& later) const
    {
        const std::vector<std::uint32_t> places = m_trial.placesOf(names);
        const std::vector<std::uint32_t> found = m_trial.placesOf(later);
        std::vector<std::string> extra;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (!names[i].empty() && places[i] == MatchRow::kNone && found[i] == MatchRow::kNone) {
                extra.push_back(names[i]);
            }
        }
        return extra;
    }

    /// Which of the model's keys have a name of the file.
    std::vector<bool> foundBy(const Names& names) const
    {
        std::vector<bool> isFound(m_trial.model().size(), false);
        for (const std::uint32_t place : m_trial.placesOf(names)) {
            if (place != MatchRow::kNone) {
                isFound[place] = true;
            }
        }
        return isFound;
    }

    Drop dropOf(const std::vector<std::string>& keys) const
    {
        Drop drop;
        for (const std::string& key : keys) {
            KeyPath path = m_scope.path;
            path.push_back({key});
            drop.paths.push_back(std::move(path));
        }
        return drop;
    }

    /// Shapes, as the file stands now. A new head is most often dropped and trained anew; of all else as much as can be
    /// is kept.
    void addShapes(const Names& names, const std::vector<bool>& isFound)
    {
        const std::vector<Suggestion> advices = adviseOnShapes(m_trial, names, m_scope.path);
        const auto addAdvices = [&](bool areHeads) {
            for (const Suggestion& advice : advices) {
                if ((advice.id == "new-head") == areHeads) {
                    addMended(advice);
                }
            }
        };
        addAdvices(true);
        const bool isOtherModel =
            std::ranges::any_of(advices, [](const Suggestion& advice) { return advice.id == "other-size"; });
        if (!isOtherModel) { // whose every layer would be cut, or filled up with chance
            std::ranges::for_each(repairShapes(m_trial, names, m_scope, isFound),
                [this](const Suggestion& repair) { addMended(repair); });
        }
        addAdvices(false);
    }

    void addMended(Suggestion suggestion)
    {
        if (!suggestion.isAdvice()) {
            suggestion.operations = withStateDict(std::move(suggestion.operations));
        }
        m_suggestions.push_back(std::move(suggestion));
    }

    /// Names that only the file has, and shapes: as the file stands now, but for what has a place by its `later` name.
    void addRest(const MatchCounts& before, const Names& names, const Names& later)
    {
        if (before.same == 0 && before.shapeDiffers == 0) {
            return; // the names come first
        }
        addShapes(names, foundBy(later));
        const std::vector<std::string> extra = extraOf(names, later);
        if (extra.empty()) {
            return;
        }
        Suggestion suggestion;
        const bool isHarmless = std::ranges::all_of(extra, isHarmlessExtra);
        suggestion.id = "drop-extra";
        suggestion.text = extra.size() == 1 ? "Drop " + displayText(extra.front(), 60)
                                            : "Drop " + countOf(extra.size(), "key") + " that the model does not have";
        suggestion.after = before;
        suggestion.after.onlyInFile -= extra.size();
        suggestion.effect = suggestion.after.onlyInFile == 0
            ? "no extra keys left"
            : countText(before.onlyInFile) + " → " + countOf(suggestion.after.onlyInFile, "extra key");
        suggestion.reason = isHarmless ? "counters and buffers that a model does not need to load" : "";
        suggestion.operations = withStateDict({dropOf(extra)});
        m_suggestions.push_back(std::move(suggestion));
    }

    NameTrial m_trial;
    const SuggestionScope& m_scope;
    const Task& m_task;
    std::vector<Suggestion> m_suggestions;
};

} // namespace

Result<std::vector<Suggestion>> suggestFor(
    const KeyList& file, const KeyList& model, const SuggestionScope& scope, const Task& task)
{
    return Search(file, model, scope, task).run();
}

} // namespace pthf
