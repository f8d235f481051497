// SPDX-License-Identifier: Apache-2.0
#include "core/match/row_choices.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/edit/tensor_layers.h"
#include "core/meaning/unfold.h"
#include "core/plan/tensor_operations.h"

namespace pthf {

namespace {

constexpr std::size_t kMostNames = 40;

using Kind = RowChoice::Kind;

std::string_view lastPart(std::string_view key)
{
    return key.substr(key.rfind('.') + 1); // npos + 1 is 0
}

bool isEmbedding(std::string_view key)
{
    constexpr std::array<std::string_view, 8> kNames{
        "embed", "wte.", "wpe.", "lm_head", "tok_", "word_embeddings", "shared.weight", "vocab"};
    return std::ranges::any_of(
        kNames, [key](std::string_view name) { return key.find(name) != std::string_view::npos; });
}

/// The dimensions that have to change places; nothing where no two of them do it.
std::optional<std::pair<std::int64_t, std::int64_t>> turned(const Dims& file, const Dims& model)
{
    if (file.size() != model.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < file.size(); ++i) {
        if (file[i] == model[i]) {
            continue;
        }
        for (std::size_t j = i + 1; j < file.size(); ++j) {
            Dims other = file;
            std::swap(other[i], other[j]);
            if (other == model) {
                return std::pair{static_cast<std::int64_t>(i), static_cast<std::int64_t>(j)};
            }
        }
        return std::nullopt; // the first that differs has to go somewhere
    }
    return std::nullopt;
}

/// The choices of one row.
class Choices {
public:
    Choices(const MatchResult& result, const MatchRow& row)
        : m_result(result)
        , m_row(row)
        , m_file(row.file == MatchRow::kNone ? nullptr : &result.file[row.file])
        , m_model(row.model == MatchRow::kNone ? nullptr : &result.reference->keys[row.model])
        , m_key((m_file != nullptr ? m_file : m_model)->key)
    {
    }

    std::vector<RowChoice> run()
    {
        m_choices.push_back({});
        switch (m_row.state) {
        case MatchState::Same:
            break;
        case MatchState::ShapeDiffers:
            addShapes();
            addNewValues();
            addOthers();
            addLeftOut();
            break;
        case MatchState::OnlyInFile:
            addNames();
            addLeftOut();
            break;
        case MatchState::OnlyInModel:
            addNames();
            addNewValues();
            addOthers();
            break;
        }
        return std::move(m_choices);
    }

private:
    void add(Kind kind, Operation operation, bool isFilled = false)
    {
        RowChoice choice;
        choice.kind = kind;
        choice.operations.push_back(std::move(operation));
        choice.isFilled = isFilled;
        m_choices.push_back(std::move(choice));
    }

    DType dtype() const
    {
        const DType fallback = lastPart(m_key) == "num_batches_tracked" ? DType::Int64 : DType::Float32;
        const bool isInFile = m_file != nullptr && m_file->dtype;
        return isInFile ? *m_file->dtype : m_model != nullptr ? m_model->dtype.value_or(fallback) : fallback;
    }

    void addShapes()
    {
        if (m_file == nullptr || m_model == nullptr || !m_file->shape || !m_model->shape || !m_file->isTensor) {
            return;
        }
        const Dims& from = *m_file->shape;
        const Dims& to = *m_model->shape;
        if (const auto dimensions = turned(from, to)) {
            const auto place =
                m_result.in.empty() || m_result.isWholeModel ? std::nullopt : std::optional<KeyPath>(m_result.path);
            add(Kind::Transposed, Transpose{wholeKeyGlob(m_key, place), dimensions->first, dimensions->second});
        }
        if (from.size() != to.size() && differInOnesOnly(from, to)) {
            add(Kind::Resized, Resize{m_key, to, {}, m_result.in});
        } else if (from.size() == to.size() && !from.empty() && elementCount(to).value_or(0) != 0) {
            bool grows = false;
            for (std::size_t i = 0; i < from.size(); ++i) {
                grows = grows || to[i] > from[i];
            }
            add(Kind::Resized, Resize{m_key, to, layerBeginning(m_key, to.size(), dtype()), m_result.in}, grows);
        }
    }

    void addNewValues()
    {
        if (m_model == nullptr || !m_model->isTensor || !m_model->shape) {
            return;
        }
        const Dims& shape = *m_model->shape;
        add(Kind::NewValues,
            InitTensor{m_key, layerBeginning(m_key, shape.size(), dtype()), shape, dtype(), m_result.in}, true);
    }

    void addOthers()
    {
        if (m_model == nullptr || !m_model->isTensor) {
            return;
        }
        const Reference& reference = *m_result.reference;
        KeyPath path = reference.stateDict;
        path.push_back({m_model->key});
        // The state dict that a whole model would give has no place in its file.
        if (reference.document && valueAt(reference.document->content, path)) {
            add(Kind::FromReference, SetTensor{m_key, reference.document->path.string(), path, m_result.in});
        }
        add(Kind::FromFile, SetTensor{m_key, {}, {{m_key}}, m_result.in});
    }

    void addNames()
    {
        const bool isInFile = m_row.state == MatchState::OnlyInFile;
        const MatchState wanted = isInFile ? MatchState::OnlyInModel : MatchState::OnlyInFile;
        RowChoice choice;
        choice.kind = Kind::Renamed;
        for (const MatchRow& other : m_result.match.rows) {
            if (other.state != wanted || choice.names.size() == kMostNames) {
                continue;
            }
            const KeyEntry& file = isInFile ? *m_file : m_result.file[other.file];
            const KeyEntry& model = isInFile ? m_result.reference->keys[other.model] : *m_model;
            if (file.isTensor == model.isTensor && loadsInto(file.shape, model.shape)) {
                choice.names.push_back(isInFile ? model.key : file.key);
                choice.operations.emplace_back(RenameTable{{{file.key, model.key}}, m_result.in});
            }
        }
        if (!choice.names.empty()) {
            m_choices.push_back(std::move(choice));
        }
    }

    void addLeftOut()
    {
        KeyPath path = m_result.path;
        path.push_back({m_key});
        add(Kind::LeftOut, Drop{{}, {}, {std::move(path)}});
    }

    const MatchResult& m_result;
    const MatchRow& m_row;
    const KeyEntry* m_file;
    const KeyEntry* m_model;
    const std::string& m_key;
    std::vector<RowChoice> m_choices;
};

} // namespace

std::vector<RowChoice> choicesFor(const MatchResult& result, const MatchRow& row)
{
    return Choices(result, row).run();
}

std::optional<Kind> choiceMade(const Operation& operation, const MatchResult& result, const std::string& key)
{
    if (const auto* turn = std::get_if<Transpose>(&operation)) {
        const bool isIt = turn->glob == wholeKeyGlob(key, std::nullopt) || turn->glob == wholeKeyGlob(key, result.path);
        return isIt ? std::optional(Kind::Transposed) : std::nullopt;
    }
    if (const auto* resize = std::get_if<Resize>(&operation)) {
        return resize->key == key ? std::optional(Kind::Resized) : std::nullopt;
    }
    if (const auto* init = std::get_if<InitTensor>(&operation)) {
        return init->key == key ? std::optional(Kind::NewValues) : std::nullopt;
    }
    if (const auto* set = std::get_if<SetTensor>(&operation)) {
        return set->key == key ? std::optional(Kind::FromFile) : std::nullopt;
    }
    if (const auto* table = std::get_if<RenameTable>(&operation)) {
        const bool isIt = table->pairs.size() == 1 && table->pairs.front().second == key;
        return isIt ? std::optional(Kind::Renamed) : std::nullopt;
    }
    if (const auto* drop = std::get_if<Drop>(&operation)) {
        KeyPath path = result.path;
        path.push_back({key});
        return *drop == Drop{{}, {}, {path}} ? std::optional(Kind::LeftOut) : std::nullopt;
    }
    return std::nullopt;
}

/// torch/nn/modules: Linear and convolutions begin with kaiming_uniform_(a=√5), norms with ones and zeros; 0.02 is what
/// transformers has for embeddings.
InitialValues layerBeginning(std::string_view key, std::size_t dimensions, DType dtype)
{
    const std::string_view last = lastPart(key);
    InitialValues drawn{InitialKind::KaimingUniform, std::sqrt(5.0)};
    if (isEmbedding(key)) {
        drawn = {InitialKind::Normal, 0, 0.02};
    }
    InitialValues values;
    if (dimensions >= 2 && fillingMistake(drawn, dtype, dimensions).empty()) {
        values = drawn;
    } else if (dimensions == 1 && (last == "weight" || last == "running_var" || last == "gamma")) {
        values.kind = InitialKind::Ones;
    }
    return values;
}

std::string wholeKeyGlob(const std::string& key, const std::optional<KeyPath>& stateDict)
{
    std::string text = key;
    if (stateDict) {
        KeyPath path = *stateDict;
        path.push_back({key});
        text = pathText(path);
    }
    std::string glob = stateDict ? "/" : "";
    for (const char c : text) {
        const bool isSpecial = c == '*' || c == '?' || c == '[';
        glob += isSpecial ? std::string{'[', c, ']'} : std::string(1, c);
    }
    return glob;
}

} // namespace pthf
