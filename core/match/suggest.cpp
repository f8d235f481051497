// SPDX-License-Identifier: Apache-2.0
#include "core/match/suggest.h"

#include <algorithm>
#include <array>

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

/// Buffers of libraries and counters that no model needs to load (USERS D8, 4.2).
bool isHarmlessExtra(std::string_view name)
{
    constexpr std::array<std::string_view, 8> kEndings{"n_averaged", "num_batches_tracked", "total_ops", "total_params",
        "position_ids", "relative_position_index", "attn.masked_bias", "_float_tensor"};
    return std::ranges::any_of(kEndings, [name](std::string_view ending) {
        return name.ends_with(ending)
            && (name.size() == ending.size() || name[name.size() - ending.size() - 1] == '.' || ending.front() == '_');
    });
}

/// Of two branches of one file that fit alike, the one that people do not mean: the slow copy of contrastive training,
/// the student of self-distillation, whose authors evaluate the teacher.
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
        for (std::size_t i = chain.size() == 1 ? 1U : 0U; i < std::min(singles.size(), kMaxSingles); ++i) {
            add(singles[i].idea, before, singles[i].counts);
        }
        addRest(before, chain.empty() ? now.names : namesOf(m_trial.file()));
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

    Status tryAll(const Tried& now, const std::vector<NameIdea>& ideas, std::vector<Tried>& found)
    {
        for (const NameIdea& idea : ideas) {
            PTHF_TRY(m_task.poll());
            Tried tried;
            tried.idea = {idea.id, idea.text, {}, idea.votes};
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
        if (auto pairs = pairByPosition(renamed, m_trial.model()); pairs && !pairs->empty()) {
            const std::uint64_t count = pairs->size();
            ideas.push_back({"by-position", "Rename " + countOf(count, "key") + " by position",
                {RenameTable{std::move(*pairs), m_scope.in}}, count});
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
        suggestion.isGuess = idea.id == "by-shape";
        if (suggestion.isGuess || idea.id == "by-position") {
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

    std::vector<std::string> extraOf(const Names& names) const
    {
        std::vector<std::string> extra;
        std::ranges::copy_if(names, std::back_inserter(extra),
            [this](const std::string& name) { return !name.empty() && m_trial.inModel(name) == MatchRow::kNone; });
        return extra;
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

    /// Names that only the file has, and shapes: as the file stands now.
    void addRest(const MatchCounts& before, const Names& names)
    {
        if (before.same == 0 && before.shapeDiffers == 0) {
            return; // the names come first
        }
        std::vector<Suggestion> advices = adviseOnShapes(m_trial, names, m_scope.path);
        const bool isOtherModel =
            std::ranges::any_of(advices, [](const Suggestion& advice) { return advice.id == "other-size"; });
        if (!isOtherModel) { // whose every layer would be cut, or filled up with chance
            for (Suggestion& repair : repairShapes(m_trial, names, m_scope)) {
                repair.operations = withStateDict(std::move(repair.operations));
                m_suggestions.push_back(std::move(repair));
            }
        }
        for (Suggestion& advice : advices) {
            advice.operations = advice.isAdvice() ? advice.operations : withStateDict(std::move(advice.operations));
            m_suggestions.push_back(std::move(advice));
        }
        const std::vector<std::string> extra = extraOf(names);
        if (extra.empty()) {
            return;
        }
        Suggestion suggestion;
        const bool isHarmless = std::ranges::all_of(extra, isHarmlessExtra);
        suggestion.id = "drop-extra";
        suggestion.text = extra.size() == 1 ? "Drop " + displayText(extra.front(), 60)
                                            : "Drop " + countOf(extra.size(), "key") + " that the model does not have";
        suggestion.effect = "no extra keys left";
        suggestion.reason = isHarmless ? "counters and buffers that a model does not need to load" : "";
        suggestion.operations = withStateDict({dropOf(extra)});
        suggestion.after = before;
        suggestion.after.onlyInFile = 0;
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
