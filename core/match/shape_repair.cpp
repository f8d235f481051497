// SPDX-License-Identifier: Apache-2.0
#include "core/match/shape_repair.h"

#include <algorithm>
#include <unordered_set>

#include "core/convert/number_convert.h"
#include "core/edit/tensor_layers.h"
#include "core/match/row_choices.h"
#include "core/match/shape_advice.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// A model of another width is another model: so many tensors with one dimension changed are no new head.
constexpr std::size_t kMostResized = 64;
constexpr std::uint64_t kFewMissing = 8;

/// Tensors that are mended in the same way.
struct Repair {
    std::string id;
    std::string verb; ///< "Transpose"
    std::string reason;
    std::vector<std::string> keys;
    std::vector<Operation> operations;
    std::uint64_t parameters = 0; ///< of the model's, that get their values by it
};

/// What the Vision Transformer's own code uses, and Swin's for its tables of relative positions.
constexpr Resampling kBicubic{ResampleKind::Bicubic, {}, {}, {}};

std::string_view lastPart(std::string_view key)
{
    return key.substr(key.rfind('.') + 1); // npos + 1 is 0
}

std::string kindText(const std::vector<Operation>& operations)
{
    bool isTable = false;
    bool isLayer = false;
    for (const Operation& operation : operations) {
        const auto* resize = std::get_if<Resize>(&operation);
        const auto* init = std::get_if<InitTensor>(&operation);
        const InitialKind kind = resize != nullptr ? resize->values.kind
            : init != nullptr                      ? init->values.kind
                                                   : InitialKind::Zeros;
        isTable = isTable || kind == InitialKind::Normal;
        isLayer = isLayer || kind == InitialKind::KaimingUniform;
    }
    return isTable ? "normal(0, 0.02), as language models begin"
        : isLayer  ? "what torch's layers begin with, biases with zeros"
                   : "zeros, or ones for scales";
}

bool isTurned(const Dims& file, const Dims& model)
{
    return file.size() == 2 && model.size() == 2 && file[0] == model[1] && file[1] == model[0];
}

/// How many dimensions differ; nothing where the ranks do.
std::optional<std::size_t> differences(const Dims& file, const Dims& model)
{
    if (file.size() != model.size()) {
        return std::nullopt;
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < file.size(); ++i) {
        count += file[i] == model[i] ? 0U : 1U;
    }
    return count;
}

class Repairs {
public:
    Repairs(const NameTrial& trial, std::span<const std::string> names, const SuggestionScope& scope,
        const std::vector<bool>& isFound)
        : m_trial(trial)
        , m_names(names)
        , m_scope(scope)
        , m_before(trial.countsOf(names))
        , m_isFound(isFound)
    {
        m_turn = {"transpose", "Transpose", {}, {}, {}, 0};
        m_grid = {
            "interpolate", "Interpolate", "position embeddings of another grid, bicubic as torch does it", {}, {}, 0};
        m_resize = {"resize", "Resize", {}, {}, {}, 0};
        m_init = {"init-missing", "Make", {}, {}, {}, 0};
    }

    std::vector<Suggestion> run()
    {
        m_places = m_trial.placesOf(m_names);
        for (std::uint32_t i = 0; i < m_names.size(); ++i) {
            const std::uint32_t at = m_places[i];
            if (at == MatchRow::kNone) {
                continue;
            }
            m_met.insert(m_trial.model()[at].key);
            if (!m_trial.fits(i, at) && m_trial.file()[i].shape && m_trial.model()[at].shape) {
                mend(m_trial.file()[i], m_trial.model()[at]);
            }
        }
        findMissing();
        m_turn.reason =
            "the same numbers with rows and columns exchanged, as between a Conv1D of transformers and a Linear";
        m_resize.reason = m_hasNewRoom || m_reshaped.empty()
            ? "what both have is kept, new room gets " + kindText(m_resize.operations)
            : m_reshaped + ": a 1×1 convolution against a linear layer, or the like";
        m_init.reason = "the file has none: they get " + kindText(m_init.operations);
        if (m_resize.keys.size() > kMostResized) {
            m_resize = {};
        }
        for (const Repair* repair : {&m_turn, &m_grid, &m_resize, &m_init}) {
            if (!repair->keys.empty()) {
                tell(*repair);
            }
        }
        tellAll();
        return std::move(m_told);
    }

private:
    void mend(const KeyEntry& file, const KeyEntry& model)
    {
        const Dims& from = *file.shape;
        const Dims& to = *model.shape;
        const auto different = differences(from, to);
        const bool isOfPatches = isPositionTable(file.key) && !isTextPositions(file.key);
        const bool isGrid = isOfPatches && file.key.find("_index") == std::string::npos;
        if (isGrid && isConvertTarget(file.dtype.value_or(DType::Float32)) && resamplePlaces(kBicubic, from, to)) {
            add(m_grid, file, model, Resize{file.key, to, {}, m_scope.in, kBicubic});
        } else if (from.size() != to.size() && differInOnesOnly(from, to)) {
            m_reshaped =
                m_reshaped.empty() ? shapeText(from) + " in the file, " + shapeText(to) + " in the model" : m_reshaped;
            add(m_resize, file, model, Resize{file.key, to, {}, m_scope.in});
        } else if (isTurned(from, to)) {
            add(m_turn, file, model, Transpose{globOf(file.key)});
        } else if (different == std::size_t{1} && !isOfPatches && elementCount(to).value_or(0) != 0) {
            const DType dtype = file.dtype.value_or(DType::Float32);
            m_hasNewRoom = true;
            add(m_resize, file, model, Resize{file.key, to, layerBeginning(file.key, to.size(), dtype), m_scope.in});
        }
    }

    /// One operation changes all names of a tensor: a second one would turn it back.
    void add(Repair& repair, const KeyEntry& file, const KeyEntry& model, Operation operation)
    {
        repair.keys.push_back(file.key);
        repair.parameters += model.elements();
        if (m_scope.content != nullptr && file.tensor != kNoTensor) {
            const TensorValue& tensor = m_scope.content->tensor(file.tensor);
            const bool isKnown = std::ranges::any_of(m_mended, [&tensor](const TensorValue* other) {
                return other->storage == tensor.storage && other->layout == tensor.layout
                    && tensor.storage != kNoStorage;
            });
            if (isKnown) {
                return;
            }
            m_mended.push_back(&tensor);
        }
        repair.operations.push_back(std::move(operation));
    }

    /// In this state dict alone, where it is not the only one.
    std::string globOf(const std::string& key) const
    {
        const bool isPath = !m_scope.in.empty() && !m_scope.isWholeModel;
        return wholeKeyGlob(key, isPath ? std::optional(m_scope.path) : std::nullopt);
    }

    /// A head that the file does not have: few keys, with shapes that the model states.
    void findMissing()
    {
        if (m_before.onlyInModel > std::max(kFewMissing, m_before.same / 4) || m_before.same == 0) {
            return;
        }
        for (std::size_t i = 0; i < m_trial.model().size(); ++i) {
            const KeyEntry& entry = m_trial.model()[i];
            if (!entry.isTensor || m_isFound[i] || !m_met.insert(entry.key).second) {
                continue;
            }
            if (!entry.shape) {
                m_init = {};
                return;
            }
            const bool isCounter = lastPart(entry.key) == "num_batches_tracked";
            const DType dtype = entry.dtype.value_or(isCounter ? DType::Int64 : DType::Float32);
            InitTensor init{
                entry.key, layerBeginning(entry.key, entry.shape->size(), dtype), *entry.shape, dtype, m_scope.in};
            m_init.keys.push_back(entry.key);
            m_init.parameters += entry.elements();
            m_init.operations.emplace_back(std::move(init));
        }
    }

    static std::string keysText(const std::vector<std::string>& keys)
    {
        std::string text = displayText(keys.front(), 60);
        if (keys.size() > 1) {
            text += keys.size() == 2 ? " and " + displayText(keys.back(), 60)
                                     : " and " + countText(keys.size() - 1) + " more";
        }
        return text;
    }

    static void count(const Repair& repair, bool isMissing, MatchCounts& counts) // NOLINT: which of the two it was
    {
        const std::uint64_t keys = repair.keys.size();
        counts.same += keys;
        counts.parametersSame += repair.parameters;
        (isMissing ? counts.onlyInModel : counts.shapeDiffers) -= keys;
        auto& from = isMissing ? counts.parametersMissing : counts.parametersShape;
        from -= std::min(from, repair.parameters);
    }

    void tell(const Repair& repair)
    {
        Suggestion suggestion;
        suggestion.id = repair.id;
        suggestion.text = repair.verb + " " + keysText(repair.keys)
            + (&repair == &m_resize || &repair == &m_grid ? " to the model's shape"
                    : &repair == &m_init                  ? " anew"
                                                          : "");
        suggestion.reason = repair.reason;
        suggestion.operations = repair.operations;
        suggestion.after = m_before;
        count(repair, &repair == &m_init, suggestion.after);
        finish(std::move(suggestion));
    }

    void finish(Suggestion suggestion)
    {
        suggestion.effect = countText(m_before.same) + " → " + countText(suggestion.after.same) + " of "
            + countText(m_before.inModel()) + " match";
        m_told.push_back(std::move(suggestion));
    }

    /// Everything at once, where the model loads then.
    void tellAll()
    {
        Suggestion all;
        all.id = "make-it-load";
        all.after = m_before;
        std::string text;
        std::size_t parts = 0;
        for (const Repair* repair : {&m_turn, &m_grid, &m_resize, &m_init}) {
            if (repair->keys.empty()) {
                continue;
            }
            ++parts;
            text += (text.empty() ? "" : ", ") + repair->verb + " " + countText(repair->keys.size());
            all.operations.insert(all.operations.end(), repair->operations.begin(), repair->operations.end());
            count(*repair, repair == &m_init, all.after);
        }
        Drop drop;
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            if (!m_names[i].empty() && m_places[i] == MatchRow::kNone) {
                KeyPath path = m_scope.path;
                path.push_back({m_names[i]});
                drop.paths.push_back(std::move(path));
            }
        }
        if (!drop.paths.empty()) {
            ++parts;
            text += ", Drop " + countText(drop.paths.size());
            // Before what is added, so that one list of paths is all that names the old keys.
            all.operations.insert(all.operations.begin(), std::move(drop));
            all.after.onlyInFile = 0;
        }
        if (parts < 2 || !all.after.isPerfect() || all.after.same == m_before.same) {
            return;
        }
        for (std::size_t at = text.find(", "); at != std::string::npos; at = text.find(", ", at + 2)) {
            text[at + 2] = static_cast<char>(text[at + 2] - 'A' + 'a');
        }
        all.text = text + ": then it loads";
        all.reason = "all of the above at once";
        finish(std::move(all));
    }

    const NameTrial& m_trial;
    std::span<const std::string> m_names;
    const SuggestionScope& m_scope;
    MatchCounts m_before;
    const std::vector<bool>& m_isFound;
    std::vector<std::uint32_t> m_places; ///< of the names, in the model
    std::unordered_set<std::string_view> m_met;
    std::vector<const TensorValue*> m_mended;
    Repair m_turn;
    Repair m_grid;
    Repair m_resize;
    Repair m_init;
    std::string m_reshaped; ///< what became of the first whose dimensions of one differ
    bool m_hasNewRoom = false;
    std::vector<Suggestion> m_told;
};

} // namespace

std::vector<Suggestion> repairShapes(const NameTrial& trial, std::span<const std::string> names,
    const SuggestionScope& scope, const std::vector<bool>& isFound)
{
    return Repairs(trial, names, scope, isFound).run();
}

} // namespace pthf
