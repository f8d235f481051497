// SPDX-License-Identifier: Apache-2.0
#include "core/match/shape_advice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "core/edit/tensor_layers.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// One tensor whose shapes differ.
struct Differing {
    std::string name;
    Dims file;
    Dims model;
};

/// Those that differ in the same way.
enum class Pattern : std::uint8_t { Transposed, Reshaped, Positions, Vocabulary, Head, Other };

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// Whether a name speaks of words or tokens.
bool isVocabulary(std::string_view name)
{
    constexpr std::array<std::string_view, 14> kNames{"embed_tokens", "word_embeddings", "lm_head", "wte.",
        "tok_embeddings", "text_embed", "token_embedding", "tokens_embed", "embed_in.", "embed_out.", "shared.weight",
        "predictions.decoder", "predictions.bias", "output_projection"};
    return std::ranges::any_of(kNames, [name](std::string_view part) { return contains(name, part); });
}

bool isOnlyDimension(const Differing& tensor, std::size_t dimension)
{
    if (tensor.file.size() != tensor.model.size() || dimension >= tensor.file.size()) {
        return false;
    }
    for (std::size_t i = 0; i < tensor.file.size(); ++i) {
        if (i != dimension && tensor.file[i] != tensor.model[i]) {
            return false;
        }
    }
    return tensor.file[dimension] != tensor.model[dimension];
}

Pattern patternOf(const Differing& tensor)
{
    if (tensor.file.size() == 2 && tensor.model.size() == 2 && tensor.file[0] == tensor.model[1]
        && tensor.file[1] == tensor.model[0]) {
        return Pattern::Transposed;
    }
    if (tensor.file.size() != tensor.model.size() && differInOnesOnly(tensor.file, tensor.model)) {
        return Pattern::Reshaped;
    }
    if (isPositionTable(tensor.name)) {
        return Pattern::Positions;
    }
    if (isOnlyDimension(tensor, 0)) {
        return isVocabulary(tensor.name) ? Pattern::Vocabulary : Pattern::Head;
    }
    return Pattern::Other;
}

using Change = std::pair<std::int64_t, std::int64_t>; ///< of one dimension: the file's size, the model's

/// Tensors whose first dimension changes as that of an embedding are of the vocabulary too (a bias of the words); where
/// another layer reads what changes, it is no head.
void sortHeads(std::map<Pattern, std::vector<Differing>>& groups)
{
    std::set<Change> words;
    for (const Differing& tensor : groups[Pattern::Vocabulary]) {
        words.emplace(tensor.file.front(), tensor.model.front());
    }
    std::set<Change> inner;
    for (const Differing& tensor : groups[Pattern::Other]) {
        for (std::size_t i = 1; i < std::min(tensor.file.size(), tensor.model.size()); ++i) {
            inner.emplace(tensor.file[i], tensor.model[i]);
        }
    }
    for (Differing& tensor : std::exchange(groups[Pattern::Head], {})) {
        const Change change(tensor.file.front(), tensor.model.front());
        const Pattern pattern = words.contains(change) ? Pattern::Vocabulary
            : inner.contains(change)                   ? Pattern::Other
                                                       : Pattern::Head;
        groups[pattern].push_back(std::move(tensor));
    }
    std::erase_if(groups, [](const auto& group) { return group.second.empty(); });
}

/// How often wider the model is, in every dimension that differs; 0 where there is no one number.
double ratioOf(const std::vector<Differing>& tensors)
{
    double ratio = 0;
    for (const Differing& tensor : tensors) {
        if (tensor.file.size() != tensor.model.size()) {
            return 0;
        }
        for (std::size_t i = 0; i < tensor.file.size(); ++i) {
            if (tensor.file[i] == tensor.model[i] || tensor.file[i] == 0) {
                continue;
            }
            const double here = static_cast<double>(tensor.model[i]) / static_cast<double>(tensor.file[i]);
            if (ratio != 0 && std::abs(here - ratio) > ratio / 1000) {
                return 0;
            }
            ratio = here;
        }
    }
    return ratio;
}

std::string ratioText(double ratio)
{
    std::string text = std::to_string(static_cast<int>(std::lround(ratio * 100)));
    text.insert(0, text.size() < 3 ? 3 - text.size() : 0, '0');
    text.insert(text.size() - 2, ".");
    while (text.ends_with('0')) {
        text.pop_back();
    }
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

std::string namesText(const std::vector<Differing>& tensors)
{
    std::string text = displayText(tensors.front().name, 60);
    if (tensors.size() == 2) {
        text += " and " + displayText(tensors.back().name, 60);
    } else if (tensors.size() > 2) {
        text += " and " + countText(tensors.size() - 1) + " more";
    }
    return text;
}

/// The sizes of the one dimension that differs, where people have a word for it, else both shapes.
std::string changeText(const Differing& tensor)
{
    for (std::size_t i = 0; i < tensor.file.size(); ++i) {
        const std::string_view word = dimensionWord(tensor.name, i, tensor.file.size());
        if (isOnlyDimension(tensor, i) && !word.empty()) {
            return "dimension " + std::to_string(i) + " (" + std::string(word) + "): " + std::to_string(tensor.file[i])
                + " in the file, " + std::to_string(tensor.model[i]) + " in the model";
        }
    }
    return shapeText(tensor.file) + " in the file, " + shapeText(tensor.model) + " in the model";
}

std::string_view wordOfWeight(std::string_view name, std::size_t dimension, std::size_t rank)
{
    constexpr std::array<std::string_view, 3> kKernel{"kernel depth", "kernel height", "kernel width"};
    if (contains(name, "lora_A") || contains(name, "lora_B")) {
        const bool isFirst = contains(name, "lora_A");
        return rank != 2                  ? std::string_view()
            : (dimension == 0) == isFirst ? "rank"
            : isFirst                     ? "in_features"
                                          : "out_features";
    }
    if (rank == 2 && (contains(name, "weight_ih_l") || contains(name, "weight_hh_l"))) {
        return dimension == 0 ? "gates × hidden_size" : contains(name, "weight_ih_l") ? "input_size" : "hidden_size";
    }
    if (rank <= 2) {
        return rank == 1 ? "features" : dimension == 0 ? "out_features" : "in_features";
    }
    if (rank > 5 || dimension < 2) {
        return rank > 5 ? std::string_view() : dimension == 0 ? "out_channels" : "in_channels";
    }
    return rank == 3 ? std::string_view("kernel size") : kKernel[kKernel.size() + dimension - rank];
}

class Adviser {
public:
    Adviser(const NameTrial& trial, std::span<const std::string> names, const KeyPath& path)
        : m_trial(trial)
        , m_names(names)
        , m_path(path)
        , m_before(trial.countsOf(names))
    {
    }

    std::vector<Suggestion> run()
    {
        std::map<Pattern, std::vector<Differing>> groups;
        std::vector<Differing> all;
        const std::vector<std::uint32_t> places = m_trial.placesOf(m_names);
        for (std::uint32_t i = 0; i < m_names.size(); ++i) {
            const std::uint32_t at = places[i];
            if (at == MatchRow::kNone || m_trial.fits(i, at) || !m_trial.file()[i].shape
                || !m_trial.model()[at].shape) {
                continue;
            }
            Differing tensor{m_names[i], *m_trial.file()[i].shape, *m_trial.model()[at].shape};
            groups[patternOf(tensor)].push_back(tensor);
            all.push_back(std::move(tensor));
        }
        if (const double ratio = ratioOf(all); ratio != 0 && all.size() > 8) {
            adviseOtherSize(all, ratio);
        } else {
            sortHeads(groups);
            for (const auto& group : groups) {
                advise(group.first, group.second);
            }
        }
        return std::move(m_advice);
    }

private:
    void advise(Pattern pattern, const std::vector<Differing>& tensors)
    {
        const std::string which = namesText(tensors);
        const std::string change = changeText(tensors.front());
        switch (pattern) {
        case Pattern::Transposed:
        case Pattern::Reshaped:
            break; // shape_repair.h mends them
        case Pattern::Positions:
            tell("positions", "Other number of positions: drop " + which,
                change + ": the model was built for another input size; it starts with its own positions", tensors);
            break;
        case Pattern::Vocabulary:
            tell("vocabulary", "Other vocabulary: drop " + which,
                change + ": tokens were added or taken away; the rows that both have could be kept", tensors);
            break;
        case Pattern::Head:
            tell("new-head", "New head: drop " + which,
                change + ": another number of classes; the model keeps its own values there, to be trained anew",
                tensors);
            break;
        case Pattern::Other:
            tell("other-shapes", "Drop " + which, change + "; the model keeps its own values there", tensors);
            break;
        }
    }

    void adviseOtherSize(const std::vector<Differing>& tensors, double ratio)
    {
        tell("other-size", "Another size of the model",
            "sizes differ by " + ratioText(ratio) + " in " + countOf(tensors.size(), "tensor")
                + ": the file and the model are two sizes of one architecture; build the model with the file's "
                  "configuration",
            {});
    }

    void tell(std::string id, std::string text, std::string reason, const std::vector<Differing>& dropped)
    {
        Suggestion suggestion;
        suggestion.id = std::move(id);
        suggestion.text = std::move(text);
        suggestion.reason = std::move(reason);
        suggestion.after = m_before;
        if (!dropped.empty()) {
            Drop drop;
            for (const Differing& tensor : dropped) {
                KeyPath path = m_path;
                path.push_back({tensor.name});
                drop.paths.push_back(std::move(path));
            }
            suggestion.operations = {std::move(drop)};
            suggestion.after.shapeDiffers -= dropped.size();
            suggestion.after.onlyInModel += dropped.size();
            suggestion.effect = countOf(suggestion.after.shapeDiffers, "size mismatch", "size mismatches")
                + " left; needs strict=False";
        } else {
            suggestion.effect = "nothing to click";
        }
        m_advice.push_back(std::move(suggestion));
    }

    const NameTrial& m_trial;
    std::span<const std::string> m_names;
    const KeyPath& m_path;
    MatchCounts m_before;
    std::vector<Suggestion> m_advice;
};

} // namespace

bool isPositionTable(std::string_view name)
{
    return contains(name, "pos_emb") || contains(name, "position_emb") || contains(name, "positional")
        || contains(name, "relative_position") || isTextPositions(name);
}

bool isTextPositions(std::string_view name)
{
    return contains(name, "wpe.") || contains(name, "embed_positions");
}

std::string_view dimensionWord(std::string_view name, std::size_t dimension, std::size_t rank)
{
    if (isPositionTable(name)) {
        constexpr std::array<std::string_view, 2> kTable{"positions", "embedding size"};
        return rank == 2 || (rank == 3 && dimension != 0) ? kTable[dimension + 2 - rank] : std::string_view();
    }
    if (isVocabulary(name) && !contains(name, "lora_")) {
        constexpr std::array<std::string_view, 2> kTable{"vocabulary", "embedding size"};
        return dimension + 1 == rank && rank <= 1 ? kTable[0] : rank == 2 ? kTable[dimension] : std::string_view();
    }
    const bool isBias = name.ends_with("bias");
    const bool isWeight =
        contains(name.substr(name.rfind('.') + 1), "weight") || name.ends_with(".original1"); // npos + 1 is 0
    const bool isNorm = contains(name, "norm") || contains(name, "bn") || contains(name, "ln_");
    if (isBias && rank == 1) {
        return isNorm ? "features" : "out_features";
    }
    return isWeight || (rank == 1 && contains(name, "running_")) ? wordOfWeight(name, dimension, rank)
                                                                 : std::string_view();
}

std::vector<Suggestion> adviseOnShapes(const NameTrial& trial, std::span<const std::string> names, const KeyPath& path)
{
    return Adviser(trial, names, path).run();
}

} // namespace pthf
